"""
Whether anybody was told of a lead: what became of all the messages of its assignment together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum, auto
from typing import TypeVar

from attrs import evolve

from leadflow.core.facts import (
    Assigned,
    DeliveryReported,
    Fact,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    Notice,
    NoticeSent,
    Reassigned,
    Routed,
)
from leadflow.core.handling.standing import assignment_of
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import DeliveryKind, MessageKind, message_key
from leadflow.core.notifications.recipients import Reason
from leadflow.core.timeline import LeadEvent

__all__ = ["with_status"]

T = TypeVar("T", bound=MessageFact)


class _Became(IntEnum):
    """
    What became of a message; of what is told of it the highest counts, in whatever order it is told.
    """

    WAITING = auto()
    CANCELLED = auto()
    DEAD = auto()
    SENT = auto()
    BOUNCED = auto()


def with_status(fact: T, lead_id: str, events: Sequence[LeadEvent]) -> T:
    """
    Return *fact* with the e-mail status that the lead has after it, where *events* are the lead's so far.

    The status speaks of the new-lead mail since the lead last came to a partner or an assignee, in whatever order
    things are told: `SENT` if one was delivered, `QUEUED` while one waits, `NOT_DUE` if the lead went on without one,
    and `DELIVERY_FAILED` if all of them died or came back. Of any other mail it says nothing.
    """
    since = assignment_of(events)
    became = dict.fromkeys(_told(lead_id, since, events), _Became.WAITING)
    if fact.key not in became:
        return fact
    for event in events:
        if event.seq > since:
            _follow(became, event.fact)
    _follow(became, fact)
    count = Counter(became.values())
    if count[_Became.SENT]:
        status = EmailStatus.SENT
    elif count[_Became.WAITING]:
        status = EmailStatus.QUEUED
    else:
        status = EmailStatus.NOT_DUE if count[_Became.CANCELLED] else EmailStatus.DELIVERY_FAILED
    return evolve(fact, status=status)


def _told(lead_id: str, since: int, events: Sequence[LeadEvent]) -> list[str]:
    """
    Return the keys of the new-lead mail that was written from event *since* on.
    """
    return [
        message_key(lead_id, event.seq, MessageKind.NEW_LEAD, line.person_id)
        for event in events
        if event.seq >= since and (notice := _notice(event.fact)) is not None
        for line in notice.lines
        if line.reason is Reason.TOLD
    ]


def _notice(fact: Fact) -> Notice | None:
    match fact:
        case Routed() | Assigned() | Reassigned():
            return fact.notice
        case NoticeSent() if fact.kind is MessageKind.NEW_LEAD:
            return fact.notice
    return None


def _follow(became: dict[str, _Became], fact: Fact) -> None:
    """
    Note what became of a message; only putting it back begins anew.
    """
    match fact:
        case MessageRequeued() if fact.key in became:
            became[fact.key] = _Became.WAITING
            return
        case MessageSent() | DeliveryReported(kind=DeliveryKind.DELIVERED):
            after = _Became.SENT
        case MessageFailed():
            after = _Became.DEAD
        case MessageCancelled():
            after = _Became.CANCELLED
        case DeliveryReported(kind=DeliveryKind.HARD_BOUNCE):
            after = _Became.BOUNCED
        case _:
            return
    if fact.key in became:
        became[fact.key] = max(became[fact.key], after)
