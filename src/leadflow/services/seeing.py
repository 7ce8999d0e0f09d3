"""
Looking at leads: one, what happened to it, and all that somebody sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from leadflow.core.handling.history import merged
from leadflow.core.leads import Lead
from leadflow.core.notifications import Posted, PostEvent
from leadflow.core.partners import Account
from leadflow.core.timeline import LeadEvent
from leadflow.ports import ScopeReader, UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.reading import account_of

__all__ = ["account_at", "count_leads", "every_lead", "history_of", "lead_of", "leads_of", "messages_of", "timeline_of"]

_PAGE: Final = 1_000


def lead_of(caller: Caller, lead_id: str) -> Lead:
    """
    Return a lead as it stands.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        return caller.lead(unit, lead_id)


def timeline_of(caller: Caller, lead_id: str) -> tuple[LeadEvent, ...]:
    """
    Return what happened to a lead, in order.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        caller.lead(unit, lead_id)
        return unit.timeline.of(lead_id)


def messages_of(caller: Caller, lead_id: str) -> tuple[Posted, ...]:
    """
    Return the messages about a lead, each with what became of it.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        caller.lead(unit, lead_id)
        return unit.posts.of_lead(lead_id)


def history_of(caller: Caller, lead_id: str) -> tuple[LeadEvent | PostEvent, ...]:
    """
    Return what happened to a lead and what became of its messages, merged by time.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        caller.lead(unit, lead_id)
        return merged(unit.timeline.of(lead_id), unit.posts.of_lead(lead_id))


def leads_of(caller: Caller, after: str | None, most: int) -> tuple[Lead, ...]:
    """
    Return up to *most* leads that the caller sees, by ascending id, beginning after the id *after*.
    """
    with caller.setting.unit() as unit:
        if isinstance(unit.leads, ScopeReader):
            return unit.leads.seen_by(caller.scope, after, most)
        return tuple(islice(_looked_at(caller, unit, after), most))


def count_leads(caller: Caller) -> int:
    """
    Return how many leads the caller sees.
    """
    with caller.setting.unit() as unit:
        if isinstance(unit.leads, ScopeReader):
            return unit.leads.count_seen_by(caller.scope)
        return sum(1 for _ in _looked_at(caller, unit, None))


def every_lead(caller: Caller, unit: UnitOfWork) -> Iterator[Lead]:
    """
    Return every lead that the caller sees, by ascending id, read in pages while it is asked for.
    """
    if not isinstance(unit.leads, ScopeReader):
        yield from _looked_at(caller, unit, None)
        return
    after: str | None = None
    while page := unit.leads.seen_by(caller.scope, after, _PAGE):
        yield from page
        after = page[-1].id


def _looked_at(caller: Caller, unit: UnitOfWork, after: str | None) -> Iterator[Lead]:
    """
    Look at every lead, for stores that cannot be asked.
    """
    while page := unit.leads.page(after, _PAGE):
        yield from caller.seen(unit, page)
        after = page[-1].id


def account_at(caller: Caller, partner_id: str) -> Account:
    """
    Return a partner that the caller sees, with its settings and its people.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        return account_of(unit, caller.partner(unit, partner_id))
