"""
What a store must do with leads: keep them as they are, find them by key, and page through them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from leadflow.core.actors import Actor, Channel
from leadflow.core.changes import Changes
from leadflow.core.facts import Deactivated, FieldChange, ValuesChanged
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Activity, DistributionStatus, EmailStatus, Lead, LeadKind, ReviewReason
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound
from leadflow.ports import OpenUnit
from leadflow.testing.builders import (
    KIT_SCHEMA,
    NOW,
    SAID,
    SUPPLIER,
    a_full_lead,
    a_lead,
    an_attachment,
    change_to,
    changes_of,
)
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["LeadsContract"]


class LeadsContract(StoreContract):
    """
    What every `LeadReader` must do.
    """

    def test_lead_is_read_as_it_was_committed(self, open_unit: OpenUnit) -> None:
        """
        A lead comes back equal to the one that was committed.
        """
        committed(open_unit, changes_of(a_full_lead()))

        assert find(open_unit, "lead-1") == a_full_lead()

    @pytest.mark.parametrize("name", sorted(SAID))
    def test_value_of_each_kind_survives(self, open_unit: OpenUnit, name: str) -> None:
        """
        A value of any kind, standard or custom, comes back as it was said, written and compared alike.
        """
        lead = a_lead(said={name: SAID[name]})
        committed(open_unit, changes_of(lead))

        read = find(open_unit, lead.id)

        assert read is not None
        assert type(read.values[name]) is type(lead.values[name])
        assert KIT_SCHEMA.leads[name].kind.write(read.values[name]) == KIT_SCHEMA.leads[name].kind.write(
            lead.values[name]
        )
        assert read.values.key(name) == lead.values.key(name)

    def test_absent_value_stays_absent(self, open_unit: OpenUnit) -> None:
        """
        A field that a lead says nothing about is absent when it is read, neither None nor empty.
        """
        committed(open_unit, changes_of(a_lead(said={"kit_boolean": "no"})))

        read = find(open_unit, "lead-1")

        assert read is not None
        assert dict(read.values) == {"kit_boolean": False}

    def test_what_a_newer_build_wrote_survives(self, open_unit: OpenUnit) -> None:
        """
        Members that this build does not know stay on a lead, also when it is changed.
        """
        lead = evolve(a_lead(), unknown='{"opportunity_id":"opp-1"}')
        committed(open_unit, changes_of(lead), change_to(lead, Deactivated()))

        read = find(open_unit, "lead-1")

        assert read is not None
        assert (read.unknown, read.active) == (lead.unknown, False)

    def test_everything_on_the_record_survives(self, open_unit: OpenUnit) -> None:
        """
        Status, people, dates and lineage of a lead come back as they were committed.
        """
        lead = evolve(
            a_full_lead(),
            kind=LeadKind.REGISTERED,
            partner_id="nordlys",
            assignee_id="nordlys-maja",
            status=DistributionStatus.REJECTED,
            stage="nurture",
            email_status=EmailStatus.DELIVERY_FAILED,
            active=False,
            review=ReviewReason.TIE,
            routed_by="emea",
            duplicated_from="lead-0",
            superseded_by="lead-2",
            attachments=(an_attachment(), an_attachment("file-2")),
            status_changed_at=NOW + timedelta(microseconds=1),
            accepted_at=NOW + timedelta(seconds=1),
            rejected_at=NOW + timedelta(days=1),
            deactivated_at=NOW + timedelta(days=2),
        )
        committed(open_unit, changes_of(lead))

        assert find(open_unit, "lead-1") == lead

    def test_later_commit_replaces_the_lead(self, open_unit: OpenUnit) -> None:
        """
        A lead is read as it was last committed.
        """
        change = change_to(a_lead(), ValuesChanged((FieldChange("company", "Acme", "Globex"),)))
        committed(open_unit, changes_of(a_lead()), change)

        assert find(open_unit, "lead-1") == change.leads[0].after

    def test_unknown_lead_is_not_found(self, open_unit: OpenUnit) -> None:
        """
        An id that no lead has is a NotFound.
        """
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit, pytest.raises(NotFound):
            unit.leads.get("lead-1")

    @pytest.mark.parametrize(("most", "shown"), [(0, 0), (2, 2), (3, 3), (10, 3)])
    def test_lead_is_read_in_brief(self, open_unit: OpenUnit, most: int, shown: int) -> None:
        """
        With the latest of its history alone, in order, and how much there is in all; nothing else is left out.
        """
        told = tuple(
            Activity(at=NOW + timedelta(days=day), kind="page_visited", title=f"Page {day}") for day in range(3)
        )
        lead = evolve(a_full_lead(), history=told, attachments=(an_attachment(),))
        committed(open_unit, changes_of(lead, a_lead("lead-2")))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.leads.brief("lead-1", most) == (evolve(lead, history=told[len(told) - shown :]), 3)
            assert unit.leads.brief("lead-2", most) == (a_lead("lead-2"), 0)
            with pytest.raises(NotFound):
                unit.leads.brief("lead-3", most)

    def test_duplicate_is_found_by_its_key(self, open_unit: OpenUnit) -> None:
        """
        A key that an active lead has gives that lead; a key that none has is left out.
        """
        lead = a_lead(campaign_id="fair")
        committed(open_unit, changes_of(lead, a_lead("lead-2")))

        assert _with_keys(open_unit, _key(lead), _key(a_lead("lead-3")), _key(lead)) == {_key(lead): lead}

    def test_no_keys_find_nothing(self, open_unit: OpenUnit) -> None:
        """
        Asked for no keys, the answer is empty.
        """
        committed(open_unit, changes_of(a_lead()))

        assert _with_keys(open_unit) == {}

    def test_oldest_duplicate_is_found(self, open_unit: OpenUnit) -> None:
        """
        Of several leads with one key, the one received first is given, regardless of their ids.
        """
        first = _same("lead-9", received=0)
        committed(open_unit, changes_of(_same("lead-1", received=2)), changes_of(first, _same("lead-5", received=1)))

        assert _with_keys(open_unit, _key(first)) == {_key(first): first}

    def test_smallest_id_breaks_a_tie_of_duplicates(self, open_unit: OpenUnit) -> None:
        """
        Of several leads with one key that were received in the same moment, the one with the smallest id is given.
        """
        leads = [_same(lead_id, received=0) for lead_id in ("lead-b", "lead-a", "lead-c")]
        committed(open_unit, changes_of(*leads))

        assert _with_keys(open_unit, _key(leads[0])) == {_key(leads[0]): leads[1]}

    def test_deactivated_duplicate_is_left_out(self, open_unit: OpenUnit) -> None:
        """
        A deactivated lead is nobody's duplicate; the next oldest takes its place.
        """
        first, second = _same("lead-1", received=0), _same("lead-2", received=1)
        committed(open_unit, changes_of(first, second), change_to(first, Deactivated()))

        assert _with_keys(open_unit, _key(first)) == {_key(first): second}

    def test_changed_address_changes_the_key(self, open_unit: OpenUnit) -> None:
        """
        A lead whose address was changed is found by the new key and not by the old one.
        """
        lead = a_lead()
        change = FieldChange("email", lead.values["email"], "new@example.com")
        changes = change_to(lead, ValuesChanged((change,)))
        committed(open_unit, changes_of(lead), changes)

        after = changes.leads[0].after
        assert _with_keys(open_unit, _key(lead), _key(after)) == {_key(after): after}

    def test_thousands_of_keys_are_found_at_once(self, open_unit: OpenUnit) -> None:
        """
        The keys of a whole chunk can be asked for in one call.
        """
        leads = [a_lead(f"lead-{number:03}") for number in range(50)]
        strangers = [f"\x1fstranger-{number}@example.com" for number in range(5_000)]
        committed(open_unit, changes_of(*leads))

        found = _with_keys(open_unit, *strangers, *map(_key, leads))

        assert found == {_key(lead): lead for lead in leads}

    def test_leads_of_an_import_are_those_that_it_made_or_changed(self, open_unit: OpenUnit) -> None:
        """
        By ascending id, in pages; leads of another import and of another supplier are left out.
        """
        importer = Actor("import-1", Channel.IMPORT)
        made = [evolve(a_lead(lead_id), import_id="import-1") for lead_id in ("4", "1")]
        others = [evolve(a_lead("2"), import_id="import-2"), a_lead("3"), a_lead("5")]
        committed(open_unit, changes_of(*made, *others))
        changed = LeadChange(others[1]).then(Deactivated(), at=NOW, actor=importer)
        committed(open_unit, Changes(leads=(changed,)), change_to(made[0], Deactivated()))
        foreign = evolve(a_lead("6"), supplier_id="other", import_id="import-1")
        committed(open_unit, changes_of(foreign), supplier_id="other")

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            read = unit.leads.of_import
            assert [lead.id for lead in read("import-1", None, 9)] == ["1", "3", "4"]
            assert [lead.id for lead in read("import-1", "1", 1)] == ["3"]
            assert read("import-1", None, 1) == (unit.leads.get("1"),)
            assert read("nothing", None, 9) == ()

    def test_page_ascends_by_id(self, open_unit: OpenUnit) -> None:
        """
        A page has leads by ascending id, compared character by character, however they were committed.
        """
        ids = ["b", "a", "B", "_", "10", "9", "é", "z"]
        committed(open_unit, changes_of(*map(a_lead, ids)))

        assert _page(open_unit, None, 10) == sorted(ids)

    def test_page_has_at_most_what_was_asked_for(self, open_unit: OpenUnit) -> None:
        """
        A page ends at the number asked for.
        """
        committed(open_unit, changes_of(*map(a_lead, "abc")))

        assert _page(open_unit, None, 2) == ["a", "b"]

    def test_page_goes_on_after_an_id(self, open_unit: OpenUnit) -> None:
        """
        A page begins behind the id that it is to continue after, whether a lead has that id or not.
        """
        committed(open_unit, changes_of(*map(a_lead, "abd")))

        assert _page(open_unit, "b", 10) == ["d"]
        assert _page(open_unit, "c", 10) == ["d"]

    def test_empty_page_is_the_end(self, open_unit: OpenUnit) -> None:
        """
        Behind the last id there is an empty page.
        """
        committed(open_unit, changes_of(a_lead("a")))

        assert _page(open_unit, "a", 10) == []

    def test_page_has_deactivated_leads(self, open_unit: OpenUnit) -> None:
        """
        A page leaves nobody out: deactivated leads are in it.
        """
        committed(open_unit, changes_of(a_lead("a")), change_to(a_lead("a"), Deactivated()))

        assert _page(open_unit, None, 10) == ["a"]

    def test_leads_of_a_large_commit_are_all_there(self, open_unit: OpenUnit) -> None:
        """
        A commit of a thousand leads writes a thousand leads.
        """
        ids = [f"lead-{number:04}" for number in range(1_000)]
        committed(open_unit, changes_of(*map(a_lead, ids)))

        assert _page(open_unit, None, 2_000) == ids

    def test_empty_changes_are_written(self, open_unit: OpenUnit) -> None:
        """
        Changes that hold nothing are committed without complaint.
        """
        committed(open_unit, Changes())

        assert _page(open_unit, None, 1) == []


def _same(id: str, *, received: int) -> Lead:
    return a_lead(id, received_at=NOW + timedelta(microseconds=received), said={"email": "same@example.com"})


def _key(lead: Lead) -> str:
    return lead_duplicate_key(lead) or ""


def _with_keys(open_unit: OpenUnit, *keys: str) -> dict[str, Lead]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return dict(unit.leads.with_keys(keys))


def _page(open_unit: OpenUnit, after: str | None, most: int) -> list[str]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return [lead.id for lead in unit.leads.page(after, most)]
