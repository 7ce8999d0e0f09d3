"""
What tables ask about cells: whether they are headers, or look like values of a sort.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["HEADER", "CellJudge", "header_cells", "is_data"]

HEADER: Final = "header"
"""
What a judge says of a cell that is a header that it knows.
"""

CellJudge = Callable[[str], str | None]
"""
Says `HEADER`, or what a cell looks like (an address, a date, a number), or None for any other text.
"""

_JUDGED: Final = 30
_NUMBER: Final = "number"
_ADDRESS: Final = "address"


def header_cells(cells: Sequence[str], judge: CellJudge) -> int:
    """
    Return how many of *cells* are headers that *judge* knows.
    """
    return sum(judge(cell) == HEADER for cell in cells if cell.strip())


def is_data(records: Sequence[Sequence[str]], at: int, judge: CellJudge) -> bool:
    """
    Return whether the record at *at* is one of the rows and not their header: a cell looks as those below it do.
    """
    looks = [(column, judge(cell)) for column, cell in enumerate(records[at]) if cell.strip()]
    if any(look == HEADER for _, look in looks):
        return False
    below = records[at + 1 : at + 1 + _JUDGED]
    return any(_continues(look, column, below, judge) for column, look in looks if look)


def _continues(look: str, column: int, below: Sequence[Sequence[str]], judge: CellJudge) -> bool:
    filled = [cells[column] for cells in below if column < len(cells) and cells[column].strip()]
    same = sum(judge(cell) == look for cell in filled)
    # One row alone is data if it holds an address; a number may be a year above numbers.
    least = 2 if look == _NUMBER else 0 if look == _ADDRESS else 1
    return same >= least and same * 2 >= len(filled)
