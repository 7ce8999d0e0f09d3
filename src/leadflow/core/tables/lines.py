"""
Reads the lines of a text block by block.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import SEEK_END, StringIO
from itertools import chain
from typing import BinaryIO, Final

from attrs import frozen

from leadflow.core.tables.limits import TableLimits

__all__ = ["BlankLines", "TextLines", "split_lines"]

_BLOCK: Final = 1 << 16
_TAIL: Final = 1 << 14
_A_FEW: Final = 40
_A_LINE: Final = 1_000
_UNREADABLE: Final = "\ufffd"
# DOS and mainframes end or fill up a file so.
_END_OF_FILE: Final = "\x1a\0"


class BlankLines(str):
    """
    Many lines in a row with nothing but blanks and delimiters, as one text.
    """

    lines: int

    def __new__(cls, text: str) -> BlankLines:
        """
        Make them of *text*, every line of which ends with LF.
        """
        made = super().__new__(cls, text)
        made.lines = text.count("\n")
        return made


def split_lines(text: str) -> list[str]:
    """
    Split *text* after LF, CRLF and CR, and nowhere else; the ends stay.
    """
    lines = text.splitlines(keepends=True)
    if len(lines) == text.count("\n") + (not text.endswith("\n") and bool(text)):
        return lines
    # str.splitlines also splits at form feeds, NEL and a few others, which belong to a cell.
    return list(StringIO(text, newline=""))


class TextLines:
    """
    The lines of a stream from *start* on, decoded; every iteration begins again.

    A line of more characters than a row may have loses its middle and what follows, so that memory stays bounded.

    Attributes:
        odd: Numbers of the lines read so far in which bytes could not be decoded or that are longer than a cell may be.
    """

    def __init__(self, stream: BinaryIO, *, start: int, encoding: str, limits: TableLimits) -> None:
        self._stream = stream
        self._start = start
        self._encoding = encoding
        self._limits = limits
        self.odd: set[int] = set()

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._blocks())

    def collapsed(self, after: int, delimiter: str, width: int) -> Iterator[str]:
        """
        Return the lines, with blocks of blank ones as `BlankLines`; none of these is among the first *after* lines.

        A line is blank that has no more than *width* cells, all of them blank.
        """
        return chain.from_iterable(self._blocks(after, _Blank(delimiter, width)))

    def again(self) -> TextLines:
        """
        Return the same lines with a memory of odd ones of its own.
        """
        return TextLines(self._stream, start=self._start, encoding=self._encoding, limits=self._limits)

    def last(self) -> list[str]:
        """
        Return the last few lines.
        """
        return self._near(self._stream.seek(0, SEEK_END) - _TAIL)

    def spread(self, places: int) -> list[list[str]]:
        """
        Return some whole lines at each of so many places, evenly spread over the stream.
        """
        size = self._stream.seek(0, SEEK_END) - self._start
        return [self._near(self._start + size * at // places)[:-1][:_A_FEW] for at in range(places)]

    def _near(self, place: int) -> list[str]:
        """
        Return a few lines from the one on that begins after *place*.
        """
        # A unit of any encoding has 1, 2 or 4 bytes.
        start = self._start + max(0, place - self._start) // 4 * 4
        self._stream.seek(start)
        text = self._stream.read(_TAIL + 4).decode(self._encoding, "replace")
        return split_lines(text.rstrip(_END_OF_FILE))[start > self._start :]

    def _blocks(self, collapsed_after: int = 0, blank: _Blank | None = None) -> Iterator[list[str]]:
        decode = codecs.getincrementaldecoder(self._encoding)("replace").decode
        offset, count, carry, block = self._start, 0, "", b" "
        while block:
            # Another reading may have moved the stream.
            self._stream.seek(offset)
            block = self._stream.read(_BLOCK)
            offset += len(block)
            new = decode(block, not block)
            if block and len(carry) > self._limits.max_row and "\n" not in new and "\r" not in new:
                continue
            text = carry + new if block else (carry + new).rstrip(_END_OF_FILE)
            if blank is not None and count >= collapsed_after and blank.holds(text):
                whole, end, carry = text.rpartition("\n")
                several = BlankLines(whole + end)
                count += several.lines
                yield [several]
                continue
            lines = split_lines(text)
            # A CR may be half a CRLF.
            carry = lines.pop()[: self._limits.max_row + 1] if block and lines and lines[-1][-1] != "\n" else ""
            self._mark(text, lines, count)
            count += len(lines)
            yield lines

    def _mark(self, text: str, lines: list[str], count: int) -> None:
        if _UNREADABLE in text:
            self.odd.update(number for number, line in enumerate(lines, count + 1) if _UNREADABLE in line)
        if len(text) > self._limits.max_cell:
            self.odd.update(number for number, line in enumerate(lines, count + 1) if len(line) > self._limits.max_cell)


@frozen
class _Blank:
    """
    Says of a text whether its lines are blank.
    """

    delimiter: str
    width: int

    def holds(self, text: str) -> bool:
        """
        Return whether *text* has whole lines, all of which are blank and end with LF; the last one may have no end yet.
        """
        nothing = f"\r\n \t{self.delimiter}"
        if "\n" not in text or text[0] not in nothing or text.strip(nothing):
            return False
        if text.count("\r") - text.endswith("\r") != text.count("\r\n"):
            return False
        return all(len(line) < _A_LINE and line.count(self.delimiter) < self.width for line in set(text.split("\n")))
