"""
OpenDocument spreadsheets, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, BinaryIO, Final

from leadflow.adapters.tables.archives import Archive
from leadflow.adapters.tables.choosing import choose_sheet
from leadflow.adapters.tables.faults import WorkbookRefused
from leadflow.adapters.tables.markup import elements, new_parser
from leadflow.adapters.tables.ods_cells import OdsCell
from leadflow.adapters.tables.ods_outline import read_outline, repeated
from leadflow.core.problems import Problem
from leadflow.core.tables import Sheet, SheetRow, TableLimits, TableOptions

__all__ = ["open_ods"]

_BLOCK: Final = 1 << 15
_CONTENT: Final = "content.xml"
_SETTINGS: Final = "settings.xml"
_MANIFEST: Final = "META-INF/manifest.xml"


def open_ods(stream: BinaryIO, *, options: TableOptions, limits: TableLimits) -> Sheet:
    """
    Open the sheet that *options* name, or the one that `choose_sheet` chooses.

    Raises:
        Refused: The workbook cannot be read or is beyond the limits.
    """
    archive = Archive(stream, limits)
    if _MANIFEST in archive and elements(archive.read(_MANIFEST), ("encryption-data",)):
        message = "the workbook is encrypted; remove its password and send it again"
        raise WorkbookRefused(Problem(code="encrypted", path="", message=message))
    opened = partial(archive.open, _CONTENT)
    outline = read_outline(opened, limits, _active(archive))

    def read(name: str) -> Iterator[SheetRow]:
        return _rows(opened, name, limits)

    return choose_sheet(outline.entries, read, outline.of, options=options, limits=limits)


def _active(archive: Archive) -> str:
    """
    Return the name of the sheet that is shown first; empty if the workbook does not say.
    """
    found: list[str] = []
    within = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        within = name == "config:config-item" and attributes.get("config:name") == "ActiveTable"

    def text(data: str) -> None:
        if within:
            found.append(data)

    parser = new_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    if _SETTINGS in archive:
        parser.Parse(archive.read(_SETTINGS), True)
    return "".join(found).strip()


def _rows(opened: Callable[[], IO[bytes]], sheet: str, limits: TableLimits) -> Iterator[SheetRow]:
    reader = _SheetReader(sheet, limits)
    with opened() as part:
        while not reader.ended and (block := part.read(_BLOCK)):
            reader.parser.Parse(block, False)
            for first, times, cells, problem in reader.rows:
                for number in range(first, first + times):
                    if number > limits.max_rows:
                        message = f"the sheet has rows beyond {limits.max_rows}; a spreadsheet has no more rows, so split the data"
                        raise WorkbookRefused(Problem(code="too_many_rows", path="", message=message))
                    yield SheetRow(number, list(cells), problem)
            reader.rows.clear()


class _SheetReader:
    """
    Collects the rows of one sheet that have text, with their first number and how many times each is repeated.
    """

    def __init__(self, sheet: str, limits: TableLimits) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.rows: list[tuple[int, int, list[str], Problem | None]] = []
        self.ended = False
        self._sheet = sheet
        self._limits = limits
        self._within = False
        self._number = 1
        self._times = 1
        self._cells: dict[int, str] = {}
        self._problem: Problem | None = None
        self._column = 0
        self._cell: OdsCell | None = None
        self._noted = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._within = self._within or attributes.get("table:name", "") == self._sheet
        elif not self._within:
            return
        elif name == "table:table-row":
            self._times = repeated(attributes.get("table:number-rows-repeated"))
            self._cells, self._column, self._problem = {}, 0, None
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell = OdsCell(attributes, self._limits.max_cell)
        elif name in ("office:annotation", "draw:frame", "draw:custom-shape"):
            self._noted += 1
        elif self._cell and not self._noted:
            self._cell.start(name, attributes)

    def _text(self, text: str) -> None:
        if self._cell and not self._noted:
            self._cell.add(text)

    def _end(self, name: str) -> None:
        if not self._within:
            return
        if name == "table:table":
            self._within, self.ended = False, True
        elif name == "table:table-row":
            if self._cells or self._problem:
                cells = [self._cells.get(at, "") for at in range(max(self._cells, default=-1) + 1)]
                self.rows.append((self._number, self._times, cells, self._problem))
            self._number += self._times
        elif name in ("table:table-cell", "table:covered-table-cell") and self._cell:
            self._end_cell(self._cell)
            self._cell = None
        elif name in ("office:annotation", "draw:frame", "draw:custom-shape"):
            self._noted -= 1
        elif self._cell and not self._noted:
            self._cell.end(name)

    def _end_cell(self, cell: OdsCell) -> None:
        text, problem = cell.read(self._number, self._column)
        times = repeated(cell.attributes.get("table:number-columns-repeated"))
        self._problem = self._problem or problem
        if text.strip():
            # What is beyond the limit is kept together, to be reported as too many columns or shifted ones.
            most = self._limits.max_columns
            for column in range(min(self._column, most), min(self._column + times, most + 1)):
                self._cells[column] = text
        self._column += times
