"""
Messages to rows and back: columns, and a body only for messages without a lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core.notifications import Message, MessageKind
from leadflow.wire import Wire
from leadflow.wire.documents import unreadable

__all__ = ["COLUMNS", "key_bytes", "key_text", "message_of", "message_row"]

COLUMNS: Final = ("supplier", "key", "lead", "recipient_id", "seq", "kind", "template", "created_at", "due_at", "body")
"""
The columns of a message's row that are written with it, in order.
"""

_DIGITS: Final = 32
_ODD: Final = bytes(17)
_KINDS: Final = {one.value: one for one in MessageKind}


def key_bytes(key: str) -> bytes:
    """
    Return the key of a message as it is stored: 16 bytes, and more only for keys of a host's own making.
    """
    if len(key) == _DIGITS:
        try:
            stored = bytes.fromhex(key)
        except ValueError:
            stored = b""
        if stored.hex() == key:
            return stored
    return _ODD + key.encode("utf-8", "surrogatepass")


def message_row(message: Message, supplier: int, lead: int | None, wire: Wire) -> tuple[Any, ...]:
    """
    Return the row of *message*, which is due at once.
    """
    at = micros(message.created_at)
    return (
        supplier,
        key_bytes(message.key),
        lead,
        message.recipient_id,
        message.seq,
        message.kind._value_,
        message.template,
        at,
        at,
        None if lead is not None else wire.dumps(message),
    )


def message_of(row: Sequence[Any], supplier_id: str, wire: Wire) -> Message:
    """
    Return the message that is stored in a row: key, the id of its lead, recipient, seq, kind, template, created_at,
    body.

    Raises:
        ConfigurationError: A newer leadflow wrote it, and this one would take it wrongly; or it is damaged.
    """
    key, lead_id, recipient_id, seq, kind, template, created_at, body = row
    if body is not None:
        return wire.loads(Message, body)
    try:
        return Message(
            key=key_text(bytes(key)),
            supplier_id=supplier_id,
            lead_id=lead_id,
            seq=seq,
            kind=_KINDS[kind],
            recipient_id=recipient_id,
            created_at=moment(created_at),
            template=template,
        )
    except (LookupError, OverflowError, TypeError, ValueError) as error:
        raise unreadable("message", error) from None


def key_text(stored: bytes) -> str:
    """
    Return the key of a message that is stored so.
    """
    if len(stored) * 2 == _DIGITS:
        return stored.hex()
    return stored[len(_ODD) :].decode("utf-8", "surrogatepass")
