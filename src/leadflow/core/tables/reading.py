"""
Reads a file of any supported format as a table.
"""

from __future__ import annotations

from io import SEEK_END
from typing import BinaryIO

from leadflow.core.arguments import checked
from leadflow.core.problems import Problem
from leadflow.core.tables.cell_judge import CellJudge
from leadflow.core.tables.limits import TableLimits, TableOptions
from leadflow.core.tables.sheets import read_sheet
from leadflow.core.tables.sniffing import WORKBOOKS, detect_format, format_problem
from leadflow.core.tables.table import Table
from leadflow.core.tables.texts import read_text
from leadflow.core.tables.workbooks import WorkbookReader

__all__ = ["read_table"]

_NO_OPTIONS = TableOptions()
_LIMITS = TableLimits()


@checked
def read_table(
    stream: BinaryIO,
    *,
    name: str = "",
    options: TableOptions = _NO_OPTIONS,
    limits: TableLimits = _LIMITS,
    workbooks: WorkbookReader | None = None,
    judge: CellJudge | None = None,
) -> Table:
    """
    Detect the format and the headers of *stream*; its rows are read later.

    The format is detected from the content. Wrong data never raises. Problems of the whole file are
    ``file_empty``, ``file_too_large``, ``format_not_supported``, ``encrypted``, ``reader_missing``,
    ``workbook_unsafe``, ``workbook_unreadable``, ``sheet_unknown``, ``sheet_empty``, ``encoding_unknown``,
    ``delimiter_unknown``, ``no_header``, ``quote_unclosed`` (in the header), ``too_many_columns``,
    ``cell_too_large``, and as warnings ``encoding_guessed``, ``bytes_unreadable``, ``header_like_data``,
    ``header_missing``, ``line_quoted``, ``footer_skipped``, ``sheet_hidden``, ``sheets_unread``,
    ``title_skipped``, ``cells_merged``; of a row as ``row_shifted``, ``quote_unclosed``, ``cell_too_large``,
    ``row_too_large``, ``too_many_rows``, ``workbook_unreadable`` and as warnings ``bytes_unreadable``,
    ``quote_misplaced``, ``line_quoted``, ``cell_error``, ``formula_without_value``, ``cells_beyond``.

    Args:
        stream: Seekable, and open as long as rows are read.
        name: For people; nothing is concluded from it, though a problem may say that it is wrong.
        workbooks: Reads xlsx, xls and ods, and further kinds that it names in an attribute ``kinds``, such as
            ``xlsb`` or ``numbers``. None refuses them.
        judge: Knows headers and values, to find the row of headers or that there is none; without it the shape of the
            rows alone decides.
    """
    size = stream.seek(0, SEEK_END)
    kind = "csv"
    problem = _size_problem(size, limits)
    if not problem:
        kind = detect_format(stream, size=size, encoded=options.encoding is not None)
        if kind in WORKBOOKS or kind in getattr(workbooks, "kinds", ()):
            return read_sheet(
                stream, name=name, kind=kind, options=options, limits=limits, reader=workbooks, judge=judge
            )
        problem = None if kind == "csv" else format_problem(kind, name)
    if problem:
        return Table(name=name, format="xlsx" if kind == "encrypted" else kind, problems=(problem,))
    return read_text(stream, name=name, options=options, limits=limits, judge=judge)


def _size_problem(size: int, limits: TableLimits) -> Problem | None:
    if not size:
        return Problem(code="file_empty", path="", message="the file is empty; send the right one")
    if size > limits.max_bytes:
        message = f"{size} bytes; at most {limits.max_bytes} are read, so split the file"
        return Problem(code="file_too_large", path="", message=message)
    return None
