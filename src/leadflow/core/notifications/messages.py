"""
A message as an intent: what is to be sent to whom because of which event. The relay renders it when it sends it.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from attrs import frozen

from leadflow.core.leads import Lead
from leadflow.core.notifications.recipients import RecipientDecision
from leadflow.core.templates import MessageKind

__all__ = ["Message", "MessageKind", "compose", "message_key"]


@frozen(kw_only=True)
class Message:
    """
    An intent to tell somebody something.

    Attributes:
        key: Stable: made from the lead, the event, the kind and the recipient. A message sent twice carries the same
            key, so that receivers can tell a repeat.
        supplier_id, lead_id: What it is about.
        seq: Number of the event that caused it.
        kind: What it is for.
        recipient_id: Who is told; the address is looked up when it is sent.
        created_at: When the event happened, in UTC.
        template: Name and version of the supplier's template; None takes the default one.
    """

    key: str
    supplier_id: str
    lead_id: str
    seq: int
    kind: MessageKind
    recipient_id: str
    created_at: datetime
    template: str | None = None


@lru_cache(maxsize=4_096)
def message_key(lead_id: str, seq: int, kind: MessageKind, recipient_id: str) -> str:
    """
    Return the stable key of a message: 32 hexadecimal digits.
    """
    parts = "\x1f".join((lead_id, str(seq), kind.value, recipient_id))
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def compose(
    lead: Lead, decision: RecipientDecision, *, kind: MessageKind, now: datetime, template: str | None = None
) -> tuple[Message, ...]:
    """
    Return one message for each person that *decision* includes, caused by the latest event of *lead*.
    """
    return tuple(
        Message(
            key=message_key(lead.id, lead.seq, kind, one.person_id),
            supplier_id=lead.supplier_id,
            lead_id=lead.id,
            seq=lead.seq,
            kind=kind,
            recipient_id=one.person_id,
            created_at=now,
            template=template,
        )
        for one in decision.included
    )
