"""
The sheets of an OpenDocument spreadsheet, and where cells are merged in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Final

from leadflow.adapters.tables.choosing import SheetEntry
from leadflow.adapters.tables.markup import new_parser
from leadflow.adapters.tables.xlsx_columns import merged_at
from leadflow.core.tables import MergedCells

__all__ = ["Outline", "read_outline", "repeated"]

_BLOCK: Final = 1 << 15
_MOST_MERGED: Final = 10_000
_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})


class Outline:
    """
    What is known of the sheets before their rows are read.

    Attributes:
        entries: The sheets in their order.
        merged: For each sheet its merged cells.
    """

    def __init__(self) -> None:
        self.entries: list[SheetEntry] = []
        self.merged: dict[str, list[MergedCells]] = {}
        self._hidden: set[str] = set()
        self._style = ""
        self._row = self._rows = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """
        An element begins. Whether a sheet is hidden is said by its style, which comes before it.
        """
        if name in _CELLS:
            if "table:number-columns-spanned" in attributes or "table:number-rows-spanned" in attributes:
                self._merge(attributes)
            self._column += repeated(attributes.get("table:number-columns-repeated"))
        elif name == "table:table-row":
            self._row += self._rows
            self._rows, self._column = repeated(attributes.get("table:number-rows-repeated")), 0
        elif name == "table:table":
            sheet = attributes.get("table:name", "")
            self.entries.append(SheetEntry(sheet, attributes.get("table:style-name", "") in self._hidden))
            self.merged.setdefault(sheet, [])
            self._row = self._rows = 0
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden.add(self._style)

    def _merge(self, attributes: dict[str, str]) -> None:
        rows = repeated(attributes.get("table:number-rows-spanned"))
        columns = repeated(attributes.get("table:number-columns-spanned"))
        merged = self.merged[self.entries[-1].name] if self.entries else []
        if rows * columns > 1 and len(merged) < _MOST_MERGED:
            merged.append(merged_at(self._row, self._column, rows, columns))


def read_outline(opened: Callable[[], IO[bytes]]) -> Outline:
    """
    Go through the whole content once, since sheets follow each other.
    """
    outline = Outline()
    parser = new_parser()
    parser.StartElementHandler = outline.start
    with opened() as part:
        while block := part.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    return outline


def repeated(count: str | None) -> int:
    """
    Return how many times a row or a cell stands, or how many it spans, by its attribute.
    """
    return max(1, int(count)) if count and count.isdecimal() and len(count) < 10 else 1
