"""
What can become of a message: a closed union of small facts, each on the message's own trail.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import frozen

from leadflow.core.unknown import UnknownFact

__all__ = [
    "DeliveryKind",
    "DeliveryReported",
    "MessageCancelled",
    "MessageFact",
    "MessageFailed",
    "MessageRequeued",
    "MessageSent",
    "delivery_code",
]


class DeliveryKind(StrEnum):
    """
    What a mail server reported after it had taken a message.
    """

    DELIVERED = "delivered"
    SOFT_BOUNCE = "soft_bounce"
    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"


@frozen
class MessageSent:
    """
    The mailer took the message.
    """


@frozen
class MessageFailed:
    """
    The message was given up; *reason* is a code without personal data.
    """

    reason: str


@frozen
class MessageCancelled:
    """
    The message was not sent, because it no longer applied to the lead or the person; *reason* is a code.
    """

    reason: str


@frozen
class MessageRequeued:
    """
    The message had been given up and is to be tried again.
    """


@frozen(kw_only=True)
class DeliveryReported:
    """
    A mail server reported what became of the message.

    Attributes:
        kind: What was reported.
        at: When that happened, in UTC, as the report says.
        code: The status code of RFC 3463, such as ``5.1.1``; None if the report had none.
    """

    kind: DeliveryKind
    at: datetime
    code: str | None = None


MessageFact = MessageSent | MessageFailed | MessageCancelled | MessageRequeued | DeliveryReported | UnknownFact
"""
Everything that can become of a message; readers match on it and end with ``assert_never``.
"""

_STATUS: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


def delivery_code(detail: str | None) -> str | None:
    """
    Return the status code in *detail*; whatever else stands there may be personal and is not kept.
    """
    found = _STATUS.search(detail or "")
    return found.group() if found else None
