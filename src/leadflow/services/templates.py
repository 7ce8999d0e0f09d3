"""
Checking and previewing the templates that suppliers write.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from attrs import evolve

from leadflow.core.leads import Lead
from leadflow.core.notifications import Mail, Message, Occasion, mail_values, message_key, render_template
from leadflow.core.partners import Campaign, Partner, PartnerUser
from leadflow.core.problems import Problem
from leadflow.core.programme import Programme
from leadflow.core.templates import Template, Wording
from leadflow.core.values import Value
from leadflow.errors import InvalidInput
from leadflow.ports import TemplateEngine

__all__ = ["check_template", "preview_template"]

_WHEN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_OCCASION: Final = Occasion(
    buttons={action: f"https://leads.example/?action={action}" for action in ("accept", "reject", "reassign")},
    assigned_by="Ann Example",
    reason="Something else",
    comment="A comment",
    unsubscribe="https://leads.example/unsubscribe",
    link="https://leads.example/export",
)
_PARTNER: Final = Partner(
    id="sample",
    name="Sample Partner",
    users=(PartnerUser(id="sample", email="sam@partner.example", first_name="Sam", last_name="Sample"),),
)
_SAID: Final[dict[str, Value]] = {
    "email": "jo@prospect.example",
    "first_name": "Jo",
    "last_name": "Prospect",
    "company": "Prospect Ltd",
    "notes": "Please call.",
}


def check_template(template: Template, programme: Programme, engine: TemplateEngine) -> tuple[Problem, ...]:
    """
    Say everything that is wrong with *template* before it is saved; empty if nothing is.
    """
    return tuple(_problems(template, programme, engine))


def preview_template(
    template: Template,
    programme: Programme,
    engine: TemplateEngine,
    *,
    lead: Lead | None = None,
    partner: Partner | None = None,
    campaign: Campaign | None = None,
    language: str = "",
) -> Mail:
    """
    Return the mail that *template* would make of *lead*, or of a sample; nothing is written or sent.

    Raises:
        InvalidInput: With everything that is wrong with the template.
    """
    problems = check_template(template, programme, engine)
    if problems:
        raise InvalidInput(problems)
    partner = partner or _PARTNER
    person = evolve(next(iter(partner.people), _PARTNER.users[0]), language=language)
    shown = lead or _sample(programme)
    message = Message(
        key=message_key(shown.id, shown.seq, template.kind, person.id),
        supplier_id=programme.supplier_id,
        lead_id=shown.id,
        seq=shown.seq,
        kind=template.kind,
        recipient_id=person.id,
        created_at=shown.modified_at,
    )
    return render_template(
        template, message, shown, partner, person, campaign, programme, _OCCASION, source=engine.render
    )


def _problems(template: Template, programme: Programme, engine: TemplateEngine) -> Iterator[Problem]:
    sample, person = _sample(programme), _PARTNER.users[0]
    values = mail_values(template.kind, sample, _PARTNER, person, None, programme, _OCCASION)
    for wording in template.wordings:
        for part, source, html in _parts(wording):
            for problem in engine.problems(source, values, html):
                yield problem.at(f"{wording.language} {part}")


def _parts(wording: Wording) -> tuple[tuple[str, str, bool], ...]:
    return (("subject", wording.subject, False), ("text", wording.text, False), ("html", wording.html, True))


def _sample(programme: Programme) -> Lead:
    fields = programme.schema.leads
    said = {name: value for name, value in _SAID.items() if name in fields}
    return Lead(
        id="sample",
        supplier_id=programme.supplier_id,
        values=fields.fill(**said),
        received_at=_WHEN,
        modified_at=_WHEN,
    )
