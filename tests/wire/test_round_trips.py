"""
Every value to JSON and back, without loss.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from attrs import evolve
from hypothesis import given
from tests.core.builders import EXTRA, NOW, SCHEMA, a_campaign, a_contact, a_lead, a_partner, a_rep, a_user, an_account
from tests.laws.strategies import examples, leads
from tests.services.builders import MODULE

from leadflow.core.assessment import (
    AssessmentModel,
    FieldEffects,
    LearningProgress,
    NumberEffects,
    PastLead,
    PastLeads,
    WordEffects,
)
from leadflow.core.conflicts import Ruling
from leadflow.core.connectors import Errand, LinkedRecord, RemoteKind, SyncLink, SyncState
from leadflow.core.deadlines import Awaited, Deadline, PartnerExpiries
from leadflow.core.decisions import ChosenBy, RoutingTrace
from leadflow.core.facts import (
    Accepted,
    Actor,
    AssessmentChanged,
    AssessmentRated,
    Assigned,
    AssignedBy,
    Channel,
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
    FileOpened,
    FileRemoved,
    Held,
    HistoryAdded,
    Mailed,
    Merged,
    MergedInto,
    Notice,
    NoticeLine,
    NoticeSent,
    OpportunityChange,
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
    StepResult,
    UnknownFact,
    ValuesChanged,
)
from leadflow.core.feed import FeedHead, FeedKind, FeedNote, NotedChange
from leadflow.core.handling.subscriptions import SubscriberState, Subscription
from leadflow.core.importing.progress import Counts, ImportProgress, RefusedRow, RefusedRows, RowProblem
from leadflow.core.kinds import Money
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
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    Message,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageKind,
    MessageRequeued,
    MessageSent,
    PostEvent,
    Reason,
    RecipientSource,
)
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Membership, PartnerPause, SupplierContact
from leadflow.core.privacy import ErasedFiles
from leadflow.core.registration import AutoRegistration, Contact, ContactLead, ManagedRules, Registration
from leadflow.core.routing import CurrentModule, Rotation, TurnsTaken
from leadflow.core.settings import SettingsEvent
from leadflow.core.timeline import LeadEvent
from leadflow.testing import (
    a_bulk_chunk,
    a_bulk_run,
    a_digest_message,
    an_attachment,
    an_export_message,
    some_completed_calls,
)
from leadflow.testing.record_builders import (
    a_deadline,
    a_pause,
    a_registration,
    a_ruling,
    a_settings_event,
    a_stored_export,
    a_subscriber_state,
    a_subscription,
    a_sync_link,
    a_sync_state,
    an_errand,
    an_opportunity,
    some_auto_registration,
    some_kept_lists,
    some_managed_rules,
)
from leadflow.wire import Wire
from leadflow.wire.forms import form_of

WIRE = Wire(SCHEMA)
NOTICE = Notice(EmailStatus.QUEUED, (NoticeLine("u", RecipientSource.ASSIGNEE, Reason.TOLD),))
DECISION = RoutingTrace(
    module="emea",
    version=3,
    active=5,
    packed_steps=((5, 2, 1, 0), (2, 2, 3, 4)),
    partner_id="p",
    chosen_by=ChosenBy.ROUND_ROBIN,
    turn=7,
)

ASSESSED = LeadAssessment(strength=61, confidence=40, model=2)
FACTS: list[Fact] = [
    Received(kind=LeadKind.DISTRIBUTED, source="manual"),
    Received(
        kind=LeadKind.REGISTERED,
        source="crm",
        campaign_id="c",
        stage="qualified",
        score=0,
        external_ids=(ExternalId("sf", "1"),),
        created_at=NOW,
        import_id="i",
        row=7,
        assessment=ASSESSED,
    ),
    Received(kind=LeadKind.DISTRIBUTED, source="manual", assessment=ASSESSED),
    Routed(decision=DECISION, notice=NOTICE),
    Routed(
        decision=evolve(DECISION, partner_id=None, chosen_by=None, turn=None, review=ReviewReason.TIE, tied=("a", "b"))
    ),
    Assigned(partner_id="p", by=AssignedBy.PERSON, assignee_id="u", notice=NOTICE),
    Assigned(partner_id="p", by=AssignedBy.NAMED, notice=Notice(EmailStatus.NO_RECIPIENTS)),
    Accepted(),
    Accepted(automatic=True),
    Rejected(),
    Rejected(reason="busy", comment="später \u2028 🎉"),
    ValuesChanged((FieldChange("city", None, "Oslo"), FieldChange("a_money", Money(Decimal("1.50"), "EUR"), None))),
    ValuesChanged(
        (FieldChange("a_boolean", True, False), FieldChange("an_integer", 0, 1), FieldChange("gone", "a", "b"))
    ),
    Deactivated(),
    Deactivated(reason="recalled", comment="später \u2028 🎉"),
    Reactivated(),
    Held(),
    Held(reason=ReviewReason.HOP_LIMIT),
    Held(partner_id="p", by=AssignedBy.IMPORT_DEFAULT, assignee_id="u"),
    Duplicated(lead_id="a"),
    Continued(lead_id="b"),
    ConflictRuled(ruling_id="r", first=False),
    HistoryAdded(connection="crm"),
    HistoryAdded(connection="crm", history=(Activity(at=datetime(2026, 3, 2, tzinfo=UTC), kind="a", title="🎉"),)),
    Merged(lead_id="b"),
    Merged(lead_id="b", history=(Activity(at=datetime(2026, 3, 2, tzinfo=UTC), kind="call", title="🎉"),)),
    MergedInto(lead_id="a"),
    StageChanged(stage="contacted", before="open"),
    StageChanged(stage="qualified", before="open", skipped=("contacted", "nurture")),
    ScoreChanged(score=0, before=50),
    ExternalIdsChanged(external_ids=()),
    ExternalIdsChanged(external_ids=(ExternalId("sf", "1"),), before=(ExternalId("sf", "2"),)),
    AssessmentChanged(assessment=ASSESSED),
    AssessmentChanged(assessment=ASSESSED, before=LeadAssessment(strength=100, confidence=0, model=1)),
    AssessmentRated(helpful=True),
    AssessmentRated(helpful=False, assessment=ASSESSED, comment="später 🎉"),
    FileAttached(an_attachment()),
    FileRemoved("file-1"),
    FileOpened("file-1"),
    Erased(),
    Reassigned(assignee_id="u", before="v", notice=NOTICE),
    DeadlinePassed(policy="answer", step=1, action="remind", due_at=NOW),
    DeadlinePassed(policy="p", step=3, action="reroute", due_at=NOW, result=StepResult.HOP_LIMIT, passed_over=2),
    DeadlineMoved(policy="answer", due_at=NOW, before=None),
    ConflictFound(connection="crm", kept="theirs"),
    ConflictFound(connection="crm", kept="ask", opportunity_id="o", changes=(ConflictingValue("city", None, "🎉"),)),
    OpportunityRegistered(opportunity_id="o"),
    OpportunityUpdated(opportunity_id="o", status=OpportunityStatus.LOST, outcome=OpportunityStatus.WON),
    OpportunityUpdated(
        opportunity_id="o",
        status=OpportunityStatus.OPEN,
        outcome=OpportunityStatus.OPEN,
        changes=(OpportunityChange("name", None, "später \u2028 🎉"), OpportunityChange("owner", "a")),
    ),
    RegistrationSubmitted(registration_id="r"),
    RegistrationSubmitted(registration_id="r", rules=("nordic",)),
    RegistrationReturned(registration_id="r"),
    RegistrationReturned(registration_id="r", comment="später 🎉"),
    Registered(registration_id="r"),
    Registered(registration_id="r", automatic=True, protected_until=NOW),
    RegistrationDenied(registration_id="r"),
    RegistrationDenied(registration_id="r", reason="served", comment="später 🎉"),
    RegistrationWithdrawn(registration_id="r"),
    ProtectionExtended(registration_id="r", until=NOW),
    ProtectionExtended(registration_id="r", until=NOW, before=NOW),
    ProtectionEnded(registration_id="r"),
    Distributed(),
    Assigned(partner_id="p", by=AssignedBy.OWN, assignee_id="u", notice=Notice(EmailStatus.NOT_DUE)),
    NoticeSent(kind=MessageKind.UPDATE_REQUEST, notice=NOTICE),
    Mailed("k"),
    UnknownFact(name="opportunity_won", body='{"v":3,"amount":{"EUR":"12"}}'),
]

POST_FACTS: list[MessageFact] = [
    MessageSent(),
    MessageSent(address="0" * 32, partner_id="p"),
    MessageFailed("refused"),
    MessageCancelled("lead_moved"),
    MessageRequeued(),
    DeliveryReported(kind=DeliveryKind.HARD_BOUNCE, at=NOW, code="5.1.1"),
    DeliveryReported(kind=DeliveryKind.DELIVERED, at=NOW),
    UnknownFact(name="opened", body='{"v":2,"times":3}'),
]

EFFECTS: list[FieldEffects] = [
    WordEffects(name="source", words=(), effects=(0.0,), variances=(0.5,), prior=0.5, spread=0.25),
    WordEffects(
        name="industry",
        words=("public sector", "wälder"),
        effects=(-0.125, 0.1, -1e-300),
        variances=(0.5, 0.25, 1 / 3),
        prior=0.5,
        spread=0.75,
    ),
    NumberEffects(
        name="employees",
        edges=(-1.5, 1e308),
        effects=(0.0, 0.5, 1.0, -1.5),
        variances=(2.0, 1.0, 1.0, 1.0),
        prior=2.0,
        spread=1.0,
    ),
]
VALUES: list[Any] = [
    evolve(
        a_lead(**{field.name: value for field, value in zip(EXTRA, ["t", "l\nl", "a@x.de"], strict=False)}),
        kind=LeadKind.PRIVATE,
        status=DistributionStatus.REJECTED,
        email_status=EmailStatus.SENT,
        review=ReviewReason.STEP_EMPTY,
        external_ids=(ExternalId("sf", "1"),),
        created_at=NOW,
        rejected_at=NOW,
        attachments=(an_attachment(), an_attachment("file-2")),
        history=(Activity(at=NOW, kind="webinar_attended", title="Was there"),),
        active=False,
        score=0,
        seq=9,
    ),
    a_partner(),
    a_partner(offered_roles=("sales",)),
    AutoRegistration(partner_id="p"),
    some_auto_registration(),
    ManagedRules(),
    some_managed_rules(),
    a_settings_event(),
    SettingsEvent(partner_id=None, seq=2, at=NOW, actor=Actor(), changes=()),
    an_account(users=(a_user("u"), a_user("v", active=False)), sales_reps=(a_rep("r"),)).people,
    an_account(auto_accept_since=NOW).settings,
    a_partner(
        additional_recipients=(a_contact("c"),),
        attributes=SCHEMA.partners.fill(p_turnover="EUR 5", p_since="2026-01-01"),
        groups=("a",),
        language="de",
    ),
    a_campaign(attributes=SCHEMA.campaigns.fill(c_budget="EUR 0.10"), starts_on=NOW.date()),
    MODULE,
    Rotation(module="m", count=5, last={"a": 5}),
    TurnsTaken(module="m", before=0, count=2, last={"a": 2}),
    Deadline(lead_id="l", policy="answer", awaits=Awaited.ANSWER, partner_id="p", since=2, began_at=NOW),
    a_deadline(passed=1),
    PartnerExpiries(partner_id="p"),
    PartnerPause(partner_id="p", since=None, actor=Actor()),
    a_pause(),
    Subscription(contact=SupplierContact(id="ann", email="a@x.se")),
    a_subscription(),
    SubscriberState(person_id="ann"),
    a_subscriber_state(),
    a_digest_message(),
    Opportunity(id="o", lead_id="l", partner_id="p", stage="s", registered_at=NOW, modified_at=NOW),
    an_opportunity(),
    some_kept_lists(),
    a_stored_export(),
    a_stored_export().finished("c" * 32, 7),
    Registration(id="r", lead_id="l", person_id="u", seq=1, submitted_at=NOW, modified_at=NOW),
    a_registration(),
    Ruling(id="r", lead_ids=("a", "b"), first="a", first_at=NOW, reason="x", decided_by=Actor("u"), decided_at=NOW),
    a_ruling(),
    Contact(id="0", partner_id="", values=SCHEMA.leads.fill(email="a@x.de")),
    Contact(
        id="0", partner_id="p", values=SCHEMA.leads.fill(a_text="t"), leads=(ContactLead(lead_id="l"),), erased=True
    ),
    PartnerExpiries(partner_id="p", at=(NOW,)),
    FeedHead(stream=1),
    FeedHead(stream=1, last=5),
    FeedNote(stream=1, number=5, at=NOW, changes=()),
    FeedNote(
        stream=1, number=5, at=NOW, changes=(NotedChange(FeedKind.LEAD, "l", 1, 3), NotedChange(FeedKind.ERASED, "l"))
    ),
    a_sync_link(),
    SyncLink(connection="crm", kind=RemoteKind.LEAD, id="l"),
    LinkedRecord(connection="crm", kind=RemoteKind.LEAD, remote_id="r", id="l", into="s", problems=("a",)),
    LinkedRecord(connection="crm", kind=RemoteKind.LEAD, remote_id="r"),
    an_errand(),
    Errand(connection="crm", lead_id="l", wanted=1),
    a_sync_state(),
    SyncState(connection="crm"),
    ErasedFiles(),
    ErasedFiles(keys=("a" * 32, "b" * 32)),
    ImportProgress(
        import_id="i",
        chunk=2,
        last_row=9,
        counts=Counts(read=8, refused=1),
        by_partner={"p": 7},
        started_at=NOW,
        modified_at=NOW,
        finished=True,
    ),
    some_completed_calls(1, 2),
    a_bulk_run(),
    a_bulk_chunk(),
    a_bulk_chunk(done=True),
    RefusedRows(
        import_id="i",
        chunk=2,
        rows=(
            RefusedRow(
                7,
                8,
                (
                    RowProblem(
                        code="c",
                        path="row 7",
                        message="m",
                        suggestions=("x",),
                        row=7,
                        line=8,
                        header="H",
                        field="email",
                    ),
                ),
                ("a", "b"),
            ),
        ),
    ),
    AssessmentModel(),
    AssessmentModel(subject="opportunities", version=4),
    AssessmentModel(
        version=3,
        learnt_at=NOW,
        half_life=1_000,
        leads=20,
        won=5,
        base=-1.1,
        variance=0.25,
        shift=0.125,
        fields=tuple(EFFECTS),
        ranks=(-2.0, -1.0, 0.5),
    ),
    LearningProgress(),
    LearningProgress(
        model=3, basis="0" * 32, read_until=NOW, reading_until=NOW + timedelta(1), after="lead-9", chunks=2
    ),
    PastLeads.of(0, []),
    PastLeads.of(2, [], subject="opportunities"),
    PastLeads.of(1, [(NOW, PastLead({"industry": "wälder", "employees": 0.1, "country": None}, True))]),
    CurrentModule(name="emea", version=3),
    Membership(person_id="u", partner_id="p"),
    Membership(person_id="u", partner_id=None),
    Message(key="k", supplier_id="s", lead_id="l", seq=2, kind=MessageKind.NEW_LEAD, recipient_id="u", created_at=NOW),
    an_export_message(),
]


@pytest.mark.parametrize("fact", POST_FACTS, ids=lambda fact: type(fact).__name__)
def test_every_fact_of_a_trail_comes_back(fact: MessageFact) -> None:
    """
    Who and when included.
    """
    event = PostEvent("k", 3, NOW, Actor("someone", Channel.API), fact)

    assert WIRE.loads(PostEvent, WIRE.dumps(event)) == event


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_every_fact_comes_back(fact: Fact) -> None:
    """
    Every fact is read back in its event.
    """
    event = LeadEvent("lead-1", 3, NOW, Actor("ann", Channel.CRM), fact)
    text = WIRE.dumps(event)

    assert WIRE.loads(LeadEvent, text) == event
    assert json.loads(text)["v"] == form_of(LeadEvent).version


def test_no_fact_is_left_out() -> None:
    """
    A new one needs its round trip.
    """
    assert {type(fact) for fact in FACTS} == set(get_args(Fact))
    assert {type(fact) for fact in POST_FACTS} == set(get_args(MessageFact))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_every_value_comes_back(value: Any) -> None:
    """
    Equal, of the same type, with moments in UTC.
    """
    again = WIRE.loads(type(value), WIRE.dumps(value))

    assert again == value
    assert WIRE.dumps(again) == WIRE.dumps(value)


@examples(400)
@given(lead=leads())
def test_every_lead_comes_back(lead: Lead) -> None:
    """
    Every lead is read back with all kinds of values and the same keys.
    """
    again = WIRE.loads(Lead, WIRE.dumps(lead))

    assert again == lead
    assert {name: again.key(name) for name in again.values} == {name: lead.key(name) for name in lead.values}
    assert {name: type(value) for name, value in again.values.items()} == {
        name: type(value) for name, value in lead.values.items()
    }


def test_moments_keep_their_microseconds_and_utc() -> None:
    """
    The validator of leads asks for it.
    """
    lead = evolve(a_lead(), received_at=datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC))

    assert WIRE.loads(Lead, WIRE.dumps(lead)).received_at.tzinfo is UTC


def test_a_field_that_is_no_longer_declared_is_read_as_text() -> None:
    """
    Stored leads stay readable.
    """
    text = WIRE.dumps(a_lead(a_text="old", email="a@x.de"))
    from leadflow.core.schema import STANDARD_SCHEMA

    assert dict(Wire(STANDARD_SCHEMA).loads(Lead, text).values) == {"a_text": "old", "email": "a@x.de"}


def test_absent_values_are_not_written() -> None:
    """
    Bodies of events stay small.
    """
    assert json.loads(WIRE.dumps(a_lead(city="Oslo")))["values"] == {"city": "Oslo"}
