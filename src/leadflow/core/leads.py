"""
A lead, and its statuses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from attrs import Attribute, field, frozen
from attrs.validators import optional

from leadflow.core.argument_messages import phrase_of, wrong_type, wrong_value
from leadflow.core.fields import Field
from leadflow.core.kinds import Key
from leadflow.core.problems import Problem
from leadflow.core.stages import OPEN_STAGES
from leadflow.core.taking import aware
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Values

__all__ = [
    "Activity",
    "Attachment",
    "DistributionStatus",
    "EmailStatus",
    "ExternalId",
    "Lead",
    "LeadAssessment",
    "LeadKind",
    "OpportunityStatus",
    "RegistrationStatus",
    "ReviewReason",
    "about_external_ids",
    "declined_by",
    "is_open",
]

T = TypeVar("T")


class LeadKind(StrEnum):
    """
    Who created the lead, and who sees it.
    """

    DISTRIBUTED = "distributed"
    REGISTERED = "registered"
    PRIVATE = "private"


class DistributionStatus(StrEnum):
    """
    The distribution status of a lead.
    """

    UNASSIGNED = "unassigned"
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class EmailStatus(StrEnum):
    """
    Whether new-lead mail was sent: `SENT`, or why not.
    """

    SENT = "sent"
    QUEUED = "queued"
    AUTO_ACCEPT = "auto_accept"
    NO_RECIPIENTS = "no_recipients"
    ASSIGNEE_INACTIVE = "assignee_inactive"
    INVALID_ADDRESS = "invalid_address"
    DELIVERY_FAILED = "delivery_failed"
    NOT_DUE = "not_due"

    @property
    def failed(self) -> bool:
        """
        True if mail should have been sent and was not, so that somebody has to act.
        """
        return self in (EmailStatus.ASSIGNEE_INACTIVE, EmailStatus.INVALID_ADDRESS, EmailStatus.DELIVERY_FAILED)


class ReviewReason(StrEnum):
    """
    Why a lead waits.

    Attributes:
        TIE: Several partners are left, and a person has to choose.
        STEP_EMPTY, VALUE_MISSING: A required step failed, so a person has to choose.
        PAUSED: Distribution was paused when it came.
    """

    TIE = "tie"
    STEP_EMPTY = "step_empty"
    VALUE_MISSING = "value_missing"
    PAUSED = "paused"


def _is_text(instance: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, str):
        raise wrong_type(value, f"{type(instance).__name__}.{attribute.name}", phrase_of(str))


class OpportunityStatus(StrEnum):
    """
    How far an opportunity has come: it is open until it is won or lost.
    """

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class RegistrationStatus(StrEnum):
    """
    How far the registration of a lead has come.

    Attributes:
        SUBMITTED: It waits for the supplier.
        RETURNED: The supplier wants to know more; it can be submitted again.
        APPROVED: The lead is shared with the supplier, and its company protected.
        DENIED, WITHDRAWN: The lead stays private; it can be submitted again.
        EXPIRED: The protection has ended, and nothing else changed.
    """

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@frozen
class ExternalId:
    """
    The id of this lead in another system.

    Attributes:
        system: Such as ``salesforce``; lower case.
        id: Unique in that system.
    """

    system: str = field(validator=_is_text)
    id: str = field(validator=_is_text, repr=False)


def about_external_ids(ids: Iterable[ExternalId]) -> Iterator[Problem]:
    """
    Return a problem for each id without a system, and for each that is among *ids* before.
    """
    seen: set[ExternalId] = set()
    for number, one in enumerate(ids):
        place = f"external_ids[{number}]"
        if not one.system.strip():
            yield Problem(code="text_missing", path=f"{place}.system", message="the system is empty; name it")
        if one in seen:
            message = f"the id of '{one.system}' is given twice; give it once"
            yield Problem(code="id_repeated", path=place, message=message)
        seen.add(one)


def _is_utc(instance: object, attribute: Attribute[Any], value: object) -> None:
    if isinstance(value, datetime) and (value.tzinfo is UTC or value.utcoffset() == UTC.utcoffset(None)):
        return
    place = f"{type(instance).__name__}.{attribute.name}"
    aware(value, place)
    raise wrong_value("moment_not_utc", "the datetime is not in UTC; convert it with astimezone(UTC)", place)


_utc: datetime | None = field(default=None, validator=optional(_is_utc))


@frozen(kw_only=True)
class Activity:
    """
    What a prospect did before the lead was created, as reported by the system that it came from.

    Attributes:
        at: When, in UTC.
        kind: Such as ``webinar_attended``; an open list.
        title: What people read.
    """

    at: datetime = field(validator=_is_utc)
    kind: str = field(validator=_is_text)
    title: str = field(validator=_is_text, repr=False)


@frozen(kw_only=True)
class Attachment:
    """
    A file on a lead; its bytes are in an attachment store.

    Attributes:
        id: Of this attachment; duplicates of the lead have it too.
        key: What the store keeps the bytes under: random, and shared by the duplicates of a lead.
        name: Safe to show, to save under and to serve.
        original_name: As it was sent. Data only: never a path.
        media_type: From the library's own table, never the client's.
        size: Bytes, as counted.
        sha256: Hexadecimal digest of the bytes.
        added_at: When it was attached, in UTC.
    """

    id: str
    key: str
    name: str = field(repr=False)
    original_name: str = field(repr=False)
    media_type: str
    size: int
    sha256: str
    added_at: datetime


@frozen(kw_only=True)
class LeadAssessment:
    """
    How a lead was assessed, in whole numbers.

    Attributes:
        strength: 0 to 100: of so many in a hundred leads like it, one expected then that they are won.
        confidence: 0 to 100: how much of what distinguishes leads was known of it.
        model: The version of the model, which was learnt from past leads.
    """

    strength: int
    confidence: int
    model: int


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
        opened_at: When a person of the partner first opened it since it was last brought to a partner or an assignee, in
            UTC; None if nobody has. Openings change it without an event.
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
    received_at: datetime = field(validator=_is_utc)
    modified_at: datetime = field(validator=_is_utc)
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
