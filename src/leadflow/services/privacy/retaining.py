"""
Finds leads whose time is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from leadflow.core.criteria import EvaluationTime, holds
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.privacy import DueErasure, RetentionCheck, ready_rules
from leadflow.core.subjects import Subjects
from leadflow.errors import NotFound
from leadflow.ports import CriteriaReader, UnitOfWork
from leadflow.services.operations.caller import Caller

__all__ = ["due_erasures", "is_due"]

_PAGE: Final = 500


def due_erasures(caller: Caller, now: datetime, most: int) -> tuple[DueErasure, ...]:
    """
    Return up to *most* leads whose time is over at *now*, the earliest first; a lead is due by the first rule alone.
    """
    found: dict[str, DueErasure] = {}
    for rule in _rules(caller):
        for lead in _old_leads(caller, rule, now):
            due = rule.due(lead, now)
            if due is not None:
                found.setdefault(lead.id, due)
    return tuple(sorted(found.values(), key=lambda one: (one.due_at, one.key)))[:most]


def is_due(caller: Caller, erasure: DueErasure, now: datetime) -> bool:
    """
    Return whether a lead is still due by the rule that found it.
    """
    with caller.setting.unit() as unit:
        try:
            lead = caller.lead(unit, erasure.lead_id)
        except NotFound:
            return False
        rules = [one for one in _rules(caller) if one.rule.name == erasure.rule]
        return any(one.due(lead, now) is not None and _holds(caller, unit, one, lead, now) for one in rules)


def _rules(caller: Caller) -> tuple[RetentionCheck, ...]:
    return ready_rules(caller.setting.programme.retention, caller.setting.programme.schema)


def _old_leads(caller: Caller, rule: RetentionCheck, now: datetime) -> Iterator[Lead]:
    """
    Return the leads that the caller sees and for which the criteria of a rule hold, each page in a unit of its own.
    """
    moment, after = _moment(caller, now), None
    while True:
        with caller.setting.unit() as unit:
            if isinstance(unit.leads, CriteriaReader):
                page = unit.leads.matching(rule.criteria, moment, after, _PAGE)
                found = list(caller.seen(unit, page))
            else:
                page = unit.leads.page(after, _PAGE)
                found = [one for one in caller.seen(unit, page) if _holds(caller, unit, rule, one, now)]
        if not page:
            return
        yield from found
        after = page[-1].id


def _holds(caller: Caller, unit: UnitOfWork, rule: RetentionCheck, lead: Lead, now: datetime) -> bool:
    partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id else None
    campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
    return holds(rule.criteria, Subjects(lead, partner, campaign), _moment(caller, now))


def _moment(caller: Caller, now: datetime) -> EvaluationTime:
    return EvaluationTime(now, caller.setting.programme.zone)
