"""
What a sheet of an xlsx workbook says around its rows: merged and hidden cells, and whether it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, Final

from leadflow.adapters.tables.choosing import Outline
from leadflow.adapters.tables.faults import BROKEN
from leadflow.core.tables import HiddenCells, MergedCells, TableLimits

__all__ = ["xlsx_outline"]

_BLOCK: Final = 1 << 18
_OVERLAP: Final = 300
_MOST_MERGED: Final = 10_000
_LAST_COLUMN: Final = 16_384
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell [^<>]{0,200}?\bref=[\"']([A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7}))[\"']"
)
_ROW: Final = re.compile(
    rb"<(?:\w+:)?row\b([^<>]{0,400}?\bhidden=[\"'](?:1|true)[\"'][^<>]{0,200}?)(?<!/)>(?=\s*<[^/])"
)
_NUMBER: Final = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b([^<>]{0,300}?\bhidden=[\"'](?:1|true)[\"'][^<>]{0,200})>")
_BOUND: Final = re.compile(rb"\b(min|max)=[\"'](\d{1,6})[\"']")
_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\b[^<>]*/>")


def xlsx_outline(open_part: Callable[[], IO[bytes]], limits: TableLimits) -> Outline:
    """
    Go through a sheet without looking at its cells, which costs little more than unpacking it.
    """
    found = _Found(limits)
    try:
        with open_part() as part:
            carry = b""
            while block := part.read(_BLOCK):
                data = carry + block
                end = found.take(data)
                carry = data[max(end, len(data) - _OVERLAP) :]
            found.whole = found.whole or data[:1] not in (b"<", b"\xef")  # of UTF-16 nothing is found
    except BROKEN:
        # Where the sum does not match, values may be others than those that were written.
        found.whole = False
    rows = found.rows.rstrip(b"\0")
    return Outline(tuple(found.merged), HiddenCells(rows=rows, columns=frozenset(found.columns)), found.whole)


class _Found:
    def __init__(self, limits: TableLimits) -> None:
        self.merged: list[MergedCells] = []
        self.rows = bytearray()
        self.columns: set[int] = set()
        self.whole = False
        self._limits = limits

    def take(self, data: bytes) -> int:
        """
        Look at some more of the sheet; return how much of it need not be looked at again.
        """
        end = 0
        if b"mergeCell " in data:
            for found in _MERGED.finditer(data):
                end = found.end()
                if len(self.merged) < _MOST_MERGED:
                    self.merged.append(MergedCells(found[1].decode(), int(found[2]), int(found[3])))
        if b"hidden=" in data:
            for found in _ROW.finditer(data):
                self._hide_row(found[1])
            for found in _COLUMN.finditer(data):
                bounds = {name: int(number) for name, number in _BOUND.findall(found[1])}
                first, last = bounds.get(b"min", 1), min(bounds.get(b"max", 0), _LAST_COLUMN)
                self.columns.update(range(first - 1, last))
        self.whole = self.whole or (b"sheetData" in data and _END.search(data) is not None)
        return end

    def _hide_row(self, attributes: bytes) -> None:
        said = _NUMBER.search(attributes)
        number = int(said[1]) if said else 0
        if 0 < number <= self._limits.max_rows:
            self.rows.extend(bytes(max(0, number - len(self.rows))))
            self.rows[number - 1] = 1
