"""
Detects the header row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadflow.core.problems import Problem, Severity
from leadflow.core.tables.cell_judge import CellJudge, header_cells, is_data
from leadflow.core.tables.limits import TableLimits, TableOptions

__all__ = ["find_header", "header_problems", "headers_from", "lacks_header", "locate_header", "looks_like_data"]

_ENOUGH: Final = 0.6
_NEAR_TOP: Final = 50


def locate_header(
    records: Sequence[Sequence[str]], options: TableOptions, judge: CellJudge | None = None
) -> tuple[int | None, Problem | None]:
    """
    Return the index of the record with the headers, as the options say or as found; or None and what is wrong.
    """
    if not options.header_row:
        at = find_header(records, judge)
        message = "the file contains no text; send one with data"
    else:
        at = options.header_row - 1
        if not (0 <= at < len(records) and any(map(str.strip, records[at]))):
            at = None
        message = f"row {options.header_row} is missing or blank; name the row with the headers"
    return at, None if at is not None else Problem(code="no_header", path="", message=message)


def lacks_header(
    records: Sequence[Sequence[str]], at: int, options: TableOptions, judge: CellJudge | None = None
) -> bool:
    """
    Return whether the record at *at*, where the headers should be, is a row of values.
    """
    if options.header_row is not None:
        return options.header_row == 0
    return judge is not None and is_data(records, at, judge)


def find_header(records: Sequence[Sequence[str]], judge: CellJudge | None = None) -> int | None:
    """
    Return the index of the record that holds the headers, or the first row if none does; None if all are blank.

    Titles, dates and notes before it fill fewer cells than the table does. Where a report holds several tables, the
    longest of the first few hundred rows counts. A row of headers that *judge* knows counts before one of others.
    """
    filled = [_filled(cells) for cells in records]
    full = sorted(count for count in filled if count)
    if not full:
        return None
    wanted = max(1, min(2, full[-1]), _ENOUGH * full[len(full) * 3 // 4])
    first = next((at for at, count in enumerate(filled) if count >= wanted), filled.index(full[-1]))
    found = _longer_table(records, filled, first)
    return found if judge is None else _known_headers(records, filled, found, judge)


def _known_headers(records: Sequence[Sequence[str]], filled: Sequence[int], found: int, judge: CellJudge) -> int:
    """
    Return the first row near the top of which most cells are known headers, unless half of those at *found* are.
    """
    if header_cells(records[found], judge) * 2 >= filled[found]:
        return found
    known = (
        at
        for at, cells in enumerate(records[:_NEAR_TOP])
        if filled[at] > 1 and (count := header_cells(cells, judge)) > 1 and count * 2 >= filled[at]
    )
    return next(known, found)


def _longer_table(records: Sequence[Sequence[str]], filled: Sequence[int], first: int) -> int:
    """
    Return the start of a later table under a title of its own, if it is far longer than the one at *first*.

    It has to be as wide as well, and its title must not look like data: a first lead that says little is not a title.
    """
    best, longest = first, 2 * _run(filled, first)
    for at in range(first + 1, len(records)):
        titled = filled[at - 1] <= 1 < filled[at] and len(_trimmed(records[at])) != len(_trimmed(records[first]))
        titled = titled and filled[at] >= filled[first] and not (filled[at - 1] and looks_like_data(records[at - 1]))
        if titled and _run(filled, at) > longest and not looks_like_data(records[at]):
            best, longest = at, _run(filled, at)
    return best


def looks_like_data(cells: Sequence[str]) -> bool:
    """
    Return whether a row holds what no header would: an address, or no letter in any cell.
    """
    return any("@" in cell and "." in cell for cell in cells) or not any(
        character.isalpha() for cell in cells for character in cell
    )


def headers_from(records: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    """
    Return the headers in record *at*, without the columns at the end that have neither header nor data.

    Where most rows hold text beyond the headers, that is columns without a header rather than shifted rows.
    """
    cells = records[at]
    following = [len(_trimmed(record)) for record in records[at + 1 :] if _filled(record)]
    within = max((min(length, len(cells)) for length in following), default=0)
    width = max(len(_trimmed(cells)), within)
    beyond = sorted(length for length in following if length > len(cells))
    if len(beyond) * 2 > len(following):
        width = max(width, beyond[0])
    return tuple(cell.lstrip("\ufeff") for cell in [*cells, *[""] * (width - len(cells))][:width])


def header_problems(headers: Sequence[str], *, limits: TableLimits, number: int) -> list[Problem]:
    """
    Return what is wrong with the headers as far as the file goes; blank and repeated ones are judged elsewhere.
    """
    found = []
    where = f"row {number}"
    if len(headers) > limits.max_columns:
        message = f"{len(headers)} columns; at most {limits.max_columns} are read"
        found.append(Problem(code="too_many_columns", path=where, message=message))
    if any(len(header) > limits.max_cell for header in headers):
        message = f"a header has more than {limits.max_cell} characters"
        found.append(Problem(code="cell_too_large", path=where, message=message))
    if not any(headers):
        message = (
            "the first row looks like data, so no row is used as the header; map the columns by their place, or name the "
            "row with the headers"
        )
        found.append(Problem(code="header_missing", path=where, message=message, severity=Severity.WARNING))
    elif looks_like_data(headers):
        message = "this row is used as the header but looks like data; add a header row above it"
        found.append(Problem(code="header_like_data", path=where, message=message, severity=Severity.WARNING))
    return found


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _run(filled: Sequence[int], start: int) -> int:
    end = start
    while end < len(filled) and filled[end] > 1:
        end += 1
    return end - start
