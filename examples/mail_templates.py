"""
Write the default mail of every kind to files, as text, HTML and ``.eml``: ``python examples/mail_templates.py FOLDER``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from leadflow import Campaign, Lead, Partner, PartnerUser, Programme
from leadflow.adapters.files import MailFolder
from leadflow.core.notifications import Message, MessageKind, Occasion, message_key, render

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PROGRAMME = Programme(supplier_id="acme", name="Acme Solar")
MAJA = PartnerUser(id="maja", email="maja@nordlys.example", first_name="Maja", last_name="Ødegård")
PARTNER = Partner(id="nordlys", name="Nordlys AS", users=(MAJA,))
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


def main(folder: Path) -> list[Path]:
    """
    Write three files for each kind of message, and return their paths.
    """
    values = PROGRAMME.schema.leads.fill(**SAID)
    lead = Lead(id="lead-1", supplier_id="acme", values=values, received_at=NOW, modified_at=NOW, seq=2)
    written = []
    for kind in MessageKind:
        message = Message(
            key=message_key(lead.id, 2, kind, MAJA.id),
            supplier_id="acme",
            lead_id=lead.id,
            seq=2,
            kind=kind,
            recipient_id=MAJA.id,
            created_at=NOW,
        )
        mail = render(message, lead, PARTNER, MAJA, Campaign(id="fair", name="Spring Fair"), PROGRAMME, occasion(kind))
        MailFolder(folder).send(mail)
        (folder / f"{mail.key}.eml").replace(folder / f"{kind.value}.eml")
        (folder / f"{kind.value}.txt").write_text(mail.text, "utf-8")
        (folder / f"{kind.value}.html").write_text(mail.html, "utf-8")
        written += [folder / f"{kind.value}.{suffix}" for suffix in ("eml", "txt", "html")]
    return written


def occasion(kind: MessageKind) -> Occasion:
    """
    Return what a mail of this kind says besides: buttons, who assigned it, reasons, where to go on.
    """
    link = "https://leads.acme.example"
    if kind is MessageKind.LEAD_REJECTED:
        return Occasion(reason="No capacity", comment="We are full until May.")
    if kind is MessageKind.EXPORT_READY:
        return Occasion(link=f"{link}/exports/7")
    decide = kind in (MessageKind.NEW_LEAD, MessageKind.PENDING_REMINDER)
    return Occasion(
        buttons={one: f"{link}/t?action={one}" for one in ("accept", "reject", "reassign")} if decide else {},
        assigned_by="Acme Solar" if kind is MessageKind.NEW_LEAD else "",
        unsubscribe=f"{link}/unsubscribe/t" if kind.repeats else "",
    )


if __name__ == "__main__":
    for path in main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-output/mail")):
        print(path)
