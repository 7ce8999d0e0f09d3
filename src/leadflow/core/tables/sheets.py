"""
Reads a sheet of a workbook as a table.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import BinaryIO, Final

from attrs import evolve

from leadflow.core.problems import Problem, Severity, errors_in
from leadflow.core.tables.cell_judge import CellJudge
from leadflow.core.tables.delimiters import CsvDialect
from leadflow.core.tables.headers import header_problems, headers_from, lacks_header, locate_header
from leadflow.core.tables.hiding import hidden_problems, without_hidden
from leadflow.core.tables.limits import TableLimits, TableOptions
from leadflow.core.tables.merging import merged_problems
from leadflow.core.tables.quoting import unwrapped
from leadflow.core.tables.shaping import fit, row_place
from leadflow.core.tables.table import Row, Table
from leadflow.core.tables.workbooks import Sheet, SheetRow, WorkbookReader
from leadflow.core.tables.wrapped import detect_in_cells, wrapped_problem

__all__ = ["read_sheet"]

_SAMPLED: Final = 300


def read_sheet(
    stream: BinaryIO,
    *,
    name: str,
    kind: str,
    options: TableOptions,
    limits: TableLimits,
    reader: WorkbookReader | None,
    judge: CellJudge | None = None,
) -> Table:
    """
    Find the headers of a sheet that *reader* opens.
    """
    table = Table(name=name, format=kind)
    if reader is None:
        # Only .xls needs another package.
        extra = "install leadflow[excel] and " if kind == "xls" else ""
        message = (
            f".{kind} files need a workbook reader; {extra}open the ImportDesk with workbooks=read_workbook from "
            "leadflow.adapters.tables, or without workbooks=None, or send CSV. Nothing was written"
        )
        return _with(table, [Problem(code="reader_missing", path="", message=message)])
    sheet = reader(stream, kind=kind, options=options, limits=limits)
    table = _with(evolve(table, sheet=sheet.name or None), sheet.problems)
    if errors_in(table.problems):
        return table
    if options.skip_hidden and sheet.hidden:
        table = evolve(table, hidden_left_out=True)
        sheet = evolve(sheet, read=partial(_shown, sheet))
    return _with_headers(table, sheet, options=options, limits=limits, judge=judge)


def _with_headers(
    table: Table, sheet: Sheet, *, options: TableOptions, limits: TableLimits, judge: CellJudge | None
) -> Table:
    sample = list(islice(sheet.read(), _SAMPLED + min(options.header_row or 0, 10_000)))
    if dialect := _whole_lines(sample, judge):
        table = _with(table, [wrapped_problem()])
        sheet = evolve(sheet, read=partial(_cut, sheet, dialect))
        sample = [_cut_row(row, dialect) for row in sample]
    wanted = options
    if options.header_row:
        at = next((at for at, row in enumerate(sample) if row.number == options.header_row), len(sample))
        wanted = evolve(options, header_row=at + 1)
    records = [row.cells for row in sample]
    at_header, missing = locate_header(records, wanted, judge)
    if at_header is None:
        stopped = [row.problem for row in sample if row.problem and row.problem.severity is Severity.ERROR]
        return _with(table, stopped[:1] or [problem for problem in (missing,) if problem])
    headers = headers_from(records, at_header)
    number = sample[at_header].number
    if lacks_header(records, at_header, wanted, judge):
        headers = ("",) * len(headers)
    table = evolve(table, headers=headers, header_row=number if any(headers) else 0)
    table = _with(table, header_problems(headers, limits=limits, number=number))
    number -= not any(headers)
    table = _with(table, merged_problems(sheet.merged, header_row=number))
    left_out = table.hidden_left_out
    table = _with(table, hidden_problems(sheet.hidden, headers=headers, header_row=number, left_out=left_out))
    return evolve(table, open=partial(_rows, sheet, len(headers), number))


def _whole_lines(sample: Sequence[SheetRow], judge: CellJudge | None) -> CsvDialect | None:
    """
    Return how the lines of a text are cut that somebody opened as one column; None if there are several columns.
    """
    texts = [row.cells[0] for row in sample if len(row.cells) == 1]
    return detect_in_cells(texts, judge) if len(texts) == len(sample) else None


def _cut(sheet: Sheet, dialect: CsvDialect) -> Iterator[SheetRow]:
    return (_cut_row(row, dialect) for row in sheet.read())


def _cut_row(row: SheetRow, dialect: CsvDialect) -> SheetRow:
    cells = unwrapped(list(row.cells), delimiter=dialect.delimiter, loose=dialect.loose)
    return SheetRow(row.number, cells, row.problem)


def _shown(sheet: Sheet) -> Iterator[SheetRow]:
    return without_hidden(sheet.read(), sheet.hidden)


def _rows(sheet: Sheet, width: int, header_row: int) -> Generator[Row, None, int]:
    new, number = tuple.__new__, 0
    for number, cells, problem in sheet.read():
        if number <= header_row:
            continue
        if len(cells) == width and problem is None and cells[0].strip():
            # As most rows are.
            yield new(Row, (number, number, cells, None))
            continue
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        elif len(cells) > width:
            # Cells of a sheet have their places: nothing shifts.
            shifted = fit(cells, width, partial(row_place, number), lambda _: False)
            if problem is None or problem.severity is Severity.WARNING:
                problem = shifted or problem
        if cells[0].strip() or problem or any(map(str.strip, cells)):
            yield new(Row, (number, number, cells, problem))
    return number


def _with(table: Table, problems: Sequence[Problem]) -> Table:
    return evolve(table, problems=(*table.problems, *problems))
