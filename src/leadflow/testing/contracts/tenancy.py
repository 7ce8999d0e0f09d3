"""
What a store must keep apart: a unit sees and writes its own supplier's records, and no others.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.expectations import KeysAbsent
from leadflow.core.facts import Deactivated
from leadflow.core.importing.progress import RefusedRows
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.partners import PartnerPeople
from leadflow.core.routing import Rotation, RoutingModule
from leadflow.core.stored import Record, key_of, numbered_key
from leadflow.errors import NotFound, StaleLead
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, change_to, changes_of, puts_of
from leadflow.testing.contracts.record_samples import SAMPLES, each
from leadflow.testing.contracts.store import StoreContract, committed, find, not_found
from leadflow.testing.record_builders import a_campaign, a_chunk, a_module, some_people, some_refused_rows, some_turns

__all__ = ["TenancyContract"]

OTHER = "globex"


class TenancyContract(StoreContract):
    """
    What every `UnitOfWork` must keep from other suppliers.
    """

    def test_foreign_lead_looks_unknown(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's lead fails with the same exception and text as one that does not exist.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            foreign = not_found(lambda: unit.leads.get("lead-1"), "lead-1")
            unknown = not_found(lambda: unit.leads.get("lead-x"), "lead-x")

        assert foreign == unknown

    def test_foreign_timeline_looks_unknown(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's timeline fails with the same exception and text as one that does not exist.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            foreign = not_found(lambda: unit.timeline.of("lead-1"), "lead-1")
            unknown = not_found(lambda: unit.timeline.of("lead-x"), "lead-x")

        assert foreign == unknown

    def test_foreign_leads_are_on_no_page(self, open_unit: OpenUnit) -> None:
        """
        A page has the unit's own leads only.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)
        committed(open_unit, changes_of(a_lead("lead-2")))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.leads.page(None, 10) == (a_lead("lead-2"),)

    def test_foreign_leads_are_no_duplicates(self, open_unit: OpenUnit) -> None:
        """
        A key that only another supplier's lead has finds nobody.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.leads.with_keys([_key()]) == {}

    def test_key_of_a_foreign_lead_is_absent(self, open_unit: OpenUnit) -> None:
        """
        A key that only another supplier's lead has does not prevent the commit.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)
        committed(open_unit, evolve(changes_of(a_lead()), expects=(KeysAbsent(frozenset([_key()])),)))

        assert find(open_unit, "lead-1") == a_lead()

    @each
    def test_foreign_records_are_in_no_answer(self, open_unit: OpenUnit, cls: type[Record]) -> None:
        """
        Records of another supplier are found by no key, are not among all and on no page, and affect nobody.
        """
        record = SAMPLES[cls].one
        committed(open_unit, puts_of(record), supplier_id=OTHER)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.records.one(cls, key_of(record)) is None
            assert unit.records.all(cls) == unit.records.page(cls, None, 10) == ()
            unit.commit(Changes(puts=(Put(record, before=None),)))

    def test_foreign_turns_are_in_no_answer(self, open_unit: OpenUnit) -> None:
        """
        Turns of another supplier's module of the same name do not count.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.rotations.of("emea") == Rotation(module="emea")

    def test_same_ids_do_not_meet(self, open_unit: OpenUnit) -> None:
        """
        Two suppliers may use the same ids for everything; neither's records change the other's.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)
        committed(open_unit, _everything(SUPPLIER), puts_of(evolve(some_people(), users=())))

        with open_unit(OTHER, KIT_SCHEMA) as unit:
            assert unit.leads.get("lead-1") == a_lead(supplier_id=OTHER)
            assert unit.records.all(PartnerPeople) == (some_people(),)
            assert unit.records.one(RoutingModule, numbered_key("emea", 1)) == a_module()
            assert unit.rotations.of("emea").count == 1
            assert unit.records.all(RefusedRows) == (some_refused_rows(2),)

    def test_lead_of_another_supplier_is_not_written(self, open_unit: OpenUnit) -> None:
        """
        A commit with another supplier's lead is a NotFound and writes nothing, not even the unit's own leads.
        """
        with pytest.raises(NotFound):
            committed(open_unit, changes_of(a_lead("lead-2"), a_lead("lead-1", supplier_id=OTHER)))

        assert find(open_unit, "lead-2") is None
        assert find(open_unit, "lead-1", supplier_id=OTHER) is None

    def test_foreign_lead_cannot_be_changed(self, open_unit: OpenUnit) -> None:
        """
        An event for another supplier's lead fails as one for a lead that does not exist, and changes nothing.
        """
        committed(open_unit, _theirs(), supplier_id=OTHER)

        with pytest.raises(StaleLead):
            committed(open_unit, change_to(a_lead(), Deactivated()))

        assert find(open_unit, "lead-1", supplier_id=OTHER) == a_lead(supplier_id=OTHER)


def _everything(supplier_id: str) -> Changes:
    return evolve(
        changes_of(a_lead(supplier_id=supplier_id)),
        turns=(some_turns("emea", 0, "nordlys"),),
        puts=puts_of(some_people(), a_campaign(), a_module(), a_chunk(), some_refused_rows(2)).puts,
    )


def _theirs() -> Changes:
    return _everything(OTHER)


def _key() -> str:
    return lead_duplicate_key(a_lead()) or ""
