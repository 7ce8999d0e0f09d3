"""
What of a lead is about a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from leadflow.core.leads import Lead
from leadflow.core.privacy.persons import PersonKey, mentioning, mentions
from leadflow.core.timeline import LeadEvent, erased_fact

__all__ = ["FoundLead", "PersonErasure", "find_person"]


@frozen(kw_only=True)
class FoundLead:
    """
    A lead in which a person was found.

    Attributes:
        lead: As it is now.
        events: All of its events.
        owned: True if it is the person's own; False if it is somebody else's and mentions them.
        texts: Of somebody else's lead the texts in which the person is mentioned.
    """

    lead: Lead
    events: tuple[LeadEvent, ...] = field(repr=False)
    owned: bool
    texts: tuple[str, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class PersonErasure:
    """
    What was erased.

    Attributes:
        leads: Ids of the leads that say nothing any more.
        cleared: Ids of leads of others that do not mention the person any more.
        people: Ids of people of partners, and of additional recipients, who are not there any more.
        records: How many other records were cleared: opportunities, partners, campaigns, refused rows, mail about
            exports.
        files: How many files were removed from the attachment store.
    """

    leads: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    records: int = 0
    files: int = 0


def find_person(person: PersonKey, lead: Lead, events: Sequence[LeadEvent]) -> FoundLead | None:
    """
    Return what of a lead is about *person*; None if nothing is.

    A lead is the person's own if one of its addresses or numbers is theirs today.
    """
    if person.owns(lead.values):
        return FoundLead(lead=lead, events=tuple(events), owned=True)
    told = [one for one in events if _says(person, one)]
    parts = (lead.values, lead.history, lead.attachments, lead.external_ids, lead.unknown)
    texts = tuple(dict.fromkeys(mentioning(person, *parts, *((one.fact, one.unknown) for one in told))))
    return FoundLead(lead=lead, events=tuple(events), owned=False, texts=texts) if texts else None


def _says(person: PersonKey, event: LeadEvent) -> bool:
    """
    Return whether what an event says of persons names this one; ids of people are not erased, regardless of their form.
    """
    return mentions(person, event.fact, event.unknown) and not mentions(person, erased_fact(event.fact))
