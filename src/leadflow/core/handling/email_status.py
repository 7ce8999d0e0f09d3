"""
The e-mail status of a lead, from all new-lead mail of its assignment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum, auto
from typing import assert_never

from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications.message_facts import (
    DeliveryKind,
    DeliveryReported,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageRequeued,
    MessageSent,
)
from leadflow.core.notifications.messages import Message
from leadflow.core.notifications.trails import EmailStatusUpdate, MessageTrail, PostEvent
from leadflow.core.templates import traits_of
from leadflow.core.unknown import UnknownFact

__all__ = ["counts", "shown_after", "shown_by", "told_by", "told_by_trails"]


class _Became(IntEnum):
    """
    The result of a message; of several reports the highest counts, in any order.
    """

    WAITING = auto()
    CANCELLED = auto()
    DEAD = auto()
    SENT = auto()
    BOUNCED = auto()


def counts(message: Message, lead: Lead) -> bool:
    """
    Return whether *message* is new-lead mail about the current assignment of *lead*, sent again or not.

    A digest counts for leads of its partner; which of them it announces is known to who has looked it up.
    """
    if message.digest is not None:
        return traits_of(message.kind).announces and message.digest.partner_id == lead.partner_id
    traits = traits_of(message.kind)
    mine = message.lead_id == lead.id and traits.announces and traits.about_lead
    return mine and 0 < lead.assignment <= message.seq


def told_by(posts: Iterable[MessageTrail]) -> EmailStatus:
    """
    Fold the trails of all new-lead mail of an assignment into the e-mail status of its lead.

    `SENT` if one was delivered, `QUEUED` while one waits, `NOT_DUE` if the lead was decided without one, and
    `DELIVERY_FAILED` if all of them failed, in any order.
    """
    return told_by_trails(post.trail for post in posts)


def told_by_trails(trails: Iterable[Iterable[PostEvent]]) -> EmailStatus:
    """
    Fold trails as `told_by` does.
    """
    return _status({_became(trail) for trail in trails})


def shown_after(
    lead: Lead,
    message: Message,
    trail: Sequence[PostEvent],
    read: Callable[[], Iterable[MessageTrail]],
    since: EmailStatusUpdate | None = None,
) -> EmailStatusUpdate | None:
    """
    Return what *lead* shows once this is the *trail* of a message about it; None if the message says nothing of it.

    Args:
        lead: As it was read before *read* is called, or the number that it shows would not show what came in between.
        message: About the lead.
        trail: What happened to the message, the newest included.
        read: Reads all mail of the lead's assignment; not asked where one that was sent decides it alone.
        since: The one change of what the lead shows since it was read; None for none.
    """
    if not counts(message, lead):
        return None
    became = {_became(trail)}
    if _Became.SENT not in became:
        others = (post for post in read() if post.message.key != message.key and counts(post.message, lead))
        became.update(_became(post.trail) for post in others)
    status = _status(became)
    now, mail_seq = lead.email_status, lead.mail_seq
    if since is not None and since.mail_seq == mail_seq:
        now, mail_seq = since.status or now, mail_seq + 1
    changed = status if status is not now else None
    return EmailStatusUpdate(lead_id=lead.id, assignment=lead.assignment, mail_seq=mail_seq, status=changed)


def shown_by(lead: Lead, trails: Iterable[Iterable[PostEvent]]) -> EmailStatusUpdate | None:
    """
    Return what *lead* shows by the *trails* of everything that announces it; None if that is what it shows.
    """
    status = told_by_trails(trails)
    if status is lead.email_status:
        return None
    return EmailStatusUpdate(lead_id=lead.id, assignment=lead.assignment, mail_seq=lead.mail_seq, status=status)


def _status(became: set[_Became]) -> EmailStatus:
    if _Became.SENT in became:
        return EmailStatus.SENT
    if _Became.WAITING in became:
        return EmailStatus.QUEUED
    return EmailStatus.NOT_DUE if _Became.CANCELLED in became else EmailStatus.DELIVERY_FAILED


def _became(trail: Iterable[PostEvent]) -> _Became:
    """
    Return what happened to a message; only putting it back begins again.
    """
    became = _Became.WAITING
    for event in trail:
        after = _told(event.fact)
        became = _Became.WAITING if isinstance(event.fact, MessageRequeued) else max(became, after)
    return became


def _told(fact: MessageFact) -> _Became:
    match fact:
        case MessageSent() | DeliveryReported(kind=DeliveryKind.DELIVERED):
            return _Became.SENT
        case MessageFailed():
            return _Became.DEAD
        case MessageCancelled():
            return _Became.CANCELLED
        case DeliveryReported(kind=DeliveryKind.HARD_BOUNCE):
            return _Became.BOUNCED
        case DeliveryReported() | MessageRequeued() | UnknownFact():
            return _Became.WAITING
        case _:
            assert_never(fact)
