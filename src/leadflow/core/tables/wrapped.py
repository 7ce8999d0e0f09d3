"""
Detects whole lines in one cell: quoted once more in a text, as some CRMs write them and Excel saves what it opened
without cutting it into columns, or in the first column of a sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from attrs import evolve

from leadflow.core.problems import Problem, Severity
from leadflow.core.tables.cell_judge import CellJudge, header_cells
from leadflow.core.tables.delimiters import NEVER_WRITTEN, CsvDialect, declared_delimiter, detect_dialect, records_of
from leadflow.core.tables.lines import split_lines
from leadflow.core.tables.quoting import Quoted

__all__ = ["detect_in_cells", "detect_wrapped", "reads_as_text", "wrapped_problem"]

_LONGEST: Final = 1 << 17
_SURE: Final = 3


def detect_wrapped(lines: Sequence[str], *, hint: str | None, judge: CellJudge | None) -> CsvDialect | None:
    """
    Return how a text is cut, most lines of which are quoted as a whole; None if it is another text, such as a list of
    one column.

    Args:
        hint: The delimiter, if somebody named it.
        judge: Knows headers.
    """
    declared = 1 if lines and declared_delimiter(lines[0]) else 0
    single = CsvDialect(delimiter=NEVER_WRITTEN)
    records = [one for one in records_of(lines[declared:], single, most=_LONGEST) if _says(one)]
    whole = [one for one in records if _is_whole(one)]
    if len(whole) < 2 or len(whole) * 2 <= len(records):
        return None
    # What stands above without quotes is a row too, such as the header of a list of one column.
    rows = [*takewhile(lambda one: not _is_whole(one), records), *whole]
    within = [line for one in rows for line in split_lines(f"{one.cells[0]}\n")]
    dialect = detect_dialect([*lines[:declared], *within], hint=hint, judge=judge)
    return evolve(dialect, wrapped=True) if _holds_columns(within, dialect, judge) else None


def detect_in_cells(texts: Sequence[str], judge: CellJudge | None) -> CsvDialect | None:
    """
    Return how the texts in the only column of a sheet are cut; None if they are values of one column.
    """
    lines = [line for text in texts for line in split_lines(f"{text}\n")]
    dialect = detect_dialect(lines, judge=judge)
    return evolve(dialect, wrapped=True) if len(texts) > 1 and _holds_columns(lines, dialect, judge) else None


def _holds_columns(lines: Sequence[str], dialect: CsvDialect, judge: CellJudge | None) -> bool:
    """
    Return whether the texts of one column are rows of several, and not prose, names or places with marks in them.
    """
    records = [one for one in records_of(lines, dialect, most=_LONGEST) if _says(one)]
    lengths = [len(one.cells) for one in records] or [0]
    width, times = max(Counter(lengths).items(), key=lambda item: (item[1], item[0]))
    first = lengths.index(width)
    if width < 2 or times * 5 < (len(lengths) - first) * 4:
        return False
    head = records[first].cells
    known = header_cells(head, judge) if judge else 0
    if first:
        # The first one may be the header of the column.
        return known > 1
    if any(cell.count("(") != cell.count(")") for cell in head):
        # As in "Amount (EUR,Mio)".
        return False
    if reads_as_text(head):
        return known >= _SURE
    return width >= _SURE or any(judge(cell) for cell in head if judge)


def reads_as_text(cells: Sequence[str]) -> bool:
    """
    Return whether cells that were cut out of one may be a text with marks in it, as in "Berg, Ann".
    """
    return all(cell.startswith(" ") for cell in cells[1:])


def wrapped_problem(place: str = "") -> Problem:
    """
    Say that a line, or each line of a file, was one cell as a whole.
    """
    what = "this line is" if place else "each line is"
    message = f"{what} one cell as a whole, so it was cut into its columns; check that they are right"
    return Problem(code="line_quoted", path=place, message=message, severity=Severity.WARNING)


def _is_whole(record: Quoted) -> bool:
    return record.lines[0].startswith('"') and record.closed and not record.misplaced


def _says(record: Quoted) -> bool:
    return any(map(str.strip, record.cells))
