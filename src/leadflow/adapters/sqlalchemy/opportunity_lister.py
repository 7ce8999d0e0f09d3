"""
Lists opportunities in SQL, by the scope of whoever asks and by criteria.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, NoReturn

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.criteria import criteria_expression
from leadflow.adapters.sqlalchemy.damaged_rows import skipped
from leadflow.adapters.sqlalchemy.dialects import dialect_named
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.scopes import within_scope
from leadflow.core.access import Scope
from leadflow.core.criteria import EvaluationTime
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.partners import Partner
from leadflow.core.stored import RECORDS
from leadflow.errors import InvalidInput
from leadflow.wire.documents import DocumentDamaged
from leadflow.wire.forms import form_of

__all__ = ["count_opportunities", "opportunities"]

_table = tables.records.alias("opportunity")
_one, _lead = _table.c, tables.leads.c
_UNKEYED: Final = _one["keys"].is_(None)
"""
True for what an earlier build has written: it is looked at here, and has keys once it is updated.
"""


def opportunities(
    source: UnitSource, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, most: int
) -> tuple[Opportunity, ...]:
    """
    Read opportunities; see `leadflow.ports.OpportunityLister`.
    """
    found, after = list[Opportunity](), query.after or ""
    while len(found) < most:
        listed = _asked(source, scope, query, moment).where(_one.key > after).order_by(_one.key).limit(most)
        rows = source.rows(listed)
        found += _held(source, query, moment, rows)
        if len(rows) < most:
            break
        after = rows[-1].key
    return tuple(found[:most])


def count_opportunities(source: UnitSource, scope: Scope, query: OpportunityQuery, moment: EvaluationTime) -> int:
    """
    Count opportunities; see `leadflow.ports.OpportunityLister`.
    """
    asked = _asked(source, scope, query, moment)
    keyed = source.rows(select(func.count()).select_from(asked.where(~_UNKEYED).subquery()))[0][0]
    return int(keyed) + len(_held(source, query, moment, source.rows(asked.where(_UNKEYED))))


def _asked(source: UnitSource, scope: Scope, query: OpportunityQuery, moment: EvaluationTime) -> Select[Any]:
    """
    Select the opportunities that are seen and asked for, and all that are seen without keys.
    """
    source.heal()
    sql = dialect_named(source.dialect)
    in_groups = source.partners_in(scope.groups) if scope.groups is not None else None
    lead = and_(_lead.supplier == source.supplier, _lead.id == sql.text(_one.body, "lead_id"))
    tests: list[ColumnElement[bool]] = [
        _one.supplier_id == source.supplier_id,
        _one.kind == form_of(Opportunity).name,
        within_scope(scope, in_groups, source.dialect),
    ]
    if query.status is not None:
        tests.append(sql.text(_one.body, "status") == query.status.value)
    if query.partner_id is not None:
        tests.append(sql.text(_one.body, "partner_id") == query.partner_id)
    tests.append(or_(_UNKEYED, _criteria(source, query, moment)))
    return select(_one.key, _one.body, _UNKEYED.label("unkeyed")).join_from(_table, tables.leads, lead).where(*tests)


def _criteria(source: UnitSource, query: OpportunityQuery, moment: EvaluationTime) -> ColumnElement[bool]:
    criteria = query.checked_criteria
    if criteria is None:
        return true()
    asked, problems = criteria_expression(criteria, moment, dialect=source.dialect, own=_one["keys"])
    if asked is None:
        raise InvalidInput(problems)
    return asked


def _held(
    source: UnitSource, query: OpportunityQuery, moment: EvaluationTime, rows: Sequence[Any]
) -> list[Opportunity]:
    """
    Read rows, and look at those that the database could not be asked about.
    """
    noun, found = RECORDS[Opportunity].noun, list[Opportunity]()
    for row in rows:
        try:
            one = source.wire.loads(Opportunity, row.body)
        except DocumentDamaged as error:
            skipped(row.key, partial(_raise, error), noun)
            continue
        if not row.unkeyed or query.holds(one, _partner(source, one.partner_id), moment):
            found.append(one)
    return found


def _raise(error: Exception) -> NoReturn:
    raise error


def _partner(source: UnitSource, partner_id: str) -> Partner | None:
    record = tables.records.c
    query = select(record.body).where(
        record.supplier_id == source.supplier_id, record.kind == form_of(Partner).name, record.key == partner_id
    )
    rows = source.rows(query)
    return source.wire.loads(Partner, rows[0].body) if rows else None
