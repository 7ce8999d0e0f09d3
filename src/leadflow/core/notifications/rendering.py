"""
Renders a message as mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final

from leadflow.core.kinds import BOOLEAN, DECIMAL, INTEGER, MONEY, Money
from leadflow.core.kinds.dates import day_in
from leadflow.core.leads import Lead
from leadflow.core.notifications.layout import html_page, text_page
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.core.notifications.mail import Mail, header_text
from leadflow.core.notifications.occasions import Briefing
from leadflow.core.notifications.policy import Letterhead
from leadflow.core.notifications.wordings import Words, words_in
from leadflow.core.schema import STANDARD_SCHEMA, Fields
from leadflow.core.templates import Template, traits_of

__all__ = [
    "COMPARABLE",
    "SHOWN_ACTIVITIES",
    "RenderSource",
    "field_labels",
    "lead_details",
    "lead_history",
    "lead_title",
    "mail_values",
    "render",
    "render_template",
    "shown_history",
]

RenderSource = Callable[[str, Mapping[str, object], bool], str]
"""
Renders a template's source with plain values; the last argument is True where every value is to be escaped for HTML.
"""

_LARGEST: Final = 10**15
COMPARABLE: Final = (BOOLEAN, DECIMAL, INTEGER)
"""
The kinds of values that templates compare with numbers and truth values.
"""

SHOWN_ACTIVITIES: Final = 10
"""
How much of a lead's history the default wording shows, the latest first.
"""


def render(about: Briefing) -> Mail:
    """
    Make the mail in the default wording, as text and as HTML, in the nearest language that there is.
    """
    words, occasion = words_in(*about.languages), about.occasion
    kind, filled = about.message.kind, _filled(about)
    subject = header_text(words.subjects[kind].format(**filled))
    intro = words.intros[kind].format(**filled)
    rows = tuple(_rows(about, words))
    buttons = tuple((words.actions[LinkAction(action)], url) for action, url in occasion.buttons.items())
    export = about.message.export
    if export and export.link:
        buttons = ((words.open, export.link),)
    leave = (words.unsubscribe, occasion.unsubscribe) if occasion.unsubscribe else None
    text = text_page(intro, rows, buttons, leave)
    html = html_page(words.language, subject, intro, rows, buttons, leave)
    return _mail(about, subject, text, html)


def render_template(template: Template, about: Briefing, *, source: RenderSource) -> Mail:
    """
    Make the mail in the supplier's own wording, in the person's language or the nearest that there is.

    A blank text part is replaced by the default one, so that mail is readable everywhere.
    """
    translation = template.translation(*about.languages)
    values = mail_values(about)
    subject = header_text(source(translation.subject, values, False))
    plain = render(about)
    text = source(translation.text, values, False)
    html = source(translation.html, values, True)
    text = text if text.strip() else plain.text
    return _mail(about, subject or plain.subject, text, html)


def mail_values(about: Briefing) -> dict[str, object]:
    """
    Return what templates can show: texts, numbers, truth values and None, and lists and dictionaries of these; nothing
    that can do anything.
    """
    letterhead, person, lead, occasion = about.letterhead, about.person, about.lead, about.occasion
    export = about.message.export
    words = words_in(*about.languages)
    details = lead_details(lead, letterhead, words) if lead else ()
    history = lead_history(lead, letterhead) if lead else ()
    return {
        "kind": about.message.kind.value,
        "supplier": {"name": letterhead.supplier_name},
        "partner": {"name": about.partner.name if about.partner else ""},
        "recipient": {"name": person.name, "first_name": person.first_name, "last_name": person.last_name},
        "campaign": {"name": about.campaign.name if about.campaign else ""},
        "lead": {
            **_nothing_said(letterhead),
            **(_said(lead, letterhead) if lead else {}),
        },
        "amounts": dict(_amounts(lead, letterhead)),
        "details": [{"label": label, "value": value} for label, value in details],
        "history": [{"date": day, "title": title} for day, title in history],
        "assigned_by": occasion.assigned_by,
        "buttons": {**dict.fromkeys((one.value for one in LinkAction), ""), **occasion.buttons},
        "opportunity": dict(occasion.opportunity),
        "protected_until": occasion.protected_until,
        "rejection": {"reason": occasion.reason, "comment": occasion.comment},
        "leads": [{"title": one.title, "details": dict(one.details), "url": one.url} for one in occasion.listed],
        "more_leads": occasion.more,
        "update_days": str(letterhead.policy.update_days),
        "export": {"name": export.name if export else "", "link": export.link if export else ""},
        "unsubscribe": occasion.unsubscribe,
    }


def lead_title(lead: Lead) -> str:
    """
    Return who a lead is, in a line: name and company, else the address, else its id. What its field cannot read does
    not count.
    """
    values = lead.values

    def said(name: str) -> str:
        return values.text(name) or "" if values.said(name)[0] is not None else ""

    name = said("full_name") or f"{said('first_name')} {said('last_name')}".strip()
    return ", ".join(part for part in (name, said("company")) if part) or said("email") or lead.id


def lead_details(lead: Lead, letterhead: Letterhead, words: Words) -> Iterator[tuple[str, str]]:
    """
    Return label and text of everything that a lead says, in the order of the declared fields.

    Standard fields have their labels in the language of *words*, unless the host has given them others.
    """
    values = lead.values
    said = frozenset(values)
    for name, label in field_labels(letterhead.fields, words.language):
        text = values.text(name) if name in said else None
        if text is not None:
            yield label, text


@lru_cache(maxsize=64)
def field_labels(fields: Fields, language: str) -> tuple[tuple[str, str], ...]:
    """
    Return name and label of each field, in the order in which they are declared; standard labels in *language*.
    """
    words = words_in(language)

    def label(name: str) -> str:
        declared, standard = fields[name], STANDARD_SCHEMA.leads.get(name)
        own = standard is None or standard.title != declared.title
        return declared.title if own else words.fields.get(name, declared.title)

    return tuple((name, label(name)) for name in fields)


def lead_history(lead: Lead, letterhead: Letterhead) -> Iterator[tuple[str, str]]:
    """
    Return day and title of what the prospect did before the lead came, the latest first.
    """
    for one in reversed(lead.history):
        yield day_in(letterhead.zone, one.at).isoformat(), one.title


def shown_history(lead: Lead, letterhead: Letterhead, words: Words, earlier: int = 0) -> str:
    """
    List the earlier activities, one line each, the latest first, and how many more there are.
    """
    lines = [f"{day} {title}" for day, title in islice(lead_history(lead, letterhead), SHOWN_ACTIVITIES)]
    more = earlier + len(lead.history) - len(lines)
    return "\n".join([*lines, words.more.format(count=more)] if more else lines)


def _said(lead: Lead, letterhead: Letterhead) -> dict[str, object]:
    fields, values = letterhead.fields, lead.values
    said = {name: _comparable(values[name], text) for name in fields if (text := values.text(name)) is not None}
    return {**said, "title": lead_title(lead), "status": lead.status.value}


def _amounts(lead: Lead | None, letterhead: Letterhead) -> Iterator[tuple[str, object]]:
    """
    Return the amounts of money of a lead as numbers, without their currencies; None for what it does not say.
    """
    for name, one in letterhead.fields.items():
        if one.kind is MONEY:
            said = lead.values.get(name) if lead else None
            yield name, _comparable(said.amount, str(said.amount)) if isinstance(said, Money) else None


def _nothing_said(letterhead: Letterhead) -> dict[str, object]:
    """
    Return what templates show of a lead that says nothing: a number that is missing is not a text that could be larger
    than one.
    """
    missing = {name: None if one.kind in COMPARABLE else "" for name, one in letterhead.fields.items()}
    return {**missing, "title": "", "status": ""}


def _comparable(value: object, text: str) -> object:
    """
    Return a number or a truth value as such, so that conditions hold for it, and for anything else its text.

    A number of more digits than a float has is a text.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal) and -_LARGEST < value < _LARGEST:
        number = int(value) if value == int(value) else float(value)
        return number if Decimal(f"{number:.15g}") == value else text
    return text


