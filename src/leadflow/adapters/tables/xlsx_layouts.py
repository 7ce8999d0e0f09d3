"""
Rows of an xlsx workbook whose cells all hold shared texts, told by what is left of them without their digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from leadflow.adapters.tables.xlsx_columns import column_index, gaps_between

__all__ = ["SharedLayouts"]

_MOST: Final = 2000
_LONGEST: Final = 1 << 14
_DIGITS: Final = b"0123456789"
_INDEX: Final = re.compile(rb"<v>(\d+)</v>")
_CELL: Final = rb'<c r="[A-Z]{1,3}+"(?: s="")?+(?: t="s"(?: s="")?+><v></v></c>|/>)'
_ROW: Final = re.compile(rb'<row(?: [A-Za-z:]++="[^"<>]*+")*+>(?:' + _CELL + rb")*+")
_FILLED: Final = re.compile(rb'<c r="([A-Z]+)"[^/>]*>')


class _Layout(NamedTuple):
    """
    How many texts a row has, and which columns before the last of them have none.
    """

    count: int
    gaps: list[int]


class SharedLayouts:
    """
    Reads rows by the layouts met so far.

    Without digits there is nothing left of a row that tells it from another with cells in the same columns, so a
    layout is found by a glance at the row as a whole, and no tag is looked at by itself. Rows that hold anything else
    have none.
    """

    def __init__(self, max_columns: int) -> None:
        self._max_columns = max_columns
        self._known: dict[bytes, _Layout | None] = {}

    def read(self, row: bytes, shared: Sequence[str]) -> list[str] | None:
        """
        Return the texts of the cells; None if *row*, all that stands before ``</row>``, is not of this form.
        """
        key = row.translate(None, _DIGITS)
        layout = self._known.get(key)
        if layout is None and (key in self._known or (layout := self._new(key)) is None):
            return None
        indexes = _INDEX.findall(row)
        if len(indexes) != layout.count:
            return None
        cells = list(map(shared.__getitem__, map(int, indexes)))
        for gap in layout.gaps:
            cells.insert(gap, "")
        return cells

    def _new(self, key: bytes) -> _Layout | None:
        if len(key) > _LONGEST:
            return None
        if len(self._known) >= _MOST:
            self._known.clear()
        layout = None
        if _ROW.fullmatch(key):
            columns = [column_index(name.decode()) for name in _FILLED.findall(key)]
            gaps = gaps_between(columns, self._max_columns)
            layout = None if gaps is None else _Layout(len(columns), gaps)
        self._known[key] = layout
        return layout
