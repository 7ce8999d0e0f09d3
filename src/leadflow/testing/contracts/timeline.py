"""
What a store must do with events: keep them in order, and take each number once.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.facts import (
    Accepted,
    Deactivated,
    Rejected,
)
from leadflow.core.timeline import LeadChange, LeadEvent, fold
from leadflow.errors import NotFound, StaleLead
from leadflow.ports import OpenUnit
from leadflow.testing.builders import (
    KIT_SCHEMA,
    NOW,
    SUPPLIER,
    a_full_lead,
    a_lead,
    an_event,
    change_to,
    changes_of,
)
from leadflow.testing.contracts.fact_samples import ACTORS, FACTS
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["TimelineContract"]


class TimelineContract(StoreContract):
    """
    What every `TimelineReader` must do, and how the number locks a lead.
    """

    @pytest.mark.parametrize("name", sorted(FACTS))
    def test_fact_of_every_sort_survives(self, open_unit: OpenUnit, name: str) -> None:
        """
        An event comes back as it was committed, decisions and notices included.
        """
        event = an_event(seq=2, fact=FACTS[name])
        change = LeadChange(a_lead(), [event], fields=KIT_SCHEMA.leads)
        committed(open_unit, changes_of(a_lead()), Changes(leads=(change,)))

        assert _timeline(open_unit)[-1] == event

    @pytest.mark.parametrize("actor", ACTORS, ids=lambda one: f"{one.side} by {one.system}")
    def test_actor_survives(self, open_unit: OpenUnit, actor: Actor) -> None:
        """
        Its side and its system are read back, on the first event too, from any source.
        """
        first, *_ = changes_of(a_full_lead()).leads
        begun = LeadChange.begin(
            "lead-1",
            first.events[0].fact,  # type: ignore[arg-type]  # a timeline begins with it
            supplier_id=SUPPLIER,
            values=first.after.values,
            at=NOW,
            actor=actor,
        )
        change = begun.then(Deactivated(), at=NOW, actor=actor)
        committed(open_unit, Changes(leads=(change,)))

        assert _timeline(open_unit) == change.events

    @pytest.mark.parametrize("name", sorted(FACTS))
    def test_what_a_newer_build_told_of_an_event_survives(self, open_unit: OpenUnit, name: str) -> None:
        """
        Members that this build does not know are kept with every kind of event.
        """
        event = evolve(an_event(seq=2, fact=FACTS[name]), unknown='{"fact":{"why":[1,null]},"weather":"fair"}')
        change = LeadChange(a_lead(), [event], fields=KIT_SCHEMA.leads)
        committed(open_unit, changes_of(a_lead()), Changes(leads=(change,)))

        assert _timeline(open_unit)[-1] == event

    def test_events_stand_in_the_order_of_their_numbers(self, open_unit: OpenUnit) -> None:
        """
        Events come by ascending number without gaps from 1, over several commits of several events.
        """
        lead = a_lead()
        accept = change_to(lead, FACTS["assigned"], Accepted())
        close = change_to(accept.leads[0].after, *[FACTS["notice sent"]] * 7, Deactivated())
        committed(open_unit, changes_of(lead), accept, close)

        events = _timeline(open_unit)

        assert [event.seq for event in events] == list(range(1, 12))
        assert events == (*changes_of(lead).events, *accept.events, *close.events)

    def test_timelines_are_not_mixed_up(self, open_unit: OpenUnit) -> None:
        """
        Events of two leads of one commit come back each on its own timeline.
        """
        one, two = (change_to(a_lead(name), FACTS["assigned"], Accepted()) for name in ("lead-1", "lead-2"))
        committed(open_unit, changes_of(a_lead("lead-1"), a_lead("lead-2")))
        committed(open_unit, Changes(leads=(*two.leads, *one.leads)))

        assert _timeline(open_unit, "lead-2") == (*changes_of(a_lead("lead-2")).events, *two.events)

    def test_timeline_tells_the_lead(self, open_unit: OpenUnit) -> None:
        """
        Folding the stored events over what was admitted gives the stored lead.
        """
        lead = a_full_lead()
        change = change_to(lead, FACTS["routed"], Accepted(), FACTS["values taken away"])
        committed(open_unit, changes_of(lead), change)

        told = fold(SUPPLIER, lead.values, _timeline(open_unit), KIT_SCHEMA.leads, history=lead.history)

        assert told == find(open_unit, lead.id)

    def test_event_is_read_alone(self, open_unit: OpenUnit) -> None:
        """
        By its number; one that is not there, or on another supplier's lead, is not found.
        """
        change = change_to(a_lead(), FACTS["assigned"], Accepted())
        committed(open_unit, changes_of(a_lead()), change)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit, open_unit("globex", KIT_SCHEMA) as other:
            assert [unit.timeline.one("lead-1", seq) for seq in (2, 3)] == list(change.events)
            for one, lead_id, seq in ((unit, "lead-1", 4), (unit, "lead-1", 0), (unit, "x", 1), (other, "lead-1", 2)):
                with pytest.raises(NotFound):
                    one.timeline.one(lead_id, seq)

    def test_timelines_of_many_leads_are_read_at_once(self, open_unit: OpenUnit) -> None:
        """
        Each as it is read alone; leads that are not there, or another supplier's, are left out.
        """
        first, second = a_lead("lead-1"), a_lead("lead-2")
        rejected = Rejected(reason="no_capacity", comment="voll")
        committed(open_unit, changes_of(first, second), change_to(first, rejected, Deactivated()))
        committed(open_unit, changes_of(evolve(a_lead("lead-3"), supplier_id="other")), supplier_id="other")

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            asked = ["lead-2", "lead-1", "lead-2", "lead-3", "nobody"]
            found, none = unit.timeline.many(asked), unit.timeline.many([])
            wanted = {lead_id: unit.timeline.of(lead_id) for lead_id in ("lead-1", "lead-2")}

        assert (dict(found), dict(none)) == (wanted, {})

    def test_unknown_timeline_is_not_found(self, open_unit: OpenUnit) -> None:
        """
        A lead that does not exist has no timeline, not an empty one.
        """
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit, pytest.raises(NotFound):
            unit.timeline.of("lead-1")

    def test_taken_number_is_refused(self, open_unit: OpenUnit) -> None:
        """
        An event whose number is on the timeline is a StaleLead.
        """
        committed(open_unit, changes_of(a_lead()), change_to(a_lead(), FACTS["assigned"]))

        with pytest.raises(StaleLead):
            committed(open_unit, change_to(a_lead(), Deactivated()))

    def test_loser_changes_nothing_of_the_winner(self, open_unit: OpenUnit) -> None:
        """
        After a refused commit, lead and timeline are as the winner left them.
        """
        winner, loser = change_to(a_lead(), FACTS["assigned"]), change_to(a_lead(), Deactivated(), Accepted())
        committed(open_unit, changes_of(a_lead()), winner)

        with pytest.raises(StaleLead):
            committed(open_unit, loser)

        assert find(open_unit, "lead-1") == winner.leads[0].after
        assert _timeline(open_unit) == (*changes_of(a_lead()).events, *winner.events)

    def test_gap_after_the_timeline_is_refused(self, open_unit: OpenUnit) -> None:
        """
        An event that leaves a gap behind the stored timeline is a StaleLead.
        """
        committed(open_unit, changes_of(a_lead()))

        with pytest.raises(StaleLead):
            committed(open_unit, change_to(evolve(a_lead(), seq=2), Deactivated()))

    def test_timeline_of_a_new_lead_begins_with_one(self, open_unit: OpenUnit) -> None:
        """
        A lead that does not exist cannot be given a second event.
        """
        with pytest.raises(StaleLead):
            committed(open_unit, change_to(a_lead(), Deactivated()))

        assert find(open_unit, "lead-1") is None

    def test_lead_is_made_once(self, open_unit: OpenUnit) -> None:
        """
        A new lead under an id that is taken is a StaleLead, and the first one stays.
        """
        first = a_lead(said={"company": "First"})
        committed(open_unit, changes_of(first))

        with pytest.raises(StaleLead):
            committed(open_unit, changes_of(a_lead(said={"company": "Second"})))

        assert find(open_unit, "lead-1") == first

    def test_same_changes_are_refused_twice(self, open_unit: OpenUnit) -> None:
        """
        Writing the same Changes a second time is refused, not doubled.
        """
        change = change_to(a_lead(), FACTS["assigned"])
        committed(open_unit, changes_of(a_lead()), change)

        with pytest.raises(StaleLead):
            committed(open_unit, change)

        assert len(_timeline(open_unit)) == 2

    def test_lead_cannot_change_without_its_event(self, open_unit: OpenUnit) -> None:
        """
        A lead to which nothing happened is refused, however it was read.
        """
        committed(open_unit, changes_of(a_lead()))

        with pytest.raises(StaleLead):
            committed(open_unit, Changes(leads=(LeadChange(evolve(a_lead(), stage="nurture")),)))

        assert find(open_unit, "lead-1") == a_lead()

    def test_lead_changes_once_in_a_commit(self, open_unit: OpenUnit) -> None:
        """
        Two changes of one lead in one commit are refused, whether they follow each other or not.
        """
        first = change_to(a_lead(), FACTS["assigned"])
        second = change_to(first.leads[0].after, Accepted())
        committed(open_unit, changes_of(a_lead()))

        for twice in ((*first.leads, *first.leads), (*first.leads, *second.leads)):
            with pytest.raises(StaleLead):
                committed(open_unit, Changes(leads=twice))

        assert len(_timeline(open_unit)) == 1

    def test_stale_lead_is_named(self, open_unit: OpenUnit) -> None:
        """
        The exception names the lead that was stale and not another one of the commit.
        """
        committed(open_unit, changes_of(a_lead("lead-2")))

        with pytest.raises(StaleLead) as caught:
            committed(open_unit, changes_of(a_lead("lead-1"), a_lead("lead-2"), a_lead("lead-3")))

        assert caught.value.lead_id == "lead-2"


def _timeline(open_unit: OpenUnit, lead_id: str = "lead-1") -> tuple[LeadEvent, ...]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return unit.timeline.of(lead_id)
