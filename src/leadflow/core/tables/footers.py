"""
Detects footers of reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadflow.core.tables.delimiters import CsvDialect, records_of
from leadflow.core.tables.lines import TextLines

__all__ = ["footer_length"]

_MOST: Final = 20


def footer_length(lines: TextLines, dialect: CsvDialect) -> int:
    """
    Return how many rows at the end of a text are a footer; 0 if there is none.

    A footer comes after a blank line, and its rows have text in their first cell only ("Total: 12 leads",
    "Confidential - do not distribute").
    """
    end = lines.last()
    below = _below_table(end, dialect)
    start = next((at for at, line in enumerate(below) if not _filled(line, dialect)), len(below))
    rows = [line for line in below[start:] if _filled(line, dialect)]
    # An odd number of quotes is rather the end of a cell with line breaks.
    if len(rows) > _MOST or any(line.count('"') % 2 for line in below):
        return 0
    return len(rows)


def _below_table(lines: Sequence[str], dialect: CsvDialect) -> Sequence[str]:
    """
    Return the lines at the end that have text in their first cell at most.
    """
    start = len(lines)
    while start and _filled(lines[start - 1], dialect) in ([], [0]):
        start -= 1
    return lines[start:] if start else ()


def _filled(line: str, dialect: CsvDialect) -> list[int]:
    record = next(records_of([line], dialect, most=len(line)))
    return [at for at, cell in enumerate(record.cells) if cell.strip()]
