"""
Trails: the numbered events of messages.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from leadflow.core.actors import Actor
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications.message_facts import MessageFact, MessageRequeued
from leadflow.core.notifications.messages import Message
from leadflow.core.unknown import KeepsUnknown

__all__ = ["EmailStatusUpdate", "MessageTrail", "PostChange", "PostEvent", "Settled", "Settlement"]


class Settled(StrEnum):
    """
    What happened to a message that was claimed.
    """

    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"
    CANCELLED = "cancelled"


@frozen
class PostEvent(KeepsUnknown):
    """
    One fact on the trail of a message.

    Attributes:
        key: Of the message.
        seq: From 1, without gaps; ``(key, seq)`` is taken once and that is the lock.
        at: When it was saved, in UTC.
        actor: Who did it.
        fact: What happened to the message.
    """

    key: str
    seq: int
    at: datetime
    actor: Actor
    fact: MessageFact


@frozen(kw_only=True)
class MessageTrail:
    """
    A message with its trail.

    Attributes:
        message: As it was committed.
        state: What happened to it in the end; None while it waits or is being sent.
        reason: Why it waits for another try, was given up or cancelled, as a code; None if there is nothing to say.
        attempt: How often it has been claimed.
        trail: What happened to it, in order.
    """

    message: Message
    state: Settled | None = None
    reason: str | None = None
    attempt: int = 0
    trail: tuple[PostEvent, ...] = ()


@frozen(kw_only=True)
class Settlement:
    """
    What happened to a message that was claimed.

    Attributes:
        lease: Of the claim; a store refuses a settlement whose lease is no longer held.
        state: Sent, to be tried again, given up, or not to be sent any more.
        due_at: When to try again; None unless it is to be tried again.
        reason: A code, without personal data; None if it was sent.
        tried: False if no mailer was tried, so that a claim that is to be repeated does not count as an attempt.
    """

    lease: str
    state: Settled
    due_at: datetime | None = None
    reason: str | None = None
    tried: bool = True


@frozen(kw_only=True)
class EmailStatusUpdate:
    """
    The new e-mail status of a lead, if the lead has not changed since it was read.

    Attributes:
        lead_id: Which lead.
        assignment, mail_seq: As they were read with the lead; a store refuses this if they are others by now.
        status: What the lead shows; None where it shows the same as before, so that a store need not write that.
            Nothing else of it changes, but `mail_seq`, which is one more in either case.
    """

    lead_id: str
    assignment: int
    mail_seq: int
    status: EmailStatus | None


@frozen(kw_only=True)
class PostChange:
    """
    What happens to one message, and what its lead shows of that.

    Attributes:
        key: Of the message.
        event: Continues its trail; `MessageRequeued` puts a dead message back, due at once, its attempts counted from
            0. None leaves the trail as it is, as for a try that is to be repeated.
        settlement: Ends a claim; None where nothing was claimed.
        shown: What the lead shows; None leaves it as it is. A message about many leads has a change for each, with
            neither an event nor a settlement in the later ones.
    """

    key: str
    event: PostEvent | None = None
    settlement: Settlement | None = None
    shown: EmailStatusUpdate | None = None

    @property
    def requeues(self) -> bool:
        """
        True if the message is put back.
        """
        return self.event is not None and isinstance(self.event.fact, MessageRequeued)
