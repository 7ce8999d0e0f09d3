"""
Decides for a whole file the order of dates and how full names are split.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import evolve

from leadflow.core.importing.mapping import Column, ColumnMapping
from leadflow.core.kinds import DateOrder, Family
from leadflow.core.problems import Problem, Severity
from leadflow.core.schema import Schema
from leadflow.core.tables import Row, Table

__all__ = ["NAME_PARTS", "prepare", "splits_names"]

NAME_PARTS: Final = ("salutation", "first_name", "last_name")
"""
What a full name is split into, where no column goes to any of them.
"""

# Dots are left out: they are in dates with the day first only.
_DATE: Final = re.compile(r"\s*'?(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_BOTH: Final = frozenset(DateOrder)


def prepare(mapping: ColumnMapping, table: Table, schema: Schema) -> tuple[ColumnMapping, tuple[Problem, ...]]:
    """
    Decide the order of dates of each column, and say what will be done with the file beyond its mapping.

    A column in which one date can only be read day first, such as 25/03/2026, and none only month first, is read day
    first, and the other way round. The rows of *table* are read for that, until it is known. A column without such
    dates, or with both sorts, stays undecided: its ambiguous dates are refused, one by one.

    Returns:
        The mapping with the orders found, and warnings.
    """
    notes = [_splitting(mapping)] if splits_names(mapping) else []
    open_ones = {at for at, column in enumerate(mapping.columns) if _undecided(column, schema)}
    found = _orders(open_ones, table.rows()) if open_ones else {}
    notes += [_mixed(mapping.columns[at]) for at, orders in found.items() if orders == _BOTH]
    decided = {at: next(iter(orders)) for at, orders in found.items() if len(orders) == 1}
    if not decided:
        return mapping, tuple(notes)
    columns = (evolve(one, date_order=decided.get(at, one.date_order)) for at, one in enumerate(mapping.columns))
    return ColumnMapping(tuple(columns)), tuple(notes)


def splits_names(mapping: ColumnMapping) -> bool:
    """
    Return whether full names are split: a column goes to the full name, and none to a part of it.
    """
    fields = {column.field for column in mapping.columns}
    return "full_name" in fields and fields.isdisjoint(NAME_PARTS)


def _undecided(column: Column, schema: Schema) -> bool:
    declared = schema.leads.get(column.field) if column.field else None
    dated = declared is not None and declared.kind.family is Family.DATE
    return dated and column.date_order is None and column.constant is None


def _orders(columns: Iterable[int], rows: Iterable[Row]) -> dict[int, set[DateOrder]]:
    """
    Collect for each column the orders that one of its dates leaves no doubt about.
    """
    found: dict[int, set[DateOrder]] = {at: set() for at in columns}
    left = list(found)
    for row in rows:
        for at in left:
            date = _DATE.match(row.cells[at])
            if date and (int(date[1]) > 12) is not (int(date[3]) > 12):
                found[at].add(DateOrder.DAY_FIRST if int(date[1]) > 12 else DateOrder.MONTH_FIRST)
        if any(len(found[at]) == len(_BOTH) for at in left):
            left = [at for at in left if len(found[at]) < len(_BOTH)]
            if not left:
                break
    return found


def _mixed(column: Column) -> Problem:
    message = (
        "some dates of this column have the day first and some the month, so dates that could be either are refused; "
        "set the date order of the column"
    )
    return Problem(code="date_order_mixed", path=column.header, message=message, severity=Severity.WARNING)


def _splitting(mapping: ColumnMapping) -> Problem:
    header = next(column.header or "constant" for column in mapping.columns if column.field == "full_name")
    message = "full names are also split into salutation, first and last name"
    return Problem(code="full_name_split", path=header, message=message, severity=Severity.WARNING)
