"""
Builders for leads, events, messages and changes in tests, with sensible defaults.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.facts import Actor, Channel, Fact, Received
from leadflow.core.fields import Field
from leadflow.core.kinds import CHOICE, DATE, INTEGER, KINDS, MONEY, MULTI_CHOICE
from leadflow.core.leads import Activity, Attachment, ExternalId, Lead, LeadAssessment
from leadflow.core.notifications import (
    Digest,
    Mail,
    Message,
    MessageKind,
    ReadyExport,
    choose_nominated_recipient,
    compose_digest,
    compose_export,
    message_key,
)
from leadflow.core.partners import (
    SupplierContact,
)
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.stored import RECORDS, Record
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = [
    "KIT_SCHEMA",
    "NOW",
    "SAID",
    "SUPPLIER",
    "a_digest_message",
    "a_full_lead",
    "a_lead",
    "a_mail",
    "a_message",
    "an_attachment",
    "an_event",
    "an_export_message",
    "change_to",
    "changes_of",
    "puts_of",
]

SUPPLIER: Final = "acme"
"""
The supplier that everything belongs to unless a test says otherwise.
"""

NOW: Final = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
"""
When everything happens unless a test says otherwise.
"""

_CHOICES: Final = {CHOICE.name: ("new", "used"), MULTI_CHOICE.name: ()}

KIT_SCHEMA: Final = STANDARD_SCHEMA.extend(
    *(Field(f"kit_{name}", kind, choices=_CHOICES.get(name, ())) for name, kind in KINDS.items()),
    partners=(Field("kit_seats", INTEGER), Field("kit_turnover", MONEY)),
    campaigns=(Field("kit_budget", MONEY), Field("kit_until", DATE)),
)
"""
The standard fields, and a custom one of each kind: units under test are opened with it.
"""

SAID: Final[Mapping[str, str]] = {
    "kit_text": 'Zoë "O\'Neil" \\ 100 %s {} \u2028 日本 🎉',
    "kit_long_text": "one\r\ntwo\n\nthree",
    "kit_email": "o'Neil+tag@Example.com",
    "kit_phone": "+49 (0)30 1234567",
    "kit_url": "https://example.com/a?b=c&d=%20#e",
    "kit_integer": "1000000000000000001",
    "kit_decimal": "12345678901234567890.1234567890",
    "kit_money": "EUR 1234.50",
    "kit_boolean": "no",
    "kit_date": "2024-02-29",
    "kit_datetime": "2026-01-31T23:59:59.999999+00:00",
    "kit_choice": "used",
    "kit_multi_choice": "b c;a",
    "kit_country": "Österreich",
    "kit_state": "Île-du-Prince-Édouard",
}
"""
For the custom field of each kind a value that is easily damaged.
"""


def a_lead(
    id: str = "lead-1",
    *,
    supplier_id: str = SUPPLIER,
    campaign_id: str | None = None,
    received_at: datetime = NOW,
    said: Mapping[str, object] | None = None,
) -> Lead:
    """
    Return a lead as it was just admitted; *said* stands for what it says, by field name of `KIT_SCHEMA`.
    """
    values = KIT_SCHEMA.leads.fill(**({"email": f"{id}@example.com", "company": "Acme"} if said is None else said))
    return Lead(
        id=id,
        supplier_id=supplier_id,
        values=values,
        received_at=received_at,
        modified_at=received_at,
        campaign_id=campaign_id,
    )


def a_full_lead(id: str = "lead-1") -> Lead:
    """
    Return a lead that says something of every kind and has something in every attribute that admission fills.
    """
    return evolve(
        a_lead(id, campaign_id="fair", said={"email": f"{id}@example.com", **SAID}),
        source="csv_upload",
        score=7,
        external_ids=(ExternalId("salesforce", "00Q1"), ExternalId("marketo", "77")),
        created_at=NOW - timedelta(days=400),
        assessment=LeadAssessment(strength=61, confidence=40, model=2),
        history=(
            Activity(at=NOW - timedelta(days=2), kind="webinar_attended", title="Webinar – «Tak på næring»"),
            Activity(at=NOW - timedelta(days=1), kind="page_visited", title='/priser?a="b"'),
        ),
    )


def an_attachment(id: str = "file-1", *, key: str = "") -> Attachment:
    """
    Return an attachment of a lead; its *key* is made from its id unless one is given.
    """
    digest = hashlib.sha256(id.encode()).hexdigest()
    return Attachment(
        id=id,
        key=key or digest[:32],
        name=f"{id} – tilbud.pdf",
        original_name=f"C:\\{id} – tilbud.pdf",
        media_type="application/pdf",
        size=1234,
        sha256=digest,
        added_at=NOW,
    )


def an_event(lead_id: str = "lead-1", seq: int = 1, fact: Fact | None = None, *, at: datetime = NOW) -> LeadEvent:
    """
    Return an event of a lead; without a *fact*, that it was received.
    """
    kind = a_lead().kind
    return LeadEvent(lead_id, seq, at, Actor("anna", Channel.PORTAL), fact or Received(kind=kind, source="manual"))


def changes_of(*leads: Lead) -> Changes:
    """
    Return what makes new *leads*, each with its first event; `attrs.evolve` adds what else is to be written.
    """
    return Changes(leads=tuple(map(_received, leads)))


def _received(lead: Lead) -> LeadChange:
    fact = Received(
        kind=lead.kind,
        source=lead.source,
        campaign_id=lead.campaign_id,
        stage=lead.stage,
        score=lead.score,
        external_ids=lead.external_ids,
        created_at=lead.created_at,
        import_id=lead.import_id,
        assessment=lead.assessment,
    )
    # A lead may have what no event says yet; so it is built as one that nothing has happened to.
    return LeadChange(evolve(lead, seq=0), [an_event(lead.id, 1, fact, at=lead.received_at)])


def puts_of(*records: Record) -> Changes:
    """
    Return what puts *records*, each new or in the place of the one that is stored.
    """
    return Changes(puts=tuple(Put(one, before=None if RECORDS[type(one)].once else ANY) for one in records))


def change_to(lead: Lead, *facts: Fact) -> Changes:
    """
    Return what puts *facts* on the timeline of *lead*, an hour after the event before.
    """
    change, maja = LeadChange(lead), Actor("maja", Channel.MAIL_LINK)
    for hours, fact in enumerate(facts, start=1):
        change = change.then(fact, at=lead.modified_at + timedelta(hours=hours), actor=maja, fields=KIT_SCHEMA.leads)
    return Changes(leads=(change,))


def a_message(lead: Lead, recipient_id: str = "maja", *, created_at: datetime = NOW) -> Message:
    """
    Return a message about the latest event of *lead*.
    """
    kind = MessageKind.NEW_LEAD
    return Message(
        key=message_key(lead.id, lead.seq, kind, recipient_id),
        supplier_id=lead.supplier_id,
        lead_id=lead.id,
        seq=lead.seq,
        kind=kind,
        recipient_id=recipient_id,
        created_at=created_at,
    )


def an_export_message(export_id: str = "export-1") -> Message:
    """
    Return a message about no lead: that an export is ready.
    """
    ann = SupplierContact(id="ann", email="ann@acme.example", first_name="Ann", language="nb")
    link = f"https://acme.example/exports/{export_id}?a=b&c=d"
    export = ReadyExport(id=export_id, recipient=ann, name="kunder – mars.csv", link=link)
    (message,) = compose_export(export, choose_nominated_recipient(ann), supplier_id=SUPPLIER, now=NOW)
    return message


def a_digest_message() -> Message:
    """
    Return a message about many leads.
    """
    digest = Digest(id="2026-03-02", leads=("lead-1", "lead-2"), more=3, import_id="import-1", partner_id="nordlys")
    return compose_digest(digest, "ann", kind=MessageKind.DIGEST, supplier_id=SUPPLIER, now=NOW)


def a_mail(key: str = "0123456789abcdef0123456789abcdef", *, to_address: str = "maja@nordlys.example") -> Mail:
    """
    Return a mail with characters that no single-byte encoding has.
    """
    return Mail(
        key=key,
        to_address=to_address,
        to_name="Maja Ødegård",
        from_address="leads@acme.example",
        from_name="Acme Møbler",
        subject="New lead from Acme Møbler: 山田太郎",
        text="Acme Møbler has sent Nordlys a new lead.\n\nName: 山田太郎\n",
        html="<!doctype html><html><body><p>山田太郎 &amp; Søn</p></body></html>",
        date=NOW,
    )
