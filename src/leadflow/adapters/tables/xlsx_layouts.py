"""
Reads rows of xlsx workbooks quickly by recognizing their layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from leadflow.adapters.tables.shown_numbers import plain_number
from leadflow.adapters.tables.xlsx_columns import column_index, gaps_between

__all__ = ["PlainRows"]

_MOST: Final = 2000
_LONGEST: Final = 1 << 14
_DIGITS: Final = b"0123456789."
_SHARED: Final = rb' t="s"(?: s="")?+><v></v></c>'
_NUMBER: Final = rb'(?: t="n")?+><v>[-+E]*+</v></c>'
_CELL: Final = rb'<c r="[A-Z]{1,3}+"(?: s="")?+(?:/>|' + _SHARED + b"|" + _NUMBER + b")"
_ROW: Final = re.compile(rb'<row(?: [A-Za-z:]++="[^"<>]*+")*+>(?:' + _CELL + rb")*+")
_FILLED: Final = re.compile(rb'<c r="([A-Z]+)"[^/>]*>')
_INDEX: Final = re.compile(rb"<v>(\d+)</v>")
_INDEX_AMONG_NUMBERS: Final = re.compile(rb't="s"(?: s="\d+")?><v>(\d+)</v>')
_NUMBER_CELL: Final = re.compile(rb'<c r="[A-Z]++\d++"(?: s="(\d+)")?(?: t="n")?><v>([^<]+)</v>')


class _Layout(NamedTuple):
    """
    Where the cells of a row are.

    Attributes:
        shared: How many hold shared texts.
        numbers: How many hold numbers.
        others: Columns without shared text before the last filled one, rising, and whether each holds a number.
    """

    shared: int
    numbers: int
    others: list[tuple[int, bool]]


class PlainRows:
    """
    Reads rows by the layouts met so far.

    Without digits there is nothing left of a row that distinguishes it from another with cells of the same types in the
    same columns, so a layout is found by a glance at the row as a whole, and no tag is looked at automatically. Rows
    that hold anything else have none.
    """

    def __init__(self, *, shared: Sequence[str], numbers: Sequence[Callable[[str], str]], max_columns: int) -> None:
        self._shared = shared
        self._numbers = numbers
        self._max_columns = max_columns
        self._known: dict[bytes, _Layout | None] = {}

    def read(self, row: bytes) -> list[str] | None:
        """
        Return the texts of the cells; None if *row*, all that comes before ``</row>``, is not of this form.
        """
        key = row.translate(None, _DIGITS)
        layout = self._known.get(key)
        if layout is None and (key in self._known or (layout := self._new(key)) is None):
            return None
        shared, numbers, others = layout
        indexes = (_INDEX_AMONG_NUMBERS if numbers else _INDEX).findall(row)
        if len(indexes) != shared:
            return None
        cells = list(map(self._shared.__getitem__, map(int, indexes)))
        if not others:
            return cells
        texts = self._read_numbers(row) if numbers else []
        if len(texts) != numbers:
            return None
        left = iter(texts)
        for column, filled in others:
            cells.insert(column, next(left) if filled else "")
        return cells

    def _read_numbers(self, row: bytes) -> list[str]:
        readers = self._numbers
        most = len(readers)
        return [
            (readers[style] if (style := int(said or 0)) < most else plain_number)(text.decode())
            for said, text in _NUMBER_CELL.findall(row)
        ]

    def _new(self, key: bytes) -> _Layout | None:
        if len(key) > _LONGEST:
            return None
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = layout = self._laid_out(key) if _ROW.fullmatch(key) else None
        return layout

    def _laid_out(self, key: bytes) -> _Layout | None:
        filled = [(column_index(found[1].decode()), b't="s"' in found[0]) for found in _FILLED.finditer(key)]
        gaps = gaps_between([column for column, _ in filled], self._max_columns)
        if gaps is None:
            return None
        numbers = [(column, True) for column, shared in filled if not shared]
        others = sorted([*numbers, *((gap, False) for gap in gaps)])
        return _Layout(len(filled) - len(numbers), len(numbers), others)
