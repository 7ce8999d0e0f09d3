"""
Everything that happens to a lead: facts, numbered from 1. The number is the lock, the audit log and the reports' source.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import assert_never

import attrs
from attrs import evolve, frozen

from leadflow.core.leads import Attachment, DistributionStatus, EmailStatus, ExternalId, Lead, LeadKind
from leadflow.core.notifications.facts import DeliveryKind, DeliveryReported, MessageCancelled, MessageRequeued
from leadflow.core.notifications.messages import MessageKind
from leadflow.core.notifications.recipients import Considered, Reason, RecipientDecision, RecipientSource
from leadflow.core.partners import Partner
from leadflow.core.routing.decisions import RoutingDecision
from leadflow.core.schema import Fields
from leadflow.core.values import Value, Values

__all__ = [
    "Accepted",
    "Actor",
    "Assigned",
    "AssignedBy",
    "Channel",
    "Deactivated",
    "DeliveryReported",
    "Fact",
    "FieldChange",
    "FileAttached",
    "FileRemoved",
    "LeadEvent",
    "MessageCancelled",
    "MessageFailed",
    "MessageRequeued",
    "MessageSent",
    "Notice",
    "NoticeLine",
    "NoticeSent",
    "Reassigned",
    "Received",
    "Rejected",
    "Routed",
    "ValuesChanged",
    "admitted_values",
    "apply",
    "fold",
    "record",
]


class Channel(StrEnum):
    """
    The way by which something happened.
    """

    PORTAL = "portal"
    MAIL_LINK = "mail_link"
    CRM = "crm"
    IMPORT = "import"
    API = "api"
    SYSTEM = "system"


@frozen
class Actor:
    """
    Who did it, by id, and by which way. An empty id is the library itself.
    """

    id: str = ""
    channel: Channel = Channel.SYSTEM


class AssignedBy(StrEnum):
    """
    What named the partner where no module did.
    """

    NAMED = "named"
    IMPORT_DEFAULT = "import_default"
    PERSON = "person"


@frozen
class NoticeLine:
    """
    Somebody who was considered, without address and name.
    """

    person_id: str
    source: RecipientSource
    reason: Reason


@frozen
class Notice:
    """
    Who was told of an assignment, as it stays on the timeline: no personal data, only ids.
    """

    status: EmailStatus
    lines: tuple[NoticeLine, ...] = ()

    @classmethod
    def of(cls, decision: RecipientDecision) -> Notice:
        """
        Keep what *decision* said, without addresses and names.
        """
        lines = tuple(NoticeLine(one.person_id, one.source, one.reason) for one in decision.considered)
        return cls(decision.status, lines)

    def recall(self, partner: Partner | None) -> RecipientDecision:
        """
        Return the decision again, with names and addresses as they stand in the partner's record today.
        """
        considered = []
        for line in self.lines:
            person = partner.person(line.person_id) if partner else None
            address, name = (person.email, person.name) if person else ("", "")
            considered.append(Considered(line.person_id, line.source, line.reason, address, name))
        return RecipientDecision(tuple(considered), self.status)


@frozen(kw_only=True)
class Received:
    """
    A lead was admitted. What it says stands on the lead, once, where it can be erased.

    Attributes:
        created_at: What the system that it came from says; None if that is not known.
        import_id, row: The import and the row number it came from; None if it came another way.
    """

    kind: LeadKind
    source: str
    campaign_id: str | None = None
    stage: str = "open"
    score: int = 50
    external_ids: tuple[ExternalId, ...] = ()
    created_at: datetime | None = None
    import_id: str | None = None
    row: int | None = None


@frozen(kw_only=True)
class Routed:
    """
    A module decided about the lead; with a partner, the lead is pending there.
    """

    decision: RoutingDecision
    notice: Notice | None = None


@frozen(kw_only=True)
class Assigned:
    """
    The lead went to a partner that no module chose; it is pending there.
    """

    partner_id: str
    by: AssignedBy
    assignee_id: str | None = None
    notice: Notice


@frozen(kw_only=True)
class Reassigned:
    """
    Another of the partner's people was named on the lead; status and partner stay.

    Attributes:
        assignee_id: Who works it from now on.
        before: Who did until then; None if nobody was named.
        notice: Who was told.
    """

    assignee_id: str
    before: str | None = None
    notice: Notice


@frozen(kw_only=True)
class NoticeSent:
    """
    The partner's people were told again: by the new-lead mail if *kind* says so, else by a reminder or a request.
    """

    kind: MessageKind
    notice: Notice


@frozen(kw_only=True)
class Accepted:
    """
    The partner took the lead; by itself where it auto-accepts.
    """

    automatic: bool = False


@frozen(kw_only=True)
class Rejected:
    """
    The partner declined the lead.

    Attributes:
        reason: A code of the programme's; None if none was given.
        comment: What the partner wrote; None if nothing.
    """

    reason: str | None = None
    comment: str | None = attrs.field(default=None, repr=False)


@frozen
class FieldChange:
    """
    One value of a lead before and after; None where it said nothing.
    """

    field: str
    before: Value = attrs.field(repr=False)
    after: Value = attrs.field(repr=False)


@frozen
class ValuesChanged:
    """
    What the lead says was changed.
    """

    changes: tuple[FieldChange, ...]


@frozen
class Deactivated:
    """
    The lead left the lists and the partner's account.
    """


@frozen
class FileAttached:
    """
    The lead carries one file more.
    """

    attachment: Attachment


@frozen
class FileRemoved:
    """
    The lead carries a file no more; its bytes go with the last lead that has it.
    """

    attachment_id: str


@frozen(kw_only=True)
class MessageSent:
    """
    The mailer took a message.
    """

    key: str
    kind: MessageKind
    recipient_id: str


@frozen(kw_only=True)
class MessageFailed:
    """
    A message will not be delivered; *reason* is a code without personal data.
    """

    key: str
    kind: MessageKind
    recipient_id: str
    reason: str


MessageFact = MessageSent | MessageFailed | MessageCancelled | MessageRequeued | DeliveryReported
"""
What becomes of messages.
"""

Fact = (
    Received
    | Routed
    | Assigned
    | Reassigned
    | Accepted
    | Rejected
    | ValuesChanged
    | Deactivated
    | FileAttached
    | FileRemoved
    | NoticeSent
    | MessageSent
    | MessageFailed
    | MessageCancelled
    | MessageRequeued
    | DeliveryReported
)
"""
Everything that can happen to a lead; readers match on it and end with ``assert_never``.
"""


@frozen
class LeadEvent:
    """
    One fact on the timeline of a lead.

    Attributes:
        lead_id: Whose timeline.
        seq: From 1, without gaps; ``(lead_id, seq)`` is taken once and that is the lock.
        at: When it happened, in UTC.
        actor: Who did it.
        fact: What happened.
    """

    lead_id: str
    seq: int
    at: datetime
    actor: Actor
    fact: Fact


def record(
    lead: Lead, fact: Fact, *, at: datetime, actor: Actor, fields: Fields | None = None
) -> tuple[Lead, LeadEvent]:
    """
    Put *fact* on the timeline of *lead*: the lead after it, and the event.
    """
    event = LeadEvent(lead.id, lead.seq + 1, at, actor, fact)
    return apply(lead, event, fields), event


def fold(supplier_id: str, admitted: Values, events: Iterable[LeadEvent], fields: Fields) -> Lead:
    """
    Make the lead that a timeline tells, from the values as they were admitted.

    Raises:
        ValueError: The timeline does not begin with `Received`.
    """
    lead: Lead | None = None
    for event in events:
        if lead is not None:
            lead = apply(lead, event, fields)
        elif isinstance(event.fact, Received):
            lead = begin(supplier_id, admitted, event, event.fact)
        else:
            break
    if lead is None:
        raise ValueError("a timeline begins with Received")
    return lead


def admitted_values(values: Values, events: Iterable[LeadEvent], fields: Fields) -> Values:
    """
    Return what a lead said when it was admitted, from what it says now: changes are undone, the latest first.
    """
    changes = [event.fact.changes for event in events if isinstance(event.fact, ValuesChanged)]
    for batch in reversed(changes):
        values = values.but({change.field: change.before for change in batch}, fields)
    return values


def begin(supplier_id: str, values: Values, event: LeadEvent, fact: Received) -> Lead:
    """
    Make the lead that its first event tells.
    """
    return Lead(
        id=event.lead_id,
        supplier_id=supplier_id,
        values=values,
        received_at=event.at,
        modified_at=event.at,
        kind=fact.kind,
        source=fact.source,
        campaign_id=fact.campaign_id,
        stage=fact.stage,
        score=fact.score,
        external_ids=fact.external_ids,
        created_at=fact.created_at,
        seq=event.seq,
    )


def apply(lead: Lead, event: LeadEvent, fields: Fields | None = None) -> Lead:
    """
    Return *lead* as it stands after *event*; *fields* declares names that the lead did not say before.
    """
    at, seq, fact = event.at, event.seq, event.fact
    match fact:
        case Received():
            return lead
        case Routed():
            return _routed(lead, event, fact)
        case Assigned():
            return _at_partner(lead, event, fact.partner_id, fact.notice, fact.assignee_id, None)
        case Accepted():
            status = DistributionStatus.ACCEPTED
            return evolve(lead, status=status, status_changed_at=at, accepted_at=at, modified_at=at, seq=seq)
        case Rejected():
            status = DistributionStatus.REJECTED
            return evolve(lead, status=status, status_changed_at=at, rejected_at=at, modified_at=at, seq=seq)
        case ValuesChanged():
            after = {change.field: change.after for change in fact.changes}
            return evolve(lead, values=lead.values.but(after, fields or {}), modified_at=at, seq=seq)
        case Deactivated():
            return evolve(lead, active=False, deactivated_at=at, modified_at=at, seq=seq)
        case FileAttached() | FileRemoved():
            return evolve(lead, attachments=_files_after(lead, fact), modified_at=at, seq=seq)
        case Reassigned() | NoticeSent():
            assignee_id = fact.assignee_id if isinstance(fact, Reassigned) else lead.assignee_id
            told = _told_by(lead, fact)
            return evolve(lead, assignee_id=assignee_id, email_status=told, modified_at=at, seq=seq)
        case _:
            return evolve(lead, email_status=_status_after(lead, fact), modified_at=at, seq=seq)


def _files_after(lead: Lead, fact: FileAttached | FileRemoved) -> tuple[Attachment, ...]:
    if isinstance(fact, FileAttached):
        return (*lead.attachments, fact.attachment)
    return tuple(one for one in lead.attachments if one.id != fact.attachment_id)


def _told_by(lead: Lead, fact: Reassigned | NoticeSent) -> EmailStatus:
    """
    A lead whose people were told does not go back to nobody told only because there was nobody else to tell.
    """
    reminder = isinstance(fact, NoticeSent) and fact.kind is not MessageKind.NEW_LEAD
    if reminder or fact.notice.status is EmailStatus.AUTO_ACCEPT:
        return lead.email_status
    return fact.notice.status


def _status_after(lead: Lead, fact: MessageFact) -> EmailStatus:
    """
    Return the e-mail status after something became of a message; only mail that people act on counts.
    """
    before = lead.email_status
    match fact:
        case DeliveryReported():
            lost = fact.kind is DeliveryKind.HARD_BOUNCE and not fact.reached
            return EmailStatus.DELIVERY_FAILED if lost else before
        case _ if fact.kind is not MessageKind.NEW_LEAD:
            return before
        case MessageSent():
            return EmailStatus.SENT
        case MessageFailed():
            return before if before is EmailStatus.SENT else EmailStatus.DELIVERY_FAILED
        case MessageCancelled():
            return EmailStatus.NOT_DUE if before is EmailStatus.QUEUED else before
        case MessageRequeued():
            return before if before is EmailStatus.SENT else EmailStatus.QUEUED
    assert_never(fact)


def _routed(lead: Lead, event: LeadEvent, fact: Routed) -> Lead:
    decision = fact.decision
    if decision.partner_id is None or fact.notice is None:
        return evolve(lead, review=decision.review, modified_at=event.at, seq=event.seq)
    return _at_partner(lead, event, decision.partner_id, fact.notice, lead.assignee_id, decision.module)


def _at_partner(
    lead: Lead, event: LeadEvent, partner_id: str, notice: Notice, assignee_id: str | None, routed_by: str | None
) -> Lead:
    return evolve(
        lead,
        partner_id=partner_id,
        assignee_id=assignee_id,
        status=DistributionStatus.PENDING,
        email_status=notice.status,
        review=None,
        routed_by=routed_by,
        status_changed_at=event.at,
        modified_at=event.at,
        seq=event.seq,
    )
