"""
Inputs that are drawn from bytes: texts, what JSON can say, and files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import Final, TypeVar

import xlsxwriter
from attrs import define

__all__ = ["Draws"]

T = TypeVar("T")

_PIECES: Final = (
    *("{{ ", " }}", "{% if lead %}", "{% endif %}", "lead.notes", "|upper", "'", "(", "[", "\n", ",", ";", '"'),
    *("a@x.se", "2026-03-02", "1.500,50", "=1+1", "\ufeff", "\u202e", "\x00", "\ud800", "sep=;", "\r", "\t", "ß", "İ"),
)
_NAMES: Final = (
    "rules",
    "field",
    "operator",
    "value",
    "condition",
    "combinator",
    "not",
    "and",
    "or",
    "==",
    "in",
    "var",
)
_WORDS: Final = ("and", "or", "==", "var", "email", "country", "equals", "in", "between", "SE", "company")


@define
class Draws:
    """
    Draws from bytes; where they end, everything is the first or the least there is.
    """

    data: bytes
    at: int = 0

    def number(self, below: int) -> int:
        """
        Draw a number from 0 to *below*, exclusive.
        """
        taken, self.at = self.data[self.at : self.at + 2], self.at + 2
        return int.from_bytes(taken) % below

    def one(self, of: Sequence[T]) -> T:
        """
        Draw one of several.
        """
        return of[self.number(len(of))]

    def some(self, most: int) -> bytes:
        """
        Draw bytes as they are.
        """
        count = self.number(most)
        taken, self.at = self.data[self.at : self.at + count], self.at + count
        return taken

    def text(self) -> str:
        """
        Draw a text of characters from anywhere, halves of pairs among them.
        """
        ends = (0x80, 0x80, 0x250, 0x3000, 0x110000)
        return "".join(
            chr(self.number(self.one(ends)) + (self.number(17) << 16 & 0xF0000)) for _ in range(self.number(12))
        )

    def mixed(self) -> str:
        """
        Draw a text of pieces that mean something somewhere, and of others.
        """
        return "".join(self.one(_PIECES) if self.number(3) else self.text() for _ in range(self.number(30)))

    def tree(self, names: Sequence[str] = _NAMES, depth: int = 5) -> object:
        """
        Draw what JSON can say, with these keys.
        """
        match self.number(8 if depth else 5):
            case 0:
                return self.one((None, True, False))
            case 1:
                return self.number(1 << 16) - 9
            case 2:
                return self.one((0.5, -1e308, 1e-9, float("inf"), float("nan"), 10**40))
            case 3:
                return self.one(_WORDS)
            case 4:
                return self.text()
            case 5:
                return [self.tree(names, depth - 1) for _ in range(self.number(5))]
            case _:
                return {self.one(names): self.tree(names, depth - 1) for _ in range(self.number(5))}

    def file(self) -> bytes:
        """
        Draw a file: any bytes, a text, the head of another format, or a workbook of which one part is changed.
        """
        match self.number(6):
            case 0:
                return self.some(2_000)
            case 1:
                return b"PK\x03\x04" + self.some(500)
            case 2:
                return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + self.some(500)
            case 3:
                return self._workbook()
            case _:
                begin = self.one(("Email,City\n", "Email;City\r\n", "", '"Email"\t"City"\n', "Name\n"))
                return (begin + self.mixed()).encode(self.one(("utf-8", "utf-16", "utf-32")), "surrogatepass")

    def _workbook(self) -> bytes:
        parts = dict(_parts())
        name = self.one(sorted(parts))
        content = parts[name]
        for _ in range(1 + self.number(4)):
            at = self.number(len(content) + 1)
            piece = self.one(
                (self.some(20), b"<c t='s'><v>9</v></c>", b"]]>", b"&x;", b"<!DOCTYPE a>", b"", b"1e999", b"<")
            )
            content = content[:at] + piece + content[at + self.number(9) :]
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for one, body in parts.items():
                archive.writestr(one, content if one == name else body)
        return written.getvalue()


@cache
def _parts() -> tuple[tuple[str, bytes], ...]:
    """
    Return the parts of a small workbook.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, date = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Email", "City", "Date", "Amount"])
        sheet.write_row(1, 0, ["a@x.se", "Oslo"])
        sheet.write_number(1, 2, 45_000, date)
        sheet.write_formula(1, 3, "=1+1", None, 2)
    with zipfile.ZipFile(made) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())
