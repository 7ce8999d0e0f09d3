"""
Workbooks of Excel 5 to 2003, read by xlrd within limits.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from leadflow.adapters.tables.choosing import SheetEntry, choose_sheet
from leadflow.adapters.tables.faults import WorkbookRefused, unreadable, unsafe
from leadflow.adapters.tables.numbers import number_reader
from leadflow.adapters.tables.xlsx_columns import column_name, merged_at
from leadflow.core.problems import Problem, Severity
from leadflow.core.tables import MergedCells, Sheet, SheetRow, TableLimits, TableOptions

if TYPE_CHECKING:
    from xlrd.book import Book

__all__ = ["open_xls"]

_MOST_CELLS: Final = 4_000_000
_FILEPASS: Final = 0x2F
_CELLS: Final = {0x01: 4, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 4, 0x06: 4, 0xFD: 4, 0x27E: 4, 0x203: 4, 0x204: 4, 0x205: 4}
_RUNS: Final = (0xBD, 0xBE)


def open_xls(stream: BinaryIO, *, options: TableOptions, limits: TableLimits) -> Sheet:
    """
    Open the sheet that *hint* names, or the first visible one with data.

    Raises:
        Refused: The workbook cannot be read or is beyond the limits, or xlrd is not installed.
    """
    try:
        import xlrd
    except ImportError:
        message = ".xls files need the package xlrd; install leadflow[excel], or send .xlsx or CSV"
        raise WorkbookRefused(Problem(code="reader_missing", path="", message=message)) from None
    data = _data(stream, limits)
    try:
        _check_cost(data)
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except WorkbookRefused:
        raise
    except Exception as cause:
        # Damaged files make xlrd raise nearly anything, from AssertionError to OverflowError.
        raise (_encrypted() if "ncrypt" in str(cause) else unreadable("it is damaged")) from None
    # The sheets themselves tell it too, but only once they are loaded.
    hidden: list[int] = getattr(book, "_sheet_visibility", [])
    entries = [SheetEntry(name, bool(state)) for name, state in zip(book.sheet_names(), hidden, strict=False)]

    def read(name: str) -> Iterator[SheetRow]:
        return _guarded(_rows(book, name, limits))

    def merged(name: str) -> Iterator[MergedCells]:
        for top, below, left, right in book.sheet_by_name(name).merged_cells:
            yield merged_at(top, left, below - top, right - left)

    return choose_sheet(entries, read, merged, options=options, limits=limits)


def _encrypted() -> WorkbookRefused:
    message = "the workbook is encrypted; remove its password and send it again"
    return WorkbookRefused(Problem(code="encrypted", path="", message=message))


def _data(stream: BinaryIO, limits: TableLimits) -> bytes:
    size = stream.seek(0, 2)
    if size > limits.max_legacy:
        raise unsafe(f"the .xls file has more than {limits.max_legacy} bytes; save it as .xlsx")
    stream.seek(0)
    return stream.read()


def _check_cost(data: bytes) -> None:
    """
    Count the cells that laying out the rows would take, before it is done.
    """
    from xlrd.compdoc import CompDoc

    document = CompDoc(data, logfile=io.StringIO())
    book = document.get_named_stream("Workbook") or document.get_named_stream("Book")
    if not book:
        raise unreadable("it has no sheets")
    ends: dict[tuple[int, int], int] = {}
    at = sheet = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _FILEPASS:
            raise _encrypted()
        sheet += kind == 0x809
        if length >= 6 and (kind in _CELLS or kind in _RUNS):
            row, column = struct.unpack_from("<HH", book, at + 4)
            if kind in _RUNS:
                column = struct.unpack_from("<H", book, at + 2 + length)[0]
            key = (sheet, row)
            ends[key] = max(ends.get(key, 0), column + 1)
        at += 4 + length
    if sum(ends.values()) > _MOST_CELLS:
        raise unsafe(f"its rows would take more than {_MOST_CELLS} cells")


def _guarded(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    try:
        yield from rows
    except Exception:
        raise unreadable("it is damaged") from None


def _rows(book: Book, name: str, limits: TableLimits) -> Iterator[SheetRow]:
    sheet = book.sheet_by_name(name)
    readers = _number_readers(book)
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        cells: list[str] = []
        problem = None
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            text, told = _text(kind, value, row=row, column=column)
            if kind in (2, 3):
                text = readers[sheet.cell_xf_index(row, column)](repr(value))
            cells.append(text)
            problem = problem or told
        while cells and not cells[-1]:
            cells.pop()
        if cells or problem:
            yield SheetRow(row + 1, cells[: limits.max_columns + 1], problem)


def _number_readers(book: Book) -> list[Callable[[str], str]]:
    made: dict[str, Callable[[str], str]] = {}
    found = []
    for style in book.xf_list:
        format_ = book.format_map.get(style.format_key)
        code = format_.format_str if format_ else "General"
        if code not in made:
            made[code] = number_reader(code, from_1904=bool(book.datemode))
        found.append(made[code])
    return found


def _text(kind: int, value: object, *, row: int, column: int) -> tuple[str, Problem | None]:
    if kind == 1:
        return str(value), None
    if kind == 4:
        return ("TRUE" if value else "FALSE"), None
    if kind == 5:
        from xlrd.biffh import error_text_from_code

        error = error_text_from_code.get(value, "#N/A") if isinstance(value, int) else "#N/A"
        message = f"column {column_name(column)} contains the error {error} and is read as blank"
        return "", Problem(code="cell_error", path=f"row {row + 1}", message=message, severity=Severity.WARNING)
    return "", None
