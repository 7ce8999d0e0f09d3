"""
The timeline: facts numbered from 1. The number is the lock, the audit log and the reports' source.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, frozen

from leadflow.core.facts import (
    Accepted,
    Actor,
    Assigned,
    Deactivated,
    Fact,
    FileAttached,
    FileRemoved,
    Notice,
    NoticeSent,
    Reassigned,
    Received,
    Rejected,
    Routed,
    ValuesChanged,
)
from leadflow.core.leads import Activity, Attachment, DistributionStatus, EmailStatus, Lead
from leadflow.core.notifications.messages import MessageKind
from leadflow.core.schema import Fields
from leadflow.core.values import Values

__all__ = ["LeadEvent", "admitted_values", "apply", "begin", "fold", "record"]


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


def fold(
    supplier_id: str,
    admitted: Values,
    events: Iterable[LeadEvent],
    fields: Fields,
    *,
    history: tuple[Activity, ...] = (),
) -> Lead:
    """
    Make the lead that a timeline tells, from the values and the *history* as they were admitted.

    Raises:
        ValueError: The timeline does not begin with `Received`.
    """
    lead: Lead | None = None
    for event in events:
        if lead is not None:
            lead = apply(lead, event, fields)
        elif isinstance(event.fact, Received):
            lead = begin(supplier_id, admitted, event, event.fact, history=history)
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


def begin(
    supplier_id: str, values: Values, event: LeadEvent, fact: Received, *, history: tuple[Activity, ...] = ()
) -> Lead:
    """
    Make the lead that its first event tells; what it says, and its *history*, stand on the lead alone.
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
        import_id=fact.import_id,
        history=history,
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
            return evolve(lead, email_status=fact.status or lead.email_status, modified_at=at, seq=seq)


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
