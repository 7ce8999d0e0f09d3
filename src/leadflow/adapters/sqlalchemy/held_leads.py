"""
Finds leads by the keys of their person and company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from sys import maxsize
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, func, literal_column, or_, select, true

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.many_values import given_numbers, numbered_in
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.text_filling import as_json, number_of, unfilled, unfilled_any
from leadflow.adapters.sqlalchemy.timestamps import moment
from leadflow.core.companies import company_of
from leadflow.core.conflicts import REQUESTED, ConflictReach, HeldLead, HeldLeadQuery, match_keys
from leadflow.core.leads import DistributionStatus, LeadKind, RegistrationStatus
from leadflow.core.lengths import is_storable

__all__ = ["held_leads"]

_lead, _match = tables.leads.c, tables.match_keys.c


def _word(member: StrEnum) -> ColumnElement[str]:
    """
    Return a word as it stands in the statement: a database that is given it apart plans each look-up anew, which takes
    longer than the look-up.
    """
    return literal_column(f"'{member.value}'", String)


_NOBODY: Final = literal_column("''", String)
"""
No partner is called so.
"""

_HELD: Final = (
    _lead.active,
    or_(_lead.kind != _word(LeadKind.PRIVATE), *(_lead.registration == _word(one) for one in sorted(REQUESTED))),
    or_(_lead.registration.is_(None), _lead.registration != _word(RegistrationStatus.EXPIRED)),
    _lead.status != _word(DistributionStatus.REJECTED),
)


def held_leads(source: UnitSource, query: HeldLeadQuery, most: int) -> tuple[HeldLead, ...]:
    """
    Find leads; see `leadflow.ports.HeldLeadReader.held`.

    Leads whose keys are not filled in yet are filled in first, or looked at one by one where something was read
    already.
    """
    if not query.keys or most <= 0:
        return ()
    unused, keys = source.line.unused, sorted(map(number_of, query.keys))
    found = _found(source, query, "key", keys, most if most == 1 else most * len(keys))
    if found[0].waits:
        if unused:
            source.line.close()
            source.fill_texts(maxsize)
            found = _found(source, query, "key", keys, most if most == 1 else most * len(keys))
        nums = sorted({num for key in query.keys for num in _waiting(source).get(key, ())})
        found = [*found, *_found(source, query, "num", nums, len(nums))]
    leads = {row.num: row for row in found if row.num is not None}
    return tuple(map(_held_lead, list(leads.values())[:most]))


def _waiting(source: UnitSource) -> Mapping[str, Sequence[int]]:
    """
    Return the numbers of leads whose keys are not filled in yet, by key; they are read once in a unit.
    """
    if not source.waiting:
        with port_errors("reading"):
            waiting = unfilled(source.connect(), source.supplier)
        by_key: dict[str, list[int]] = {}
        for num, said in waiting:
            for key in match_keys(said):
                by_key.setdefault(key, []).append(num)
        source.waiting.append(by_key)
    return source.waiting[0]


def _found(source: UnitSource, query: HeldLeadQuery, by: str, numbers: Sequence[int], most: int) -> Sequence[Any]:
    """
    Return the rows of leads by their keys or their numbers, or one row of nothing; each says whether any leads wait.
    """
    given: dict[str, object] = {"most": most}
    if by == "key":
        given |= {f"key{at}": number for at, number in enumerate(numbers)}
    else:
        given["numbers"] = given_numbers(numbers, source.dialect)
    campaign, other = query.campaign_id, query.other_than
    within = query.reach is ConflictReach.CAMPAIGN
    if within and campaign is not None:
        given["campaign"] = campaign
    if other is not None and is_storable(other):
        given["other"] = other
    keys = len(numbers) if by == "key" else 0
    statement = _statement(source.dialect, keys, within, "campaign" in given, "other" in given, most == 1)
    if most == 1:
        del given["most"]
    return source.run(statement, mine=source.supplier, **given)


@lru_cache(maxsize=64)
def _statement(dialect: str, keys: int, within: bool, campaign: bool, other: bool, one: bool) -> Select[Any]:
    query = select(
        _lead.num, _lead.id, _lead.partner_id, _lead.campaign_id, _lead.received_at, _lead["values"], _lead.kind
    )
    query = query.where(*_HELD)
    if keys:
        # Not by the supplier of the lead as well: SQLite would begin there, and look at all of its leads.
        query = query.join(tables.match_keys, _match.lead == _lead.num)
        query = query.where(
            _match.supplier == bindparam("mine"), _match.key.in_([bindparam(f"key{at}") for at in range(keys)])
        )
    else:
        query = query.where(_lead.supplier == bindparam("mine"), numbered_in(_lead.num, "numbers", dialect))
    if within:
        same: ColumnElement[bool] = (
            _lead.campaign_id == bindparam("campaign") if campaign else _lead.campaign_id.is_(None)
        )
        query = query.where(same)
    if other:
        # Of a function the database has no statistics: by those of the column it may expect nothing to be left.
        query = query.where(func.coalesce(_lead.partner_id, _NOBODY) != bindparam("other"))
    # Both in one statement, since each is a journey to a server; the leads are missing where there are none.
    most = literal_column("1", Integer) if one else bindparam("most", type_=Integer)
    some = query.limit(most).subquery("some")
    waits = select(unfilled_any(dialect).label("waits")).subquery("waiting")
    return select(some, waits.c.waits).select_from(waits.outerjoin(some, true()))


def _held_lead(row: Any) -> HeldLead:
    return HeldLead(
        lead_id=row.id,
        partner_id=row.partner_id,
        campaign_id=row.campaign_id,
        received_at=moment(row.received_at),
        requested=row.kind == LeadKind.PRIVATE.value,
        company=company_of(as_json(row[5])),
    )
