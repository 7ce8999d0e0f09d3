"""
Formulas that nobody calculated, by the programs that write them.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Outcome = Callable[..., list[str]]

HEADERS = ["First", "Last", "Company", "City"]
FORMULA = '=A2&" "&B2'


def _openpyxl() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(HEADERS)
    book.worksheets[0].append(["Ann", "Berg", FORMULA, "Dresden"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsxwriter() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ["Ann", "Berg", FORMULA, "Dresden"])
    return stream.getvalue()


def _xlwt() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leads")
    for at, text in enumerate(HEADERS):
        sheet.write(0, at, text)
    for at, value in enumerate(("Ann", "Berg", xlwt.Formula(FORMULA[1:]), "Dresden")):
        sheet.write(1, at, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [_openpyxl, _xlsxwriter, _xlwt])
def test_formulas_without_a_result_are_told(make: Callable[[], bytes], outcome: Outcome) -> None:
    """
    Openpyxl writes no result, XlsxWriter 0 in a workbook that is to be calculated, and xlwt a blank.
    """
    assert outcome(make())[-1] == "2: Ann|Berg||Dresden ! formula_without_value"


def test_results_that_somebody_gave_count(outcome: Outcome) -> None:
    """
    Only the 0 that XlsxWriter writes by itself is none; a number that is no formula is one.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ["Ann", 0])
        sheet.write_formula(1, 2, FORMULA, None, "Ann Berg")
        sheet.write_formula(1, 3, "=1+1", None, 2)

    assert outcome(stream.getvalue())[-1] == "2: Ann|0|Ann Berg|2"


def test_an_empty_result_of_libreoffice_is_one(outcome: Outcome) -> None:
    """
    It writes the result "" as an empty paragraph without a type; rows of nothing else are blank.
    """
    document = OpenDocumentSpreadsheet()
    table = Table(name="Leads")
    document.spreadsheet.addElement(table)
    for texts in (["Email", "Company"], ["a@x.example", "A"], ["", ""], ["", ""]):
        row = TableRow()
        table.addElement(row)
        for text in texts:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        cell = TableCell(formula='of:=IF([.A9]="";"";LEN([.A9]))') if texts[0] != "Email" else TableCell()
        cell.addElement(P(text="" if texts[0] != "Email" else "Length"))
        row.addElement(cell)
    stream = BytesIO()
    document.write(stream)

    assert outcome(stream.getvalue()) == ["1: Email|Company|Length", "2: a@x.example|A|"]
