"""
A lead.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from attrs import field, frozen
from attrs.validators import optional

from leadflow.core.fields import Field
from leadflow.core.kinds import Key
from leadflow.core.leads.parts import Activity, Attachment, ExternalId, LeadAssessment, is_utc
from leadflow.core.leads.statuses import (
    DistributionStatus,
    EmailStatus,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.core.stages import OPEN_STAGES
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Values

__all__ = ["Lead", "declined_by", "is_open"]

T = TypeVar("T")

_utc: datetime | None = field(default=None, validator=optional(is_utc))


def declined_by(lead: Lead) -> frozenset[str]:
    """
    Return the partner that rejected *lead*, which gets no other chance at it; empty if nobody did.
    """
    rejected = lead.status is DistributionStatus.REJECTED
    return frozenset({lead.partner_id}) if rejected and lead.partner_id else frozenset()


def is_open(lead: Lead, closing_stages: Collection[str]) -> bool:
    """
    Return whether *lead* counts as load of its partner: active, not private, not rejected, not in one of
    *closing_stages*.
    """
    return (
        lead.active
        and lead.kind is not LeadKind.PRIVATE
        and lead.status is not DistributionStatus.REJECTED
        and lead.stage not in closing_stages
    )


@frozen(kw_only=True)
class Lead(KeepsUnknown):
    """
    A prospect for one campaign.

    Its four axes are never merged: distribution status, stage, e-mail status and whether it is active.

    Attributes:
        id: Chosen once by the host's id factory; never used again.
        supplier_id: Whose it is. Every record belongs to exactly one supplier.
        kind: Distributed, registered or private.
        source: Where it came from: ``manual``, ``csv_upload``, ``crm``, ... An open list.
        values: Its field values. A field without a value is absent, never None, so that criteria distinguish "no" from
            "unknown".
        received_at: When it reached the host, in UTC.
        created_at: When it came to be in the system that it came from, in UTC; None if that is not known.
        modified_at: When its latest event happened, in UTC.
        campaign_id: The campaign it belongs to; None if none was named.
        partner_id: Who works it; None while it waits to be routed.
        assignee_id: The partner user or sales rep named on it; None if nobody is.
        status: Its distribution status.
        stage: Sales progress.
        email_status: Whether mail was sent; results of mail change it without an event.
        active: False once it is deactivated.
        score: A distributed lead starts at the programme's starting score.
        external_ids: What other systems call it.
        attachments: The files that it carries, in the order in which they were attached.
        history: What the prospect did before, in the order in which it happened.
        opportunity: What came of the opportunities of it: open while one is, won if one was, else lost; None without
            any.
        registration: How far its latest registration has come; None if it was never submitted.
        registration_id: Of its latest registration; None if it was never submitted.
        review: Why it waits; None if nobody has to choose its partner.
        routed_by: Name of the routing module that chose the partner; None if no module did.
        duplicated_from: The lead that this one continues at another partner.
        superseded_by: The lead that continues this one.
        import_id: The import that brought it; None if it came another way.
        status_changed_at, accepted_at, rejected_at, deactivated_at: When that last happened, in UTC; None if never.
        opened_at: When a person of the partner first opened it since it was last brought to a partner or an assignee,
            in UTC; None if nobody has. Openings change it without an event.
        partner_activity_at: When somebody of its partner, or the partner's CRM, last caused an event of it, in UTC; None if
            nobody has.
        campaign_activity_at: When the last entry of its history that was part of its campaign happened, in UTC; None
            without any.
        crm_system: The system in which the partner's side has linked it to a record, such as its CRM; None if it is not
            linked there.
        assessment: How strong it was beside past leads when it arrived, or was assessed last; None if it never was.
        assignment: Number of the event that last brought it to a partner or an assignee; 0 if none did.
        decision: Number of the event by which its partner accepted or rejected it; 0 while none did.
        registered: Number of the event by which its partner shared it with the supplier, who sees none of the events
            before; 0 if it was not private before.
        mail_seq: How often its e-mail status was set, by events and by what happened to mail.
        seq: Number of its latest event. The first event is 1.
    """

    id: str
    supplier_id: str
    values: Values
    received_at: datetime = field(validator=is_utc)
    modified_at: datetime = field(validator=is_utc)
    kind: LeadKind = LeadKind.DISTRIBUTED
    source: str = "manual"
    campaign_id: str | None = None
    partner_id: str | None = None
    assignee_id: str | None = None
    status: DistributionStatus = DistributionStatus.UNASSIGNED
    stage: str = OPEN_STAGES[0]
    email_status: EmailStatus = EmailStatus.NOT_DUE
    active: bool = True
    score: int = 50
    external_ids: tuple[ExternalId, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    history: tuple[Activity, ...] = ()
    opportunity: OpportunityStatus | None = None
    registration: RegistrationStatus | None = None
    registration_id: str | None = None
    review: ReviewReason | None = None
    routed_by: str | None = None
    duplicated_from: str | None = None
    superseded_by: str | None = None
    import_id: str | None = None
    created_at: datetime | None = _utc
    status_changed_at: datetime | None = _utc
    accepted_at: datetime | None = _utc
    rejected_at: datetime | None = _utc
    deactivated_at: datetime | None = _utc
    opened_at: datetime | None = _utc
    partner_activity_at: datetime | None = _utc
    campaign_activity_at: datetime | None = _utc
    crm_system: str | None = None
    assessment: LeadAssessment | None = None
    assignment: int = 0
    decision: int = 0
    registered: int = 0
    mail_seq: int = 0
    seq: int = 1

    def get(self, field: Field[T], /) -> T | None:
        """
        Return the value of *field*, with its type; None if it is missing.
        """
        return self.values.get(field)

    def key(self, name: str, /) -> Key | None:
        """
        Return the comparison key of a value; None if it is missing.
        """
        return self.values.key(name)
