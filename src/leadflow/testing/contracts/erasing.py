"""
What a store must do when it erases what is personal in the events of leads.
"""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import (
    Accepted,
    Erased,
    Fact,
    FieldChange,
    FileAttached,
    Rejected,
    StageChanged,
    UnknownFact,
    ValuesChanged,
)
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.timeline import LeadChange, LeadEvent, admitted_values, erased, erased_lead, fold
from leadflow.errors import StaleLead
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_full_lead, a_lead, an_attachment, change_to, changes_of
from leadflow.testing.contracts.fact_samples import FACTS
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["ErasingContract"]

_FIELDS: Final = KIT_SCHEMA.leads
_PERSONAL: Final[tuple[Fact, ...]] = (
    *(FACTS[name] for name in sorted(FACTS) if name not in ("received", "erased")),
    Rejected(reason="other", comment="call Ann Lee"),
    StageChanged(stage="contacted", before="open", comment="met Ann Lee"),
    ValuesChanged((FieldChange("city", None, "Oslo"),)),
    FileAttached(an_attachment("file-1")),
    UnknownFact(name="opportunity_won", body='{"v":3,"contact":"Ann Lee"}'),
    FileAttached(an_attachment("file-2")),
    Accepted(),
)


class ErasingContract(StoreContract):
    """
    What `Changes.erases` must take away, and what it must leave.
    """

    def test_erased_events_keep_their_skeleton(self, open_unit: OpenUnit) -> None:
        """
        Number, time, actor, channel and fact of each stay, and nothing that it says of persons.
        """
        events, lead = _lived(open_unit)
        committed(open_unit, Changes(erases=frozenset({lead.id})))

        assert _timeline(open_unit, lead.id) == tuple(map(erased, events))

    def test_lead_whose_events_were_erased_is_what_they_tell(self, open_unit: OpenUnit) -> None:
        """
        It loads, with files that have lost their names, and folding its events gives it again.
        """
        _, before = _lived(open_unit)
        committed(open_unit, Changes(erases=frozenset({before.id})))
        after, events = find(open_unit, before.id), _timeline(open_unit, before.id)

        assert after == erased_lead(before)
        admitted = admitted_values(before.values, events, KIT_SCHEMA.leads)
        assert fold(SUPPLIER, admitted, events, KIT_SCHEMA.leads, history=before.history) == after

    def test_lead_that_is_erased_says_nothing(self, open_unit: OpenUnit) -> None:
        """
        With `Erased` on its timeline it has no values, no history, no files and no ids in other systems; nor has it
        when its events are folded.
        """
        events, before = _lived(open_unit)
        change = change_to(before, Erased())
        committed(open_unit, evolve(change, erases=frozenset({before.id})))
        after, stored = find(open_unit, before.id), _timeline(open_unit, before.id)

        assert after is not None
        assert (dict(after.values), after.history, after.attachments, after.external_ids) == ({}, (), (), ())
        assert stored == tuple(map(erased, (*events, *change.events)))
        assert fold(SUPPLIER, after.values, stored, KIT_SCHEMA.leads) == after

    def test_lead_that_is_erased_has_no_key(self, open_unit: OpenUnit) -> None:
        """
        No duplicate is found by what it said.
        """
        lead = a_full_lead()
        key = lead_duplicate_key(lead)
        committed(open_unit, changes_of(lead))
        committed(open_unit, evolve(change_to(lead, Erased()), erases=frozenset({lead.id})))

        assert key is not None
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert not unit.leads.with_keys([key])

    def test_erasing_takes_the_commit_along(self, open_unit: OpenUnit) -> None:
        """
        What is written together with it is erased too.
        """
        change = change_to(a_lead(), FACTS["assigned"], FACTS["rejected"])
        committed(open_unit, changes_of(a_lead()), evolve(change, erases=frozenset({"lead-1"})))

        assert _timeline(open_unit, "lead-1")[1:] == tuple(map(erased, change.events))

    def test_erasing_again_changes_nothing(self, open_unit: OpenUnit) -> None:
        """
        A caller that does not know whether it was done can repeat it.
        """
        events, lead = _lived(open_unit)
        for _ in range(2):
            committed(open_unit, Changes(erases=frozenset({lead.id, "nobody"})))

        assert _timeline(open_unit, lead.id) == tuple(map(erased, events))

    def test_events_of_other_leads_stay(self, open_unit: OpenUnit) -> None:
        """
        Those of the same supplier, and those of a lead with the same id that is another supplier's.
        """
        events, lead = _lived(open_unit)
        committed(open_unit, changes_of(a_lead("lead-2")))
        committed(open_unit, changes_of(evolve(a_lead(lead.id), supplier_id="other")), supplier_id="other")
        committed(open_unit, Changes(erases=frozenset({"lead-2"})))
        committed(open_unit, Changes(erases=frozenset({lead.id})), supplier_id="other")

        assert _timeline(open_unit, lead.id) == events
        assert find(open_unit, lead.id) == lead

    def test_refused_commit_erases_nothing(self, open_unit: OpenUnit) -> None:
        """
        All of a commit is written, or nothing of it.
        """
        events, lead = _lived(open_unit)
        with pytest.raises(StaleLead):
            committed(open_unit, evolve(changes_of(lead), erases=frozenset({lead.id})))

        assert _timeline(open_unit, lead.id) == events

    def test_erased_lead_goes_on(self, open_unit: OpenUnit) -> None:
        """
        The next event follows the erased ones.
        """
        _, lead = _lived(open_unit)
        committed(open_unit, Changes(erases=frozenset({lead.id})))
        read = find(open_unit, lead.id)
        assert read is not None
        change = change_to(read, Rejected(comment="later"))
        committed(open_unit, change)

        assert _timeline(open_unit, lead.id)[-1:] == change.events


def _lived(open_unit: OpenUnit) -> tuple[tuple[LeadEvent, ...], Lead]:
    """
    Commit a lead to which everything happened that says something of persons.
    """
    made = changes_of(a_full_lead())
    change = LeadChange(
        a_full_lead(), map(_told_by_a_newer, change_to(a_full_lead(), *_PERSONAL).events), fields=_FIELDS
    )
    committed(open_unit, made, Changes(leads=(change,)))
    return (*made.events, *change.events), change.after


def _told_by_a_newer(event: LeadEvent) -> LeadEvent:
    # Of a fact that only it knows, all members are in its body.
    more = "" if isinstance(event.fact, UnknownFact) else '"fact":{"note":"Ann Lee"},'
    return evolve(event, unknown=f'{{{more}"witness":"Ann Lee"}}')


def _timeline(open_unit: OpenUnit, lead_id: str) -> tuple[LeadEvent, ...]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return unit.timeline.of(lead_id)
