"""
The outbox: messages to send, handed out to one relay at a time.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final, Protocol, runtime_checkable

from attrs import frozen

from leadflow.core.notifications.messages import Message

__all__ = ["UNREADABLE", "Claim", "Outbox", "SteadyOutbox"]

UNREADABLE: Final = "message_unreadable"
"""
The reason of a message that waits since it cannot be read: a newer build wrote it, or it is damaged.
"""


@frozen(kw_only=True)
class Claim:
    """
    A message that one relay may send until the lease ends.

    Attributes:
        message: What is to be sent.
        lease: To be given back when it is settled.
        attempt: How often it has been claimed, this time included; from 1, and from 1 again after a requeue.
        since: When it was last queued again, in UTC; None if it never was.
        told: The number of the latest event on its trail; 0 if there is none.
    """

    message: Message
    lease: str
    attempt: int
    since: datetime | None = None
    told: int = 0


class Outbox(Protocol):
    """
    Hands out committed messages without a result.

    Used by: `OutboxRelay`. Checked by: `leadflow.testing.OutboxContract`.
    """

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Take up to *most* messages that are due at *now*, the oldest first, and hold them under *lease* until *until*.

        Must not give a message to two callers while its lease lasts, and must give it again once the lease has ended
        without a settlement. Must not give what is sent, dead or cancelled. Must hold a message back while an earlier
        one, by `Message.seq`, about the same lead to the same recipient is neither sent, dead nor cancelled. A message
        about no lead is held back by none.

        Must put a message off until *until* that it cannot read, with the reason `UNREADABLE`, report it by `report`
        (`MessageUnreadable`), and hand out the others all the same; that is not an attempt, and nobody holds it. So it
        goes out as soon as a build looks that can read it, and later messages about the same lead to the same recipient
        wait for it.

        A loss of power may undo it, the end of a process must not.
        """


@runtime_checkable
class SteadyOutbox(Outbox, Protocol):
    """
    An outbox that can keep ready what a relay needs for many messages in a row; an optional ability of an outbox.

    Used by: `OutboxRelay`, for each batch that it claims. It changes how long a message takes, and nothing else.
    """

    def steady(self) -> AbstractContextManager[None]:
        """
        Keep ready what the units of this thread need, such as a connection, until the context ends.
        """
