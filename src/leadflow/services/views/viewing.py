"""
Reads leads for a party: one lead, its history, and lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, cast

from leadflow.core.access import is_disclosed
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling.history import merged
from leadflow.core.leads import Lead
from leadflow.core.notifications import MessageTrail, PostEvent
from leadflow.core.partners import Account, Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadEvent, while_at
from leadflow.core.views import Count, LeadPage, LeadQuery, count_leads, count_leads_by, last_acts, list_leads
from leadflow.ports import LeadLister, ScopeReader, UnitOfWork
from leadflow.services.digests.imports import announcing
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.query_checks import check_found
from leadflow.services.operations.required_records import account_of

__all__ = [
    "account_at",
    "count_leads_of",
    "count_leads_of_by",
    "every_lead",
    "history_of",
    "lead_of",
    "leads_of",
    "messages_of",
    "seen_events",
    "timeline_of",
]

_PAGE: Final = 1_000


def lead_of(caller: Caller, lead_id: str) -> Lead:
    """
    Return a lead in its current state.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        return caller.scope.shown(caller.lead(unit, lead_id))


def timeline_of(caller: Caller, lead_id: str) -> tuple[LeadEvent, ...]:
    """
    Return the events of a lead, in order; for a partner's user, only those while it was at their partner.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        lead = caller.lead(unit, lead_id)
        return seen_events(caller, lead, unit.timeline.of(lead_id))


def seen_events(caller: Caller, lead: Lead, events: tuple[LeadEvent, ...]) -> tuple[LeadEvent, ...]:
    """
    Return what the caller sees of the events of *lead*, which they see.
    """
    partner_id, hidden = caller.scope.partner_id, caller.scope.hidden
    if partner_id is None:
        return _since_shared(lead, events)
    return while_at(events, partner_id, hidden=frozenset() if is_disclosed(lead) else hidden)


def messages_of(caller: Caller, lead_id: str) -> tuple[MessageTrail, ...]:
    """
    Return the messages about a lead, each with its trail; those of its import that announce it come first.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        lead = caller.lead(unit, lead_id)
        return *announcing(unit, lead), *unit.posts.of_lead(lead_id, lead.registered)


def history_of(caller: Caller, lead_id: str) -> tuple[LeadEvent | PostEvent, ...]:
    """
    Return the events of a lead and of its messages, merged by time.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        lead = caller.lead(unit, lead_id)
        events = _since_shared(lead, unit.timeline.of(lead_id))
        return merged(events, (*announcing(unit, lead), *unit.posts.of_lead(lead_id, lead.registered)))


def _since_shared(lead: Lead, events: tuple[LeadEvent, ...]) -> tuple[LeadEvent, ...]:
    """
    Leave out what happened before the lead's partner shared it with the supplier.
    """
    return events[max(lead.registered - 1, 0) :]


def leads_of(caller: Caller, query: LeadQuery, *, may_be_empty: bool = False) -> LeadPage:
    """
    Return a page of the leads that the caller sees and *query* asks for.

    If nothing is found, partners and stages of the query must exist, unless the page *may_be_empty*.

    Raises:
        NotFound: Nothing was found, and a partner of the query is unknown, or the caller does not see it.
        InvalidInput: The query names what is not a field or cannot be shown, sorted by or asked, or continues with a
            cursor that is not its own. Nothing was found, and the programme has no such stage.
    """
    query = query.checked(caller.setting.programme.schema)
    with caller.setting.unit() as unit:
        lister = _lister(unit)
        if lister is not None:
            page = lister.list_page(caller.scope, query, _moment(caller))
        else:
            page = list_leads(_subjects(caller, unit, query), query, caller.setting.programme.schema, _moment(caller))
        check_found(caller, unit, query, page.rows or may_be_empty)
        return page


def count_leads_of(caller: Caller, query: LeadQuery) -> Count:
    """
    Return the number of leads on all pages of *query*; raises as `leads_of`.
    """
    query = query.checked(caller.setting.programme.schema)
    with caller.setting.unit() as unit:
        lister = _lister(unit)
        if lister is not None:
            count = lister.count(caller.scope, query, _moment(caller), caller.setting.count_within)
        else:
            count = count_leads(_subjects(caller, unit, query), query, _moment(caller))
        check_found(caller, unit, query, count)
        return count


def count_leads_of_by(caller: Caller, column: str, query: LeadQuery) -> Mapping[str | None, Count]:
    """
    Return how many of them say what in a column.

    Raises:
        InvalidInput: Leads are not counted by this column.
    """
    query = query.checked(caller.setting.programme.schema)
    with caller.setting.unit() as unit:
        lister = _lister(unit)
        if lister is not None:
            counts = lister.count_by(caller.scope, query, column, _moment(caller), caller.setting.count_within)
        else:
            schema = caller.setting.programme.schema
            counts = count_leads_by(_subjects(caller, unit, query), query, column, schema, _moment(caller))
        check_found(caller, unit, query, counts)
        return counts


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


def _every_page(unit: UnitOfWork) -> Iterator[Lead]:
    """
    Read every lead, whoever sees it.
    """
    after: str | None = None
    while page := unit.leads.page(after, _PAGE):
        yield from page
        after = page[-1].id


def _lister(unit: UnitOfWork) -> LeadLister | None:
    return cast("LeadLister", unit.leads) if _lists(type(unit.leads)) else None


@lru_cache(maxsize=16)
def _lists(reader: type) -> bool:
    # Asked of the class, and once: asking an instance takes a fifth of the time of a page.
    return issubclass(reader, LeadLister)


def _subjects(caller: Caller, unit: UnitOfWork, query: LeadQuery) -> Iterator[Subjects]:
    """
    Read every lead with its related records, for stores without this ability.
    """
    partners = {one.id: one for one in unit.records.all(Partner)}
    campaigns = {one.id: one for one in unit.records.all(Campaign)}
    acts = last_acts(_every_page(unit)) if query.asks_several else {}
    for lead in _looked_at(caller, unit, None):
        yield Subjects(
            caller.scope.shown(lead),
            partners.get(lead.partner_id or ""),
            campaigns.get(lead.campaign_id or ""),
            partner_last_active_at=acts.get(lead.partner_id or ""),
        )


def _moment(caller: Caller) -> EvaluationTime:
    return EvaluationTime(caller.setting.clock(), caller.setting.programme.zone)


def account_at(caller: Caller, partner_id: str) -> Account:
    """
    Return a partner that the caller sees, with its settings and its people.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        return account_of(unit, caller.partner(unit, partner_id))
