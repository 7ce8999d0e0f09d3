"""
The first leads of several partners, read in order by one index on SQLite.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.list_filters import Filters
from leadflow.adapters.sqlalchemy.list_plans import hinted

__all__ = ["EACH", "MOST", "first_of_each", "worth_each"]

EACH: Final = "partners"
"""
The test, and the parameter, that has the partners.
"""

MOST: Final[ColumnElement[int]] = bindparam("most", type_=Integer)
"""
How many leads are read.
"""

_MANY: Final = 100
_lead = tables.leads.c


def worth_each(sort: str, filters: Filters, dialect: str) -> bool:
    """
    Say whether a page is quicker made of the first leads of each partner.

    PostgreSQL finds that out without help. With very many partners the first leads are soon found by looking at all.
    """
    several = filters.partners is not None and 2 <= len(filters.partners) <= _MANY
    return several and sort == "modified_at" and dialect == "sqlite"


def first_of_each(tests: Collection[ColumnElement[bool]], *, descending: bool) -> Select[Any]:
    """
    Return a query for the numbers of the first leads, by when they were modified, of the partners in the parameter
    `EACH`.

    Args:
        tests: All of these hold.
        descending: The latest first.
    """
    terms = (_lead.modified_at, _lead.num)
    in_order = [term.desc() if descending else term for term in terms]
    listed = func.json_each(bindparam(EACH)).table_valued("value")
    mine = select(_lead.num).where(*tests, _lead.partner_id == listed.c.value).order_by(*in_order).limit(MOST)
    among = _lead.num.in_(hinted(mine, "partner").correlate(listed))
    return select(_lead.num).select_from(listed.join(tables.leads, among)).order_by(*in_order).limit(MOST)
