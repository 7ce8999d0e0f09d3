"""
Finds leads by the keys of their person and company.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from sys import maxsize
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, bindparam, or_, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.many_values import given_numbers, numbered_in
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.text_filling import as_json, number_of, unfilled
from leadflow.adapters.sqlalchemy.timestamps import moment
from leadflow.core.companies import company_of
from leadflow.core.conflicts import ConflictReach, HeldLead, HeldLeadQuery, match_keys
from leadflow.core.leads import DistributionStatus, LeadKind
from leadflow.core.lengths import is_storable

__all__ = ["held_leads"]

_lead, _match = tables.leads.c, tables.match_keys.c
_HELD: Final = (
    _lead.active,
    _lead.kind != LeadKind.PRIVATE.value,
    _lead.status != DistributionStatus.REJECTED.value,
)


def held_leads(source: UnitSource, query: HeldLeadQuery, most: int) -> tuple[HeldLead, ...]:
    """
    Find leads; see `leadflow.ports.HeldLeadReader.held`.

    Leads whose keys are not filled in yet are filled in first, or looked at one by one where something was read already.
    """
    if not query.keys or most <= 0:
        return ()
    source.fill_texts(maxsize)
    found = _found(source, query, "key", sorted(map(number_of, query.keys)), most * len(query.keys))
    with port_errors("reading"):
        waiting = unfilled(source.connect(), source.supplier)
    nums = [num for num, said in waiting if not query.keys.isdisjoint(match_keys(said))]
    if nums:
        found = [*found, *_found(source, query, "num", nums, len(nums))]
    leads = {row.num: row for row in found}
    return tuple(map(_held_lead, list(leads.values())[:most]))


def _found(source: UnitSource, query: HeldLeadQuery, by: str, numbers: Sequence[int], most: int) -> Sequence[Any]:
    given: dict[str, object] = {"numbers": given_numbers(numbers, source.dialect), "most": most}
    campaign, other = query.campaign_id, query.other_than
    within = query.reach is ConflictReach.CAMPAIGN
    if within and campaign is not None:
        given["campaign"] = campaign
    if other is not None and is_storable(other):
        given["other"] = other
    statement = _statement(source.dialect, by, within, "campaign" in given, "other" in given)
    return source.run(statement, mine=source.supplier, **given)


@lru_cache(maxsize=64)
def _statement(dialect: str, by: str, within: bool, campaign: bool, other: bool) -> Select[Any]:
    query = select(_lead.num, _lead.id, _lead.partner_id, _lead.campaign_id, _lead.received_at, _lead["values"]).where(
        _lead.supplier == bindparam("mine"), *_HELD
    )
    if by == "key":
        mine = _match.supplier == bindparam("mine")
        query = query.join(tables.match_keys, _match.lead == _lead.num).where(mine)
        query = query.where(numbered_in(_match.key, "numbers", dialect))
    else:
        query = query.where(numbered_in(_lead.num, "numbers", dialect))
    if within:
        same: ColumnElement[bool] = (
            _lead.campaign_id == bindparam("campaign") if campaign else _lead.campaign_id.is_(None)
        )
        query = query.where(same)
    if other:
        query = query.where(or_(_lead.partner_id.is_(None), _lead.partner_id != bindparam("other")))
    return query.limit(bindparam("most", type_=Integer))


def _held_lead(row: Any) -> HeldLead:
    return HeldLead(
        lead_id=row.id,
        partner_id=row.partner_id,
        campaign_id=row.campaign_id,
        received_at=moment(row.received_at),
        company=company_of(as_json(row[-1])),
    )
