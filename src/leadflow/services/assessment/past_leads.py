"""
Reads what past leads and opportunities teach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from attrs import frozen

from leadflow.core.assessment import (
    PastLead,
    answers_of,
    basis_of,
    past_lead,
    used_fields,
)
from leadflow.core.facts import Duplicated
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.opportunities import AMOUNT, Opportunity, opportunity_outcome, registered_amount
from leadflow.core.programme import Programme
from leadflow.core.timeline import LeadEvent, admitted_values
from leadflow.core.values import Values
from leadflow.ports import UnitOfWork

__all__ = ["LEADS", "OPPORTUNITIES", "PastChunk", "PastReader", "reads_leads", "reads_opportunities"]

LEADS: Final = "leads"
OPPORTUNITIES: Final = "opportunities"

_CHUNK: Final = 500


@frozen
class PastChunk:
    """
    A chunk that was read.

    Attributes:
        last: The id of its last lead or opportunity; None at the end.
        final: True if nothing of what it teaches changes any more.
        past: What it teaches, each with the moment of its arrival.
    """

    last: str | None
    final: bool
    past: list[tuple[datetime, PastLead]]


_END: Final = PastChunk(None, False, [])


@frozen(kw_only=True)
class PastReader:
    """
    How the past of one subject is read.

    Attributes:
        subject: Leads or opportunities.
        basis: What answers and outcomes depend on; see `basis_of`.
        read: Reads the chunk after an id; None is the first.
    """

    subject: str
    basis: str
    read: Callable[[UnitOfWork, str | None], PastChunk]


def reads_leads(programme: Programme, now: datetime) -> PastReader:
    """
    Return what reads past leads.
    """
    policy = programme.assessment
    used = used_fields(programme.schema.leads, policy)

    def read(unit: UnitOfWork, after: str | None) -> PastChunk:
        leads = unit.leads.page(after, _CHUNK)
        if not leads:
            return _END
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
        return PastChunk(leads[-1].id, all(one.received_at + policy.within <= now for one in leads), past)

    return PastReader(subject=LEADS, basis=basis_of(used, policy), read=read)


def reads_opportunities(programme: Programme, now: datetime) -> PastReader:
    """
    Return what reads past opportunities, each with the answers of its lead and its amount when it was registered.
    """
    policy = programme.assessment
    used = used_fields(programme.schema.leads, policy)

    def read(unit: UnitOfWork, after: str | None) -> PastChunk:
        found = unit.records.page(Opportunity, after, _CHUNK)
        if not found:
            return _END
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
        return PastChunk(found[-1].id, all(one.registered_at + policy.within <= now for one in found), past)

    return PastReader(subject=OPPORTUNITIES, basis=basis_of(used, policy), read=read)


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
