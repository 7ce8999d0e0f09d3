"""
Statements of lists, prepared once for each shape of a query.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, not_, null, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import DIALECTS
from leadflow.adapters.sqlalchemy.list_columns import ListColumn, shown_of
from leadflow.adapters.sqlalchemy.list_each import EACH, MOST, first_of_each
from leadflow.adapters.sqlalchemy.list_filters import Test, test_of
from leadflow.adapters.sqlalchemy.list_order import Order, order_by
from leadflow.adapters.sqlalchemy.list_plans import count_index, hinted, page_index
from leadflow.adapters.sqlalchemy.value_indexes import of_supplier
from leadflow.core.schema import Schema

__all__ = ["FIXED", "ListStatements", "PageShape", "statements_for"]

FIXED: Final = 2
"""
How many columns come before those that a row shows: the number and the id of the lead.
"""

_MADE: Final = 256
# To read and sort so many takes as long as to look for a page of a partner that has more among the leads of all.
_FEW: Final = 5_000
_lead = tables.leads.c


class PageShape(NamedTuple):
    """
    What a statement for a page depends on.

    Attributes:
        columns: What rows show.
        sort: The field by which leads are sorted.
        descending: In which direction.
        blank: Those that say nothing of it, or the others.
        after: Whether it begins after a position.
        tests: What narrows the list.
        supplier: Its number, where an index of its own is to be found; it is in the statement then.
        each: Whether the first of each of the partners are read, and the page made of those: with many leads at several
            partners nothing else is in the order of an index.
        few: Whether the one partner has so few leads that all of them are read and sorted.
        hidden: Those of the columns and the sort that say nothing until a lead is disclosed.
    """

    columns: tuple[str, ...]
    sort: str
    descending: bool
    blank: bool
    after: bool
    tests: tuple[Test, ...]
    supplier: int | None
    each: bool = False
    few: bool = False
    hidden: frozenset[str] = frozenset()


class ListStatements:
    """
    Makes the statements of lists by a schema, in a dialect, each once; one serves all threads.
    """

    def __init__(self, schema: Schema, dialect: str) -> None:
        self._schema = schema
        self._dialect = dialect
        self.many = lru_cache(maxsize=1)(self._many)
        self.page = lru_cache(maxsize=_MADE)(self._page)
        self.count = lru_cache(maxsize=_MADE)(self._count)
        self.shown = lru_cache(maxsize=_MADE)(self._shown)
        self.order = lru_cache(maxsize=_MADE)(self._order)
        self.selected = lru_cache(maxsize=_MADE)(self._selected)

    def _page(self, shape: PageShape) -> Select[Any]:
        """
        Return the statement for a page: number, id, what rows show, and what they are sorted by.
        """
        order = self.order(shape.sort, shape.sort in shape.hidden)
        terms = () if shape.blank else order.terms
        columns = [self.shown(name, name in shape.hidden) for name in shape.columns]
        shown = {one.name: one.expression for one in columns}
        named = [one.label(f"c{at}") for at, one in enumerate((*shown.values(), *terms))]
        tests = self._tests([one for one in shape.tests if not (shape.each and one.name == EACH)], shape.supplier)
        if order.said is not None:
            tests.append(not_(order.said) if shape.blank else order.said)
        if shape.after:
            tests.append(order.after(blank=shape.blank, descending=shape.descending))
        query = select(_lead.num, _lead.id, *named)
        ordered = order.sorted(blank=shape.blank, descending=shape.descending)
        if shape.each:
            first = first_of_each(tests, descending=shape.descending)
            return query.where(_lead.num.in_(first)).order_by(*ordered)
        query = query.where(*tests).order_by(*ordered).limit(MOST)
        return (
            query
            if shape.supplier is not None and not shape.few
            else hinted(query, page_index(shape.sort, shape.tests, few=shape.few))
        )

    def _many(self) -> Select[Any]:
        """
        Return the statement that finds a lead if a partner has many, and finds that out inside an index.
        """
        mine = (_lead.supplier == bindparam("mine"), _lead.partner_id == bindparam("partner"), _lead.active)
        return hinted(
            select(_lead.num).where(*mine).order_by(_lead.modified_at, _lead.num).limit(1).offset(_FEW), "partner"
        )

    def _count(self, tests: tuple[Test, ...], column: str | None = None) -> Select[Any]:
        """
        Return the statement that counts, for each value of a column of the table; for NULL alone if none is named.
        """
        query = (
            select(null() if column is None else _lead[column], func.count())
            .select_from(tables.leads)
            .where(*self._tests(tests, None))
        )
        query = query if column is None else query.group_by(_lead[column])
        return hinted(query, count_index(column, tests))

    def _tests(self, tests: Iterable[Test], supplier: int | None) -> list[ColumnElement[bool]]:
        mine = _lead.supplier == bindparam("mine") if supplier is None else of_supplier(supplier, self._dialect)
        return [mine, *(test_of(test, self._dialect) for test in tests)]

    def _order(self, sort: str, hidden: bool = False) -> Order:
        return order_by(self._schema.leads[sort], DIALECTS[self._dialect], hidden=hidden)

    def _selected(self, columns: tuple[str, ...], hidden: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """
        Return the names of what is selected for columns, in the order in which statements for pages have it.
        """
        return tuple(dict.fromkeys(self.shown(column, column in hidden).name for column in columns))

    def _shown(self, column: str, hidden: bool = False) -> ListColumn:
        return shown_of(self._schema.leads[column], DIALECTS[self._dialect], hidden=hidden)


statements_for = lru_cache(maxsize=64)(ListStatements)
"""
Return the statements of lists by a schema, in a dialect.
"""
