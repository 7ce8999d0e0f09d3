"""
A sample of each fact, and of each kind of actor.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.decisions import ChosenBy, RoutingTrace, StepReason
from leadflow.core.facts import (
    Accepted,
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
    FileOpened,
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
    ValuesChanged,
)
from leadflow.core.leads import Activity, EmailStatus, ExternalId, LeadAssessment, OpportunityStatus, ReviewReason
from leadflow.core.notifications import MessageKind, Reason, RecipientSource
from leadflow.testing.builders import (
    KIT_SCHEMA,
    NOW,
    SAID,
    a_lead,
)

__all__ = ["ACTORS", "FACTS"]

_NOTICE: Final = Notice(
    EmailStatus.QUEUED,
    (
        NoticeLine("nordlys-maja", RecipientSource.PARTNER_DEFAULT, Reason.TOLD),
        NoticeLine("nordlys-ann", RecipientSource.SUPPLIER_ADDITIONAL, Reason.SAME_ADDRESS),
    ),
)

_DECISION: Final = RoutingTrace(
    module="emea",
    version=3,
    active=120,
    packed_steps=(
        (120, 7, StepReason.NARROWED, 0),
        (7, 7, StepReason.NOT_APPLICABLE, 0),
        (7, 2, StepReason.NARROWED, 4),
    ),
    partner_id="nordlys",
    chosen_by=ChosenBy.ROUND_ROBIN,
    turn=81,
)

_REVIEW: Final = RoutingTrace(
    module="emea", version=1, active=2, packed_steps=(), review=ReviewReason.TIE, tied=("globex", "nordlys")
)

_SAID: Final = KIT_SCHEMA.leads.fill(**SAID)

_ASSESSED: Final = LeadAssessment(strength=61, confidence=40, model=2)

FACTS: Final[dict[str, Fact]] = {
    "received": Received(kind=a_lead().kind, source="csv_upload", campaign_id="fair", import_id="import-1", row=7),
    "routed": Routed(decision=_DECISION, notice=_NOTICE),
    "sent to review": Routed(decision=_REVIEW),
    "assigned": Assigned(partner_id="nordlys", by=AssignedBy.PERSON, assignee_id="nordlys-ola", notice=_NOTICE),
    "held": Held(reason=ReviewReason.HOP_LIMIT, partner_id="nordlys", by=AssignedBy.NAMED, assignee_id="nordlys-ola"),
    "accepted": Accepted(automatic=True),
    "rejected": Rejected(reason="no_capacity", comment="Wir sind voll – «später» 🎉"),
    "values changed": ValuesChanged(tuple(FieldChange(name, None, value) for name, value in _SAID.items())),
    "values taken away": ValuesChanged((FieldChange("company", "Acme", None), FieldChange("kit_boolean", False, True))),
    "deactivated": Deactivated(),
    "recalled": Deactivated(reason="recalled", comment="Zu weit weg 🎉"),
    "reactivated": Reactivated(),
    "duplicated": Duplicated(lead_id="lead-0"),
    "continued": Continued(lead_id="lead-2"),
    "conflict ruled": ConflictRuled(ruling_id="ruling-1", first=True),
    "merged": Merged(
        lead_id="lead-2", history=(Activity(at=NOW - timedelta(days=3), kind="webinar_attended", title="Zoë 🎉"),)
    ),
    "history added": HistoryAdded(
        connection="marketing", history=(Activity(at=NOW - timedelta(days=2), kind="form", title="Zoë 🎉"),)
    ),
    "merged into": MergedInto(lead_id="lead-2"),
    "stage changed": StageChanged(stage="nurture", before="open", skipped=("contacted",), comment="Ruft zurück 🎉"),
    "score changed": ScoreChanged(score=80, before=50),
    "external ids changed": ExternalIdsChanged(
        external_ids=(ExternalId("hubspot", "7"),), before=(ExternalId("salesforce", "00Q"),)
    ),
    "opportunity registered": OpportunityRegistered(opportunity_id="opportunity-1", outcome=OpportunityStatus.OPEN),
    "opportunity updated": OpportunityUpdated(
        opportunity_id="opportunity-1",
        status=OpportunityStatus.WON,
        outcome=OpportunityStatus.WON,
        changes=(OpportunityChange("stage", "proposal", "won"), OpportunityChange("amount", None, "SEK 1200.50")),
    ),
    "registration submitted": RegistrationSubmitted(registration_id="registration-1", rules=("nordic",)),
    "registration returned": RegistrationReturned(registration_id="registration-1", comment="Welche Stadt? 🎉"),
    "registered": Registered(registration_id="registration-1", automatic=True, protected_until=NOW),
    "registration denied": RegistrationDenied(
        registration_id="registration-1", reason="served", comment="Schon unser Kunde 🎉"
    ),
    "registration withdrawn": RegistrationWithdrawn(registration_id="registration-1"),
    "protection extended": ProtectionExtended(registration_id="registration-1", until=NOW, before=NOW),
    "protection ended": ProtectionEnded(registration_id="registration-1"),
    "distributed": Distributed(),
    "conflict found": ConflictFound(
        connection="crm",
        kept="ask",
        opportunity_id="opportunity-1",
        changes=(ConflictingValue("phone", "+46 1", None), ConflictingValue("city", None, "Luleå 🎉")),
    ),
    "deadline passed": DeadlinePassed(
        policy="answer", step=3, action="reroute", due_at=NOW, result=StepResult.NO_PARTNER, passed_over=2
    ),
    "deadline moved": DeadlineMoved(policy="answer", due_at=None, before=NOW),
    "assessed again": AssessmentChanged(
        assessment=_ASSESSED, before=LeadAssessment(strength=0, confidence=100, model=1)
    ),
    "assessment rated": AssessmentRated(helpful=False, assessment=_ASSESSED, comment="Stimmt nicht 🎉"),
    "erased": Erased(),
    "file opened": FileOpened("file-1"),
    "reassigned": Reassigned(assignee_id="nordlys-ola", before="nordlys-maja", notice=_NOTICE),
    "mailed": Mailed("0" * 32),
    "notice sent": NoticeSent(kind=MessageKind.PENDING_REMINDER, notice=_NOTICE),
}
"""
A fact of every sort, with something in every attribute.
"""

ACTORS: Final = (
    Actor("ann", Channel.PORTAL, Side.SUPPLIER),
    Actor("ann", Channel.PORTAL, Side.PARTNER),
    Actor("ann", Channel.CRM, Side.PARTNER, "hubspot"),
    Actor("sync", Channel.API, Side.PROGRAM, "salesforce"),
    Actor("ann", Channel.PORTAL),
)
"""
Somebody of each side, with a system that they came by and without.
"""
