"""
Laws of the timeline: it tells the lead, without gaps, and what was admitted can be found again.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import EXTRA, NOW, SCHEMA, a_lead
from tests.laws.strategies import BY_KIND, examples, leads

from leadflow.core.changes import Changes
from leadflow.core.facts import (
    Accepted,
    Actor,
    Assigned,
    AssignedBy,
    Deactivated,
    Fact,
    FieldChange,
    FileAttached,
    FileRemoved,
    MessageFailed,
    MessageSent,
    Notice,
    NoticeSent,
    Reassigned,
    Received,
    Rejected,
    Routed,
    ValuesChanged,
)
from leadflow.core.leads import DistributionStatus, EmailStatus, Lead, LeadKind, ReviewReason
from leadflow.core.notifications import DeliveryKind, DeliveryReported, MessageCancelled, MessageKind, MessageRequeued
from leadflow.core.routing import ChosenBy, RoutingDecision
from leadflow.core.timeline import LeadEvent, admitted_values, begin, fold, record
from leadflow.errors import NotFound, StaleLead
from leadflow.testing import an_attachment

FILES = st.sampled_from(["a", "b", "c"])
NOTICES = st.sampled_from(EmailStatus).map(Notice)
DECISIONS = st.sampled_from(
    [
        RoutingDecision(module="m", version=1, active=2, trail=(), partner_id="p1", chosen_by=ChosenBy.ONLY_ONE_LEFT),
        RoutingDecision(module="m", version=1, active=2, trail=(), review=ReviewReason.TIE, tied=("p1", "p2")),
        RoutingDecision(module="m", version=1, active=0, trail=()),
    ]
)


@st.composite
def _changes(draw: st.DrawFn, lead: Lead) -> Fact:
    fields = draw(st.lists(st.sampled_from(EXTRA), min_size=1, max_size=3, unique_by=lambda field: field.name))
    found = []
    for field in fields:
        after = None if draw(st.booleans()) else field.take(draw(BY_KIND[field.kind.name]))
        found.append(FieldChange(field.name, lead.values.get(field.name), after))
    return ValuesChanged(tuple(found))


@st.composite
def facts(draw: st.DrawFn, lead: Lead) -> Fact:
    """
    Draw anything that can happen to *lead*.
    """
    sent = {"key": "k", "kind": MessageKind.NEW_LEAD, "recipient_id": "u"}
    fact: Fact = draw(
        st.one_of(
            st.builds(lambda decision, notice: Routed(decision=decision, notice=notice), DECISIONS, NOTICES),
            st.builds(
                lambda notice: Assigned(partner_id="p2", by=AssignedBy.PERSON, assignee_id="u", notice=notice), NOTICES
            ),
            st.just(Accepted()),
            st.just(Rejected(reason="busy")),
            _changes(lead),
            st.just(Deactivated()),
            FILES.map(an_attachment).map(FileAttached),
            FILES.map(FileRemoved),
            st.just(MessageSent(**sent)),  # type: ignore[arg-type]  # as named
            st.just(MessageFailed(**sent, reason="refused")),  # type: ignore[arg-type]  # as named
            st.just(MessageCancelled(**sent, reason="lead_moved")),  # type: ignore[arg-type]  # as named
            st.just(MessageRequeued(**sent)),  # type: ignore[arg-type]  # as named
            NOTICES.map(lambda notice: Reassigned(assignee_id="v", before="u", notice=notice)),
            st.builds(NoticeSent, kind=st.sampled_from(MessageKind), notice=NOTICES),
            st.builds(
                DeliveryReported,
                key=st.just("k"),
                recipient_id=st.just("u"),
                kind=st.sampled_from(DeliveryKind),
                at=st.just(NOW),
                status=st.none() | st.sampled_from(EmailStatus),
            ),
        )
    )
    return fact


@examples(500)
@given(data=st.data(), drawn=leads(), length=st.integers(0, 8))
def test_folding_the_timeline_gives_the_lead(data: st.DataObject, drawn: Lead, length: int) -> None:
    """
    From the values as admitted, which undoing every change gives back; numbers have no gaps.
    """
    admitted = drawn.values
    received = Received(kind=LeadKind.DISTRIBUTED, source="manual", score=data.draw(st.integers(0, 100)))
    events = [LeadEvent("lead-1", 1, NOW, Actor(), received)]
    lead = begin("acme", admitted, events[0], received)
    for hour in range(length):
        fact = data.draw(facts(lead))
        lead, event = record(lead, fact, at=NOW + timedelta(hours=hour), actor=Actor(), fields=SCHEMA.leads)
        events.append(event)

    assert [event.seq for event in events] == list(range(1, lead.seq + 1))
    assert fold("acme", admitted, events, SCHEMA.leads) == lead
    assert admitted_values(lead.values, events, SCHEMA.leads) == admitted
    assert lead.modified_at == events[-1].at


def test_a_timeline_begins_with_received() -> None:
    """
    Nothing else makes a lead.
    """
    event = LeadEvent("lead-1", 1, NOW, Actor(), Accepted())
    with pytest.raises(ValueError, match="Received"):
        fold("acme", a_lead().values, [event], SCHEMA.leads)
    with pytest.raises(ValueError, match="Received"):
        fold("acme", a_lead().values, [], SCHEMA.leads)


def test_facts_move_only_their_own_axis() -> None:
    """
    Status, e-mail status and activity are never merged.
    """
    lead = a_lead()
    accepted, _ = record(lead, Accepted(), at=NOW, actor=Actor())
    rejected, _ = record(lead, Rejected(comment="secret"), at=NOW, actor=Actor())
    gone, _ = record(lead, Deactivated(), at=NOW, actor=Actor())

    assert (accepted.status, accepted.accepted_at, accepted.email_status) == (
        DistributionStatus.ACCEPTED,
        NOW,
        EmailStatus.NOT_DUE,
    )
    assert (rejected.status, rejected.rejected_at, rejected.active) == (DistributionStatus.REJECTED, NOW, True)
    assert (gone.active, gone.deactivated_at, gone.status) == (False, NOW, DistributionStatus.UNASSIGNED)
    assert "secret" not in repr(Rejected(comment="secret"))
    assert "secret" not in repr(FieldChange("city", "secret", "secret"))


class TestChanges:
    def changed(self, *seqs: int, lead_seq: int | None = None, supplier: str = "acme") -> dict[str, int]:
        """
        Ask what the stored timeline must have reached for events with these numbers.
        """
        events = tuple(LeadEvent("lead-1", seq, NOW, Actor(), Accepted()) for seq in seqs)
        lead = Lead(
            id="lead-1",
            supplier_id=supplier,
            values=a_lead().values,
            received_at=NOW,
            modified_at=NOW,
            seq=seqs[-1] if lead_seq is None and seqs else lead_seq or 1,
        )
        return Changes(leads=(lead,), events=events).continued("acme")

    def test_events_continue_the_timeline(self) -> None:
        """
        A new lead begins at nothing.
        """
        assert self.changed(1, 2) == {"lead-1": 0}
        assert self.changed(4) == {"lead-1": 3}

    @pytest.mark.parametrize(("seqs", "lead_seq"), [((1, 3), 3), ((2, 1), 1), ((1, 1), 1), ((1, 2), 5), ((), 1)])
    def test_gaps_and_leads_without_events_are_stale(self, seqs: tuple[int, ...], lead_seq: int) -> None:
        """
        A lead never changes without its event.
        """
        with pytest.raises(StaleLead):
            self.changed(*seqs, lead_seq=lead_seq)

    def test_events_without_their_lead_are_stale(self) -> None:
        """
        Both are written or neither.
        """
        event = LeadEvent("lead-1", 1, NOW, Actor(), Accepted())
        with pytest.raises(StaleLead):
            Changes(events=(event,)).continued("acme")

    def test_another_suppliers_lead_is_not_found(self) -> None:
        """
        Whatever its events are.
        """
        with pytest.raises(NotFound):
            self.changed(1, supplier="other")
