"""
The cells of a row of an xlsx workbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, NamedTuple

from leadflow.adapters.tables.faults import unreadable
from leadflow.adapters.tables.markup import plain_text
from leadflow.adapters.tables.moments import MomentReader, iso_moment
from leadflow.adapters.tables.shown_numbers import plain_number
from leadflow.adapters.tables.xlsx_columns import column_index, column_name, gaps_between
from leadflow.adapters.tables.xlsx_layouts import PlainRows
from leadflow.core.problems import Problem, Severity
from leadflow.core.tables import TableLimits
from leadflow.core.tables.formulas import guard

__all__ = ["XlsxCells"]

_MOST_LAYOUTS: Final = 2000
_LONGEST_LAYOUT: Final = 1 << 14
_EMPTY_CELL: Final = re.compile(r"<c\b[^<>]*/>")
_FORMULA: Final = re.compile(r"<f\b[^<>]*(?:/>|>[^<]*</f>)(?=<v>[^<])")
_VALUE: Final = re.compile(r"<v>([^<]*)</v></c>")
_HEAD: Final = re.compile(r'<c r="([A-Z]{1,3})"((?: [a-z]+="[^"<>]*")*)>')
_TOKEN: Final = re.compile(r"(/?)(\w+)([^<>]*?)(/?)>(.*)", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")

_TEXTS: Final = ("s", "str", "inlineStr")

_Reader = Callable[[str], str]
_RowReader = Callable[[bytes], list[str] | None]


class _Layout(NamedTuple):
    """
    What all rows with cells in the same columns, of the same types and styles have in common.

    Attributes:
        shared: For each cell whether it points to a shared text.
        others: Places of the other cells, and what makes text of them.
        gaps: Indexes of the columns that are missing, rising.
    """

    shared: list[bool]
    others: list[tuple[int, _Reader]]
    gaps: list[int]


class XlsxCells:
    """
    Makes texts of the markup of rows.

    Most rows have values only: their layout, which is what is left of them without the values, is looked up among
    those met before. Any other row is read tag by tag.

    Attributes:
        plain: Reads a row that holds shared texts and numbers only, as most do; see `PlainRows`.
    """

    def __init__(
        self,
        *,
        shared: Sequence[str],
        numbers: Sequence[_Reader],
        texts: Mapping[int, _Reader],
        limits: TableLimits,
        uncalculated: bool = False,
        quoted: Collection[str] = (),
    ) -> None:
        self._shared = shared
        # The styles of cells that were typed with an apostrophe, by their numbers.
        self._quoted = quoted
        self._uncalculated = uncalculated
        self._numbers = numbers
        # What a format adds to texts, by the styles as cells name them.
        self._texts = {str(style): reader for style, reader in texts.items()}
        self._limits = limits
        self._layouts: dict[str, _Layout | None] = {}
        plain = PlainRows(shared=shared, numbers=numbers, max_columns=limits.max_columns)
        # Without digits the styles of texts are not seen.
        self.plain: _RowReader = _nothing if self._texts else plain.read

    def usual(self, row: str, number: int) -> list[str] | None:
        """
        Return the texts of the cells if the row is in the usual form: values only, and each cell has one.

        Args:
            row: What is between ``<row`` and ``</row>``.
        """
        # Below the number of styles the row's number could be mistaken for the end of a style's.
        if number <= len(self._numbers):
            return None
        parts = _VALUE.split(row.partition(">")[2])
        texts = parts[1::2]
        layout = self._layout("".join(parts[::2]).replace(f'{number}"', '"'))
        if layout is None or len(layout.shared) != len(texts):
            return None
        if "<v>-" in row and any(shared and text[:1] == "-" for text, shared in zip(texts, layout.shared, strict=True)):
            return None
        known = self._shared
        try:
            cells = [known[int(text)] if shared else text for text, shared in zip(texts, layout.shared, strict=True)]
        except (ValueError, IndexError):
            return None
        for at, reader in layout.others:
            if not cells[at]:
                return None
            cells[at] = reader(cells[at])
        for gap in layout.gaps:
            cells.insert(gap, "")
        return cells

    def any(self, row: str, number: int) -> tuple[list[str], Problem | None]:
        """
        Return the texts of the cells, up to the last column that has one, and what is wrong with the row.
        """
        usual = row
        if self._uncalculated and "<f" in row:
            return self._unusual(row, number)
        if "/>" in row or "<f" in row:
            usual = _EMPTY_CELL.sub("", _FORMULA.sub("", row))
        if "<is>" in usual:
            usual = usual.replace(' xml:space="preserve"', "").replace("<is><t>", "<v>").replace("</t></is>", "</v>")
        texts = self.usual(usual, number) if len(row) <= self._limits.max_cell else None
        return (texts, None) if texts is not None else self._unusual(row, number)

    def _layout(self, key: str) -> _Layout | None:
        layout = self._layouts.get(key)
        if layout is None and key not in self._layouts:
            if len(key) > _LONGEST_LAYOUT:
                return None
            if len(self._layouts) >= _MOST_LAYOUTS:
                self._layouts.clear()
            layout = self._layouts[key] = self._new_layout(key)
        return layout

    def _new_layout(self, key: str) -> _Layout | None:
        columns, shared, others, at = [], [], [], 0
        while found := _HEAD.match(key, at):
            at = found.end()
            attributes = dict(re.findall(r' (\w+)="([^"]*)"', found[2]))
            kind = attributes.get("t", "n")
            if kind == "e" or (kind in _TEXTS and attributes.get("s") in self._texts):
                return None
            columns.append(column_index(found[1]))
            shared.append(kind == "s")
            if kind != "s":
                others.append((len(columns) - 1, self._reader(kind, attributes.get("s", "0"))))
        gaps = gaps_between(columns, self._limits.max_columns) if at == len(key) else None
        return None if gaps is None else _Layout(shared, others, gaps)

    def _reader(self, kind: str, style: str) -> _Reader:
        if kind in ("n", "d"):
            at = int(style) if style.isdecimal() else 0
            reader = self._numbers[at] if at < len(self._numbers) else plain_number
            if kind == "n":
                return reader
            return reader.of_iso if isinstance(reader, MomentReader) else iso_moment
        if kind == "inlineStr" and style in self._quoted:
            return _quoted_text
        return _truth if kind == "b" else plain_text

    def _unusual(self, row: str, number: int) -> tuple[list[str], Problem | None]:
        found: dict[int, str] = {}
        problem = None
        column = -1
        for cell in _cells(row):
            reference = cell.attributes.get("r", "").rstrip("0123456789")
            column = column_index(reference) if reference else column + 1
            text, told = self._text(cell, row=number, column=column)
            if text:
                # What is beyond the limit is kept together, to be reported as too many columns or shifted ones.
                found[min(column, self._limits.max_columns)] = text
            problem = problem or told
        return [found.get(at, "") for at in range(max(found, default=-1) + 1)], problem

    def _shared_text(self, number: str) -> str:
        if not number.strip().isdecimal():
            raise unreadable("it points to a shared text that is not there")
        return self._shared[int(number)]

    def _text(self, cell: _Cell, *, row: int, column: int) -> tuple[str, Problem | None]:
        place = f"row {row}"
        kind = cell.attributes.get("t", "n")
        value = cell.value
        if kind == "e":
            message = f"column {column_name(column)} contains the error {value or '#N/A'} and is read as blank"
            return "", _warning("cell_error", place, message)
        if kind == "inlineStr":
            value = value or cell.inline
        if not value or (self._uncalculated and cell.formula and (kind, value) == ("n", "0")):
            message = f"column {column_name(column)} contains a formula without a value; open and save the workbook"
            return "", _warning("formula_without_value", place, message) if cell.formula and kind != "str" else None
        style = cell.attributes.get("s", "0")
        text = self._shared_text(value) if kind == "s" else self._reader(kind, style)(value)
        if kind in _TEXTS and style in self._texts:
            text = self._texts[style](text)
        most = self._limits.max_cell
        if len(text) > most:
            message = f"column {column_name(column)} has {len(text)} characters; at most {most} are read"
            return text[:most], Problem(code="cell_too_large", path=place, message=message)
        return text, None


class _Cell:
    """
    A cell as its tags describe it.
    """

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.value = ""
        self.inline = ""
        self.formula = False


def _cells(row: str) -> list[_Cell]:
    cells: list[_Cell] = []
    pronounced = False
    for tag in row.split("<")[1:]:
        found = _TOKEN.match(tag)
        if not found:
            raise unreadable("unusual markup")
        ends, name, attributes, empty, text = found.groups()
        if name == "rPh":
            pronounced = not ends and not empty
        if ends:
            continue
        if name == "c":
            cells.append(_Cell({key: double or single for key, double, single in _ATTRIBUTE.findall(attributes)}))
        elif cells and name == "f":
            cells[-1].formula = True
        elif cells and name == "v":
            cells[-1].value = text
        elif cells and name == "t" and not pronounced:
            cells[-1].inline += text
    return cells


def _quoted_text(text: str) -> str:
    """
    Return a text that was typed with an apostrophe, which it keeps where it would be read as a formula.
    """
    plain = plain_text(text)
    return guard(plain) if plain[:1] == "=" else plain


def _nothing(_: bytes) -> None:
    return None


def _truth(text: str) -> str:
    return "TRUE" if text.strip() in ("1", "true") else "FALSE"


def _warning(code: str, place: str, message: str) -> Problem:
    return Problem(code=code, path=place, message=message, severity=Severity.WARNING)
