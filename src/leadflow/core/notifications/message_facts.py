"""
Facts about messages, a closed list.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from attrs import frozen

from leadflow.core.text import text_key
from leadflow.core.unknown import UnknownFact

__all__ = [
    "DeliveryKind",
    "DeliveryReported",
    "MessageCancelled",
    "MessageFact",
    "MessageFailed",
    "MessageRequeued",
    "MessageSent",
    "address_digest",
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

    Attributes:
        address: A digest of the address that it went to, see `address_digest`; None where an earlier leadflow sent it.
        partner_id: The partner among whose people the recipient was; None for the supplier's own contacts.
    """

    address: str | None = None
    partner_id: str | None = None


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
    A mail server reported what happened to the message.

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


def address_digest(key: str, address: str) -> str:
    """
    Return what shows whether *address* is the one that the message with this *key* went to: 32 hexadecimal digits.

    Letter case does not matter. Digests of one address differ from message to message, so that they say nothing of
    anybody whose address is erased, unless somebody knows it.
    """
    return blake2b(
        text_key(address).encode("utf-8", "surrogatepass"),
        key=key.encode("utf-8", "surrogatepass")[:64],
        digest_size=16,
    ).hexdigest()


# The type of what is said, the code of the answer, and then the status: numbers elsewhere are addresses or versions.
_STATUS: Final = re.compile(r"\s*(?:[\w.-]+;\s*)?(?:\d{3}(?:[ -]\s*|$))?#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")


def delivery_code(detail: str | None) -> str | None:
    """
    Return the status at the beginning of *detail*, as in ``5.1.1`` or ``smtp; 550 5.1.1 unknown``; None if there is
    none in its place. The rest may be personal and is not saved.
    """
    found = _STATUS.match(detail or "")
    return found[1] if found else None
