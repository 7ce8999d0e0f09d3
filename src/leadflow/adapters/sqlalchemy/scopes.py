"""
Converts scopes to SQL expressions.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, false, func, literal_column, or_, select, true

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import dialect_named
from leadflow.adapters.sqlalchemy.many_values import among
from leadflow.adapters.sqlalchemy.numbered_names import NOBODY, SUPPLIERS
from leadflow.core.access import Scope
from leadflow.core.arguments import checked
from leadflow.core.leads import DistributionStatus, LeadKind
from leadflow.core.partners import Partner
from leadflow.wire.forms import form_of

__all__ = ["disclosed_expression", "scope_expression", "within_scope"]

_lead, _record, _name = tables.leads.c, tables.records.c, tables.names.c


@checked
def scope_expression(scope: Scope, *, supplier_id: str, dialect: str) -> ColumnElement[bool]:
    """
    Return an expression over `leadflow.adapters.sqlalchemy.tables.leads` that is true for a supplier's leads in
    *scope*.

    It is true or false, never NULL, and for no other supplier's leads.

    Args:
        scope: Which leads somebody sees.
        supplier_id: Whose leads are asked for.
        dialect: ``sqlite`` or ``postgresql``.

    Raises:
        ConfigurationError: The dialect is another one.
    """
    mine = select(_name.num).where(_name.supplier == SUPPLIERS, _name.name == supplier_id).scalar_subquery()
    sql, grouped = dialect_named(dialect), None
    if scope.groups is not None:
        # Not correlated with the leads: the partners are looked up once a query.
        in_groups = select(_record.key).where(
            _record.supplier_id == supplier_id,
            _record.kind == form_of(Partner).name,
            sql.has_words(_record.body, scope.groups, "groups", every=False),
        )
        grouped = _lead.partner_id.in_(in_groups)
    return and_(_lead.supplier == func.coalesce(mine, NOBODY), _within(scope, grouped))


def within_scope(scope: Scope, in_groups: Collection[str] | None, dialect: str) -> ColumnElement[bool]:
    """
    Say that a lead of the supplier is in *scope*.

    Args:
        scope: Which leads somebody sees.
        in_groups: The partners in the groups of the scope; None if it has no groups.
        dialect: ``sqlite`` or ``postgresql``.
    """
    return _within(scope, None if in_groups is None else among(_lead.partner_id, in_groups, dialect))


def disclosed_expression() -> ColumnElement[bool]:
    """
    Say that its partner sees everything that a lead says; see `leadflow.core.access.is_disclosed`.
    """
    own, accepted = LeadKind.DISTRIBUTED.value, DistributionStatus.ACCEPTED.value
    return or_(_lead.kind != literal_column(f"'{own}'"), _lead.status == literal_column(f"'{accepted}'"))


def _within(scope: Scope, grouped: ColumnElement[bool] | None) -> ColumnElement[bool]:
    shown = true() if scope.deactivated else _lead.active
    return and_(_kinds(scope), _places(scope, grouped), shown)


def _kinds(scope: Scope) -> ColumnElement[bool]:
    named = or_(_lead.assignee_id.is_(None), _lead.assignee_id == scope.person_id)
    return or_(_one_of(scope.whole), and_(_one_of(scope.own), named))


def _one_of(kinds: Collection[LeadKind]) -> ColumnElement[bool]:
    return _lead.kind.in_(sorted(kind.value for kind in kinds)) if kinds else false()


def _places(scope: Scope, grouped: ColumnElement[bool] | None) -> ColumnElement[bool]:
    placed: ColumnElement[bool] = _lead.partner_id.is_not(None)
    if scope.partner_id is not None:
        placed = _lead.partner_id == scope.partner_id
    if grouped is not None:
        placed = and_(placed, grouped)
    return or_(_lead.partner_id.is_(None), placed) if scope.unplaced else placed
