"""
Folding: one step for each fact says what it changes of a lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final

import attrs

from leadflow.core.facts import (
    Accepted,
    Assigned,
    Deactivated,
    FileAttached,
    FileRemoved,
    Mailed,
    Notice,
    NoticeSent,
    Reassigned,
    Received,
    Rejected,
    Routed,
    UnknownFact,
    ValuesChanged,
)
from leadflow.core.fields import AnyField
from leadflow.core.leads import Activity, DistributionStatus, EmailStatus, Lead
from leadflow.core.notifications.messages import MessageKind
from leadflow.core.schema import Fields
from leadflow.core.timeline.events import LeadEvent
from leadflow.core.values import Values

__all__ = ["STEPS", "Members", "admitted", "follow", "members_of"]

Members = dict[str, Any]
"""
Members of a lead, by name: all that it has so far, or those that a fact changes.
"""

Declared = Mapping[str, AnyField]
"""
The fields that a lead can say something about, by name.
"""

_NAMES: Final = tuple(one.name for one in attrs.fields(Lead))
_read: Final = attrgetter(*_NAMES)


def members_of(lead: Lead) -> Members:
    """
    Return all members of *lead*, so that ``Lead(**members)`` makes it again.
    """
    return dict(zip(_NAMES, _read(lead), strict=True))


def admitted(supplier_id: str, values: Values, history: tuple[Activity, ...]) -> Members:
    """
    Return the members that a lead has before its first event.
    """
    return {
        "supplier_id": supplier_id,
        "values": values,
        "history": history,
        "email_status": EmailStatus.NOT_DUE,
        "mail_seq": 0,
        "attachments": (),
    }


def follow(members: Members, events: Iterable[LeadEvent], fields: Fields | None = None) -> Members:
    """
    Return *members*, which are changed, as they are after *events*; *fields* declares names that it did not say before.
    """
    declared: Declared = fields or {}
    for event in events:
        members |= STEPS[type(event.fact)](members, event, event.fact, declared)
        members["modified_at"], members["seq"] = event.at, event.seq
    return members


def _received(_: Members, event: LeadEvent, fact: Received, __: Declared) -> Members:
    return {
        "id": event.lead_id,
        "received_at": event.at,
        "kind": fact.kind,
        "source": fact.source,
        "campaign_id": fact.campaign_id,
        "stage": fact.stage,
        "score": fact.score,
        "external_ids": fact.external_ids,
        "created_at": fact.created_at,
        "import_id": fact.import_id,
    }


def _routed(before: Members, event: LeadEvent, fact: Routed, __: Declared) -> Members:
    decision = fact.decision
    if decision.partner_id is None or fact.notice is None:
        return {"review": decision.review}
    return _at_partner(before, event, decision.partner_id, fact.notice, decision.module)


def _assigned(before: Members, event: LeadEvent, fact: Assigned, __: Declared) -> Members:
    return {**_at_partner(before, event, fact.partner_id, fact.notice, None), "assignee_id": fact.assignee_id}


def _at_partner(before: Members, event: LeadEvent, partner_id: str, notice: Notice, routed_by: str | None) -> Members:
    return {
        "partner_id": partner_id,
        "status": DistributionStatus.PENDING,
        "email_status": notice.status,
        "mail_seq": before["mail_seq"] + 1,
        "review": None,
        "routed_by": routed_by,
        "status_changed_at": event.at,
        "assignment": event.seq,
        "decision": 0,
    }


def _accepted(_: Members, event: LeadEvent, __: Accepted, ___: Declared) -> Members:
    return {
        "status": DistributionStatus.ACCEPTED,
        "status_changed_at": event.at,
        "accepted_at": event.at,
        "decision": event.seq,
    }


def _rejected(_: Members, event: LeadEvent, __: Rejected, ___: Declared) -> Members:
    return {
        "status": DistributionStatus.REJECTED,
        "status_changed_at": event.at,
        "rejected_at": event.at,
        "decision": event.seq,
    }


def _deactivated(_: Members, event: LeadEvent, __: Deactivated, ___: Declared) -> Members:
    return {"active": False, "deactivated_at": event.at}


def _reassigned(before: Members, event: LeadEvent, fact: Reassigned, _: Declared) -> Members:
    return {"assignee_id": fact.assignee_id, "assignment": event.seq, **_told(before, fact.notice)}


def _notice_sent(before: Members, _: LeadEvent, fact: NoticeSent, __: Declared) -> Members:
    return _told(before, fact.notice) if fact.kind is MessageKind.NEW_LEAD else {}


def _told(before: Members, notice: Notice) -> Members:
    """
    A lead whose people were told does not go back to nobody told only because there was nobody else to tell.
    """
    if notice.status is EmailStatus.AUTO_ACCEPT:
        return {}
    return {"email_status": notice.status, "mail_seq": before["mail_seq"] + 1}


def _values_changed(before: Members, _: LeadEvent, fact: ValuesChanged, fields: Declared) -> Members:
    return {"values": before["values"].but({one.field: one.after for one in fact.changes}, fields)}


def _file_attached(before: Members, _: LeadEvent, fact: FileAttached, __: Declared) -> Members:
    return {"attachments": (*before["attachments"], fact.attachment)}


def _file_removed(before: Members, _: LeadEvent, fact: FileRemoved, __: Declared) -> Members:
    return {"attachments": tuple(one for one in before["attachments"] if one.id != fact.attachment_id)}


def _mailed(_: Members, __: LeadEvent, ___: Mailed, ____: Declared) -> Members:
    return {}


def _unknown(_: Members, __: LeadEvent, ___: UnknownFact, ____: Declared) -> Members:
    return {}


STEPS: Final[Mapping[type, Callable[[Members, LeadEvent, Any, Declared], Members]]] = {
    Received: _received,
    Routed: _routed,
    Assigned: _assigned,
    Accepted: _accepted,
    Rejected: _rejected,
    Deactivated: _deactivated,
    Reassigned: _reassigned,
    NoticeSent: _notice_sent,
    ValuesChanged: _values_changed,
    FileAttached: _file_attached,
    FileRemoved: _file_removed,
    Mailed: _mailed,
    UnknownFact: _unknown,
}
"""
For each fact the step that says what it changes: it is given the members so far, the event, its fact, and what declares
the names of values.
"""
