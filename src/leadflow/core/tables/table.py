"""
A table: headers and rows of text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attrs import field, frozen

from leadflow.core.problems import Problem, errors_in
from leadflow.core.tables.cell_faults import cell_fault

__all__ = ["Row", "Table"]

_SAMPLED = 300


class Row(NamedTuple):
    """
    One row that is not blank.

    Attributes:
        number: As a spreadsheet shows it: the header and blank rows count.
        line: The text line where it begins, from 1. The same as *number* in a workbook.
        cells: As many texts as the table has headers, untrimmed.
        problem: What is wrong with the row as a whole; None if nothing is.
    """

    number: int
    line: int
    cells: Sequence[str]
    problem: Problem | None = None


def _nothing() -> Iterator[Row]:
    return iter(())


@frozen(kw_only=True)
class Table:
    """
    A detected file with its headers and rows. Its rows are read when they are asked for, from the stream that was
    given.

    Attributes:
        name: The file's name as it was given; nothing is concluded from it.
        format: ``csv``, ``xlsx``, ``xls`` or ``ods``, and for what is refused another word such as ``html``.
        encoding: Python's name for the encoding of a text; None for a workbook.
        delimiter: What separates the cells of a text; None for a workbook.
        sheet: The sheet that is read; None for a text.
        headers: As written. Columns at the end with neither header nor data are dropped.
        header_row: Number of the header's row; 0 if there is none.
        hidden_left_out: True if rows or columns that a workbook hides were left out.
        expected_rows: An estimate of the number of rows, from the size of the first; None if unknown.
        problems: What is wrong with the file as a whole. With an error among them there are no rows.
    """

    name: str
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    headers: tuple[str, ...] = ()
    header_row: int = 0
    hidden_left_out: bool = False
    expected_rows: int | None = None
    problems: tuple[Problem, ...] = ()
    _open: Callable[[], Iterator[Row]] = field(default=_nothing, repr=False, eq=False)

    def rows(self) -> Iterator[Row]:
        """
        Read the rows that are not blank; each call starts with the first.

        Memory does not grow with the file. Several readings may be under way at once in one thread.
        """
        if errors_in(self.problems):
            return iter(())
        return self._open()

    def samples(self, most: int = 20) -> tuple[tuple[str, ...], ...]:
        """
        Return the first values of each column, at most *most*; error texts and formulas are none.
        """
        found: list[list[str]] = [[] for _ in self.headers]
        for row in islice(self.rows(), _SAMPLED):
            for values, cell in zip(found, row.cells, strict=True):
                if len(values) < most and (bare := cell.strip()) and not cell_fault(bare):
                    values.append(cell)
        return tuple(map(tuple, found))
