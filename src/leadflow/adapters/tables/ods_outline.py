"""
The sheets of an OpenDocument spreadsheet, and where cells are merged in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Final

from leadflow.adapters.tables.choosing import Outline, SheetEntry
from leadflow.adapters.tables.markup import new_parser
from leadflow.adapters.tables.xlsx_columns import merged_at
from leadflow.core.tables import HiddenCells, MergedCells, TableLimits

__all__ = ["OdsOutline", "read_outline", "repeated"]

_BLOCK: Final = 1 << 15
_MOST_MERGED: Final = 10_000
_NOT_SHOWN: Final = ("collapse", "filter")
_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})


class OdsOutline:
    """
    What is known of the sheets before their rows are read.

    Attributes:
        entries: The sheets in their order.
    """

    def __init__(self, limits: TableLimits, active: str) -> None:
        self.entries: list[SheetEntry] = []
        self._limits = limits
        self._active = active
        self._merged: dict[str, list[MergedCells]] = {}
        self._hidden_rows: dict[str, bytearray] = {}
        self._hidden_columns: dict[str, set[int]] = {}
        self._hidden: set[str] = set()
        self._style = ""
        self._row = self._rows = self._column = self._declared = 0
        self._row_hidden = False

    def of(self, sheet: str) -> Outline:
        """
        Return what is known of the sheet of a name.
        """
        hidden = HiddenCells(rows=self._hidden_rows[sheet], columns=frozenset(self._hidden_columns[sheet]))
        return Outline(tuple(self._merged[sheet]), hidden)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """
        An element begins. Whether a sheet is hidden is said by its style, which comes before it.
        """
        if name in _CELLS:
            if "table:number-columns-spanned" in attributes or "table:number-rows-spanned" in attributes:
                self._merge(attributes)
            if self._row_hidden and "office:value-type" in attributes:
                self._hide_row()
            self._column += repeated(attributes.get("table:number-columns-repeated"))
        elif name == "table:table-row":
            self._row += self._rows
            self._rows, self._column = repeated(attributes.get("table:number-rows-repeated")), 0
            self._row_hidden = attributes.get("table:visibility") in _NOT_SHOWN and bool(self.entries)
        elif name == "table:table-column" and self.entries:
            times = repeated(attributes.get("table:number-columns-repeated"))
            if attributes.get("table:visibility") in _NOT_SHOWN:
                last = min(self._declared + times, self._limits.max_columns)
                self._hidden_columns[self.entries[-1].name].update(range(self._declared, last))
            self._declared += times
        elif name == "table:table":
            sheet = attributes.get("table:name", "")
            hidden = attributes.get("table:style-name", "") in self._hidden
            self.entries.append(SheetEntry(sheet, hidden, sheet == self._active))
            self._merged.setdefault(sheet, [])
            self._hidden_rows.setdefault(sheet, bytearray())
            self._hidden_columns.setdefault(sheet, set())
            self._row = self._rows = self._declared = 0
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden.add(self._style)

    def _merge(self, attributes: dict[str, str]) -> None:
        rows = repeated(attributes.get("table:number-rows-spanned"))
        columns = repeated(attributes.get("table:number-columns-spanned"))
        merged = self._merged[self.entries[-1].name] if self.entries else []
        if rows * columns > 1 and len(merged) < _MOST_MERGED:
            merged.append(merged_at(self._row, self._column, rows, columns))

    def _hide_row(self) -> None:
        rows = self._hidden_rows[self.entries[-1].name]
        end = min(self._row + self._rows, self._limits.max_rows)
        rows.extend(bytes(max(0, end - len(rows))))
        rows[self._row : end] = b"\1" * max(0, end - self._row)
        self._row_hidden = False


def read_outline(opened: Callable[[], IO[bytes]], limits: TableLimits, active: str) -> OdsOutline:
    """
    Go through the whole content once, since sheets follow each other; *active* is the name of the one shown first.
    """
    outline = OdsOutline(limits, active)
    parser = new_parser()
    parser.StartElementHandler = outline.start
    with opened() as part:
        while block := part.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    return outline


def repeated(count: str | None) -> int:
    """
    Return how many times a row or a cell is repeated, or how many it spans, by its attribute.
    """
    return max(1, int(count)) if count and count.isdecimal() and len(count) < 10 else 1
