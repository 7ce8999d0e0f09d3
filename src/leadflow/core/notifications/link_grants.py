"""
What a link in mail lets its holder do, and how that is written as bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from struct import Struct
from typing import Final

from attrs import field, frozen

from leadflow.core.notifications.link_tokens import too_long

__all__ = ["LinkAction", "LinkGrant", "pack", "unpack"]

_VERSION: Final = 1
_HEAD: Final = Struct(">B16sIIBBBB")


class LinkAction(StrEnum):
    """
    What a link lets its holder do.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    REASSIGN = "reassign"
    SET_STAGE = "set_stage"


# Their places in the list are part of every link that was sent.
_BITS: Final = {action: 1 << number for number, action in enumerate(LinkAction)}


@frozen(kw_only=True)
class LinkGrant:
    """
    The content of a link.

    Attributes:
        token_id: 16 random bytes.
        lead_id: Which lead.
        assignment: Number of the event that brought the lead to its partner or assignee.
        recipient_id: Who was mailed, and so acts.
        actions: What may be done.
        expires_at: From then on it is not valid any more; whole seconds, in UTC.
    """

    token_id: bytes = field(repr=False)
    lead_id: str
    assignment: int
    recipient_id: str
    actions: frozenset[LinkAction]
    expires_at: datetime


def pack(grant: LinkGrant, key_id: str) -> bytes:
    """
    Return *grant* as bytes, with the id of the key that signs them.

    Raises:
        ConfigurationError: The ids are too long for a link.
    """
    parts = [text.encode("utf-8", "surrogatepass") for text in (key_id, grant.lead_id, grant.recipient_id)]
    if max(map(len, parts)) > 255:
        raise too_long("the ids of lead and recipient are")
    bits = sum(_BITS[action] for action in grant.actions)
    expires = int(grant.expires_at.timestamp())
    head = _HEAD.pack(_VERSION, grant.token_id, grant.assignment, expires, bits, *map(len, parts))
    return head + b"".join(parts)


def unpack(payload: bytes) -> tuple[LinkGrant, str]:
    """
    Read the grant and the id of its key from bytes that were signed; nothing else comes here.
    """
    _, token_id, assignment, expires, bits, *lengths = _HEAD.unpack_from(payload)
    texts, at = [], _HEAD.size
    for length in lengths:
        texts.append(payload[at : at + length].decode("utf-8", "surrogatepass"))
        at += length
    key_id, lead_id, recipient_id = texts
    grant = LinkGrant(
        token_id=token_id,
        lead_id=lead_id,
        assignment=assignment,
        recipient_id=recipient_id,
        actions=frozenset(action for action, bit in _BITS.items() if bits & bit),
        expires_at=datetime.fromtimestamp(expires, UTC),
    )
    return grant, key_id
