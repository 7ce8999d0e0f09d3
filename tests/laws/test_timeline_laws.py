"""
Laws of the timeline: it tells the lead, have a gap, and what was admitted can be found again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import get_args

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import EXTRA, NOW, SCHEMA, a_lead
from tests.laws.strategies import BY_KIND, examples, leads

from leadflow.core.changes import Changes
from leadflow.core.decisions import ChosenBy, RoutingTrace
from leadflow.core.facts import (
    STEPS,
    Accepted,
    Actor,
    AssessmentChanged,
    AssessmentRated,
    Assigned,
    AssignedBy,
    ConflictFound,
    ConflictingValue,
    ConflictRuled,
    Continued,
    Deactivated,
    DeadlineMoved,
    DeadlinePassed,
    Distributed,
    Duplicated,
    Erased,
    ExternalIdsChanged,
    Fact,
    FieldChange,
    FileAttached,
    FileRemoved,
    Held,
    HistoryAdded,
    Merged,
    MergedInto,
    Notice,
    NoticeSent,
    OpportunityRegistered,
    OpportunityUpdated,
    ProtectionEnded,
    ProtectionExtended,
    Reactivated,
    Reassigned,
    Received,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    RegistrationSubmitted,
    RegistrationWithdrawn,
    Rejected,
    Routed,
    ScoreChanged,
    StageChanged,
    ValuesChanged,
)
from leadflow.core.leads import (
    Activity,
    DistributionStatus,
    EmailStatus,
    ExternalId,
    Lead,
    LeadAssessment,
    LeadKind,
    OpportunityStatus,
    ReviewReason,
)
from leadflow.core.notifications import MessageKind
from leadflow.core.timeline import LeadChange, LeadEvent, admitted_values, erased, erased_lead, fold
from leadflow.errors import NotFound, StaleLead
from leadflow.testing import an_attachment, change_to, changes_of

Happening = Callable[[Lead], Fact]

FILES = st.sampled_from(["a", "b", "c"])
NOTICES = st.sampled_from(EmailStatus).map(Notice)
DECISIONS = st.sampled_from(
    [
        RoutingTrace(
            module="m", version=1, active=2, packed_steps=(), partner_id="p1", chosen_by=ChosenBy.ONLY_ONE_LEFT
        ),
        RoutingTrace(module="m", version=1, active=2, packed_steps=(), review=ReviewReason.TIE, tied=("p1", "p2")),
        RoutingTrace(module="m", version=1, active=0, packed_steps=()),
    ]
)


FIELDS = st.lists(st.sampled_from(EXTRA), min_size=1, max_size=3, unique_by=lambda field: field.name)


@st.composite
def _changes(draw: st.DrawFn) -> Happening:
    after = {
        field.name: None if draw(st.booleans()) else field.take(draw(BY_KIND[field.kind.name]))
        for field in draw(FIELDS)
    }
    return lambda lead: ValuesChanged(
        tuple(FieldChange(name, lead.values.get(name), value) for name, value in after.items())
    )


def _always(fact: Fact) -> Happening:
    return lambda _: fact


ASSESSMENTS = st.builds(
    LeadAssessment, strength=st.integers(0, 100), confidence=st.integers(0, 100), model=st.integers(1, 9)
)

HAPPENINGS: st.SearchStrategy[Happening] = _changes() | st.one_of(
    st.builds(
        lambda decision, notice: Routed(decision=decision, notice=notice if decision.partner_id else None),
        DECISIONS,
        NOTICES,
    ),
    NOTICES.map(lambda notice: Assigned(partner_id="p2", by=AssignedBy.PERSON, assignee_id="u", notice=notice)),
    st.just(Held(partner_id="p2", by=AssignedBy.NAMED)),
    st.just(Held(reason=ReviewReason.HOP_LIMIT)),
    st.just(Accepted()),
    st.just(Rejected(reason="busy")),
    st.just(Deactivated()),
    st.just(Reactivated()),
    st.just(DeadlinePassed(policy="answer", step=1, action="remind", due_at=NOW)),
    st.builds(OpportunityRegistered, opportunity_id=st.just("o"), outcome=st.sampled_from(OpportunityStatus)),
    st.builds(
        OpportunityUpdated,
        opportunity_id=st.just("o"),
        status=st.sampled_from(OpportunityStatus),
        outcome=st.sampled_from(OpportunityStatus),
    ),
    st.builds(RegistrationSubmitted, registration_id=st.just("r"), rules=st.just(()) | st.just(("nordic",))),
    st.just(RegistrationReturned(registration_id="r", comment="more")),
    st.just(Registered(registration_id="r", protected_until=NOW)),
    st.just(RegistrationDenied(registration_id="r", reason="served", comment="ours")),
    st.just(RegistrationWithdrawn(registration_id="r")),
    st.just(ProtectionExtended(registration_id="r", until=NOW)),
    st.just(ProtectionEnded(registration_id="r")),
    st.just(Distributed()),
    st.just(DeadlineMoved(policy="answer", due_at=NOW, before=None)),
    st.just(ConflictFound(connection="crm", kept="ours", changes=(ConflictingValue("city", "a", "b"),))),
    st.just(Duplicated(lead_id="lead-0")),
    st.just(Continued(lead_id="lead-2")),
    st.booleans().map(lambda first: ConflictRuled(ruling_id="ruling-1", first=first)),
    st.builds(
        lambda first, count: HistoryAdded(
            connection="crm",
            history=tuple(
                Activity(at=NOW, kind="form", title=f"{number:03}") for number in range(first, first + count)
            ),
        ),
        st.integers(0, 9),
        st.sampled_from([1, 2, 150]),
    ),
    st.just(Merged(lead_id="lead-2", history=(Activity(at=NOW, kind="call", title="Called"),))),
    st.just(MergedInto(lead_id="lead-2")),
    st.just(StageChanged(stage="nurture", before="open", skipped=("contacted",), comment="soon")),
    st.builds(ScoreChanged, score=st.integers(0, 100), before=st.integers(0, 100)),
    st.just(ExternalIdsChanged(external_ids=(ExternalId("sf", "1"),))),
    st.builds(AssessmentChanged, assessment=ASSESSMENTS),
    st.builds(AssessmentRated, helpful=st.booleans(), assessment=st.none() | ASSESSMENTS),
    FILES.map(an_attachment).map(FileAttached),
    FILES.map(FileRemoved),
    NOTICES.map(lambda notice: Reassigned(assignee_id="v", before="u", notice=notice)),
    st.builds(NoticeSent, kind=st.sampled_from(MessageKind), notice=NOTICES),
).map(_always)
"""
Anything that can happen to a lead.
"""


@examples(200)
@given(data=st.data(), drawn=leads(), length=st.integers(0, 8))
def test_erased_lead_says_nothing_and_is_what_its_events_tell(data: st.DataObject, drawn: Lead, length: int) -> None:
    """
    Whatever has happened to it, an erased lead has no values, history, files and ids, and folding gives it.
    """
    received = Received(kind=LeadKind.DISTRIBUTED, source="manual", external_ids=(ExternalId("sf", "1"),))
    change = LeadChange.begin("lead-1", received, supplier_id="acme", values=drawn.values, at=NOW, actor=Actor())
    for _ in range(length):
        fact = data.draw(HAPPENINGS)(change.after)
        change = change.then(fact, at=NOW, actor=Actor(), fields=SCHEMA.leads)
    change = change.then(Erased(), at=NOW, actor=Actor())
    lead = erased_lead(change.after)

    assert (dict(lead.values), lead.history, lead.attachments, lead.external_ids) == ({}, (), (), ())
    assert fold("acme", lead.values, map(erased, change.events), SCHEMA.leads) == lead


@examples(500)
@given(data=st.data(), drawn=leads(), length=st.integers(0, 8))
def test_folding_the_timeline_gives_the_lead(data: st.DataObject, drawn: Lead, length: int) -> None:
    """
    Applying the timeline to the first values gives the lead.
    """
    admitted = drawn.values
    received = Received(kind=LeadKind.DISTRIBUTED, source="manual", score=data.draw(st.integers(0, 100)))
    made = LeadChange.begin("lead-1", received, supplier_id="acme", values=admitted, at=NOW, actor=Actor())
    change, change_later, stored = made, made, made.events
    for hour in range(length):
        fact, at = data.draw(HAPPENINGS)(change.after), NOW + timedelta(hours=hour)
        change = change.then(fact, at=at, actor=Actor(), fields=SCHEMA.leads)
        change_later = LeadChange(change_later.after).then(fact, at=at, actor=Actor(), fields=SCHEMA.leads)
        stored += change_later.events
    lead, events = change.after, change.events

    assert [event.seq for event in events] == list(range(1, lead.seq + 1))
    assert (change_later.after, stored) == (lead, events)
    assert LeadChange(made.after, events[1:], fields=SCHEMA.leads).after == lead
    assert fold("acme", admitted, events, SCHEMA.leads) == lead
    assert admitted_values(lead.values, events, SCHEMA.leads) == admitted
    assert lead.modified_at == [one.at for one in events if not isinstance(one.fact, HistoryAdded)][-1]
    assert lead.assignment == max((event.seq for event in events if _assigns(event.fact)), default=0)
    assert lead.decision == _decision(events)


def _assigns(fact: Fact) -> bool:
    routed = isinstance(fact, Routed) and fact.notice is not None
    return routed or isinstance(fact, Assigned | Reassigned)


def _decision(events: tuple[LeadEvent, ...]) -> int:
    """
    Return the number of the last answer of the partner at which the lead is.
    """
    here = [event for event in events if _assigns(event.fact) and not isinstance(event.fact, Reassigned)]
    since = here[-1].seq if here else 0
    answers = Accepted | Rejected | Registered
    return max((one.seq for one in events if one.seq > since and isinstance(one.fact, answers)), default=0)


def test_every_fact_has_a_step() -> None:
    """
    A fact that is added to the union and forgotten in the folding would be on timelines and change nothing.
    """
    assert set(STEPS) == set(get_args(Fact))


def test_a_lead_cannot_be_made_that_contradicts_its_events() -> None:
    """
    The lead after them is folded, and neither given nor exchanged.
    """
    lie = evolve(a_lead(), status=DistributionStatus.REJECTED)
    change = LeadChange(a_lead()).then(Accepted(), at=NOW, actor=Actor())

    with pytest.raises(TypeError):
        LeadChange(a_lead(), change.events, after=lie)  # type: ignore[call-arg]  # which is the point
    with pytest.raises(FrozenInstanceError):
        change.after = lie  # type: ignore[misc]  # which is the point
    assert change.after.status is DistributionStatus.ACCEPTED


@pytest.mark.parametrize("numbers", [(2, 4), (3,), (2, 2), (1,), (3, 2)])
def test_events_of_a_change_follow_without_gaps(numbers: tuple[int, ...]) -> None:
    """
    Events of another lead or with gaps are refused.
    """
    events = [LeadEvent("lead-1", number, NOW, Actor(), Accepted()) for number in numbers]
    with pytest.raises(ValueError, match="have a gap"):
        LeadChange(a_lead(), events)
    with pytest.raises(ValueError, match="have a gap"):
        LeadChange(a_lead(), [LeadEvent("lead-2", 2, NOW, Actor(), Accepted())])


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
    accepted, rejected, gone = (
        LeadChange(a_lead()).then(fact, at=NOW, actor=Actor()).after
        for fact in (Accepted(), Rejected(comment="secret"), Deactivated())
    )

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
    def test_events_continue_the_timeline(self) -> None:
        """
        A new lead begins at nothing.
        """
        assert changes_of(a_lead()).continued("acme") == {"lead-1": 0}
        assert change_to(evolve(a_lead(), seq=3), Accepted()).continued("acme") == {"lead-1": 3}

    def test_leads_without_events_are_stale(self) -> None:
        """
        A lead never changes without its event.
        """
        with pytest.raises(StaleLead):
            Changes(leads=(LeadChange(a_lead()),)).continued("acme")

    def test_a_lead_that_changes_twice_is_stale(self) -> None:
        """
        Its changes are one.
        """
        with pytest.raises(StaleLead):
            Changes(leads=tuple(change_to(a_lead(), Accepted()).leads) * 2).continued("acme")

    def test_another_suppliers_lead_is_not_found(self) -> None:
        """
        Another supplier's lead is not found.
        """
        with pytest.raises(NotFound):
            changes_of(a_lead()).continued("other")
