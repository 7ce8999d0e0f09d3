"""
Kinds of message, and suppliers' templates for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, refused, whole
from leadflow.core.lengths import about_id, language_tag
from leadflow.core.several import texts
from leadflow.errors import InvalidInput

__all__ = [
    "MessageKind",
    "Template",
    "TemplateTranslation",
    "nearest_language",
    "template_for",
    "template_named",
    "traits_of",
]


class MessageKind(StrEnum):
    """
    What a message is for.
    """

    NEW_LEAD = "new_lead"
    UPDATE_REQUEST = "update_request"
    PENDING_REMINDER = "pending_reminder"
    OPPORTUNITY_UPDATE_REQUEST = "opportunity_update_request"
    DEAL_REGISTERED = "process_complete"
    LEAD_REJECTED = "lead_rejected"
    LEAD_RECALLED = "lead_recalled"
    OPPORTUNITY_UPDATED = "opportunity_updated"
    OPPORTUNITY_UPDATED_BY_SUPPLIER = "opportunity_updated_by_supplier"
    DEADLINE_PASSED = "escalation"
    LEAD_UPDATED = "lead_updated"
    LEAD_UPDATED_BY_SUPPLIER = "lead_updated_by_supplier"
    REGISTRATION_SUBMITTED = "registration_submitted"
    REGISTRATION_RETURNED = "registration_returned"
    REGISTRATION_APPROVED = "registration_approved"
    REGISTRATION_DENIED = "registration_denied"
    REGISTRATION_EXPIRING = "registration_expiring"
    EXPORT_READY = "export_ready"
    DIGEST = "digest"
    NEW_LEADS = "new_leads"
    LEADS_UPDATED_BY_SUPPLIER = "leads_updated_by_supplier"

    @property
    def repeats(self) -> bool:
        """
        True if it can be sent repeatedly, so people need a way to unsubscribe.
        """
        return _TRAITS[self].repeats

    @property
    def reminds(self) -> bool:
        """
        True if a partner's people can be sent it about a lead whenever somebody asks for that.
        """
        return self.repeats and _TRAITS[self].about_lead and not _TRAITS[self].to_supplier


@frozen(kw_only=True)
class MessageTraits:
    """
    What is true of all messages of a kind.

    Attributes:
        about_lead: True if it is about one lead.
        about_opportunity: True if it is about what an accepted lead has become.
        announces: True if it brings a lead to its recipient; the e-mail status of the lead says what became of it.
        asks: True if it asks to accept or reject the lead, so that it has buttons.
        updates: True if it asks for news of an accepted lead, so that it has a button for its stage.
        until_decided: True if it is not sent any more once the lead is accepted or rejected.
        repeats: True if it can be sent repeatedly.
        final: True if it reports what is over, and is sent even if the lead changes afterwards.
        to_supplier: True if the supplier's people get it, False if the partner's do.
        to_subscribers: True if it goes to those of the supplier's people who subscribe to it, and can leave it.
        shows_rejection: True if it shows why the lead was rejected.
        shows_opportunity: True if it shows what the opportunity says that it is about.
        shows_state: True if it shows where the lead is by now, and what somebody said about that.
        shows_registration: True if it shows what was decided about a registration, and why.
        as_given: True if it shows what the lead said when the message was written, and not what it says now.
        shows_lead: True if it shows what the lead says.
    """

    about_lead: bool = True
    about_opportunity: bool = False
    announces: bool = False
    asks: bool = False
    updates: bool = False
    until_decided: bool = False
    repeats: bool = False
    final: bool = False
    to_supplier: bool = False
    to_subscribers: bool = False
    shows_rejection: bool = False
    shows_state: bool = False
    shows_opportunity: bool = False
    shows_registration: bool = False
    as_given: bool = False
    shows_lead: bool = True

    @property
    def lists_leads(self) -> bool:
        """
        True if it is about many leads; what is about none is about an export, which ends with it.
        """
        return not self.about_lead and not self.final


_TRAITS: Final = {
    MessageKind.NEW_LEAD: MessageTraits(announces=True, asks=True, until_decided=True),
    MessageKind.UPDATE_REQUEST: MessageTraits(updates=True, repeats=True),
    MessageKind.PENDING_REMINDER: MessageTraits(asks=True, until_decided=True, repeats=True),
    MessageKind.OPPORTUNITY_UPDATE_REQUEST: MessageTraits(about_opportunity=True, repeats=True),
    MessageKind.DEAL_REGISTERED: MessageTraits(about_opportunity=True, final=True, shows_opportunity=True),
    MessageKind.LEAD_REJECTED: MessageTraits(final=True, to_supplier=True, shows_rejection=True),
    MessageKind.LEAD_RECALLED: MessageTraits(final=True, shows_lead=False),
    MessageKind.OPPORTUNITY_UPDATED: MessageTraits(final=True, to_supplier=True, shows_opportunity=True),
    MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: MessageTraits(final=True, shows_opportunity=True),
    MessageKind.DEADLINE_PASSED: MessageTraits(until_decided=True, to_supplier=True),
    MessageKind.LEAD_UPDATED: MessageTraits(
        final=True, repeats=True, to_supplier=True, to_subscribers=True, shows_state=True
    ),
    MessageKind.LEAD_UPDATED_BY_SUPPLIER: MessageTraits(repeats=True, shows_state=True),
    MessageKind.REGISTRATION_SUBMITTED: MessageTraits(final=True, to_supplier=True, as_given=True),
    MessageKind.REGISTRATION_RETURNED: MessageTraits(final=True, shows_registration=True),
    MessageKind.REGISTRATION_APPROVED: MessageTraits(final=True, shows_registration=True),
    MessageKind.REGISTRATION_DENIED: MessageTraits(final=True, shows_registration=True),
    MessageKind.REGISTRATION_EXPIRING: MessageTraits(shows_registration=True),
    MessageKind.EXPORT_READY: MessageTraits(about_lead=False, final=True, shows_lead=False),
    MessageKind.DIGEST: MessageTraits(
        about_lead=False, repeats=True, to_supplier=True, to_subscribers=True, shows_lead=False
    ),
    MessageKind.NEW_LEADS: MessageTraits(about_lead=False, announces=True, shows_lead=False),
    MessageKind.LEADS_UPDATED_BY_SUPPLIER: MessageTraits(about_lead=False, repeats=True, shows_lead=False),
}


def traits_of(kind: MessageKind) -> MessageTraits:
    """
    Return what is true of all messages of *kind*.
    """
    return _TRAITS[kind]


@checked
@frozen(kw_only=True)
class TemplateTranslation:
    """
    A template in one language: three MiniJinja sources.

    Attributes:
        language: Such as ``en`` or ``pt-BR``.
        subject: Becomes one line.
        text: The plain part; never blank once it is rendered.
        html: A whole document; every value is escaped.
    """

    language: str = field(default="en", validator=[filled, language_tag])
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


def _translations(given: Iterable[TemplateTranslation]) -> tuple[TemplateTranslation, ...]:
    return tuple(given)


def _referable(_: object, attribute: Attribute[str], name: str) -> None:
    if problems := about_id(name, f"Template.{attribute.name}"):
        raise InvalidInput(problems)


@checked
@frozen(kw_only=True)
class Template:
    """
    A supplier's own wording for one kind of message.

    Attributes:
        name: Chosen by the supplier.
        version: Counts up with every change; a message remembers the one it was written for.
        kind: What it is for.
        groups: Partner groups that it is for; empty is all partners, and what goes to the supplier's own people.
        translations: One for each language; the first is used if none fits.

    Raises:
        InvalidInput: There is no translation (``translations_missing``), two are in one language
            (``translation_repeated``), or messages cannot remember the name or the version.
    """

    name: str = field(validator=_referable)
    version: int = field(default=1, validator=whole(1))
    kind: MessageKind
    groups: tuple[str, ...] = field(default=(), converter=texts)
    translations: tuple[TemplateTranslation, ...] = field(converter=_translations)

    @translations.validator
    def _check_translations(self, attribute: Attribute[Any], translations: tuple[TemplateTranslation, ...]) -> None:
        if not translations:
            message = f"the template '{self.name}' has no translation; add one in at least one language"
            raise refused("translations_missing", self, attribute, message)
        languages = [one.language.lower() for one in translations]
        if len(set(languages)) < len(languages):
            message = f"two translations of the template '{self.name}' are in one language; leave one out"
            raise refused("translation_repeated", self, attribute, message)

    @property
    def reference(self) -> str:
        """
        Name and version, as a message remembers them.
        """
        return f"{self.name}@{self.version}"

    def translation(self, *languages: str) -> TemplateTranslation:
        """
        Return the translation in the first of *languages* that there is; ``pt-BR`` falls back to ``pt``.
        """
        known = {one.language.lower(): one for one in self.translations}
        found = nearest_language(known, languages)
        return known[found] if found else self.translations[0]


def nearest_language(known: Collection[str], languages: Iterable[str]) -> str | None:
    """
    Return the first of *languages* that is among *known*, which are in lower case; ``pt-BR`` falls back to ``pt``.
    """
    for language in languages:
        for wanted in (language.lower(), language.lower().partition("-")[0]):
            if wanted in known:
                return wanted
    return None


def template_for(templates: Collection[Template], kind: MessageKind, groups: Collection[str]) -> str | None:
    """
    Return the reference of the first template for *kind* and a partner of *groups*; if omitted, the default one.
    """
    found = (one for one in templates if one.kind is kind and (not one.groups or set(one.groups) & set(groups)))
    return next((one.reference for one in found), None)


def template_named(
    templates: Collection[Template], reference: str | None, kind: MessageKind, groups: Collection[str]
) -> Template | None:
    """
    Return the template that a message remembers; if that version is gone, the one that would be taken now.
    """
    if reference is None:
        return None
    known = {one.reference: one for one in templates}
    return known.get(reference) or known.get(template_for(templates, kind, groups) or "")
