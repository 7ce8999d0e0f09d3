"""
Kinds of message, and suppliers' templates for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.several import texts
from leadflow.errors import ConfigurationError

__all__ = ["MessageKind", "Template", "TemplateTranslation", "nearest_language", "template_for", "template_named"]


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
    DEADLINE_PASSED = "escalation"
    EXPORT_READY = "export_ready"

    @property
    def repeats(self) -> bool:
        """
        True if it can be sent repeatedly, so people need a way to unsubscribe.
        """
        return _REPEATS[self]


_REPEATS: Final = {
    MessageKind.NEW_LEAD: False,
    MessageKind.UPDATE_REQUEST: True,
    MessageKind.PENDING_REMINDER: True,
    MessageKind.OPPORTUNITY_UPDATE_REQUEST: True,
    MessageKind.DEAL_REGISTERED: False,
    MessageKind.LEAD_REJECTED: False,
    MessageKind.LEAD_RECALLED: False,
    MessageKind.DEADLINE_PASSED: False,
    MessageKind.EXPORT_READY: False,
}


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

    language: str = "en"
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


def _translations(given: Iterable[TemplateTranslation]) -> tuple[TemplateTranslation, ...]:
    return tuple(given)


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
        ConfigurationError: There is no translation.
    """

    name: str
    version: int = 1
    kind: MessageKind
    groups: tuple[str, ...] = field(default=(), converter=texts)
    translations: tuple[TemplateTranslation, ...] = field(converter=_translations)

    def __attrs_post_init__(self) -> None:
        if not self.translations:
            raise ConfigurationError(f"the template '{self.name}' has no translation; add one in at least one language")

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
