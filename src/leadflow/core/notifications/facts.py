"""
What becomes of messages, as facts on the timeline: cancelled, put back, and what mail servers reported later.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import frozen

from leadflow.core.leads import EmailStatus
from leadflow.core.templates import MessageKind

__all__ = ["DeliveryKind", "DeliveryReported", "MessageCancelled", "MessageRequeued", "delivery_code"]


class DeliveryKind(StrEnum):
    """
    What a mail server reported after it had taken a message.
    """

    DELIVERED = "delivered"
    SOFT_BOUNCE = "soft_bounce"
    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"


@frozen(kw_only=True)
class MessageCancelled:
    """
    A message was not sent since the lead had gone on without it; *reason* is a code.

    *status* is the lead's e-mail status from then on; None leaves it as it is.
    """

    key: str
    kind: MessageKind
    recipient_id: str
    reason: str
    status: EmailStatus | None = None


@frozen(kw_only=True)
class MessageRequeued:
    """
    A message that had been given up is to be tried again; *status* as with `MessageCancelled`.
    """

    key: str
    kind: MessageKind
    recipient_id: str
    status: EmailStatus | None = None


@frozen(kw_only=True)
class DeliveryReported:
    """
    A mail server reported what became of a message.

    Attributes:
        key, recipient_id: Which message, to whom.
        kind: What was reported.
        at: When that happened, in UTC, as the report says.
        code: The status code of RFC 3463, such as ``5.1.1``; None if the report had none.
        status: The lead's e-mail status from then on; None leaves it as it is.
    """

    key: str
    recipient_id: str
    kind: DeliveryKind
    at: datetime
    code: str | None = None
    status: EmailStatus | None = None


_STATUS: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


def delivery_code(detail: str | None) -> str | None:
    """
    Return the status code in *detail*; whatever else stands there may be personal and is not kept.
    """
    found = _STATUS.search(detail or "")
    return found.group() if found else None
