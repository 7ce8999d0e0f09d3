"""
The merged cells of a sheet of an xlsx workbook, which are listed behind its rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, Final

from leadflow.core.tables import MergedCells

__all__ = ["merged_cells"]

_BLOCK: Final = 1 << 18
_OVERLAP: Final = 300
_NAME: Final = b"mergeCell "
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell [^<>]{0,200}?\bref=[\"']([A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7}))[\"']"
)


def merged_cells(open_part: Callable[[], IO[bytes]]) -> Iterator[MergedCells]:
    """
    Find the merged cells without looking at anything else, which costs little more than unpacking the sheet.
    """
    with open_part() as part:
        carry = b""
        while block := part.read(_BLOCK):
            data = carry + block
            end = 0
            if _NAME in data:
                for found in _MERGED.finditer(data):
                    end = found.end()
                    yield MergedCells(found[1].decode(), int(found[2]), int(found[3]))
            carry = data[max(end, len(data) - _OVERLAP) :]
