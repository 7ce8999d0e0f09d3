"""
Reads the rows of a delimited text.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Generator, Iterator
from functools import partial
from itertools import chain, islice

from attrs import frozen

from leadflow.core.problems import Problem, Severity
from leadflow.core.tables.delimiters import CsvDialect
from leadflow.core.tables.limits import TableLimits
from leadflow.core.tables.lines import BlankLines, TextLines
from leadflow.core.tables.quoting import Quoted, full_alone, read_quoted, unwrapped
from leadflow.core.tables.row_shape import RowShape
from leadflow.core.tables.shaping import broken_problem, cell_problem, fit, misplaced_problem, quote_problem, row_place
from leadflow.core.tables.table import Row, RowReading
from leadflow.core.tables.wrapped import reads_as_text, wrapped_problem

__all__ = ["DelimitedText"]


class _RowTooLong(Exception):
    """
    A record takes more lines than a row may have.
    """


@frozen(kw_only=True)
class DelimitedText:
    """
    Where the rows of a text begin and how they are cut.

    Attributes:
        skipped: Lines up to the header's last one.
        header_row: Number of the header's record, or of the one before the first row.
        shape: What the cells of each column have in common.
        footer: Rows at the end that are not data.
        allow_broken: As in `TableOptions`.
    """

    lines: TextLines
    dialect: CsvDialect
    limits: TableLimits
    width: int
    skipped: int
    header_row: int
    shape: RowShape
    footer: int = 0
    allow_broken: bool = False

    def rows(self) -> Generator[Row, None, int]:
        """
        Read the rows that are not blank; return the number of the last one, blank or not.
        """
        rows = _read_rows(self)
        return _without_last(rows, self.footer) if self.footer else rows


def _without_last(rows: Generator[Row, None, int], count: int) -> Generator[Row, None, int]:
    held, reading = deque[Row](), RowReading(rows)
    for row in reading:
        held.append(row)
        if len(held) > count:
            yield held.popleft()
    return reading.end - count


def _read_rows(text: DelimitedText) -> Generator[Row, None, int]:
    """
    Cut lines into rows: those without a quote by their delimiter, which is far faster, the others with care.
    """
    source = text.lines.again()
    lines = source.collapsed(text.skipped, text.dialect.delimiter, text.width)
    done = sum(1 for _ in islice(lines, text.skipped))
    number, width, delimiter, odd = text.header_row, text.width, text.dialect.delimiter, source.odd
    quoted, new, fewest = _QuotedRecords(text), tuple.__new__, width
    while True:
        quoted.more = lines
        for line in lines:
            problem, last, long = None, line, False
            begun = done = done + 1
            if '"' in line:
                cells, problem = quoted.read(line, number + 1, begun)
                if quoted.taken:
                    done, last, long = done + len(quoted.taken), quoted.taken[-1], quoted.is_long(line)
            else:
                cells = line.rstrip("\r\n").split(delimiter)
                if len(cells) == width and not odd and cells[0].strip():
                    number += 1
                    # As most rows are. A tuple of texts cannot be part of a cycle, so Python stops looking through it.
                    yield new(Row, (number, begun, tuple(cells), None))
                    continue
                if line.__class__ is BlankLines:
                    number += line.lines
                    done += line.lines - 1
                    continue
            number += 1
            if len(cells) < width and not problem and any(map(str.strip, cells)):
                problem = _broken(cells, last, text, fewest, number)
                fewest = min(fewest, len(cells))
            if len(cells) != width or odd or problem or long:
                problem = _judge(cells, problem, text, odd, number, range(begun, done + 1))
            if cells[0].strip() or problem or any(map(str.strip, cells)):
                yield new(Row, (number, begun, tuple(cells), problem))
            if problem and quoted.unread:
                break
        else:
            return number
        lines = chain(quoted.unread, lines)
        quoted.unread = []


def _broken(cells: list[str], last: str, text: DelimitedText, fewest: int, number: int) -> Problem | None:
    """
    Return that the text breaks off within a row, which has fewer cells than the *fewest* of others and no end of line.
    """
    if len(cells) >= fewest or last[-1] in "\r\n" or number == text.header_row + 1:
        return None
    return broken_problem(row_place(number), allowed=text.allow_broken)


def _judge(
    cells: list[str], problem: Problem | None, text: DelimitedText, odd: set[int], number: int, lines: range
) -> Problem | None:
    """
    Bring *cells* to their width, in place; the first error found is reported, or else the first warning.
    """
    place = partial(row_place, number)
    shifted = fit(cells, text.width, place, text.shape.has_shifted) if len(cells) != text.width else None
    if problem and problem.severity is Severity.ERROR:
        return problem
    limits = text.limits
    strange = not odd.isdisjoint(lines)
    if strange and sum(map(len, cells)) > limits.max_row:
        message = f"more than {limits.max_row} characters in one row"
        return Problem(code="row_too_large", path=place(), message=message)
    if strange or (len(lines) > 1 and sum(map(len, cells)) > limits.max_cell):
        return shifted or cell_problem(cells, place, limits.max_cell) or problem
    return shifted or problem


class _QuotedRecords:
    """
    Reads records with quotes.

    The strict reader of the standard library reads what is sound; what it refuses is read forgivingly, and a quote
    that was never closed costs its own row and not those after it.

    Attributes:
        taken: The lines that the last record took after its first one.
        more: Where it takes them from.
        unread: Lines that the last record took too many; the next reading begins with them.
    """

    def __init__(self, text: DelimitedText) -> None:
        self._text = text
        self._dialect = text.dialect
        self._first: list[str] = []
        self.taken: list[str] = []
        self.more: Iterator[str] = iter(())
        self.unread: list[str] = []
        self._renew()

    def _renew(self) -> None:
        loose, delimiter = self._dialect.loose, self._dialect.delimiter
        # Gives the record that begins with the line last put into *_first*.
        reader = csv.reader(self._feed(), delimiter=delimiter, skipinitialspace=loose, strict=True)
        self._read = reader.__next__

    def _feed(self) -> Iterator[str]:
        most, first = self._text.limits.max_row, self._first
        while True:
            yield first.pop()
            size = 0
            # Asked again before another record was begun: the record continues.
            while not first:
                line = next(self.more, None)
                if line is None:
                    return
                self.taken.append(line)
                size += len(line)
                if size > most:
                    raise _RowTooLong
                yield line

    def read(self, first: str, number: int, line: int) -> tuple[list[str], Problem | None]:
        """
        Read the record that begins with *first*, in row *number*, with what is wrong with its quotes.
        """
        if self.taken:
            self.taken.clear()
        self._first.append(first)
        try:
            cells, problem = self._read(), None
        except (csv.Error, _RowTooLong):
            cells, problem = self._mend(first, number, line)
        return self._unwrap(cells, problem, number) if len(cells) == 1 < self._text.width else (cells, problem)

    def _unwrap(self, cells: list[str], problem: Problem | None, number: int) -> tuple[list[str], Problem | None]:
        """
        Take off the quotes around the whole line, as most lines of some texts have, and single lines of others.
        """
        dialect, width = self._dialect, self._text.width
        within = unwrapped(cells, delimiter=dialect.delimiter, loose=dialect.loose)
        if dialect.wrapped:
            return within, problem
        is_row = len(within) == width > 2 and not reads_as_text(within)
        return (within, wrapped_problem(row_place(number))) if is_row else (cells, problem)

    def is_long(self, first: str) -> bool:
        """
        Return whether the last record, which began with *first*, may have a cell that is too long.
        """
        return len(first) + sum(map(len, self.taken)) > self._text.limits.max_cell

    def _mend(self, first: str, number: int, line: int) -> tuple[list[str], Problem | None]:
        """
        Read forgivingly what the strict reader refused; lines that turn out not to belong to it become *unread*.
        """
        self._renew()
        lines = [first, *self.taken]
        delimiter, loose = self._dialect.delimiter, self._dialect.loose
        more = chain(self.taken[:], self.more)
        record = read_quoted(first, more, delimiter=delimiter, loose=loose, most=self._text.limits.max_cell)
        if len(record.lines) > len(lines):
            lines = record.lines
        lost = self._lost(record, lines)
        count = lost or len(record.lines)
        self.taken[:] = lines[1:count]
        self.unread = lines[count:]
        place = row_place(number)
        if lost:
            cells = first.rstrip("\r\n").split(delimiter)
            if record.ended and not self.unread and not self._has_stray_quote(record, cells):
                return cells, broken_problem(place, allowed=self._text.allow_broken)
            return cells, quote_problem(place, line, line + lost - 1)
        return record.cells, misplaced_problem(place) if record.misplaced else None

    def _has_stray_quote(self, record: Quoted, cells: list[str]) -> bool:
        """
        Return whether a record that nothing follows is whole but for a quote: one line with an end and all *cells*.
        """
        return len(record.lines) == 1 and record.lines[0][-1] in "\r\n" and len(cells) == self._text.width

    def _lost(self, record: Quoted, lines: list[str]) -> int:
        """
        Return how many lines are lost to a quote that was not closed; 0 if the record is sound enough.

        Lines are lost up to the next one that is a whole record automatically.
        """
        if record.closed and (not record.misplaced or len(record.lines) == 1):
            return 0
        whole = self._next_whole(record.lines if record.closed else lines)
        if record.closed and len(record.cells) == self._text.width and whole == len(record.lines):
            return 0
        return whole

    def _next_whole(self, lines: list[str]) -> int:
        dialect, width = self._dialect, self._text.width
        return next(
            (
                at
                for at, line in enumerate(lines)
                if at
                and full_alone(line, width, delimiter=dialect.delimiter, loose=dialect.loose, wrapped=dialect.wrapped)
            ),
            len(lines),
        )
