"""
Write the default mail of every kind and language to files, as text, HTML and ``.eml``:
``python examples/mail_templates.py FOLDER``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import evolve

from leadflow import Activity, Campaign, Lead, Partner, PartnerUser, Programme, ReadyExport, SupplierContact
from leadflow.adapters.files import MailFolder
from leadflow.core.notifications import LANGUAGES, Briefing, Message, MessageKind, Occasion, message_key, render

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PROGRAMME = Programme(supplier_id="acme", name="Acme Solar")
MAJA = PartnerUser(id="maja", email="maja@nordlys.example", first_name="Maja", last_name="Ødegård")
PARTNER = Partner(id="nordlys", name="Nordlys AS")
SITE = "https://leads.acme.example"
SAID = {
    "email": "ann.berg@granit.example",
    "first_name": "Ann",
    "last_name": "Berg",
    "company": "Granit AB",
    "title": "Head of Facilities",
    "work_phone": "+46 8 123 456",
    "city": "Uppsala",
    "country": "SE",
    "notes": "Met at the stand. Wants 400 panels on two roofs before winter; please call in the morning.",
}
HISTORY = (
    Activity(at=NOW - timedelta(days=9), kind="page_visited", title="Read about large roofs"),
    Activity(at=NOW - timedelta(days=2), kind="webinar_attended", title="Attended the webinar on storage"),
)
LEAD = Lead(
    id="lead-1",
    supplier_id="acme",
    values=PROGRAMME.schema.leads.fill(**SAID),
    history=HISTORY,
    received_at=NOW,
    modified_at=NOW,
    seq=2,
)
EXPORT = ReadyExport(
    id="export-7",
    recipient=SupplierContact(id="ann", email="ann@acme.example", first_name="Ann"),
    name="leads-2026-03.xlsx",
    link=f"{SITE}/exports/7",
)


def main(folder: Path) -> list[Path]:
    """
    Write three files for each language and kind of message, and return their paths.
    """
    return [path for language in LANGUAGES for kind in MessageKind for path in write(folder / language, kind, language)]


def write(folder: Path, kind: MessageKind, language: str) -> list[Path]:
    """
    Write the mail of one kind in one language.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mail = render(briefing(kind, language))
    MailFolder(folder).send(mail)
    (folder / f"{mail.key}.eml").replace(folder / f"{kind.value}.eml")
    (folder / f"{kind.value}.txt").write_text(mail.text, "utf-8")
    (folder / f"{kind.value}.html").write_text(mail.html, "utf-8")
    return [folder / f"{kind.value}.{suffix}" for suffix in ("eml", "txt", "html")]


def briefing(kind: MessageKind, language: str) -> Briefing:
    """
    Return what a mail of this kind is made from.
    """
    message = Message(
        key=message_key(LEAD.id, 2, kind, MAJA.id),
        supplier_id="acme",
        lead_id=LEAD.id,
        seq=2,
        kind=kind,
        recipient_id=MAJA.id,
        created_at=NOW,
    )
    if kind is MessageKind.EXPORT_READY:
        message = evolve(message, lead_id=None, seq=0, recipient_id=EXPORT.recipient.id, export=EXPORT)
        return Briefing(
            message=message, person=evolve(EXPORT.recipient, language=language), letterhead=PROGRAMME.letterhead
        )
    return Briefing(
        message=message,
        person=evolve(MAJA, language=language),
        letterhead=PROGRAMME.letterhead,
        lead=LEAD,
        partner=PARTNER,
        campaign=Campaign(id="fair", name="Spring Fair"),
        occasion=occasion(kind),
    )


def occasion(kind: MessageKind) -> Occasion:
    """
    Return what a mail of this kind says besides: buttons, who assigned it, reasons.
    """
    if kind is MessageKind.LEAD_REJECTED:
        return Occasion(reason="No capacity", comment="We are full until May.")
    decide = kind in (MessageKind.NEW_LEAD, MessageKind.PENDING_REMINDER)
    return Occasion(
        buttons={one: f"{SITE}/t?action={one}" for one in ("accept", "reject", "reassign")} if decide else {},
        assigned_by="Acme Solar" if kind is MessageKind.NEW_LEAD else "",
        unsubscribe=f"{SITE}/unsubscribe/t" if kind.repeats else "",
    )


if __name__ == "__main__":
    for path in main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-output/mail")):
        print(path)
