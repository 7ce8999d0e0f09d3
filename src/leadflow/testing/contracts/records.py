"""
What a store must do with records that are kept by key, each class of them.
"""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.partners import Campaign, Partner, PartnerPeople
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.stored import Record, key_of, numbered_key, publication
from leadflow.core.unknown import MembersKept
from leadflow.errors import ConfigurationError, Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.record_samples import SAMPLES, each, replaceable
from leadflow.testing.contracts.store import StoreContract, committed, find
from leadflow.testing.record_builders import (
    a_campaign,
    a_chunk,
    a_module,
    some_people,
)

__all__ = ["RecordsContract"]

_KEYS: Final = ("10", "9", "A", "a", "a ", "a%", "a'b", "a/b", "a_b", "ab", "\u00e5", "\uffee", "\U0001f389")
"""
Keys in the order of their characters, which is not the order of any language.
"""


class RecordsContract(StoreContract):
    """
    What every `Records` must read, and every commit do with `Changes.puts`.
    """

    @each
    def test_unknown_key_is_none(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A key that no record of the class has gives None, and a class without records none.
        """
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.one(cls, key_of(SAMPLES[cls].one)) is None
            assert unit.records.all(cls) == unit.records.page(cls, None, 10) == ()

    @each
    def test_record_survives(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A record comes back as it was committed, with everything in it, by whichever way it is read.
        """
        record = SAMPLES[cls].one
        committed(open_unit, Changes(puts=(Put(record, before=None),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.one(cls, key_of(record)) == record
            assert unit.records.all(cls) == unit.records.page(cls, None, 10) == (record,)

    @each
    def test_what_a_newer_build_wrote_of_a_record_survives(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        Members that this build does not know stay on a record.
        """
        record = evolve(SAMPLES[cls].one, unknown=MembersKept('{"region":"north"}'))
        committed(open_unit, Changes(puts=(Put(record, before=None),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.one(cls, key_of(record)) == record

    @each
    def test_every_record_is_among_all(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        All records of a class are given, in whichever commits they were written, and each is found by its key.
        """
        one, other = SAMPLES[cls].one, SAMPLES[cls].other
        committed(open_unit, puts_of(one), puts_of(other))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert sorted(unit.records.all(cls), key=key_of) == sorted((one, other), key=key_of)
            assert (unit.records.one(cls, key_of(one)), unit.records.one(cls, key_of(other))) == (one, other)

    def test_classes_do_not_meet(self, open_unit: OpenUnit) -> None:
        """
        Records of several classes may have the same key; none is taken for another.
        """
        records = some_people("emea"), a_campaign("emea"), CurrentModule(name="emea", version=1), a_chunk("emea")
        committed(open_unit, puts_of(*records))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            for record in records:
                assert unit.records.one(type(record), "emea") == record
                assert unit.records.all(type(record)) == (record,)

    @replaceable
    def test_whatever_is_stored_is_replaced(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A record that was put without regard to what is stored takes the place of the one with its key.
        """
        sample = SAMPLES[cls]
        assert sample.changed is not None
        committed(open_unit, puts_of(sample.one, sample.other), Changes(puts=(Put(sample.changed, before=ANY),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.one(cls, key_of(sample.one)) == sample.changed
            assert unit.records.one(cls, key_of(sample.other)) == sample.other

    @replaceable
    def test_record_is_replaced_as_it_was_read(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A record that is stored as the writer read it is replaced.
        """
        sample = SAMPLES[cls]
        assert sample.changed is not None
        committed(open_unit, puts_of(sample.one))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            read = unit.records.one(cls, key_of(sample.one))
            unit.commit(Changes(puts=(Put(sample.changed, before=read),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.all(cls) == (sample.changed,)

    @replaceable
    def test_record_that_stands_otherwise_is_refused(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A put that names another record as the one it replaces is a Conflict, and the stored one stays.
        """
        sample = SAMPLES[cls]
        assert sample.changed is not None
        committed(open_unit, puts_of(sample.changed))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(puts=(Put(sample.one, before=sample.one),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.all(cls) == (sample.changed,)

    @replaceable
    def test_record_that_is_not_stored_is_refused(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A put that replaces a record of which none is stored is a Conflict, and writes none.
        """
        sample = SAMPLES[cls]
        assert sample.changed is not None

        with pytest.raises(Conflict):
            committed(open_unit, Changes(puts=(Put(sample.changed, before=sample.one),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.all(cls) == ()

    @each
    def test_record_that_has_to_be_new_is_refused(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A put of a record that must be new is a Conflict if there is one with its key, and the stored one stays.
        """
        sample = SAMPLES[cls]
        committed(open_unit, puts_of(sample.one))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(puts=(Put(sample.changed or sample.one, before=None),)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.all(cls) == (sample.one,)

    @each
    def test_one_wrong_put_refuses_the_others(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        A commit of which one put is wrong writes neither its other puts nor its leads.
        """
        sample = SAMPLES[cls]
        committed(open_unit, puts_of(sample.one))
        puts = Put(sample.other, before=None), Put(sample.one, before=None)

        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead()), puts=puts))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.all(cls) == (sample.one,)
        assert find(open_unit, "lead-1") is None

    def test_partners_of_the_host_are_read(self, open_unit: OpenUnit, partners_there: tuple[Partner, ...]) -> None:
        """
        Partners of the host's own tables are found by key, among all and on pages, and by their supplier only.
        """
        assert len(partners_there) > 1
        ordered = sorted(partners_there, key=key_of)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert [unit.records.one(Partner, one.id) for one in ordered] == ordered
            assert sorted(unit.records.all(Partner), key=key_of) == ordered
            assert unit.records.page(Partner, None, 1) == (ordered[0],)
            assert unit.records.page(Partner, ordered[0].id, len(ordered)) == tuple(ordered[1:])
            assert unit.records.one(Partner, "of nobody") is None
        with open_unit("other", KIT_SCHEMA) as unit:
            assert unit.records.one(Partner, ordered[0].id) is None
            assert unit.records.all(Partner) == ()

    def test_partner_of_the_host_is_not_written(self, open_unit: OpenUnit, partners_there: tuple[Partner, ...]) -> None:
        """
        A put of a partner of the host's own tables is refused by name, and nothing else of its commit is written.
        """
        partner = partners_there[0]
        for put in (Put(evolve(partner, name="Renamed"), before=ANY), Put(partner, before=partner)):
            with pytest.raises(ConfigurationError):
                committed(open_unit, evolve(changes_of(a_lead()), puts=(put, *puts_of(some_people()).puts)))

        assert find(open_unit, "lead-1") is None
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.one(Partner, partner.id) == partner
            assert unit.records.all(PartnerPeople) == ()

    def test_keys_are_taken_as_they_are(self, open_unit: OpenUnit) -> None:
        """
        Keys that differ in case, in a blank or in a sign are different keys.
        """
        committed(open_unit, puts_of(*(a_campaign(key, f"Campaign {key}") for key in _KEYS)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            for key in _KEYS:
                assert unit.records.one(Campaign, key) == a_campaign(key, f"Campaign {key}")
            assert unit.records.one(Campaign, "B") is None

    def test_pages_are_in_the_order_of_the_keys(self, open_unit: OpenUnit) -> None:
        """
        Pages joined are all records by ascending key, as Python sorts texts, and an empty page is the end.
        """
        committed(open_unit, *(puts_of(a_campaign(key)) for key in reversed(_KEYS)))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            pages = [unit.records.page(Campaign, None, 5)]
            while pages[-1]:
                pages.append(unit.records.page(Campaign, pages[-1][-1].id, 5))

        assert [one.id for page in pages for one in page] == sorted(_KEYS)
        assert [len(page) for page in pages] == [5, 5, 3, 0]

    def test_page_begins_after_a_key_that_nobody_has(self, open_unit: OpenUnit) -> None:
        """
        A page begins after a key whether or not a record has it.
        """
        committed(open_unit, puts_of(*(a_campaign(key) for key in ("a", "c", "e"))))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert [one.id for one in unit.records.page(Campaign, "b", 1)] == ["c"]
            assert [one.id for one in unit.records.page(Campaign, "e", 9)] == []

    def test_versions_are_kept(self, open_unit: OpenUnit) -> None:
        """
        Each version of a module can be read forever as it was; the one published last is in force, after ten too.
        """
        versions = [a_module(), *(RoutingModule(name="emea", version=number) for number in range(2, 12))]
        committed(open_unit, *(Changes(puts=publication(version)) for version in versions))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            kept = [unit.records.one(RoutingModule, numbered_key("emea", number)) for number in range(1, 12)]
            assert kept == versions
            assert unit.records.one(CurrentModule, "emea") == CurrentModule(name="emea", version=11)

    @pytest.mark.parametrize("version", [1, 3])
    def test_version_that_does_not_follow_is_refused(self, open_unit: OpenUnit, version: int) -> None:
        """
        A version that is taken or leaves a gap is a Conflict, and the stored one stays in force.
        """
        committed(open_unit, Changes(puts=publication(a_module())))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(puts=publication(RoutingModule(name="emea", version=version))))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.all(RoutingModule) == (a_module(),)
            assert unit.records.all(CurrentModule) == (CurrentModule(name="emea", version=1),)
