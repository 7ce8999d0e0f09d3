"""
Finds what is stored about a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from leadflow.core.notifications import MessageTrail
from leadflow.core.privacy import FoundLead, PersonKey, find_person
from leadflow.core.stored import Record, key_of
from leadflow.ports import ExportPosts, UnitOfWork
from leadflow.services.operations.caller import Caller

__all__ = ["every_record", "found_again", "found_leads", "found_messages"]

R = TypeVar("R", bound=Record)

_PAGE: Final = 500


def found_leads(caller: Caller, person: PersonKey) -> Iterator[FoundLead]:
    """
    Return each lead that the caller sees and that is the person's or mentions them, by ascending id.

    Every lead is looked at, since nothing says where somebody is mentioned. Each page is read in a unit of its own.
    """
    after: str | None = None
    while True:
        with caller.setting.unit() as unit:
            page = unit.leads.page(after, _PAGE)
            told = unit.timeline.many([lead.id for lead in page]) if page else {}
            looked = [find_person(person, lead, told.get(lead.id, ())) for lead in caller.seen(unit, page)]
        if not page:
            return
        yield from (one for one in looked if one is not None)
        after = page[-1].id


def found_again(caller: Caller, unit: UnitOfWork, person: PersonKey, lead_id: str) -> FoundLead | None:
    """
    Look at one lead again; None if nothing of it is about the person any more.
    """
    return find_person(person, caller.lead(unit, lead_id), unit.timeline.of(lead_id))


def found_messages(caller: Caller, person: PersonKey) -> tuple[MessageTrail, ...]:
    """
    Return the mail about exports that went, or is to go, to the person's address.
    """
    with caller.setting.unit() as unit:
        posts = unit.posts
        if not isinstance(posts, ExportPosts):
            return ()
        found: list[MessageTrail] = []
        after: str | None = None
        while page := posts.without_lead(after, _PAGE):
            found += [
                one for one in page if one.message.export and person.has_address(one.message.export.recipient.email)
            ]
            after = page[-1].message.key
        return tuple(found)


def every_record(caller: Caller, cls: type[R]) -> Iterator[R]:
    """
    Return every record of a class, read in pages.
    """
    after: str | None = None
    while True:
        with caller.setting.unit() as unit:
            page = unit.records.page(cls, after, _PAGE)
        if not page:
            return
        yield from page
        after = key_of(page[-1])
