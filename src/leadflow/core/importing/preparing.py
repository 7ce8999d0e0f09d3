"""
Decides what depends on the whole file: the order of dates, and how full names are split.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from leadflow.core.importing.date_orders import DateColumn, look_at_dates
from leadflow.core.importing.mapping import Column, ColumnMapping
from leadflow.core.kinds import Family
from leadflow.core.problems import Problem, Severity
from leadflow.core.schema import Schema
from leadflow.core.tables import Table

__all__ = ["NAME_PARTS", "prepare", "splits_names"]

NAME_PARTS: Final = ("salutation", "first_name", "last_name")
"""
What a full name is split into, where no column goes to any of them.
"""


def prepare(mapping: ColumnMapping, table: Table, schema: Schema) -> tuple[ColumnMapping, tuple[Problem, ...]]:
    """
    Decide the order of dates of each column, and say what will be done with the file beyond its mapping.

    A column in which one date can only be read day first, such as 25/03/2026, and none only month first, is read day
    first, and the other way round. Years of two digits are where the fewest different numbers are, such as 26 in
    26-04-05 and 26-04-17. The rows of *table* are read for that. A column without such dates, or with both sorts, stays
    undecided: its ambiguous dates are refused, one by one.

    Returns:
        The mapping with the orders found, and warnings.
    """
    notes = [_splitting(mapping)] if splits_names(mapping) else []
    in_workbook = table.delimiter is None
    dated = {at: column for at, column in enumerate(mapping.columns) if _is_dated(column, schema)}
    seen = {at: DateColumn() for at, column in dated.items() if in_workbook or column.date_order is None}
    if seen:
        look_at_dates(seen, table.rows(), to_the_end=in_workbook)
    notes += _about_dates(dated, seen.items(), in_workbook=in_workbook)
    orders = {at: order for at, column in seen.items() if (order := column.order)}
    columns = (
        evolve(one, date_order=orders[at]) if at in orders and one.date_order is None else one
        for at, one in enumerate(mapping.columns)
    )
    return (ColumnMapping(tuple(columns)) if orders else mapping), tuple(notes)


def splits_names(mapping: ColumnMapping) -> bool:
    """
    Return whether full names are split: a column goes to the full name, and none to a part of it.
    """
    fields = {column.field for column in mapping.columns}
    return "full_name" in fields and fields.isdisjoint(NAME_PARTS)


def _is_dated(column: Column, schema: Schema) -> bool:
    declared = schema.leads.get(column.field) if column.field else None
    return declared is not None and declared.kind.family is Family.DATE and column.constant is None


def _about_dates(
    columns: dict[int, Column], seen: Iterable[tuple[int, DateColumn]], *, in_workbook: bool
) -> Iterator[Problem]:
    for at, dates in seen:
        if dates.mixed and columns[at].date_order is None:
            yield _warning(
                columns[at].header,
                "date_order_mixed",
                "some dates of this column have the day first and some the month, so dates that could be either are "
                "refused; set the date order of the column",
            )
        elif in_workbook and dates.half_swapped:
            yield _warning(
                columns[at].header,
                "dates_half_swapped",
                "every date that is a text has a day above 12, and every other one a day up to 12: the spreadsheet "
                "probably exchanged day and month of those; compare them with their source, or import the original file",
            )


def _splitting(mapping: ColumnMapping) -> Problem:
    header = next(column.header or "constant" for column in mapping.columns if column.field == "full_name")
    return _warning(header, "full_name_split", "full names are also split into salutation, first and last name")


def _warning(header: str, code: str, message: str) -> Problem:
    return Problem(code=code, path=header, message=message, severity=Severity.WARNING)
