"""
Merged cells are told: those among the data leave cells blank, those above the headers are titles.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import odf.opendocument
import pytest
import xlsxwriter
import xlwt
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import read_table

Outcome = Callable[..., list[str]]

ROWS = (("Report of March",), ("Company", "Email"), ("Granit", "ann@granit.example"), ("", "bo@granit.example"))
TOLD = [
    "row 1: the merged cells A1:B1 above the headers are treated as a title and left out [title_skipped]",
    "row 3: cells are merged in A3:A4; only the upper left cell of each has a value, and the others are read as blank. "
    "Unmerge them and fill in the missing values [cells_merged]",
]


def _xlsx() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(ROWS):
            sheet.write_row(at, 0, cells)
        sheet.merge_range(0, 0, 0, 1, ROWS[0][0])
        sheet.merge_range(2, 0, 3, 0, ROWS[2][0])
    return stream.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write_merge(0, 0, 0, 1, ROWS[0][0])
    sheet.write_merge(2, 3, 0, 0, ROWS[2][0])
    for at, cells in enumerate(ROWS[1:], 1):
        sheet.write(at, 1, cells[1])
    sheet.write(1, 0, ROWS[1][0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods() -> bytes:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    # A row that stands for several, and a second sheet with merged cells of its own.
    for name in ("A", "B"):
        table = Table(name=name)
        for at, cells in enumerate(ROWS):
            row = TableRow()
            for column, text in enumerate(cells):
                covered = at == 3 and column == 0
                spans = {(0, 0): {"numbercolumnsspanned": 2}, (2, 0): {"numberrowsspanned": 2}}.get((at, column), {})
                cell = CoveredTableCell() if covered else TableCell(valuetype="string", **spans)
                if text:
                    cell.addElement(P(text=text))
                row.addElement(cell)
            table.addElement(row)
        document.spreadsheet.addElement(table)
    stream = BytesIO()
    document.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [_xlsx, _xls, _ods])
def test_merged_cells_are_told(make: Callable[[], bytes], outcome: Outcome) -> None:
    """
    The warnings name the cells and the first row; rows are read as they are.
    """
    data = make()
    table = read_table(BytesIO(data), workbooks=read_workbook)

    assert TOLD == [str(problem) for problem in table.problems if problem.code != "sheets_unread"]
    assert ["3: Granit|ann@granit.example", "4: |bo@granit.example"] == outcome(data)[-2:]


def test_many_places_are_counted() -> None:
    """
    The first few are named, by their rows.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Company", "Email"])
        for at in range(5_000, 0, -2):
            sheet.merge_range(at, 0, at + 1, 0, "Granit")
    problem = read_table(stream, workbooks=read_workbook).problems[0]

    assert ("cells_merged", "row 3") == (problem.code, problem.path)
    assert "A3:A4, A5:A6, A7:A8, A9:A10, A11:A12 and 2495 more places;" in problem.message


def test_text_that_looks_like_merged_cells_is_text(make_xlsx: Callable[..., bytes], outcome: Outcome) -> None:
    """
    Only the list behind the rows counts.
    """
    text = '&lt;mergeCell ref="A1:B1"/>'
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>{text}</v></c></row>'

    assert ['1: a|<mergeCell ref="A1:B1"/>'] == outcome(make_xlsx(row))
