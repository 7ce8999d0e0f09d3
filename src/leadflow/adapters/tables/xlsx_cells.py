"""
The cells of a row of an xlsx workbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from leadflow.adapters.tables.faults import unreadable
from leadflow.adapters.tables.markup import plain_text
from leadflow.adapters.tables.numbers import plain_number
from leadflow.core.importing.tables import TableLimits
from leadflow.core.problems import Problem, Severity

__all__ = ["XlsxCells", "column_index", "column_name"]

_MOST_LAYOUTS: Final = 5000
_LAST_COLUMN: Final = 16384
_EMPTY_CELL: Final = re.compile(r"<c\b[^<>]*/>")
_FORMULA: Final = re.compile(r"<f\b[^<>]*(?:/>|>[^<]*</f>)(?=<v>[^<])")
_HEAD: Final = re.compile(r'c r="([A-Z]{1,3})"((?: [a-z]+="[^"<>]*")*)>')
_TOKEN: Final = re.compile(r"(/?)(\w+)([^<>]*?)(/?)>(.*)", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")

_Reader = Callable[[str], str]


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

    Rows in the usual form are cut by their tags, and their layout is looked up among those met before, which takes a
    quarter of the time. Any other form is read tag by tag.
    """

    def __init__(self, *, shared: Sequence[str], numbers: Sequence[_Reader], limits: TableLimits) -> None:
        self._shared = shared
        self._numbers = numbers
        self._limits = limits
        self._layouts: dict[str, _Layout | None] = {}

    def usual(self, row: str, number: int) -> list[str] | None:
        """
        Return the texts of the cells if the row is in the usual form: values only, and each cell has one.

        Args:
            row: What stands between ``<row`` and ``</row>``.
        """
        tags = row.split("<")
        count = len(tags) // 4
        # Below the number of styles the row's number could be mistaken for the end of a style's.
        if len(tags) % 4 != 1 or number <= len(self._numbers) or tags[3::4].count("/v>") != count:
            return None
        layout = self._layout("".join(tags[1::4]).replace(f'{number}"', '"'))
        if layout is None or tags[4::4].count("/c>") != count:
            return None
        shared, texts = self._shared, tags[2::4]
        try:
            if layout.others:
                # Of a cell without shared text the tag is kept for its reader.
                flagged = zip(layout.shared, texts, strict=True)
                cells = [shared[int(text[2:])] if flag else text for flag, text in flagged]
                for at, reader in layout.others:
                    cells[at] = reader(cells[at].partition(">")[2])
            else:
                cells = [shared[int(text[2:])] for text in texts]
        except ValueError:
            return None
        for gap in layout.gaps:
            cells.insert(gap, "")
        return cells

    def any(self, row: str, number: int) -> tuple[list[str], Problem | None]:
        """
        Return the texts of the cells, up to the last column that has one, and what is wrong with the row.
        """
        usual = row
        if "/>" in row or "<f" in row:
            usual = _EMPTY_CELL.sub("", _FORMULA.sub("", row))
        if "<is>" in usual:
            usual = usual.replace(' xml:space="preserve"', "").replace("<is><t>", "<v>").replace("</t></is>", "</v>")
        texts = self.usual(usual, number) if len(row) <= self._limits.max_cell else None
        return (texts, None) if texts is not None else self._unusual(row, number)

    def _layout(self, key: str) -> _Layout | None:
        layout = self._layouts.get(key)
        if layout is None and key not in self._layouts:
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
            if kind == "e":
                return None
            columns.append(column_index(found[1]))
            shared.append(kind == "s")
            if kind != "s":
                others.append((len(columns) - 1, self._reader(kind, attributes.get("s", "0"))))
        rising = all(left < right for left, right in zip(columns, islice(columns, 1, None), strict=False))
        if at < len(key) or not rising or (columns and columns[-1] >= self._limits.max_columns):
            return None
        return _Layout(shared, others, sorted(set(range(columns[-1])) - set(columns)) if columns else [])

    def _reader(self, kind: str, style: str) -> _Reader:
        if kind == "n":
            at = int(style) if style.isdecimal() else 0
            return self._numbers[at] if at < len(self._numbers) else plain_number
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
                # What is beyond the limit is kept together, to be told as too many columns or shifted ones.
                found[min(column, self._limits.max_columns)] = text
            problem = problem or told
        return [found.get(at, "") for at in range(max(found, default=-1) + 1)], problem

    def _text(self, cell: _Cell, *, row: int, column: int) -> tuple[str, Problem | None]:
        place = f"row {row}"
        kind = cell.attributes.get("t", "n")
        value = cell.value
        if kind == "e":
            message = f"column {column_name(column)} holds the error {value or '#N/A'} and is read as blank"
            return "", _warning("cell_error", place, message)
        if kind == "inlineStr":
            value = value or cell.inline
        if not value:
            message = f"column {column_name(column)} holds a formula without its value; open and save the workbook"
            return "", _warning("formula_without_value", place, message) if cell.formula and kind != "str" else None
        if kind == "s":
            return self._shared[int(value)], None
        text = self._reader(kind, cell.attributes.get("s", "0"))(value)
        most = self._limits.max_cell
        if len(text) > most:
            message = f"column {column_name(column)} has {len(text)} characters; at most {most} are read"
            return text[:most], Problem(code="cell_too_large", where=place, message=message)
        return text, None


class _Cell:
    """
    A cell as its tags tell it.
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


def column_index(letters: str) -> int:
    """
    Return the index of the column called *letters*, from 0.
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    if not 0 < index <= _LAST_COLUMN:
        raise unreadable("a cell stands beyond the last column")
    return index - 1


def column_name(index: int) -> str:
    """
    Return the letters of the column at *index*, from 0.
    """
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _truth(text: str) -> str:
    return "TRUE" if text.strip() in ("1", "true") else "FALSE"


def _warning(code: str, place: str, message: str) -> Problem:
    return Problem(code=code, where=place, message=message, severity=Severity.WARNING)
