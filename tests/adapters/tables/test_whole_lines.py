"""
Whole lines in one cell are cut where headers or the shape of the rows say that they are rows.
"""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from leadflow.adapters.tables import read_workbook
from leadflow.core.columns.cell_judging import cell_judge
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import read_table

CUT = {
    "three headers": ["Email,First Name,Company", 'ann@granit.example,Ann,"Granit, AB"', "bo@fjell.example,Bo,Fjell"],
    "two headers": ["E-Mail;Name", "ann@granit.example;Ann", "bo@fjell.example;Bo"],
    "a title above": [
        "Leads of the fair",
        "Email,First Name,Company",
        "ann@granit.example,Ann,Granit",
        "b@f.example,B,F",
    ],
    "no headers": ["ann@granit.example,Ann Berg", "bo@fjell.example,Bo Berg"],
    "blanks behind commas": ["Email, First Name, Company", "ann@granit.example, Ann, Granit", "b@f.example, B, F"],
    "tabs": ["Email\tFirst Name", "ann@granit.example\tAnn", "bo@fjell.example\tBo"],
}
WHOLE = {
    "names": ["Name, Title", "Berg, CEO", "Doe, CTO"],
    "addresses": ["Address", "1 High St, Leeds, UK", "2 Low St, Leeds, UK"],
    "places under a header with a comma": ["Address, City", "1 High St, Leeds", "2 Low St, Leeds"],
    "amounts": ["Umsatz (EUR,Mio)", "1,5", "2,5"],
    "one row": ["Email,First Name,Company"],
    "addresses of mail": ["Email", "ann@granit.example", "bo@fjell.example"],
}


def _rows(data: bytes) -> list[list[str]]:
    table = read_table(BytesIO(data), workbooks=read_workbook, judge=cell_judge(STANDARD_SCHEMA))
    return [list(table.headers), *(list(row.cells) for row in table.rows())]


def _text(lines: list[str]) -> list[list[str]]:
    return _rows("\n".join('"' + line.replace('"', '""') + '"' for line in lines).encode())


def _sheet(lines: list[str]) -> list[list[str]]:
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append([line])
    stream = BytesIO()
    book.save(stream)
    return _rows(stream.getvalue())


@pytest.mark.parametrize("lines", CUT.values(), ids=CUT)
def test_lines_are_cut(lines: list[str]) -> None:
    """
    In a text with quotes around each line, and in the only column of a sheet.
    """
    rows = _text(lines)

    assert rows == _sheet(lines)
    assert len({len(row) for row in rows}) == 1
    assert not any(mark in cell for row in rows for cell in row for mark in (",", ";", "\t") if cell != "Granit, AB")


@pytest.mark.parametrize("lines", WHOLE.values(), ids=WHOLE)
def test_values_of_one_column_stay_whole(lines: list[str]) -> None:
    """
    A comma alone makes no column.
    """
    assert _text(lines)[-1] == _sheet(lines)[-1] == [lines[-1]]
