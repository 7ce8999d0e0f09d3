"""
Some rows of a table, kept by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat, takewhile
from typing import Final, overload

from leadflow.core.problems import Problem
from leadflow.core.tables.table import Row

__all__ = ["RowChunk", "in_chunks"]

_TURNED: Final = 128
"""
So many rows are turned into columns at once: to turn thousands takes an iterator for each of them.
"""


class RowChunk(Sequence[Row]):
    """
    Rows one after the other, kept by column; a row is made when somebody looks at it.

    Attributes:
        numbers, lines: As in `Row`.
        columns: For each header of the table, the cells of all rows.
        problems: By place, in order, what is wrong with a row as a whole.
    """

    __slots__ = ("columns", "lines", "numbers", "problems")

    def __init__(
        self,
        numbers: Sequence[int],
        lines: Sequence[int],
        columns: Sequence[Sequence[str]],
        problems: Mapping[int, Problem],
    ) -> None:
        self.numbers = numbers
        self.lines = lines
        self.columns = columns
        self.problems = problems

    @classmethod
    def of(cls, rows: Iterable[Row]) -> RowChunk:
        """
        Take *rows*, a few at a time.
        """
        left = iter(rows)
        numbers, lines, columns = list[int](), list[int](), list[list[str]]()
        problems: dict[int, Problem] = {}
        while part := list(islice(left, _TURNED)):
            more, starts, cells, told = zip(*part, strict=True)
            if any(told):
                problems |= {at: one for at, one in enumerate(told, len(numbers)) if one}
            numbers += more
            lines += starts
            if not columns:
                columns = [[] for _ in cells[0]]
            for column, texts in zip(columns, zip(*cells, strict=True), strict=True):
                column += texts
        return cls(numbers, lines, columns, problems)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> RowChunk: ...
    def __getitem__(self, at: int | slice) -> Row | RowChunk:
        if isinstance(at, slice):
            places = range(len(self))[at]
            problems = {new: self.problems[old] for new, old in enumerate(places) if old in self.problems}
            return RowChunk(self.numbers[at], self.lines[at], [column[at] for column in self.columns], problems)
        place = range(len(self))[at]
        cells = tuple([column[place] for column in self.columns])
        return Row(self.numbers[place], self.lines[place], cells, self.problems.get(place))

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


def in_chunks(rows: Iterable[Row], most: int) -> Iterator[RowChunk]:
    """
    Return *rows* in chunks of at most so many.
    """
    left = iter(rows)
    # Nothing here holds a chunk while the next one is read, which would take twice the memory.
    return takewhile(bool, (RowChunk.of(islice(left, most)) for _ in repeat(None)))
