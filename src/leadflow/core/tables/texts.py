"""
Reads a delimited text as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import SEEK_END
from itertools import islice
from typing import BinaryIO, Final

from attrs import evolve

from leadflow.core.problems import Problem, Severity, errors_in
from leadflow.core.tables.cell_judge import CellJudge
from leadflow.core.tables.csvs import DelimitedText
from leadflow.core.tables.delimiters import CsvDialect, detect_dialect, records_of
from leadflow.core.tables.encodings import detect_encoding
from leadflow.core.tables.footers import footer_length
from leadflow.core.tables.headers import header_problems, headers_from, lacks_header, locate_header
from leadflow.core.tables.limits import TableLimits, TableOptions
from leadflow.core.tables.lines import TextLines
from leadflow.core.tables.quoting import Quoted
from leadflow.core.tables.row_shape import RowShape
from leadflow.core.tables.shaping import quote_problem, row_place
from leadflow.core.tables.table import Table
from leadflow.core.tables.wrapped import detect_wrapped, wrapped_problem

__all__ = ["read_text"]

_SAMPLED_LINES: Final = 300
_SAMPLED_SIZE: Final = 1 << 18
_PLACES: Final = 32
"""
So many places of a long text are looked at where its first lines could be cut by several delimiters.
"""


def read_text(
    stream: BinaryIO, *, name: str, options: TableOptions, limits: TableLimits, judge: CellJudge | None = None
) -> Table:
    """
    Find out the encoding, the delimiter and the headers of a text.
    """
    encoding = detect_encoding(stream, hint=options.encoding)
    table = Table(name=name, format="csv", encoding=encoding.name, problems=encoding.problems)
    if options.delimiter is not None and not _can_delimit(options.delimiter):
        message = "the delimiter must be one character other than a quote, a letter, a digit or a line's end"
        return _with(table, [Problem(code="delimiter_unknown", path="", message=message)])
    if errors_in(table.problems):
        return table
    lines = TextLines(stream, start=encoding.start, encoding=encoding.name, limits=limits)
    sample = _sample(lines, options)
    is_whole = len(sample) < _SAMPLED_LINES and sum(map(len, sample)) <= _SAMPLED_SIZE
    later = tuple if is_whole else partial(lines.spread, _PLACES)
    dialect = detect_wrapped(sample, hint=options.delimiter, judge=judge)
    if dialect:
        table = _with(table, [wrapped_problem()])
    else:
        dialect = detect_dialect(sample, hint=options.delimiter, judge=judge, later=later)
    table = evolve(table, delimiter=dialect.delimiter)
    table = evolve(table, expected_rows=_expected_rows(stream, sample, encoding.name))
    return _with_headers(table, lines, sample, dialect, options=options, limits=limits, judge=judge)


def _expected_rows(stream: BinaryIO, sample: Sequence[str], encoding: str) -> int:
    """
    Tell from the length of the first lines how many there are; line breaks within quotes are counted out.
    """
    size = stream.seek(0, SEEK_END)
    read = len("".join(sample).encode(encoding, "replace")) or 1
    begun = sum(1 for line in sample if line.count('"') % 2) // 2
    return max(round(size * (len(sample) - begun) / read) - 1, 0)


def _can_delimit(delimiter: str) -> bool:
    return len(delimiter) == 1 and delimiter not in '"\r\n\0' and not delimiter.isalnum()


def _sample(lines: TextLines, options: TableOptions) -> list[str]:
    """
    Return the first lines, as many as it takes to see the hinted header and some rows below it.
    """
    found: list[str] = []
    size = 0
    for line in islice(lines, _SAMPLED_LINES + min(options.header_row or 0, 10_000)):
        found.append(line)
        size += len(line)
        if size > _SAMPLED_SIZE:
            break
    return found


def _with_headers(
    table: Table,
    lines: TextLines,
    sample: Sequence[str],
    dialect: CsvDialect,
    *,
    options: TableOptions,
    limits: TableLimits,
    judge: CellJudge | None,
) -> Table:
    records = list(records_of(sample[dialect.declared :], dialect, most=limits.max_cell))
    begun = _pop_open(records)
    cells = [record.cells for record in records]
    at, missing = locate_header(cells, options, judge)
    if at is None:
        if begun:
            line = dialect.declared + sum(len(record.lines) for record in records) + 1
            missing = quote_problem(row_place(len(records) + 1), line, line)
        return _with(table, [missing] if missing else [])
    headers = headers_from(cells, at)
    if lacks_header(cells, at, options, judge):
        headers = ("",) * len(headers)
    table = evolve(table, headers=headers, header_row=at + 1 if any(headers) else 0)
    table = _with(table, header_problems(headers, limits=limits, number=at + 1))
    if errors_in(table.problems):
        return table
    first = at + 1 if any(headers) else at
    text = DelimitedText(
        lines=lines,
        dialect=dialect,
        limits=limits,
        width=len(headers),
        skipped=dialect.declared + sum(len(record.lines) for record in records[:first]),
        header_row=first,
        shape=RowShape.of(cells[first:], len(headers)),
        allow_broken=options.allow_broken,
    )
    return _with_rows(table, text)


def _with_rows(table: Table, text: DelimitedText) -> Table:
    footer = footer_length(text.lines, text.dialect) if text.width > 2 else 0
    text = evolve(text, footer=footer)
    if footer:
        message = f"the last {footer} rows, after a blank one, are treated as the footer of a report and left out"
        warning = Problem(code="footer_skipped", path="", message=message, severity=Severity.WARNING)
        table = _with(table, [warning])
    return evolve(table, open=text.rows)


def _pop_open(records: list[Quoted]) -> bool:
    """
    Take away a last record whose quote is not closed: the sample, or the file, ends within it.
    """
    if records and not records[-1].closed:
        records.pop()
        return True
    return False


def _with(table: Table, problems: Sequence[Problem]) -> Table:
    return evolve(table, problems=(*table.problems, *problems))
