"""
Stores refused rows in little memory.
"""

from __future__ import annotations

import pickle
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, Final, overload

from attrs import evolve, fields

from leadflow.core.importing.progress import RefusedRow, RowProblem
from leadflow.core.tables import RowChunk

__all__ = ["PackedRows", "with_cells"]

_BLOCK: Final = 500


class PackedRows(Sequence[RefusedRow]):
    """
    Rows by ascending number, packed but for the last few; they are unpacked when somebody looks.
    """

    __slots__ = ("_blocks", "_ends", "_last", "_open")

    def __init__(self, rows: Iterable[RefusedRow] = ()) -> None:
        """
        Keep *rows*.
        """
        self._blocks: list[bytes] = []
        self._ends: list[int] = []
        self._last: list[RefusedRow] = []
        self._open: tuple[int, list[RefusedRow]] = (-1, [])
        self.extend(rows)

    def extend(self, rows: Iterable[RefusedRow]) -> None:
        """
        Keep more rows.
        """
        for row in rows:
            self._last.append(row)
            if len(self._last) == _BLOCK:
                self._blocks.append(_pack(self._last))
                self._ends.append(self._packed + _BLOCK)
                self._last = []

    def copy(self) -> PackedRows:
        """
        Return the rows as they are now; what is kept later does not show there.
        """
        copied = PackedRows()
        copied._blocks, copied._ends, copied._last = self._blocks[:], self._ends[:], self._last[:]
        return copied

    @property
    def _packed(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _rows_of(self, block: int) -> list[RefusedRow]:
        opened, rows = self._open
        if opened != block:
            # The one that was looked into last stays open, for callers that ask for rows one by one.
            rows = _unpack(self._blocks[block])
            self._open = block, rows
        return rows

    def __len__(self) -> int:
        return self._packed + len(self._last)

    def __iter__(self) -> Iterator[RefusedRow]:
        return self.since(0)

    def since(self, at: int) -> Iterator[RefusedRow]:
        """
        Give the rows from the one at this index on, one block unpacked at a time.
        """
        for block in range(bisect_right(self._ends, at), len(self._blocks)):
            yield from islice(self._rows_of(block), max(at - block * _BLOCK, 0), None)
        yield from islice(self._last, max(at - self._packed, 0), None)

    @overload
    def __getitem__(self, at: int) -> RefusedRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RefusedRow]: ...
    def __getitem__(self, at: int | slice) -> RefusedRow | Sequence[RefusedRow]:
        if isinstance(at, slice):
            return tuple([self[index] for index in range(*at.indices(len(self)))])
        index = at + len(self) if at < 0 else at
        if not 0 <= index < len(self):
            raise IndexError("no such row")
        block = bisect_right(self._ends, index)
        if block == len(self._blocks):
            return self._last[index - self._packed]
        return self._rows_of(block)[index % _BLOCK]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedRows | tuple):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # more rows may come

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


_NAMES: Final = [one.name for one in fields(RowProblem)]
_parts = attrgetter(*_NAMES)


def _pack(rows: Sequence[RefusedRow]) -> bytes:
    # Plain tuples are packed in a third of the time that the objects take.
    plain = [(row.number, row.line, list(map(_parts, row.problems)), row.cells) for row in rows]
    return zlib.compress(pickle.dumps(plain), 1)


def _unpack(packed: bytes) -> list[RefusedRow]:
    def problem(parts: tuple[Any, ...]) -> RowProblem:
        return RowProblem(**dict(zip(_NAMES, parts, strict=True)))

    plain = pickle.loads(zlib.decompress(packed))
    return [RefusedRow(number, line, tuple(map(problem, told)), cells) for number, line, told, cells in plain]


def with_cells(
    refused: Sequence[RefusedRow], rows: RowChunk, headers: Sequence[str], *, most: int
) -> Iterator[RefusedRow]:
    """
    Return the first *most* of the *refused* rows their cells, and their problems the values that are there.

    Args:
        rows: Where the cells are, by ascending number; a row that is missing there stays without.
        headers: Of the file.
    """
    places = {header: at for at, header in enumerate(headers)}
    for count, row in enumerate(refused):
        at = bisect_left(rows.numbers, row.number) if count < most else len(rows)
        there = at < len(rows) and rows.numbers[at] == row.number
        yield _filled(row, tuple(rows[at].cells), places) if there else row


def _filled(row: RefusedRow, cells: tuple[str, ...], places: Mapping[str, int]) -> RefusedRow:
    def with_value(problem: RowProblem) -> RowProblem:
        at = places.get(problem.header) if problem.header else None
        return problem if at is None or not cells[at].strip() else evolve(problem, value=cells[at])

    return RefusedRow(row.number, row.line, tuple(map(with_value, row.problems)), cells)
