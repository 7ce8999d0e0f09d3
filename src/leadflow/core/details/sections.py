"""
The detail of a lead: sections with rows, as a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from leadflow.core.handling import LeadOperation
from leadflow.core.leads import Lead

__all__ = ["DetailEvent", "DetailRow", "DetailSection", "DetailSectionName", "LeadDetail"]


class DetailSectionName(StrEnum):
    """
    The sections of a detail, in their order.
    """

    SUMMARY = "summary"
    STATUS = "status"
    DETAILS = "details"
    COMPANY = "company"
    ATTACHMENTS = "attachments"
    CUSTOM = "custom"
    SET_ASIDE = "set_aside"
    EVENTS = "events"
    DATES = "dates"
    IDENTIFIERS = "identifiers"
    ASSESSMENT = "assessment"


@frozen(kw_only=True)
class DetailRow:
    """
    A line of a section.

    Attributes:
        name: The field, or the attribute of the lead, such as ``company`` or ``accepted_at``; for a file its id.
        label: What people read before it, in the language of the detail; for a file its name.
        text: What people read; days and moments are in the programme's zone.
    """

    name: str
    label: str = field(repr=False)
    text: str = field(repr=False)


@frozen(kw_only=True)
class DetailEvent:
    """
    An event of the lead, or of a message about it, as a sentence.

    Attributes:
        at: When it happened, in UTC.
        type: The event type, such as ``stage_changed``; of a message what became of it, such as ``sent``.
        by: Who did it: a name if it is known, else the id.
        text: What happened, in the language of the detail.
    """

    at: datetime
    type: str
    by: str = field(repr=False)
    text: str = field(repr=False)


@frozen(kw_only=True)
class DetailSection:
    """
    A section of a detail.

    Attributes:
        name: Of the section.
        label: Its heading, in the language of the detail.
        rows: Its lines; empty for the events, which are `LeadDetail.events`.
    """

    name: DetailSectionName
    label: str
    rows: tuple[DetailRow, ...] = ()

    def __iter__(self) -> Iterator[DetailRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@frozen(kw_only=True)
class LeadDetail:
    """
    Everything that the page of a lead shows to one party.

    Attributes:
        lead: As the party sees it.
        title: Who it is, in a line.
        language: Of labels and sentences.
        sections: Those with something in them, in the order of `DetailSectionName`.
        events: What happened to the lead and, for the supplier, to the messages about it, the latest first.
        operations: What the party can do now, for the buttons of the page, see `leadflow.operations_on`.
        explanation: Why the lead is where it is, in English; empty for a partner's people.
    """

    lead: Lead
    title: str = field(repr=False)
    language: str
    sections: tuple[DetailSection, ...]
    events: tuple[DetailEvent, ...]
    operations: Mapping[LeadOperation, str]
    explanation: str = field(default="", repr=False)

    def section(self, name: DetailSectionName) -> DetailSection | None:
        """
        Return a section; None if there is nothing in it.
        """
        return next((one for one in self.sections if one.name is name), None)
