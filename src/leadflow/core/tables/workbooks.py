"""
The interface of workbook readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, NamedTuple, Protocol

from attrs import frozen

from leadflow.core.problems import Problem
from leadflow.core.tables.limits import TableLimits, TableOptions

__all__ = ["BREAKS_OFF", "HiddenCells", "MergedCells", "Sheet", "SheetRow", "WorkbookReader"]


BREAKS_OFF: Final = frozenset({"file_broken", "workbook_unreadable", "workbook_unsafe"})
"""
Codes of rows behind which nothing can be read.
"""


class SheetRow(NamedTuple):
    """
    One row of a sheet as its reader gives it; rows without any cell may be left out.

    Attributes:
        number: As the spreadsheet shows it, rising.
        cells: Texts as shown, from the first column to the last that holds anything.
        problem: What is wrong with the row; an error that ends the sheet early comes with the last row.
    """

    number: int
    cells: list[str]
    problem: Problem | None = None


class MergedCells(NamedTuple):
    """
    Cells that a spreadsheet shows as one; all but the upper left one are blank.

    Attributes:
        range: As the spreadsheet writes it, such as ``A1:C1``.
        top: Number of the first row.
        bottom: Number of the last row.
    """

    range: str
    top: int
    bottom: int


@frozen(kw_only=True)
class HiddenCells:
    """
    What a spreadsheet does not show of a sheet, by a filter or by hand.

    Attributes:
        rows: A byte for each row from the first to the last hidden one; 1 if it is hidden and holds anything.
        columns: Indexes of the hidden columns, from 0.
    """

    rows: bytes | bytearray = b""
    columns: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.columns) or any(self.rows)

    def row(self, number: int) -> bool:
        """
        Return whether the row that the spreadsheet shows as *number* is hidden.
        """
        return number <= len(self.rows) and bool(self.rows[number - 1])


def _nothing() -> Iterator[SheetRow]:
    return iter(())


@frozen(kw_only=True)
class Sheet:
    """
    A sheet of a workbook, ready to be read.

    Attributes:
        name: As the workbook calls it.
        problems: What is wrong with the workbook; with an error among them nothing is read.
        merged: Merged cells of the sheet, as far as the reader knows.
        hidden: Hidden rows and columns, as far as the reader knows.
        read: Reads the rows from the first one, each time again.
    """

    name: str
    problems: tuple[Problem, ...] = ()
    merged: tuple[MergedCells, ...] = ()
    hidden: HiddenCells = HiddenCells()
    read: Callable[[], Iterator[SheetRow]] = _nothing


class WorkbookReader(Protocol):
    """
    Reads workbooks, which `read_table` itself cannot.
    """

    def __call__(self, stream: BinaryIO, /, *, kind: str, options: TableOptions, limits: TableLimits) -> Sheet:
        """
        Open the sheet that *options* name, or else the visible one that looks most like a list of leads.

        Must return what is wrong with the workbook as problems and not raise it; must keep to *limits* before memory
        or time is spent. A sheet that breaks off is an error of the whole, unless *options* allow it.

        Args:
            kind: ``xlsx``, ``xls`` or ``ods``, as the content showed.

        Used by: `read_table`.
        """