def _filled(about: Briefing) -> dict[str, str]:
    return {
        "supplier": about.letterhead.supplier_name,
        "partner": about.partner.name if about.partner else about.letterhead.supplier_name,
        "lead": lead_title(about.lead) if about.lead else "",
        "days": str(about.letterhead.policy.update_days),
        "count": str(len(about.occasion.listed) + about.occasion.more),
    }


def _rows(about: Briefing, words: Words) -> Iterator[tuple[str, str]]:
    """
    Return label and text of each line of a mail: why, what the lead says, what happened before, who assigned it.
    """
    occasion, export = about.occasion, about.message.export
    if export and export.name:
        yield words.file, export.name
    for one in occasion.listed:
        yield one.title, "\n".join([*(f"{label}: {text}" for label, text in one.details), *filter(None, (one.url,))])
    if occasion.more:
        yield "…", words.more.format(count=occasion.more)
    if about.lead is None:
        return
    traits = traits_of(about.message.kind)
    if traits.shows_rejection or traits.shows_registration:
        yield from ((label, text) for label, text in _refused(about, words) if text)
    if occasion.protected_until:
        yield words.protected_until, occasion.protected_until
    if traits.shows_state:
        yield words.status, words.statuses[about.lead.status]
        yield words.stage, about.lead.stage
        yield from ((label, text) for label, text in _refused(about, words) if text)
    if not traits_of(about.message.kind).shows_lead:
        return  # it is the partner's no more, and the title in the subject says which one it was
    yield from ((words.opportunity[name], text) for name, text in occasion.opportunity)
    yield from lead_details(about.lead, about.letterhead, words)
    if about.campaign:
        yield words.campaign, about.campaign.name
    if about.lead.history:
        yield words.history, shown_history(about.lead, about.letterhead, words, about.earlier)
    if occasion.assigned_by:
        yield words.assigned_by, occasion.assigned_by


def _refused(about: Briefing, words: Words) -> tuple[tuple[str, str], ...]:
    return (words.reason, about.occasion.reason), (words.comment, about.occasion.comment)


def _mail(about: Briefing, subject: str, text: str, html: str) -> Mail:
    message, person, sender = about.message, about.person, about.letterhead.policy.sender
    return Mail(
        key=message.key,
        to_address=person.email,
        to_name=header_text(person.name),
        from_address=sender.address,
        from_name=header_text(sender.name or about.letterhead.supplier_name),
        subject=subject,
        text=text,
        html=html,
        date=about.at or message.created_at,
        reply_to=sender.reply_to,
        bounces_to=sender.bounces_to,
        unsubscribe=about.occasion.unsubscribe,
        files=about.files,
    )
