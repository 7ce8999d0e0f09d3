"""
Workbooks of Excel 5 to 2003, read by xlrd within limits.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from leadflow.adapters.tables.choosing import Outline, SheetEntry, choose_sheet
from leadflow.adapters.tables.faults import WorkbookRefused, unreadable, unsafe
from leadflow.adapters.tables.numbers import number_reader, text_readers
from leadflow.adapters.tables.xlsx_columns import column_name, merged_at
from leadflow.core.problems import Problem, Severity
from leadflow.core.tables import HiddenCells, Sheet, SheetRow, TableLimits, TableOptions

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as XlsSheet

__all__ = ["open_xls"]

_MOST_CELLS: Final = 4_000_000
_FILEPASS: Final = 0x2F
_CELLS: Final = {0x01: 4, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 4, 0x06: 4, 0xFD: 4, 0x27E: 4, 0x203: 4, 0x204: 4, 0x205: 4}
_FORMULA: Final = 0x06
_BLANK: Final = b"\x03\0\0\0\0\0\xff\xff"
_BEGIN: Final = 0x809
_WINDOW: Final = 0x3D
# Which version calculated it last; what programs write without calculating does not say.
_CALCULATED: Final = 0x1C1
_MOST_MERGED: Final = 10_000
_RUNS: Final = (0xBD, 0xBE)


def open_xls(stream: BinaryIO, *, options: TableOptions, limits: TableLimits) -> Sheet:
    """
    Open the sheet that *options* name, or the one that `choose_sheet` chooses.

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
        found = _scanned(data)
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except WorkbookRefused:
        raise
    except Exception as cause:
        # Damaged files make xlrd raise nearly anything, from AssertionError to OverflowError.
        raise (_encrypted() if "ncrypt" in str(cause) else unreadable("it is damaged")) from None
    # The sheets themselves say it too, but only once they are loaded.
    hidden: list[int] = getattr(book, "_sheet_visibility", [])
    listed = enumerate(zip(book.sheet_names(), hidden, strict=False))
    entries = [SheetEntry(name, bool(state), at == found.active) for at, (name, state) in listed]

    def read(name: str) -> Iterator[SheetRow]:
        return _guarded(_rows(book, name, limits, found))

    return choose_sheet(entries, read, lambda name: _outline(book.sheet_by_name(name)), options=options, limits=limits)


def _outline(sheet: XlsSheet) -> Outline:
    merged = [
        merged_at(top, left, below - top, right - left) for top, below, left, right in sheet.merged_cells[:_MOST_MERGED]
    ]
    rows = bytearray(sheet.nrows)
    for row, info in sheet.rowinfo_map.items():
        if info.hidden and row < sheet.nrows and any(sheet.row_types(row)):
            rows[row] = 1
    columns = frozenset(at for at, info in sheet.colinfo_map.items() if info.hidden)
    return Outline(tuple(merged), HiddenCells(rows=rows, columns=columns))


def _encrypted() -> WorkbookRefused:
    message = "the workbook is encrypted; remove its password and send it again"
    return WorkbookRefused(Problem(code="encrypted", path="", message=message))


def _data(stream: BinaryIO, limits: TableLimits) -> bytes:
    size = stream.seek(0, 2)
    if size > limits.max_legacy:
        raise unsafe(f"the .xls file has more than {limits.max_legacy} bytes; save it as .xlsx")
    stream.seek(0)
    return stream.read()


class _Scanned(NamedTuple):
    """
    What the records of a workbook say before it is read into rows.

    Attributes:
        active: Index of the sheet that is shown first.
        uncalculated: Sheet, row and column of formulas whose result is blank, in a workbook that nobody calculated,
            such as those of xlwt. Sheets are identified by where they begin.
    """

    active: int
    uncalculated: frozenset[tuple[int, int, int]]


def _scanned(data: bytes) -> _Scanned:
    """
    Look at the records, and count the cells that laying out the rows would take.
    """
    from xlrd.compdoc import CompDoc

    document = CompDoc(data, logfile=io.StringIO())
    book = document.get_named_stream("Workbook") or document.get_named_stream("Book")
    if not book:
        raise unreadable("it has no sheets")
    ends: dict[tuple[int, int], int] = {}
    blank: set[tuple[int, int, int]] = set()
    at = sheet = active = 0
    calculated = False
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _FILEPASS:
            raise _encrypted()
        sheet = at if kind == _BEGIN else sheet
        calculated = calculated or kind == _CALCULATED
        if kind == _WINDOW and length >= 12:
            active = struct.unpack_from("<H", book, at + 14)[0]
        if length >= 6 and (kind in _CELLS or kind in _RUNS):
            row, column = struct.unpack_from("<HH", book, at + 4)
            if kind == _FORMULA and book[at + 10 : at + 18] == _BLANK:
                blank.add((sheet, row, column))
            if kind in _RUNS:
                column = struct.unpack_from("<H", book, at + 2 + length)[0]
            key = (sheet, row)
            ends[key] = max(ends.get(key, 0), column + 1)
        at += 4 + length
    if sum(ends.values()) > _MOST_CELLS:
        raise unsafe(f"its rows would take more than {_MOST_CELLS} cells")
    return _Scanned(active, frozenset() if calculated else frozenset(blank))


def _guarded(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    try:
        yield from rows
    except Exception:
        raise unreadable("it is damaged") from None


def _rows(book: Book, name: str, limits: TableLimits, scanned: _Scanned) -> Iterator[SheetRow]:
    sheet = book.sheet_by_name(name)
    codes = _codes(book)
    numbers, texts = _number_readers(codes, book), text_readers(codes)
    begin = _begin(book, name)
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        cells: list[str] = []
        problem = None
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            text, told = _text(kind, value, row=row, column=column)
            if not text and (begin, row, column) in scanned.uncalculated:
                told = _uncalculated(row, column)
            if kind in (2, 3):
                text = numbers[sheet.cell_xf_index(row, column)](repr(value))
            elif kind == 1 and texts and (reader := texts.get(sheet.cell_xf_index(row, column))):
                text = reader(text)
            cells.append(text)
            problem = problem or told
        while cells and not cells[-1]:
            cells.pop()
        if cells or problem:
            yield SheetRow(row + 1, cells[: limits.max_columns + 1], problem)


def _begin(book: Book, name: str) -> int:
    """
    Return where the records of a sheet begin in the workbook's.
    """
    places: list[int] = getattr(book, "_sh_abs_posn", [])
    at = book.sheet_names().index(name)
    return places[at] - int(getattr(book, "base", 0)) if at < len(places) else -1


def _uncalculated(row: int, column: int) -> Problem:
    message = f"column {column_name(column)} contains a formula without a value; open and save the workbook"
    return Problem(code="formula_without_value", path=f"row {row + 1}", message=message, severity=Severity.WARNING)


def _codes(book: Book) -> list[str]:
    """
    Return the format of each cell style.
    """
    formats = (book.format_map.get(style.format_key) for style in book.xf_list)
    return [format_.format_str if format_ else "General" for format_ in formats]


def _number_readers(codes: Sequence[str], book: Book) -> list[Callable[[str], str]]:
    made = {code: number_reader(code, from_1904=bool(book.datemode)) for code in set(codes)}
    return [made[code] for code in codes]


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
