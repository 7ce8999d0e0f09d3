"""
Messages: mail that is to be sent. The relay renders it when it sends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.leads import Lead
from leadflow.core.notifications.digests import Digest
from leadflow.core.notifications.recipients import RecipientCandidate, RecipientDecision
from leadflow.core.partners import SupplierContact
from leadflow.core.templates import MessageKind
from leadflow.core.unknown import KeepsUnknown

__all__ = [
    "Message",
    "MessageKind",
    "ReadyExport",
    "compose",
    "compose_digest",
    "compose_export",
    "digest_key",
    "message_about",
    "message_key",
]


@checked
@frozen(kw_only=True)
class ReadyExport:
    """
    An export of leads that can be fetched.

    Attributes:
        id: Unique among the supplier's exports; the same one is announced once.
        recipient: Whom it was promised to. The address is kept with the message, since nobody else may know it.
        name: Of the file.
        link: Where it is fetched; empty if the recipient knows where.
        file_key: What the attachment store keeps the file under that is attached; empty attaches none.
        media_type: Of that file.
    """

    id: str
    recipient: SupplierContact
    name: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    file_key: str = field(default="", repr=False)
    media_type: str = ""


@frozen(kw_only=True)
class Message(KeepsUnknown):
    """
    A mail that is to be sent to one person, about a lead, an export or many leads.

    Attributes:
        key: Stable: made from the lead, the event, the kind and the recipient. A message sent twice carries the same
            key, so that receivers recognize a repetition.
        supplier_id: Whose it is.
        lead_id: What it is about; None if it is about no lead.
        seq: Number of the event that caused it; 0 where there is not a lead.
        kind: What it is for.
        recipient_id: Who is notified; the address is looked up when it is sent.
        created_at: When the event happened, in UTC.
        template: Name and version of the supplier's template; if omitted, the default one.
        export: What it is about if it is about an export.
        digest: What it is about if it is about many leads.
    """

    key: str
    supplier_id: str
    lead_id: str | None = None
    seq: int = 0
    kind: MessageKind
    recipient_id: str
    created_at: datetime
    template: str | None = None
    export: ReadyExport | None = None
    digest: Digest | None = None


def message_key(about_id: str, seq: int, kind: MessageKind, recipient_id: str) -> str:
    """
    Return the stable key of a message about a lead, or about an export: 32 hexadecimal digits.
    """
    parts = f"{about_id}\x1f{seq}\x1f{kind}\x1f{recipient_id}"
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def compose(
    lead: Lead, people: Iterable[RecipientCandidate], *, kind: MessageKind, now: datetime, template: str | None = None
) -> tuple[Message, ...]:
    """
    Return one message for each of *people*, caused by the latest event of *lead*.
    """
    about = (lead.id, lead.seq)
    return tuple(
        [
            message_about(*about, one, supplier_id=lead.supplier_id, kind=kind, now=now, template=template)
            for one in people
        ]
    )


def message_about(
    lead_id: str,
    seq: int,
    person: RecipientCandidate,
    *,
    supplier_id: str,
    kind: MessageKind,
    now: datetime,
    template: str | None = None,
) -> Message:
    """
    Return the message to a person that the event *seq* of a lead causes.
    """
    return Message(
        key=message_key(lead_id, seq, kind, person.person_id),
        supplier_id=supplier_id,
        lead_id=lead_id,
        seq=seq,
        kind=kind,
        recipient_id=person.person_id,
        created_at=now,
        template=template,
    )


def compose_export(
    export: ReadyExport,
    decision: RecipientDecision,
    *,
    supplier_id: str,
    now: datetime,
    template: str | None = None,
) -> tuple[Message, ...]:
    """
    Return the message that says *export* is ready; none if *decision* says that it cannot be mailed.

    It has no lead, so it is on no timeline; only the outbox has its result.
    """
    kind = MessageKind.EXPORT_READY
    return tuple(
        Message(
            key=message_key(export.id, 0, kind, one.person_id),
            supplier_id=supplier_id,
            kind=kind,
            recipient_id=one.person_id,
            created_at=now,
            template=template,
            export=export,
        )
        for one in decision.included
    )


def digest_key(digest_id: str, kind: MessageKind, recipient_id: str) -> str:
    """
    Return the stable key of a digest; no lead and no export has an id that gives the same one.
    """
    return message_key(f"\x1edigest\x1e{digest_id}", 0, kind, recipient_id)


def compose_digest(
    digest: Digest,
    recipient_id: str,
    *,
    kind: MessageKind,
    supplier_id: str,
    now: datetime,
    template: str | None = None,
) -> Message:
    """
    Return the message that brings a digest to a person; it is on no timeline.
    """
    return Message(
        key=digest_key(digest.id, kind, recipient_id),
        supplier_id=supplier_id,
        kind=kind,
        recipient_id=recipient_id,
        created_at=now,
        template=template,
        digest=digest,
    )
