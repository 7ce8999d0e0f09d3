"""
A table: headers and rows of text.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attrs import field, frozen

from leadflow.core.problems import Problem, errors_in
from leadflow.core.tables.cell_faults import cell_fault

__all__ = ["Row", "RowReading", "Table"]

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


class RowReading:
    """
    Rows that are read once, from the first to the last.

    Attributes:
        end: The number of the last row of the file, blank or not, as soon as it was read; 0 before.
    """

    def __init__(self, rows: Generator[Row, None, int]) -> None:
        self._rows = rows
        self.end = 0

    def __iter__(self) -> Iterator[Row]:
        self.end = yield from self._rows


def _nothing() -> Generator[Row, None, int]:
    yield from ()
    return 0


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
    _open: Callable[[], Generator[Row, None, int]] = field(default=_nothing, repr=False, eq=False)

    def rows(self) -> Generator[Row, None, int]:
        """
        Read the rows that are not blank, and return the number of the last one, blank or not; each call starts with the
        first.

        Memory does not grow with the file. Several readings may be under way at once in one thread.
        """
        return _nothing() if errors_in(self.problems) else self._open()

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
