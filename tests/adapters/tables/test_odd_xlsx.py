"""
Sheets of xlsx workbooks with oddities, each with what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from leadflow.core.tables import TableOptions

Make = Callable[..., bytes]
Outcome = Callable[..., list[str]]

HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
SHARED = "<si><t>a</t></si><si><t>b</t></si><si><t>x &amp; y</t></si>"
SHARED_HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
FORMATS = (
    "00000",
    "@",
    "0.00",
    "yyyy\\-mm\\-dd",
    "(000) 000\\-0000",
    "h:mm",
    "General",
    "#,##0.00",
    "0%",
    "&quot;+&quot;0",
)


class Odd(NamedTuple):
    """
    The markup of the rows below the headers, and what they come to.
    """

    rows: str
    expected: list[str]


def _number(style: int, value: str) -> str:
    return f'<row r="2"><c r="A2" s="{style}"><v>{value}</v></c><c r="B2"><v>1</v></c></row>'


ODD: dict[str, Odd] = {
    "zeros that a format puts before a postal code": Odd(_number(1, "1067"), ["2: 01067|1"]),
    "a number formatted as text": Odd(_number(2, "1067"), ["2: 1067|1"]),
    "a phone kept as a number": Odd(_number(0, "441234567890"), ["2: 441234567890|1"]),
    "a phone with an exponent": Odd(_number(0, "4.41234567890E+11"), ["2: 441234567890|1"]),
    "a phone with a decimal part of zero": Odd(_number(0, "441234567890.0"), ["2: 441234567890|1"]),
    "a phone in the format of phones": Odd(_number(5, "5551234567"), ["2: (555) 123-4567|1"]),
    "a phone with a plus from its format": Odd(_number(10, "441234567890"), ["2: +441234567890|1"]),
    "a fraction with noise in its last digits": Odd(_number(3, "0.10000000000000001"), ["2: 0.1|1"]),
    "an amount with thousands shown is plain": Odd(_number(8, "1234.5"), ["2: 1234.5|1"]),
    "a percentage is one": Odd(_number(9, "0.15"), ["2: 15%|1"]),
    "a date": Odd(_number(4, "45000"), ["2: 2023-03-15|1"]),
    "a date with a time": Odd(_number(4, "45000.5"), ["2: 2023-03-15 12:00:00|1"]),
    "a date before the leap day that never was": Odd(_number(4, "59"), ["2: 1900-02-28|1"]),
    "a time": Odd(_number(6, "0.75"), ["2: 18:00:00|1"]),
    "a number too large for a date": Odd(_number(4, "99999999999"), ["2: 99999999999|1"]),
    "a style that does not exist": Odd(_number(99, "5"), ["2: 5|1"]),
    "truth values": Odd('<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c></row>', ["2: TRUE|FALSE"]),
    "an error is blank and told": Odd(
        '<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c><c r="B2"><v>1</v></c></row>', ["2: |1 ! cell_error"]
    ),
    "a formula with its value": Odd(
        '<row r="2"><c r="A2" t="str"><f>B2&amp;"x"</f><v>1x</v></c><c r="B2"><f/><v>1</v></c></row>', ["2: 1x|1"]
    ),
    "a formula without a value is reported": Odd(
        '<row r="2"><c r="A2"><f>B2+1</f></c><c r="B2"><v>1</v></c></row>', ["2: |1 ! formula_without_value"]
    ),
    "a formula with an empty value is reported": Odd(
        '<row r="2"><c r="A2"><f>B2+1</f><v></v></c><c r="B2"><v>1</v></c></row>', ["2: |1 ! formula_without_value"]
    ),
    "escaped control characters": Odd(
        '<row r="2"><c r="A2" t="inlineStr"><is><t>x_x000D_&#10;y_x005F_</t></is></c></row>', ["2: x\ny_|"]
    ),
    "blanks that are to be kept": Odd(
        '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c></row>', ["2:  x |"]
    ),
    "runs of a rich text": Odd(
        '<row r="2"><c r="A2" t="inlineStr"><is><r><rPr/><t>x</t></r><r><t>y</t></r><rPh><t>no</t></rPh></is></c></row>',
        ["2: xy|"],
    ),
    "cells without references": Odd("<row><c><v>1</v></c><c><v>2</v></c></row>", ["2: 1|2"]),
    "attributes in single quotes": Odd("<row r='2'><c r='A2'><v>1</v></c><c r='B2'><v>2</v></c></row>", ["2: 1|2"]),
    "line breaks and blanks between the tags": Odd(
        '\n  <row r="2">\n <c r="A2">\n<v>1</v>\n</c>\n <c r="B2"><v>2</v></c>\n</row>\n', ["2: 1|2"]
    ),
    "empty cells with a style": Odd('<row r="2"><c r="A2" s="1"/><c r="B2"><v>2</v></c></row>', ["2: |2"]),
    "empty rows, missing rows and rows with styles only": Odd(
        '<row r="2"/><row r="3" ht="15"/><row r="5"><c r="A5" s="1"/></row><row r="7"><c r="B7"><v>1</v></c></row><row r="8"/>',
        ["7: |1"],
    ),
    "text beyond the headers": Odd(
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="D3"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>',
        ["2: 1|", "3: | ! cells_beyond", "4: 1|"],
    ),
    "a cell in the last column and row": Odd(
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        ["2: 1|", "1048576: 1| ! cells_beyond"],
    ),
    "a row beyond the last": Odd(
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        ["2: 1|", "3: | ! too_many_rows"],
    ),
    "a column beyond the last": Odd('<row r="2"><c r="XFE2"><v>1</v></c></row>', ["2: | ! workbook_unreadable"]),
    "rows out of order": Odd(
        '<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>',
        ["5: 1|", "6: | ! workbook_unreadable"],
    ),
    "a section of raw text": Odd(
        '<row r="2"><c r="A2" t="str"><v><![CDATA[</row>]]></v></c></row>', ["! workbook_unreadable"]
    ),
    "markup that is cut off": Odd('<row r="2"><c r="A2"><v>1</v></c>', ["2: | ! workbook_unreadable"]),
    "a shared text that is not there": Odd(
        '<row r="2"><c r="A2" t="s"><v>7</v></c></row>', ["2: | ! workbook_unreadable"]
    ),
}


@pytest.mark.parametrize(("rows", "expected"), ODD.values(), ids=ODD.keys())
def test_odd_rows(rows: str, expected: list[str], make_xlsx: Make, outcome: Outcome) -> None:
    """
    Every oddity has one outcome, and what is wrong is told where it is.
    """
    told = outcome(make_xlsx(HEAD + rows, formats=FORMATS))

    assert told == (expected if expected[0].startswith("!") else ["1: a|b", *expected])


@pytest.mark.parametrize("rows", [odd.rows for odd in ODD.values()], ids=ODD.keys())
def test_quick_way_agrees_with_the_careful_one(rows: str, make_xlsx: Make, outcome: Outcome) -> None:
    """
    A row far below, where the quick way begins, reads as one at the top: a blank attribute makes the careful one sure.
    """
    far = rows.replace('r="2"', 'r="9002"').replace('A2"', 'A9002"').replace('B2"', 'B9002"')
    quick = outcome(make_xlsx(HEAD + far, formats=FORMATS))
    careful = outcome(make_xlsx(HEAD + far.replace("<c ", "<c  "), formats=FORMATS))

    assert quick == careful


def test_shared_texts(make_xlsx: Make, outcome: Outcome) -> None:
    """
    Plain, rich and empty shared texts, with references, are found by their number.
    """
    shared = SHARED + "<si/><si><r><t>p</t></r><r><t xml:space='preserve'> q</t></r><rPh sb='0'><t>no</t></rPh></si>"
    rows = '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>4</v></c></row><row r="3"><c r="A3" t="s"><v>3</v></c></row>'

    assert outcome(make_xlsx(SHARED_HEAD + rows, shared=shared)) == ["1: a|b", "2: x & y|p q"]


SHARED_ROWS = {
    "a gap and styles": (
        '<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="B2" s="12" t="s"><v>2</v></c></row>',
        ["2: |x & y"],
    ),
    "styled cells without text": (
        '<row r="2"><c r="A2" s="1"/><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"/></row>',
        ["2: |a"],
    ),
    "nothing but styled cells": (
        '<row r="2"><c r="A2" s="1"/></row><row r="3"><c r="A3" t="s"><v>1</v></c></row>',
        ["3: b|"],
    ),
    "a number that is no number": (
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>x</v></c></row>',
        ["2: | ! workbook_unreadable"],
    ),
    "a number below zero": (
        '<row r="2"><c r="A2" t="s"><v>-1</v></c><c r="B2" t="s"><v>1</v></c></row>',
        ["2: | ! workbook_unreadable"],
    ),
    "a number that is missing": ('<row r="2"><c r="A2" t="s"><v></v></c><c r="B2" t="s"><v>1</v></c></row>', ["2: |b"]),
    "another element's number": (
        '<row r="2"><c r="A2" t="s"><v1>0</v1></c><c r="B2" t="s"><v>1</v></c></row>',
        ["2: |b"],
    ),
    "cells out of order": ('<row r="2"><c r="B2" t="s"><v>1</v></c><c r="A2" t="s"><v>0</v></c></row>', ["2: a|b"]),
    "numbers beside them": ('<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>1.50</v></c></row>', ["2: a|1.5"]),
    "a row whose number is not its own": ('<row r="7"><c r="A3" t="s"><v>0</v></c></row>', ["7: a|"]),
}


@pytest.mark.parametrize(("rows", "expected"), SHARED_ROWS.values(), ids=SHARED_ROWS.keys())
def test_rows_of_shared_texts(rows: str, expected: list[str], make_xlsx: Make, outcome: Outcome) -> None:
    """
    Rows of shared texts are read as a whole where they are in the usual form, and come out as if read cell by cell.
    """
    quick = outcome(make_xlsx(SHARED_HEAD + rows, shared=SHARED))
    careful = outcome(make_xlsx((SHARED_HEAD + rows).replace("<c ", "<c  "), shared=SHARED))

    assert quick == ["1: a|b", *expected] == careful


def test_prefixed_markup(make_xlsx: Make, outcome: Outcome) -> None:
    """
    Some programs put a prefix before the name of every element.
    """
    head = (
        HEAD.replace("</", "</x:")
        .replace("<r", "<x:r")
        .replace("<c", "<x:c")
        .replace("<i", "<x:i")
        .replace("<t", "<x:t")
    )

    assert outcome(make_xlsx(head, prefix="x")) == ["1: a|b"]


def test_dates_from_1904(make_xlsx: Make, outcome: Outcome) -> None:
    """
    Workbooks of old Macs count days from another day.
    """
    told = outcome(make_xlsx(HEAD + _number(1, "0"), formats=("yyyy",), book='<workbookPr date1904="1"/>'))

    assert told == ["1: a|b", "2: 1904-01-01|1"]


def test_first_visible_sheet_with_data_is_read(make_xlsx: Make, outcome: Outcome) -> None:
    """
    Empty and hidden sheets are passed over, and the others told.
    """
    other = HEAD.replace(">a<", ">hidden<")
    data = make_xlsx("", other, HEAD, states=("visible", "hidden", "visible"))

    assert outcome(data) == ["! sheets_unread", "1: a|b"]
    assert outcome(data, TableOptions(sheet="S2")) == ["! sheet_hidden", "1: hidden|b"]
    assert outcome(data, TableOptions(sheet="S3")) == ["1: a|b"]
    assert outcome(data, TableOptions(sheet="S33")) == ["! sheet_unknown"]


def test_hidden_sheet_is_read_if_no_other_has_data(make_xlsx: Make, outcome: Outcome) -> None:
    """
    It is better than nothing, and said.
    """
    assert outcome(make_xlsx("", HEAD, states=("visible", "veryHidden"))) == ["! sheet_hidden", "1: a|b"]


def test_empty_workbook(make_xlsx: Make, outcome: Outcome) -> None:
    """
    A workbook without any text is told as such.
    """
    assert outcome(make_xlsx("", "")) == ["! sheet_empty"]


def test_merged_title_and_notes_above_the_headers(make_xlsx: Make, outcome: Outcome) -> None:
    """
    The headers are found below a title, and row numbers are those of the sheet.
    """
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Leads</t></is></c></row>'
    rest = (
        HEAD.replace('r="1"', 'r="3"').replace('1" t', '3" t')
        + '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><v>2</v></c></row>'
    )

    assert outcome(make_xlsx(title + rest)) == ["3: a|b", "4: 1|2"]
    assert outcome(make_xlsx(title + rest), TableOptions(header_row=4)) == ["! header_like_data", "4: 1|2"]
