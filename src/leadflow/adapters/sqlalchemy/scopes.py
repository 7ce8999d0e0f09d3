"""
Scopes as an SQL expression over the leads.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import DIALECTS, Dialect
from leadflow.core.access import Scope
from leadflow.core.leads import LeadKind
from leadflow.core.partners import Partner
from leadflow.wire.forms import form_of

__all__ = ["scope_expression"]

_lead, _record = tables.leads.c, tables.records.c


def scope_expression(scope: Scope, *, dialect: str) -> ColumnElement[bool]:
    """
    Return an expression over `leadflow.adapters.sqlalchemy.tables.leads` that is true for the leads in *scope*.

    Args:
        scope: Which leads somebody sees.
        dialect: ``sqlite`` or ``postgresql``.
    """
    sql = DIALECTS[dialect]
    return and_(_kinds(scope, sql), _places(scope, sql), true() if scope.deactivated else _lead.active)


def _kinds(scope: Scope, sql: Dialect) -> ColumnElement[bool]:
    assignee = sql.text(_lead.body, "assignee_id")
    named = or_(assignee.is_(None), assignee == scope.person_id) if scope.person_id else assignee.is_(None)
    return or_(_one_of(scope.whole, sql), and_(_one_of(scope.own, sql), named))


def _one_of(kinds: Collection[LeadKind], sql: Dialect) -> ColumnElement[bool]:
    if not kinds:
        return false()
    kind = func.coalesce(sql.text(_lead.body, "kind"), LeadKind.DISTRIBUTED.value)
    return kind.in_(sorted(kind.value for kind in kinds))


def _places(scope: Scope, sql: Dialect) -> ColumnElement[bool]:
    placed: ColumnElement[bool] = _lead.partner_id.is_not(None)
    if scope.partner_id is not None:
        placed = _lead.partner_id == scope.partner_id
    if scope.groups is not None:
        grouped = select(_record.key).where(
            _record.supplier_id == _lead.supplier_id,
            _record.kind == form_of(Partner).name,
            sql.has_words(_record.body, scope.groups, "groups", every=False),
        )
        placed = and_(placed, _lead.partner_id.in_(grouped))
    return or_(_lead.partner_id.is_(None), placed) if scope.unplaced else placed
