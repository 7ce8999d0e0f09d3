"""
A message as mail: subject, text and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Final

from attrs import field, frozen

from leadflow.core.leads import Lead
from leadflow.core.notifications.messages import Message
from leadflow.core.partners import Campaign, Partner, Person
from leadflow.core.programme import Programme

__all__ = ["Mail", "header_text", "render"]

_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_LONGEST_HEADER: Final = 200


@frozen(kw_only=True)
class Mail:
    """
    Mail to one recipient, ready for a mailer; a mailer makes MIME of it.

    Attributes:
        key: The message's stable key; ``Message-ID`` is made from it, the same at every try.
        to_address, to_name: The recipient. The name may be empty.
        from_address, from_name: The sender.
        subject: One line, safe for a header.
        text: Never empty.
        html: A whole document.
        date: When the event happened, in UTC.
    """

    key: str
    to_address: str = field(repr=False)
    to_name: str = field(repr=False)
    from_address: str
    from_name: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    date: datetime


def header_text(text: str) -> str:
    """
    Return *text* as it may stand in a header: one line, at most 200 characters, no control or direction characters.

    ``=?`` is broken up, since Python before 3.13 turned encoded words in a name into real header lines
    (CVE-2024-6923).
    """
    return _UNSAFE.sub(" ", text).replace("=?", "= ?").strip()[:_LONGEST_HEADER]


def render(
    message: Message, lead: Lead, partner: Partner, person: Person, campaign: Campaign | None, programme: Programme
) -> Mail:
    """
    Make the mail that tells *person* about *lead*: its details, its campaign and its notes, as text and as HTML.
    """
    who = _who(lead)
    subject = header_text(f"New lead from {programme.title}: {who}")
    intro = f"{programme.title} has sent {partner.name} a new lead."
    rows = [*_details(lead, programme)]
    if campaign:
        rows.append(("Campaign", campaign.name))
    return Mail(
        key=message.key,
        to_address=person.email,
        to_name=header_text(person.name),
        from_address=programme.sender.address,
        from_name=header_text(programme.sender.name or programme.title),
        subject=subject,
        text=_text(intro, rows),
        html=_html(subject, intro, rows),
        date=message.created_at,
    )


def _who(lead: Lead) -> str:
    values = lead.values
    name = values.get("full_name") or f"{values.get('first_name', '')} {values.get('last_name', '')}".strip()
    company = values.get("company", "")
    return ", ".join(part for part in (name, company) if part) or str(values.get("email", lead.id))


def _details(lead: Lead, programme: Programme) -> Iterator[tuple[str, str]]:
    for name, declared in programme.schema.leads.items():
        value = lead.values.get(name)
        if value is not None:
            yield declared.title, declared.kind.write(value)


def _text(intro: str, rows: list[tuple[str, str]]) -> str:
    width = max((len(label) for label, _ in rows), default=0) + 1
    lines = [f"{label + ':':<{width}} {value}" for label, value in rows]
    return "\n".join([intro, "", *lines, ""])


_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
</head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<p>{intro}</p>
<table role="presentation" cellpadding="0" cellspacing="0" style="border-collapse:collapse">
{rows}
</table>
</body>
</html>
"""

_ROW: Final = """\
<tr><th align="left" valign="top" style="padding:4px 16px 4px 0;font-weight:600">{label}</th>\
<td style="padding:4px 0;white-space:pre-line">{value}</td></tr>"""


def _html(subject: str, intro: str, rows: list[tuple[str, str]]) -> str:
    table = "\n".join(_ROW.format(label=escape(label), value=escape(value)) for label, value in rows)
    return _PAGE.format(subject=escape(subject), intro=escape(intro), rows=table)
