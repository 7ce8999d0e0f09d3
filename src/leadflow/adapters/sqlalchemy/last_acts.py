"""
When somebody of each partner last acted on any lead: read from the leads, by an index of its own.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.tables.columns import WORD
from leadflow.core.leads import LeadKind

__all__ = ["LAST_ACTS", "last_act"]

_lead = tables.leads.c
# In the words of the index: leads that somebody of a partner has acted on, and that are not private.
_PRIVATE: Final[ColumnElement[str]] = literal_column(f"'{LeadKind.PRIVATE.value}'")


def last_act() -> ColumnElement[int]:
    """
    Return when somebody of the partner of a lead last acted on any of its leads; NULL if nobody has.
    """
    other = tables.leads.alias("acted").c
    latest = select(func.max(other.partner_activity_at)).where(
        other.supplier == _lead.supplier, other.partner_id == _lead.partner_id, _acted(other)
    )
    return latest.correlate(tables.leads).scalar_subquery()


def _last_acts() -> Select[Any]:
    """
    Select each partner of which somebody has acted, and when last: one look into the index for each.
    """
    one = tables.leads.alias("one").c
    mine: ColumnElement[int] = bindparam("mine")
    first = select(func.min(one.partner_id, type_=WORD).label("id")).where(one.supplier == mine, _acted(one))
    partners = first.cte("partners", recursive=True)
    two = tables.leads.alias("two").c
    after = select(func.min(two.partner_id, type_=WORD)).where(
        two.supplier == mine, _acted(two), two.partner_id > partners.c.id
    )
    partners = partners.union_all(select(after.correlate(partners).scalar_subquery()).where(partners.c.id.is_not(None)))
    three = tables.leads.alias("three").c
    latest = select(func.max(three.partner_activity_at)).where(
        three.supplier == mine, three.partner_id == partners.c.id, _acted(three)
    )
    return select(partners.c.id, latest.correlate(partners).scalar_subquery().label("at")).where(
        partners.c.id.is_not(None)
    )


def _acted(lead: Any) -> ColumnElement[bool]:
    return and_(lead.partner_activity_at.is_not(None), lead.kind != _PRIVATE)


LAST_ACTS: Final = _last_acts()
"""
Selects each partner of the supplier of which somebody has acted, and when last.
"""
