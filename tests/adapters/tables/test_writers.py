"""
Workbooks as common programs write them, in all three formats.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import BytesIO

import odf.opendocument
import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.office import Annotation
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import LineBreak, P, S
from openpyxl.cell import WriteOnlyCell

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import TableLimits, read_table

Outcome = Callable[..., list[str]]

HEADERS = ["Email", "Zip", "Since", "Phone", "Ok"]
VALUES = ("a@b.co", 1067, datetime.date(2024, 5, 3), 441234567890, True)
READ = ["1: Email|Zip|Since|Phone|Ok", "2: a@b.co|01067|2024-05-03|441234567890|TRUE"]


def _openpyxl(write_only: bool) -> bytes:
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("A", 0)
    cells = [WriteOnlyCell(sheet, value) for value in VALUES]  # type: ignore[arg-type]  # openpyxl takes every value
    cells[1].number_format, cells[2].number_format = "00000", "yyyy-mm-dd"
    sheet.append(HEADERS)
    sheet.append(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsxwriter(**options: bool) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, VALUES)
        sheet.write(1, 1, VALUES[1], book.add_format({"num_format": "00000"}))
        sheet.write(1, 2, VALUES[2], book.add_format({"num_format": "dd/mm/yy"}))
    return stream.getvalue()


def _xlwt(dates_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = dates_1904
    sheet = book.add_sheet("A")
    for row, cells in enumerate((HEADERS, VALUES)):
        for column, value in enumerate(cells):
            code = {1: "00000", 2: "YYYY-MM-DD"}.get(column, "General") if row else "General"
            sheet.write(row, column, value, xlwt.easyxf(num_format_str=code))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(kind: str | None, shown: str, **values: object) -> TableCell:
    cell = TableCell(valuetype=kind, **values) if kind else TableCell(**values)
    if shown:
        cell.addElement(P(text=shown))
    return cell


def _ods(*rows: list[TableCell], hidden: bool = False) -> bytes:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    style = Style(name="ta1", family="table")
    style.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(style)
    if hidden:
        table = Table(name="Secret", stylename=style)
        table.addElement(_row([_cell("string", "no"), _cell("string", "no")]))
        document.spreadsheet.addElement(table)
    table = Table(name="A")
    for cells in rows:
        table.addElement(_row(cells))
    table.addElement(TableRow(numberrowsrepeated=1048576 - len(rows)))
    document.spreadsheet.addElement(table)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _row(cells: list[TableCell]) -> TableRow:
    row = TableRow()
    for cell in cells:
        row.addElement(cell)
    row.addElement(TableCell(numbercolumnsrepeated=16379))
    return row


def _usual_ods(hidden: bool = False) -> bytes:
    values = [
        _cell("string", "a@b.co"),
        _cell("float", "01067", value="1067"),
        _cell("date", "03.05.24", datevalue="2024-05-03"),
        _cell("float", "4.41E+011", value="441234567890"),
        _cell("boolean", "WAHR", booleanvalue="true"),
    ]
    return _ods([_cell("string", header) for header in HEADERS], values, hidden=hidden)


WRITTEN = {
    "openpyxl": lambda: _openpyxl(False),
    "openpyxl, write-only": lambda: _openpyxl(True),
    "XlsxWriter": lambda: _xlsxwriter(),
    "XlsxWriter with constant memory, which writes texts into their cells": lambda: _xlsxwriter(constant_memory=True),
    "XlsxWriter with days from 1904": lambda: _xlsxwriter(date_1904=True),
    "an xls": lambda: _xlwt(),
    "an xls with days from 1904": lambda: _xlwt(dates_1904=True),
    "an ods with a million empty rows": lambda: _usual_ods(),
}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN.keys())
def test_workbook_is_read_as_shown(write: Callable[[], bytes], outcome: Outcome) -> None:
    """
    Leading zeros, dates, long numbers and truth values come as a person sees them.
    """
    assert outcome(write()) == READ


def test_hidden_sheet_of_an_ods_is_passed_over(outcome: Outcome) -> None:
    """
    Whether a sheet is hidden stands in its style.
    """
    assert outcome(_usual_ods(hidden=True)) == ["! sheets_unread", *READ]


def test_hidden_sheet_of_an_xls_is_passed_over(outcome: Outcome) -> None:
    """
    The first visible sheet with data is read.
    """
    book = xlwt.Workbook()
    for name, hidden in (("Secret", 1), ("Empty", 0), ("Leads", 0)):
        sheet = book.add_sheet(name)
        sheet.visibility = hidden
        if name != "Empty":
            sheet.write(0, 0, name)
    stream = BytesIO()
    book.save(stream)

    assert outcome(stream.getvalue()) == ["! sheets_unread", "1: Leads"]


def test_texts_of_an_ods(outcome: Outcome) -> None:
    """
    Paragraphs, breaks and blanks are kept, notes left out, repeated cells and rows repeated, merged ones blank.
    """
    broken = TableCell(valuetype="string")
    paragraph = P(text="x")
    paragraph.addElement(LineBreak())
    paragraph.addElement(S(c=2))
    paragraph.addText("y")
    note = Annotation()
    note.addElement(P(text="a note"))
    for part in (note, paragraph, P(text="z")):
        broken.addElement(part)
    data = _ods(
        [_cell("string", "a"), _cell("string", "b"), _cell("string", "c")],
        [broken, _cell("string", "twice", numbercolumnsrepeated=2)],
        [_cell("string", "merged"), CoveredTableCell(numbercolumnsrepeated=2)],
    )

    assert outcome(data) == ["1: a|b|c", "2: x\n  y\nz|twice|twice", "3: merged||"]


def test_carriage_returns_of_an_ods_by_sheetjs(outcome: Outcome) -> None:
    """
    CRLF is one break of lines; the same signs within a line are somebody's text.
    """
    address = TableCell(valuetype="string")
    for line in ("Tor 5_x000d_", "Kiel_x000d_x"):
        address.addElement(P(text=line))

    assert outcome(_ods([_cell("string", "address")], [address])) == ["1: address", "2: Tor 5\nKiel_x000d_x"]


def test_errors_and_formulas_of_an_ods(outcome: Outcome) -> None:
    """
    An error is blank and told, a formula without a value too; an amount has its currency.
    """
    data = _ods(
        [_cell("string", "a"), _cell("string", "b")],
        [_cell("float", "#DIV/0!", value="0"), _cell("float", "1", value="1")],
        [_cell(None, "", formula="of:=1+1"), _cell("currency", "1.234,50 €", value="1234.5")],
    )

    assert outcome(data) == ["1: a|b", "2: |1 ! cell_error", "3: |1234.5 EUR ! formula_without_value"]


def test_repeated_rows_of_an_ods_end_at_the_limit(outcome: Outcome) -> None:
    """
    A row with text repeated a million times costs no more than the limit allows.
    """
    row = TableRow(numberrowsrepeated=1_000_000)
    row.addElement(_cell("string", "x"))
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = Table(name="A")
    table.addElement(row)
    document.spreadsheet.addElement(table)
    stream = BytesIO()
    document.save(stream)
    told = outcome(stream.getvalue(), limits=TableLimits(max_rows=1000))

    assert told[-1] == "1001:  ! too_many_rows"


def test_xls_that_would_take_too_many_cells(outcome: Outcome) -> None:
    """
    One cell at the far end of each row is counted as the whole row, before the rows are laid out.
    """
    book = xlwt.Workbook()
    for name in "ABC":
        sheet = book.add_sheet(name)
        for row in range(6000):
            sheet.write(row, 255, 1)
    stream = BytesIO()
    book.save(stream)

    assert outcome(stream.getvalue()) == ["! workbook_unsafe"]


def test_damaged_xls(outcome: Outcome) -> None:
    """
    An xls cut off in the middle is told.
    """
    assert outcome(_xlwt()[:3000]) in (["! workbook_unreadable"], ["! format_not_supported"])


@settings(max_examples=50)
@given(changes=st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), max_size=8), old=st.booleans())
def test_no_damage_raises(changes: list[tuple[int, int]], old: bool) -> None:
    """
    An xls or an ods with any bytes changed gives a table.
    """
    data = bytearray(_xlwt() if old else _usual_ods())
    for at, byte in changes:
        data[at % len(data)] = byte
    table = read_table(BytesIO(bytes(data)), workbooks=read_workbook)

    assert all(len(row.cells) == len(table.headers) for row in table.rows())
