"""
A message as mail: what it is about as plain values, and the default wording as text and HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from leadflow.core.leads import Lead
from leadflow.core.notifications.layout import html_page, text_page
from leadflow.core.notifications.mail import Mail, header_text
from leadflow.core.notifications.messages import Message
from leadflow.core.partners import Campaign, Partner, Person
from leadflow.core.programme import Programme
from leadflow.core.templates import MessageKind, Template

__all__ = ["Occasion", "RenderSource", "lead_details", "lead_title", "mail_values", "render", "render_template"]

RenderSource = Callable[[str, Mapping[str, object], bool], str]
"""
Renders a template's source with plain values; the last argument is True where every value is to be escaped for HTML.
"""


@frozen(kw_only=True)
class Occasion:
    """
    What else a mail says, besides the records it is about.

    Attributes:
        buttons: Where Accept, Reject and Reassign lead to, by action; empty hides them.
        assigned_by: Who sent the lead or assigned it; empty if that is not to be said.
        reason, comment: Of a rejection; empty elsewhere.
        unsubscribe: Where one click ends mail of this sort; empty where nobody can leave it.
        link: Where to go on, such as an export; empty if there is nothing.
    """

    buttons: Mapping[str, str] = field(factory=dict, repr=False)
    assigned_by: str = field(default="", repr=False)
    reason: str = ""
    comment: str = field(default="", repr=False)
    unsubscribe: str = field(default="", repr=False)
    link: str = field(default="", repr=False)


_SUBJECTS: Final = {
    MessageKind.NEW_LEAD: "New lead from {supplier}: {lead}",
    MessageKind.UPDATE_REQUEST: "Please update your lead: {lead}",
    MessageKind.PENDING_REMINDER: "Still waiting for your answer: {lead}",
    MessageKind.OPPORTUNITY_UPDATE_REQUEST: "Please update your opportunity: {lead}",
    MessageKind.PROCESS_COMPLETE: "Registered with {supplier}: {lead}",
    MessageKind.LEAD_REJECTED: "{partner} has rejected a lead: {lead}",
    MessageKind.EXPORT_READY: "Your export of leads is ready",
}

_INTROS: Final = {
    MessageKind.NEW_LEAD: "{supplier} has sent {partner} a new lead.",
    MessageKind.UPDATE_REQUEST: "{supplier} asks {partner} for an update on this lead. "
    "Please update it within {days} days.",
    MessageKind.PENDING_REMINDER: "{supplier} has sent {partner} this lead, and nobody has accepted or rejected it yet.",
    MessageKind.OPPORTUNITY_UPDATE_REQUEST: "{supplier} asks {partner} for an update on this opportunity. "
    "Please update it within {days} days.",
    MessageKind.PROCESS_COMPLETE: "{supplier} has received what {partner} registered. There is nothing left to do.",
    MessageKind.LEAD_REJECTED: "{partner} has rejected this lead.",
    MessageKind.EXPORT_READY: "The export of leads that was asked for is ready.",
}

_LABELS: Final = {"accept": "Accept", "reject": "Reject", "reassign": "Reassign"}


def render(
    message: Message,
    lead: Lead,
    partner: Partner,
    person: Person,
    campaign: Campaign | None,
    programme: Programme,
    occasion: Occasion = Occasion(),
) -> Mail:
    """
    Make the mail that tells *person* about *lead* in the default wording, as text and as HTML.
    """
    words = {
        "supplier": programme.title,
        "partner": partner.name,
        "lead": lead_title(lead),
        "days": str(programme.update_days),
    }
    subject = header_text(_SUBJECTS[message.kind].format(**words))
    intro = _INTROS[message.kind].format(**words)
    rows = list(_rows(message.kind, lead, campaign, programme, occasion))
    buttons = [(_LABELS[action], url) for action, url in occasion.buttons.items()]
    if occasion.link:
        buttons = [("Open", occasion.link)]
    text = text_page(intro, rows, buttons, occasion.unsubscribe)
    html = html_page(subject, intro, rows, buttons, occasion.unsubscribe)
    return _mail(message, person, programme, occasion, subject, text, html)


def render_template(
    template: Template,
    message: Message,
    lead: Lead,
    partner: Partner,
    person: Person,
    campaign: Campaign | None,
    programme: Programme,
    occasion: Occasion,
    *,
    source: RenderSource,
) -> Mail:
    """
    Make the mail in the supplier's own wording, in the person's language or the nearest that there is.

    A blank text part is replaced by the default one, so that mail is readable everywhere.
    """
    wording = template.wording(person.language, programme.language)
    values = mail_values(message.kind, lead, partner, person, campaign, programme, occasion)
    subject = header_text(source(wording.subject, values, False))
    plain = render(message, lead, partner, person, campaign, programme, occasion)
    text = source(wording.text, values, False)
    html = source(wording.html, values, True)
    text = text if text.strip() else plain.text
    return _mail(message, person, programme, occasion, subject or plain.subject, text, html)


def mail_values(
    kind: MessageKind,
    lead: Lead,
    partner: Partner,
    person: Person,
    campaign: Campaign | None,
    programme: Programme,
    occasion: Occasion,
) -> dict[str, object]:
    """
    Return what templates can show: texts, and lists and dictionaries of texts; nothing that can do anything.
    """
    declared = programme.schema.leads
    said = {
        name: one.kind.write(value) for name, one in declared.items() if (value := lead.values.get(name)) is not None
    }
    details = [{"label": label, "value": value} for label, value in lead_details(lead, programme)]
    return {
        "kind": kind.value,
        "supplier": {"name": programme.title},
        "partner": {"name": partner.name},
        "recipient": {"name": person.name, "first_name": person.first_name, "last_name": person.last_name},
        "campaign": {"name": campaign.name if campaign else ""},
        "lead": {**dict.fromkeys(declared, ""), **said, "title": lead_title(lead), "status": lead.status.value},
        "details": details,
        "assigned_by": occasion.assigned_by,
        "buttons": {**dict.fromkeys(_LABELS, ""), **occasion.buttons},
        "rejection": {"reason": occasion.reason, "comment": occasion.comment},
        "update_days": str(programme.update_days),
        "link": occasion.link,
        "unsubscribe": occasion.unsubscribe,
    }


def lead_title(lead: Lead) -> str:
    """
    Return who a lead is, in a line: name and company, else the address, else its id.
    """
    values = lead.values
    name = values.get("full_name") or f"{values.get('first_name', '')} {values.get('last_name', '')}".strip()
    company = values.get("company", "")
    return ", ".join(part for part in (name, company) if part) or str(values.get("email", lead.id))


def lead_details(lead: Lead, programme: Programme) -> Iterator[tuple[str, str]]:
    """
    Return label and text of everything that a lead says, in the order of the declared fields.
    """
    for name, declared in programme.schema.leads.items():
        value = lead.values.get(name)
        if value is not None:
            yield declared.title, declared.kind.write(value)


def _rows(
    kind: MessageKind, lead: Lead, campaign: Campaign | None, programme: Programme, occasion: Occasion
) -> Iterator[tuple[str, str]]:
    if kind is MessageKind.EXPORT_READY:
        return
    if kind is MessageKind.LEAD_REJECTED:
        yield from (
            (label, text) for label, text in (("Reason", occasion.reason), ("Comment", occasion.comment)) if text
        )
    yield from lead_details(lead, programme)
    if campaign:
        yield "Campaign", campaign.name
    if occasion.assigned_by:
        yield "Assigned by", occasion.assigned_by


def _mail(
    message: Message, person: Person, programme: Programme, occasion: Occasion, subject: str, text: str, html: str
) -> Mail:
    return Mail(
        key=message.key,
        to_address=person.email,
        to_name=header_text(person.name),
        from_address=programme.sender.address,
        from_name=header_text(programme.sender.name or programme.title),
        subject=subject,
        text=text,
        html=html,
        date=message.created_at,
        unsubscribe=occasion.unsubscribe,
    )
