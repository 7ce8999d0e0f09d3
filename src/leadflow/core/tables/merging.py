"""
Warnings about merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadflow.core.problems import Problem, Severity
from leadflow.core.tables.shaping import row_place
from leadflow.core.tables.workbooks import MergedCells

__all__ = ["merged_problems"]

_NAMED: Final = 5


def merged_problems(merged: Sequence[MergedCells], *, header_row: int) -> list[Problem]:
    """
    Return warnings about merged cells: those above the headers are titles, those among the data leave others blank.
    """
    titles = [cells for cells in merged if cells.bottom < header_row]
    within = [cells for cells in merged if cells.bottom >= header_row]
    found = []
    if titles:
        message = f"the merged cells {_listed(titles)} above the headers are treated as a title and left out"
        found.append(_warning("title_skipped", titles, message))
    if within:
        message = (
            f"cells are merged in {_listed(within)}; only the upper left cell of each has a value, and the others "
            "are read as blank. Unmerge them and fill in the missing values"
        )
        found.append(_warning("cells_merged", within, message))
    return found


def _listed(merged: Sequence[MergedCells]) -> str:
    more = len(merged) - _NAMED
    return ", ".join(cells.range for cells in _in_order(merged)[:_NAMED]) + (
        f" and {more} more places" if more > 0 else ""
    )


def _in_order(merged: Sequence[MergedCells]) -> list[MergedCells]:
    return sorted(merged, key=lambda cells: cells.top)


def _warning(code: str, merged: Sequence[MergedCells], message: str) -> Problem:
    place = row_place(min(cells.top for cells in merged))
    return Problem(code=code, path=place, message=message, severity=Severity.WARNING)
