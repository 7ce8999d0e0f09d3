"""
Which sheet of a workbook is read: the one whose headers are those of leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import openpyxl
import pytest
import xlwt
from odf import config
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Outcome = Callable[..., list[str]]
Sheets = dict[str, Sequence[Sequence[str]]]

LEADS = [["Email", "Company", "City"], ["a@x.example", "A", "Rome"]]
OTHERS = [["Email", "Company", "City"], ["b@x.example", "B", "Bari"]]
COVER = [["Leads of the fair"], ["Made by", "Ann"]]
INFO = [["Key", "Value"], ["Export", "2026-03-01"], ["By", "Ann"]]
PIVOT = [["Row Labels", "Count of Email"], ["Rome", "12"], ["Bari", "7"], ["Grand Total", "19"]]


def _xlsx(sheets: Sheets, active: int) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(list(cells))
    book.active = active
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xls(sheets: Sheets, active: int) -> bytes:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, cells in enumerate(rows):
            for column, text in enumerate(cells):
                sheet.write(at, column, text)
    book.set_active_sheet(active)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods(sheets: Sheets, active: int) -> bytes:
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        document.spreadsheet.addElement(table)
        for cells in rows:
            row = TableRow()
            table.addElement(row)
            for text in cells:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=text))
                row.addElement(cell)
    said = config.ConfigItemSet(name="ooo:view-settings")
    said.addElement(config.ConfigItem(name="ActiveTable", type="string", text=list(sheets)[active]))
    document.settings.addElement(said)
    stream = BytesIO()
    document.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [_xlsx, _xls, _ods])
@pytest.mark.parametrize("front", [COVER, INFO, PIVOT], ids=["a cover", "an info sheet", "a pivot"])
def test_a_sheet_in_front_is_passed_over(
    front: Sequence[Sequence[str]], make: Callable[[Sheets, int], bytes], outcome: Outcome
) -> None:
    """
    Even if it is the one that is shown first.
    """
    data = make({"Front": front, "Leads": LEADS}, 0)

    assert outcome(data) == ["! sheets_unread", "1: Email|Company|City", "2: a@x.example|A|Rome"]


@pytest.mark.parametrize("make", [_xlsx, _xls, _ods])
@pytest.mark.parametrize(("active", "row"), [(0, "2: a@x.example|A|Rome"), (1, "2: b@x.example|B|Bari")])
def test_among_equals_the_active_one_counts(
    active: int, row: str, make: Callable[[Sheets, int], bytes], outcome: Outcome
) -> None:
    """
    It is what the sender saw last.
    """
    assert outcome(make({"2025": LEADS, "2026": OTHERS}, active))[-1] == row


def test_a_table_of_unknown_headers_is_read_before_a_cover(outcome: Outcome) -> None:
    """
    A list of what leads have in no other list is a table at least.
    """
    data = _xlsx({"Cover": [["Our list"]], "Data": [["Foo", "Bar"], ["1", "2"]]}, 0)

    assert outcome(data) == ["! sheets_unread", "1: Foo|Bar", "2: 1|2"]
