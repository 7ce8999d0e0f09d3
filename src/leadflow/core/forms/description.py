"""
The description of a form: sections with fields, as a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from leadflow.core.criteria import Criteria
from leadflow.core.intake import LeadForm
from leadflow.core.kinds import Choice

__all__ = ["FormDescription", "FormField", "FormSection", "SectionName"]


class SectionName(StrEnum):
    """
    The sections of a form, in their order.
    """

    ROUTING = "routing"
    DETAILS = "details"
    COMPANY = "company"
    ATTACHMENTS = "attachments"
    CUSTOM = "custom"


@frozen(kw_only=True)
class FormField:
    """
    A field of a form.

    Attributes:
        name: The name under which it is posted.
        label: What people see, in the language of the form.
        kind: The name of its kind, such as ``text``, ``choice`` or ``country``; ``file`` for attachments.
        choices: What can be chosen, by name and label; empty if anything can be written.
        required: True if the form is refused without it, regardless of what else it says.
        required_when: Criteria about the lead; where one of them holds, the form is refused without it.
        multiple: True if several values, or files, can be given.
        help: A sentence below the field; empty for none.
    """

    name: str
    label: str
    kind: str
    choices: tuple[Choice, ...] = ()
    required: bool = False
    required_when: tuple[Criteria, ...] = ()
    multiple: bool = False
    help: str = ""


@frozen(kw_only=True)
class FormSection:
    """
    A section of a form.
    """

    name: SectionName
    label: str
    fields: tuple[FormField, ...]


@frozen(kw_only=True)
class FormDescription:
    """
    What a form asks, for a host that draws it.

    Attributes:
        form: Whose form it is; its requirements hold for what is posted.
        language: The language of its labels.
        sections: Those that have fields, in their order.
        any_of: Names of fields of which at least one has to be filled, as an e-mail or a phone; empty for none.
    """

    form: LeadForm
    language: str
    sections: tuple[FormSection, ...]
    any_of: tuple[str, ...] = ()

    @property
    def fields(self) -> Iterator[FormField]:
        """
        The fields of all sections, in their order.
        """
        return (one for section in self.sections for one in section.fields)

    def field(self, name: str) -> FormField | None:
        """
        Return the field with this name; None if the form does not have it.
        """
        return next((one for one in self.fields if one.name == name), None)
