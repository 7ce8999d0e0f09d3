"""
Decides for each column of numbers which mark comes before the decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve

from leadflow.core.importing.mapping import Column, ColumnMapping
from leadflow.core.kinds import DECIMAL, MONEY, DecimalMark
from leadflow.core.kinds.figures import marks_shown
from leadflow.core.problems import Problem, Severity
from leadflow.core.schema import Schema
from leadflow.core.tables import Row, Table

__all__ = ["DecimalMarks"]

_BY_SIGN: Final = {mark.sign: mark for mark in DecimalMark}


class DecimalMarks:
    """
    Finds the decimal mark of columns that nobody set, when the first number asks for it.

    A number such as ``3.100,50`` or ``12,5`` says which mark is which in its column. Where no number of a column does,
    the other columns of the file count, if they agree. Where they do not either, an amount of money has thousands
    there, since no amount has three decimals; any other number is refused, one by one.

    Most files are never asked about, so the rows are read for it once, when the first unclear number is met.
    """

    def __init__(self, mapping: ColumnMapping, table: Table, schema: Schema) -> None:
        """
        Take a *mapping* that `check_mapping` found no errors in.
        """
        self._table = table
        self._columns = {
            at: column
            for at, column in enumerate(mapping.columns)
            if column.field and column.constant is None and schema.leads[column.field].kind in (DECIMAL, MONEY)
        }
        self._money = {at for at, one in self._columns.items() if schema.leads[str(one.field)].kind is MONEY}
        self._found: dict[int, set[str]] | None = None
        self._asked: set[int] = set()

    def of(self, at: int, text: str) -> DecimalMark | None:
        """
        Return the mark of the column at *at*, in which *text* is unclear; None if nothing says it.
        """
        self._asked.add(at)
        mark = self._mark(at)
        if mark is None and at in self._money:
            return DecimalMark.COMMA if "." in text else DecimalMark.POINT
        return mark

    def noted(self, mapping: ColumnMapping) -> ColumnMapping:
        """
        Return *mapping* with the marks that were found for columns that were asked about.
        """
        marks = {at: self._mark(at) for at in self._asked}
        columns = (
            evolve(one, decimal_mark=marks.get(at) or one.decimal_mark) for at, one in enumerate(mapping.columns)
        )
        return ColumnMapping(tuple(columns)) if any(marks.values()) else mapping

    @property
    def problems(self) -> tuple[Problem, ...]:
        """
        A warning for each column that was asked about and has numbers of both sorts.
        """
        found = self._found or {}
        return tuple(_mixed(self._columns[at]) for at in sorted(self._asked) if len(found[at]) > 1)

    def _mark(self, at: int) -> DecimalMark | None:
        if self._found is None:
            self._found = _collected(self._columns, self._table.rows())
        own = self._found[at]
        if own:
            return _only(own)
        return _only(set().union(*self._found.values()))


def _only(signs: set[str]) -> DecimalMark | None:
    return _BY_SIGN[next(iter(signs))] if len(signs) == 1 else None


def _collected(columns: Iterable[int], rows: Iterable[Row]) -> dict[int, set[str]]:
    """
    Collect for each column the decimal marks that its numbers leave no doubt about.
    """
    found: dict[int, set[str]] = {at: set() for at in columns}
    left = list(found)
    for row in rows:
        for at in left:
            cell = row.cells[at]
            if "." in cell or "," in cell:
                found[at] |= marks_shown(cell)
        left = [at for at in left if len(found[at]) < len(_BY_SIGN)]
        if not left:
            break
    return found


def _mixed(column: Column) -> Problem:
    message = (
        "some numbers of this column have a decimal point and some a decimal comma, so those that could have either "
        "are not read; set the decimal mark of the column"
    )
    return Problem(code="decimal_mark_mixed", path=column.header, message=message, severity=Severity.WARNING)
