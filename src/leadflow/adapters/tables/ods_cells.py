"""
A cell of an OpenDocument spreadsheet.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.adapters.tables.shown_numbers import currency_shown, magnitude_shown, percent, plain_number, shown_code
from leadflow.adapters.tables.xlsx_columns import column_name
from leadflow.core.kinds.currencies import currency_of
from leadflow.core.problems import Problem, Severity

__all__ = ["OdsCell"]

_DURATION: Final = re.compile(r"PT(\d{1,7})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_TIME: Final = re.compile(r"(\d{1,7}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AP])M", re.IGNORECASE)
_ERROR: Final = re.compile(r"#(?=[A-Z])[A-Z/0]+[!?A]?|Err:\d+")


class OdsCell:
    """
    Gathers the text of a cell while its markup is read.
    """

    def __init__(self, attributes: dict[str, str], most: int) -> None:
        self.attributes = attributes
        self._most = most
        self._lines: list[str] = []
        self._open = False
        self._size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """
        An element begins within the cell.
        """
        if name == "text:p":
            self._lines.append("")
            self._open = True
        elif name == "text:s":
            count = attributes.get("text:c", "1")
            self.add(" " * (min(int(count), 1000) if count.isdecimal() and len(count) < 9 else 1))
        elif name == "text:tab":
            self.add("\t")
        elif name == "text:line-break":
            self.add("\n")

    def add(self, text: str) -> None:
        """
        Text is inside the cell; only what is in a paragraph counts.
        """
        self._size += len(text)
        if self._open and self._size <= self._most + 1:
            self._lines[-1] += text

    def end(self, name: str) -> None:
        """
        An element within the cell ends.
        """
        if name == "text:p":
            self._open = False

    def read(self, row: int, column: int) -> tuple[str, Problem | None]:
        """
        Return the cell's text and what is wrong with it.
        """
        place, where = f"row {row}", f"column {column_name(column)}"
        # SheetJS writes CRLF within a cell so.
        shown = "\n".join(self._lines).replace("_x000d_\n", "\n")
        kind = self.attributes.get("office:value-type", "")
        if self._size > self._most:
            message = f"{where} has more than {self._most} characters"
            return shown[: self._most], Problem(code="cell_too_large", path=place, message=message)
        if self.attributes.get("calcext:value-type") == "error" or (kind != "string" and _ERROR.fullmatch(shown)):
            message = f"{where} contains the error {shown} and is read as blank"
            return "", Problem(code="cell_error", path=place, message=message, severity=Severity.WARNING)
        text = self._value(kind, shown)
        # An empty paragraph without a type is how LibreOffice writes the result "".
        if not text and not kind and "table:formula" in self.attributes and not self._lines:
            message = f"{where} contains a formula without a value; open and save the workbook"
            return "", Problem(code="formula_without_value", path=place, message=message, severity=Severity.WARNING)
        return text, None

    def _value(self, kind: str, shown: str) -> str:
        value = self.attributes.get("office:value", "")
        if kind in ("float", "percentage", "currency") and value:
            return self._number(kind, value, shown)
        if kind == "date":
            moment = self.attributes.get("office:date-value", "")
            return moment.replace("T", " ").partition(".")[0].removesuffix(" 00:00:00") or shown
        if kind == "time":
            return _time(shown, self.attributes.get("office:time-value", ""))
        if kind == "boolean":
            return "TRUE" if self.attributes.get("office:boolean-value") == "true" else "FALSE"
        return shown or self.attributes.get("office:string-value", "")

    def _number(self, kind: str, value: str, shown: str) -> str:
        plain = plain_number(value)
        if shown.strip() and not any(map(str.isdigit, shown)):
            # Words stand for the number.
            return shown.strip()
        if word := magnitude_shown(plain, shown):
            return f"{plain} {word}"
        if kind == "percentage":
            return percent(value)
        currency = self.attributes.get("office:currency", "") if kind == "currency" else ""
        currency = currency_of(currency) or currency or currency_shown(shown)
        return f"{plain} {currency}" if currency else shown_code(plain, shown)


def _time(shown: str, value: str) -> str:
    """
    Return a time with its seconds; what is shown counts, since the value of a moment's time counts from 1899. Minutes or
    seconds alone, or minutes with seconds, are a time with hours too.
    """
    bare = shown.strip()
    if clock := _CLOCK.fullmatch(bare):
        hour = int(clock[1]) % 12 + (12 if clock[4].upper() == "P" else 0)
        return f"{hour:02}:{clock[2]}:{clock[3] or '00'}"
    hours, minutes, seconds = map(int, found.groups()) if (found := _DURATION.fullmatch(value)) else (0, 0, 0)
    whole = f"{hours:02}:{minutes:02}:{seconds:02}"
    if found := _TIME.fullmatch(bare):
        first, second = int(found[1]), int(found[2])
        if not found[3] and (first, second) == (minutes, seconds) != (hours % 24, minutes):
            return f"{hours % 24:02}{whole[-6:]}"
        return f"{first:02}:{found[2]}:{found[3] or '00'}"
    return whole if (not bare or bare.isdecimal()) and _DURATION.fullmatch(value) else shown
