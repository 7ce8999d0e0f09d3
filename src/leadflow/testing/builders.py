"""
Builders for records in tests, with sensible defaults.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.criteria import any_of, where
from leadflow.core.facts import Actor, Channel, Fact, Received
from leadflow.core.fields import Field
from leadflow.core.idempotency import CompletedCall, CompletedCalls, LeadSpan
from leadflow.core.importing.progress import Counts, ImportProgress, RefusedRow, RefusedRows, RowProblem
from leadflow.core.kinds import CHOICE, DATE, INTEGER, KINDS, MONEY, MULTI_CHOICE
from leadflow.core.leads import Activity, Attachment, ExternalId, Lead
from leadflow.core.notifications import (
    Mail,
    Message,
    MessageKind,
    ReadyExport,
    choose_nominated_recipient,
    compose_export,
    message_key,
)
from leadflow.core.partners import (
    Campaign,
    Partner,
    PartnerPeople,
    PartnerSettings,
    PartnerUser,
    SalesRep,
    SupplierContact,
)
from leadflow.core.routing import AssignByRules, Filter, Match, RoutingModule, Rule, TieBreak, TurnsTaken
from leadflow.core.schema import STANDARD_SCHEMA, Subject
from leadflow.core.stored import RECORDS, Record
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = [
    "KIT_SCHEMA",
    "NOW",
    "SAID",
    "SUPPLIER",
    "a_campaign",
    "a_chunk",
    "a_full_lead",
    "a_lead",
    "a_mail",
    "a_message",
    "a_module",
    "a_partner",
    "a_refused_row",
    "an_attachment",
    "an_event",
    "an_export_message",
    "change_to",
    "changes_of",
    "puts_of",
    "some_completed_calls",
    "some_people",
    "some_refused_rows",
    "some_settings",
    "some_turns",
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
    )
    # A lead may have what no event tells yet; so it stands as one that nothing has happened to.
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


def a_partner(id: str = "nordlys", name: str = "Nordlys AS") -> Partner:
    """
    Return a partner with something in every attribute.
    """
    return Partner(
        id=id,
        name=name,
        groups=("resellers", "north"),
        tier="Gold",
        territories=("NO", "Sweden"),
        specialisations=("roofs", "façades"),
        attributes=KIT_SCHEMA.partners.fill(kit_seats="12", kit_turnover="NOK 1500000.00"),
        crm_connected=True,
        additional_recipients=(SupplierContact(id=f"{id}-ann", email="ann@acme.example"),),
        capacity=40,
        weight=3,
        language="nb",
    )


def some_settings(partner_id: str = "nordlys", *, since: datetime = NOW) -> PartnerSettings:
    """
    Return the settings of a partner with something in every attribute.
    """
    return PartnerSettings(partner_id=partner_id, auto_accept_since=since)


def some_people(partner_id: str = "nordlys") -> PartnerPeople:
    """
    Return the people of a partner with something in every attribute.
    """
    maja = PartnerUser(
        id=f"{partner_id}-maja",
        email="maja@nordlys.example",
        first_name="Maja",
        last_name="Ødegård",
        default_recipient=True,
        roles=("owner",),
    )
    return PartnerPeople(
        partner_id=partner_id,
        users=(maja,),
        sales_reps=(SalesRep(id=f"{partner_id}-ola", email="ola@nordlys.example", active=False),),
        unsubscribed=(f"{partner_id}-ola",),
        bounced=("old@nordlys.example",),
    )


def a_campaign(id: str = "fair", name: str = "Spring fair") -> Campaign:
    """
    Return a campaign with something in every attribute.
    """
    return Campaign(
        id=id,
        name=name,
        status="running",
        type="trade show",
        owner="ann",
        starts_on=NOW.date(),
        ends_on=NOW.date() + timedelta(days=3),
        attributes=KIT_SCHEMA.campaigns.fill(kit_budget="EUR 20000.50", kit_until="2026-12-31"),
    )


def a_module(name: str = "emea", version: int = 1) -> RoutingModule:
    """
    Return a module with a step of each sort.
    """
    large = any_of(where("employee_count", "between", 10, 50), where("country", "in", ["DE", "AT"], if_missing=True))
    able = any_of(where("tier", "equals", "Gold", subject=Subject.PARTNER))
    return RoutingModule(
        name=name,
        version=version,
        steps=(
            Match(lead_field="country", partner_field="territories", name="Where it is", required=True),
            AssignByRules(rules=(Rule(criteria=large, partners=("nordlys", "globex"), name="Large ones"),), when=large),
            Filter(criteria=able),
        ),
        tie_break=TieBreak.ROUND_ROBIN,
        default_partner="nordlys",
    )


def some_turns(module: str, before: int, *partner_ids: str) -> TurnsTaken:
    """
    Return turns of *module*, one for each of *partner_ids* in their order, taken after *before* others.
    """
    last = {partner_id: before + number for number, partner_id in enumerate(partner_ids, start=1)}
    count = before + len(partner_ids)
    due = {partner_id: 720_720 * turn for partner_id, turn in last.items()}
    return TurnsTaken(module=module, before=before, count=count, last=last, clock=360_360 * count, due=due)


def a_chunk(import_id: str = "import-1", chunk: int = 1) -> ImportProgress:
    """
    Return the progress of an import after a chunk of ten rows.
    """
    return ImportProgress(
        import_id=import_id,
        chunk=chunk,
        last_row=1 + 10 * chunk,
        counts=Counts(read=10 * chunk, imported=8 * chunk, assigned=5 * chunk, unassigned=3 * chunk, refused=2 * chunk),
        by_partner={"nordlys": 3 * chunk, "globex": 2 * chunk},
        messages=4 * chunk,
        started_at=NOW,
        modified_at=NOW + timedelta(minutes=chunk),
    )


def some_refused_rows(*numbers: int, import_id: str = "import-1", chunk: int = 1) -> RefusedRows:
    """
    Return the rows with these *numbers*, as a chunk of an import keeps them.
    """
    rows = tuple(evolve(a_refused_row(number), cells=()) for number in numbers)
    return RefusedRows(import_id=import_id, chunk=chunk, rows=rows)


def some_completed_calls(*numbers: int, bucket: str = "0a1b") -> CompletedCalls:
    """
    Return calls that were made under idempotency keys, as they are kept together.
    """
    return CompletedCalls(
        bucket=bucket,
        calls=tuple(
            CompletedCall(
                digest=f"{bucket}{number:028x}",
                call=f"{number:032x}",
                at=NOW,
                leads=(LeadSpan(lead_id=f"lead-{number}", since=0, seq=2),),
            )
            for number in numbers
        ),
    )


def a_refused_row(number: int) -> RefusedRow:
    """
    Return a row that became no lead, with two problems.
    """
    problems = (
        RowProblem(
            code="email_invalid",
            path=f"row {number}, E-mail",
            message="this is not an e-mail address",
            row=number,
            line=number + 1,
            header="E-mail",
            field="email",
        ),
        RowProblem(
            code="partner_unknown",
            path=f"row {number}, Partner",
            message="no such partner",
            suggestions=("Nordlys",),
            row=number,
            line=number + 1,
        ),
    )
    return RefusedRow(number, number + 1, problems, ("not an address", "Nordly"))
