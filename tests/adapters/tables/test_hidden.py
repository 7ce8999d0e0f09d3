"""
Rows and columns that a workbook hides are told, and can be left out.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import TableOptions, read_table

Outcome = Callable[..., list[str]]

ROWS = [
    ["Email", "Country", "Notes"],
    ["a@x.example", "DE", "n1"],
    ["b@x.example", "FR", "n2"],
    ["c@x.example", "UK", "n3"],
]


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in ROWS:
        sheet.append(cells)
    for row in (3, 4, 9):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leads")
    for at, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            sheet.write(at, column, text)
        sheet.row(at).hidden = at in (2, 3)
    sheet.row(9).hidden = True
    sheet.col(2).hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Leads")
    document.spreadsheet.addElement(table)
    table.addElement(TableColumn(numbercolumnsrepeated=2))
    table.addElement(TableColumn(visibility="collapse"))
    for at, cells in enumerate(ROWS):
        row = TableRow(visibility="filter") if at in (2, 3) else TableRow()
        table.addElement(row)
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
    table.addElement(TableRow(visibility="collapse", numberrowsrepeated=1000))
    stream = BytesIO()
    document.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [_xlsx, _xls, _ods])
def test_what_is_hidden_is_told(make: Callable[[], bytes], outcome: Outcome) -> None:
    """
    All rows are read; empty ones do not count.
    """
    data = make()
    (problem,) = read_table(BytesIO(data), workbooks=read_workbook).problems

    assert problem.code == "cells_hidden"
    assert "2 rows and 1 column;" in problem.message
    assert len(outcome(data)) == 5


@pytest.mark.parametrize("make", [_xlsx, _xls, _ods])
def test_what_is_hidden_can_be_left_out(make: Callable[[], bytes], outcome: Outcome) -> None:
    """
    As a person sees the sheet; that is told too.
    """
    assert outcome(make(), TableOptions(skip_hidden=True)) == [
        "! cells_hidden",
        "1: Email|Country",
        "2: a@x.example|DE",
    ]


def test_columns_beyond_the_table_are_no_news() -> None:
    """
    People hide what is behind their table.
    """
    book = openpyxl.Workbook()
    for cells in ROWS:
        book.worksheets[0].append(cells)
    book.worksheets[0].column_dimensions["G"].hidden = True
    stream = BytesIO()
    book.save(stream)

    assert read_table(stream, workbooks=read_workbook).problems == ()
