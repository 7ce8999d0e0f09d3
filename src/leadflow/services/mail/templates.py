"""
Checks and previews suppliers' templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from attrs import evolve

from leadflow.core.arguments import checked
from leadflow.core.kinds import MONEY
from leadflow.core.leads import Activity, Lead
from leadflow.core.notifications import (
    Briefing,
    Digest,
    LinkAction,
    ListedLead,
    Mail,
    Message,
    MessageKind,
    Occasion,
    ReadyExport,
    mail_values,
    message_key,
    render_template,
)
from leadflow.core.notifications.rendering import COMPARABLE, lead_title
from leadflow.core.partners import Campaign, Partner, PartnerUser, SalesRep, SupplierContact
from leadflow.core.problems import Problem
from leadflow.core.programme import Programme
from leadflow.core.schema import Fields
from leadflow.core.templates import Template, TemplateTranslation, traits_of
from leadflow.core.values import Value
from leadflow.errors import InvalidInput, TemplateFailed
from leadflow.ports import TemplateEngine

__all__ = ["check_template", "preview_template"]

_WHEN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_OCCASION: Final = Occasion(
    buttons={action.value: f"https://leads.example/?action={action.value}" for action in LinkAction},
    assigned_by="Ann Example",
    reason="Something else",
    comment="A comment",
    unsubscribe="https://leads.example/unsubscribe",
)
_PARTNER: Final = Partner(id="sample", name="Sample Partner")
_PERSON: Final = PartnerUser(id="sample", email="sam@partner.example", first_name="Sam", last_name="Sample")
_SAID: Final[dict[str, Value]] = {
    "email": "jo@prospect.example",
    "first_name": "Jo",
    "last_name": "Prospect",
    "company": "Prospect Ltd",
    "notes": "Please call.",
}
_TAG: Final = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
_COMPARED: Final = re.compile(
    r"\blead\.(?P<before>\w+)\s*(?:[<>]=?|[=!]=)\s*\d|(?<![\w.])[\d.]+\s*(?:[<>]=?|[=!]=)\s*lead\.(?P<behind>\w+)"
)
_LEAD: Final = "https://leads.example/lead"
_EXPORT: Final = ReadyExport(
    id="sample",
    recipient=SupplierContact(id="sample", email="sam@supplier.example", first_name="Sam", last_name="Sample"),
    name="leads.csv",
    link="https://leads.example/export",
)


@checked
def check_template(template: Template, programme: Programme, engine: TemplateEngine) -> tuple[Problem, ...]:
    """
    Return all problems of *template*.
    """
    return tuple(_problems(template, programme, engine))


@checked
def preview_template(
    template: Template,
    programme: Programme,
    engine: TemplateEngine,
    *,
    lead: Lead | None = None,
    partner: Partner | None = None,
    recipient: PartnerUser | SalesRep | None = None,
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
    about = _briefing(template.kind, programme, lead=lead, partner=partner, recipient=recipient, campaign=campaign)
    about = evolve(about, person=evolve(about.person, language=language))
    return render_template(template, about, source=engine.render)


def _problems(template: Template, programme: Programme, engine: TemplateEngine) -> Iterator[Problem]:
    full, bare = mail_values(_briefing(template.kind, programme)), mail_values(_bare(template.kind, programme))
    for translation in template.translations:
        for part, source, html in _parts(translation):
            found = engine.problems(source, full, html) or _missed(source, bare, engine, html=html)
            found = found or tuple(_texts_compared(source, programme.schema.leads))
            for problem in found:
                yield problem.at(f"{translation.language} {part}")


def _texts_compared(source: str, fields: Fields) -> Iterator[Problem]:
    """
    Yield a problem for each text that is compared with a number: every text is larger than any number, and equals none.
    """
    for found in (one for tag in _TAG.findall(source) for one in _COMPARED.finditer(tag)):
        name = found["before"] or found["behind"]
        if name in fields and fields[name].kind not in COMPARABLE:
            other = f"amounts.{name}" if fields[name].kind is MONEY else "another text"
            message = f"'lead.{name}' is a text, which is larger than any number; compare {other} instead"
            yield Problem(code="template_compares_text", path=f"lead.{name}", message=message)


def _missed(source: str, bare: Mapping[str, object], engine: TemplateEngine, *, html: bool) -> tuple[Problem, ...]:
    """
    Return what fails where a lead says next to nothing: then the default wording would be sent.
    """
    try:
        engine.render(source, bare, html)
    except TemplateFailed:
        message = (
            "this cannot be written for a lead without history, values or buttons; put it into a condition, as in "
            "{% if history %}…{% endif %}"
        )
        return (Problem(code="template_needs_values", path="", message=message),)
    return ()


def _bare(kind: MessageKind, programme: Programme) -> Briefing:
    """
    Return the briefing with the least in it: a lead that says nothing, and nobody's name.
    """
    about = _briefing(kind, programme)
    nothing = programme.schema.leads.fill()
    return evolve(
        about,
        lead=evolve(about.lead, values=nothing, history=()) if about.lead else None,
        person=evolve(about.person, first_name="", last_name=""),
        campaign=None,
        occasion=Occasion(),
    )


def _parts(translation: TemplateTranslation) -> tuple[tuple[str, str, bool], ...]:
    return (
        ("subject", translation.subject, False),
        ("text", translation.text, False),
        ("html", translation.html, True),
    )


def _briefing(
    kind: MessageKind,
    programme: Programme,
    *,
    lead: Lead | None = None,
    partner: Partner | None = None,
    recipient: PartnerUser | SalesRep | None = None,
    campaign: Campaign | None = None,
) -> Briefing:
    """
    Return what a mail of *kind* would be made from, with samples in the place of what is not given.
    """
    shown, person = lead or _sample(programme), recipient or _PERSON
    message = Message(
        key=message_key(shown.id, shown.seq, kind, person.id),
        supplier_id=programme.supplier_id,
        lead_id=shown.id,
        seq=shown.seq,
        kind=kind,
        recipient_id=person.id,
        created_at=shown.modified_at,
    )
    if traits_of(kind).lists_leads:
        message = evolve(message, lead_id=None, seq=0, digest=Digest(id="sample", leads=(shown.id,)))
        listed = ListedLead(title=lead_title(shown), details=(("E-mail", "jo@prospect.example"),), url=_LEAD)
        return Briefing(
            message=message,
            person=person,
            letterhead=programme.letterhead,
            partner=partner or _PARTNER,
            occasion=Occasion(listed=(listed,), unsubscribe=_OCCASION.unsubscribe),
        )
    if not traits_of(kind).about_lead:
        message = evolve(message, lead_id=None, seq=0, recipient_id=_EXPORT.recipient.id, export=_EXPORT)
        return Briefing(message=message, person=_EXPORT.recipient, letterhead=programme.letterhead)
    return Briefing(
        message=message,
        person=person,
        letterhead=programme.letterhead,
        lead=shown,
        partner=partner or _PARTNER,
        campaign=campaign,
        occasion=_OCCASION,
    )


def _sample(programme: Programme) -> Lead:
    fields = programme.schema.leads
    said = {name: value for name, value in _SAID.items() if name in fields}
    return Lead(
        id="sample",
        supplier_id=programme.supplier_id,
        values=fields.fill(**said),
        received_at=_WHEN,
        modified_at=_WHEN,
        history=(Activity(at=_WHEN, kind="webinar_attended", title="Attended a webinar"),),
    )
