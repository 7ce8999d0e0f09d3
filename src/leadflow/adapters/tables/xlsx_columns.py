"""
The columns of a sheet by their letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from leadflow.adapters.tables.faults import unreadable
from leadflow.core.tables import MergedCells

__all__ = ["column_index", "column_name", "gaps_between", "merged_at"]

_LAST: Final = 16384


def column_index(letters: str) -> int:
    """
    Return the index of the column called *letters*, from 0.
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    if not 0 < index <= _LAST:
        raise unreadable("a cell is beyond the last column")
    return index - 1


def column_name(index: int) -> str:
    """
    Return the letters of the column at *index*, from 0.
    """
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def merged_at(top: int, left: int, rows: int, columns: int) -> MergedCells:
    """
    Return the merged cells of so many *rows* and *columns*, from the row *top* and the column *left*, both from 0.
    """
    first, last = column_name(left), column_name(left + columns - 1)
    return MergedCells(f"{first}{top + 1}:{last}{top + rows}", top + 1, top + rows)


def gaps_between(columns: Sequence[int], most: int) -> list[int] | None:
    """
    Return the columns that are missing before the last of *columns*; None if these do not rise or reach *most*.
    """
    if any(left >= right for left, right in pairwise(columns)) or (columns and columns[-1] >= most):
        return None
    return sorted(set(range(columns[-1])) - set(columns)) if columns else []
