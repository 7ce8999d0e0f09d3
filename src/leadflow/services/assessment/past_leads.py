"""
Reads what past leads and opportunities teach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Final, TypeVar

from attrs import frozen

from leadflow.core.assessment import (
    ArrivalWindow,
    PastLead,
    answers_of,
    basis_of,
    past_lead,
    used_fields,
)
from leadflow.core.criteria import EvaluationTime, check_criteria, where
from leadflow.core.facts import Duplicated
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.opportunities import AMOUNT, Opportunity, opportunity_outcome, registered_amount
from leadflow.core.programme import Programme
from leadflow.core.timeline import LeadEvent, admitted_values
from leadflow.core.values import Values
from leadflow.ports import CriteriaReader, UnitOfWork

__all__ = ["LEADS", "OPPORTUNITIES", "PastChunk", "PastReader", "reads_leads", "reads_opportunities"]

LEADS: Final = "leads"
OPPORTUNITIES: Final = "opportunities"

_CHUNK: Final = 500
_T = TypeVar("_T", Lead, Opportunity)


@frozen
class PastChunk:
    """
    A chunk that was read.

    Attributes:
        last: The id of the last lead or opportunity that was read; None at the end.
        past: What it teaches, each with the moment of its arrival.
    """

    last: str | None
    past: list[tuple[datetime, PastLead]]


@frozen(kw_only=True)
class PastReader:
    """
    How the past of one subject is read.

    Attributes:
        subject: Leads or opportunities.
        basis: What answers and outcomes depend on; see `basis_of`.
        until: The outcome of what arrived until then is final.
        read: Reads a chunk of what arrived in a window, after an id; None is the first.
    """

    subject: str
    basis: str
    until: datetime
    read: Callable[[UnitOfWork, ArrivalWindow, str | None], PastChunk]


def reads_leads(programme: Programme, now: datetime) -> PastReader:
    """
    Return what reads past leads.
    """
    policy = programme.assessment
    used = used_fields(programme.schema.leads, policy)

    def read(unit: UnitOfWork, window: ArrivalWindow, after: str | None) -> PastChunk:
        pages = _pages(unit, programme, window)
        leads, last = _read_inside(pages, attrgetter("received_at"), window, after)
        events = unit.timeline.many([one.id for one in leads])
        past = []
        for lead in leads:
            if lead.kind is LeadKind.PRIVATE:
                continue
            told = events.get(lead.id, ())
            arrived = partial(_arrived, unit, programme, lead, told)
            taught = past_lead(lead, told, arrived, used=used, policy=policy, now=now)
            if taught is not None:
                past.append((lead.received_at, taught))
        return PastChunk(last, past)

    return PastReader(subject=LEADS, basis=basis_of(used, policy), until=now - policy.within, read=read)


def reads_opportunities(programme: Programme, now: datetime) -> PastReader:
    """
    Return what reads past opportunities, each with the answers of its lead and its amount when it was registered.
    """
    policy = programme.assessment
    used = used_fields(programme.schema.leads, policy)

    def read(unit: UnitOfWork, window: ArrivalWindow, after: str | None) -> PastChunk:
        def pages(after: str | None) -> Sequence[Opportunity]:
            return unit.records.page(Opportunity, after, _CHUNK)

        found, last = _read_inside(pages, attrgetter("registered_at"), window, after)
        events = unit.timeline.many({one.lead_id for one in found})
        past = []
        for one in found:
            told = events.get(one.lead_id, ())
            won = opportunity_outcome(one, told, policy, now) if told else None
            lead = None if won is None else unit.leads.get(one.lead_id)
            if won is not None and lead is not None and lead.values:
                answers = answers_of(lead, _arrived(unit, programme, lead, told), used)
                answers = {**answers, AMOUNT: registered_amount(one, told)}
                past.append((one.registered_at, PastLead(answers, won)))
        return PastChunk(last, past)

    return PastReader(subject=OPPORTUNITIES, basis=basis_of(used, policy), until=now - policy.within, read=read)


def _read_inside(
    page: Callable[[str | None], Sequence[_T]],
    arrived: Callable[[_T], datetime],
    window: ArrivalWindow,
    after: str | None,
) -> tuple[list[_T], str | None]:
    """
    Return what the next pages have of a window, and the last id that was read; None if there is no more.
    """
    inside: list[_T] = []
    while len(inside) < _CHUNK and (found := page(after)):
        inside += [one for one in found if window.holds(arrived(one))]
        after = found[-1].id
    return inside, after if inside else None


def _pages(unit: UnitOfWork, programme: Programme, window: ArrivalWindow) -> Callable[[str | None], Sequence[Lead]]:
    """
    Return what reads a page of leads by ascending id, from stores that can be asked those of the window alone.
    """
    leads = unit.leads
    if window.since is None or not isinstance(leads, CriteriaReader):
        return lambda after: leads.page(after, _CHUNK)
    criteria, _ = check_criteria(where("received_at", "between", window.since, window.until), programme.schema)
    assert criteria is not None
    moment = EvaluationTime(window.until, programme.zone)
    return lambda after: leads.matching(criteria, moment, after, _CHUNK)


def _arrived(unit: UnitOfWork, programme: Programme, lead: Lead, events: Sequence[LeadEvent]) -> Values:
    """
    Return what a lead said when it arrived; a duplicate arrived as the first lead that it continues.
    """
    while (first := next((one.fact.lead_id for one in events if isinstance(one.fact, Duplicated)), None)) is not None:
        before = unit.timeline.many([first]).get(first)
        if not before:
            break
        lead, events = unit.leads.get(first), before
    return admitted_values(lead.values, events, programme.schema.leads)
