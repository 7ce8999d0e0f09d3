"""
What a cell shows counts: codes with what their format adds, currencies, percentages, times; not marks of thousands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from leadflow.adapters.tables.numbers import number_reader

Outcome = Callable[..., list[str]]

MOMENT = datetime(2026, 3, 25, 14, 30)  # workbooks know no zones


def _xlsx(value: Any, code: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Email", "X"])
    sheet.append(["a@x.example", value])
    sheet["B2"].number_format = code
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xls(value: Any, code: str) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leads")
    for at, text in enumerate(("Email", "X")):
        sheet.write(0, at, text)
    sheet.write(1, 0, "a@x.example")
    sheet.write(1, 1, value, xlwt.easyxf(num_format_str=code))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods(said: dict[str, str], shown: str | None) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Leads")
    document.spreadsheet.addElement(table)
    cells: list[list[tuple[dict[str, str], str | None]]] = [
        [({"valuetype": "string"}, "Email"), ({"valuetype": "string"}, "X"), ({"valuetype": "string"}, "City")],
        [({"valuetype": "string"}, "a@x.example"), (said, shown), ({"valuetype": "string"}, "Leeds")],
    ]
    for line in cells:
        row = TableRow()
        table.addElement(row)
        for attributes, text in line:
            cell = TableCell(**attributes)
            if text is not None:
                cell.addElement(P(text=text))
            row.addElement(cell)
    stream = BytesIO()
    document.write(stream)
    return stream.getvalue()


def _cell(rows: list[str]) -> str:
    return rows[-1].partition(": ")[2].split("|")[1]


CODES = [
    (1067, '"D-"00000', "D-01067"),
    (301234567, '"+49 "0', "+49 301234567"),
    (301234567, '"0"0', "0301234567"),
    (612345678, '0#"."##"."##"."##"."##', "06.12.34.56.78"),
    (12, '"INV-"0000', "INV-0012"),
    (12, "\\K0000", "K0012"),
    (1234567000195, '00"."000"."000"/"0000-00', "01.234.567/0001-95"),
    (301234567, "0000 000000", "0301 234567"),
    (5551234567, "[<=9999999]000\\-0000;(000) 000\\-0000", "(555) 123-4567"),
    (5551234, "[<=9999999]000\\-0000;(000) 000\\-0000", "555-1234"),
    (850000, "#,##0", "850000"),
    (850000, '#,##0" Stück"', "850000"),
    (12, '0" km"', "12"),
    (850000, '#"."##0', "850000"),
    (-5, '"Nr. "00', "-5"),
    (1067, "0####", "01067"),
    (1.2, '0.0 "Mio. €"', "1.2 Mio. €"),
    (1200, '#,##0 "TEUR"', "1200 TEUR"),
    (1234567, '0.0,,"M"', "1234567"),
    (1200000, '0.0,, "Mio. €"', "1200000 EUR"),
    (1200, '#,##0.00 "kr"', "1200 kr"),
    (1, '"Yes";;"No"', "Yes"),
    (0, '"Yes";;"No"', "No"),
    (-1, '"ja";"ja";"nein"', "ja"),
    (5, '[>10]"big";[<=10]"small"', "small"),
    (0, '#,##0;-#,##0;"-"', "-"),
    (12, "@", "12"),
    (-1200, "$#,##0_);[Red]($#,##0)", "-1200 USD"),
    (99, ";;;", "99"),
    (0, '0_);(0);"-"??_);_(@_)', "-"),
    (0, '_-* #,##0.00 €_-;-* #,##0.00 €_-;_-* "-"?? €_-;_-@_-', "- €"),
    (3, '0_);(0);"-"??_);_(@_)', "3"),
    (0, '#" km"', "km"),
    (0, "#,###", "0"),
]


@pytest.mark.parametrize(("number", "code", "shown"), CODES, ids=[code for _, code, _ in CODES])
def test_codes_keep_what_their_format_adds(number: int, code: str, shown: str, outcome: Outcome) -> None:
    """
    Zeros, letters, a plus and signs among the digits belong to a code; marks of thousands and units do not. Words that
    stand for a number or multiply it count.
    """
    assert shown == _cell(outcome(_xlsx(number, code)))
    assert shown == _cell(outcome(_xls(number, code)))


TEXTS = [
    ("abc", '"pre "@', "pre abc"),
    ("abc", '@" post"', "abc post"),
    ("abc", '0;-0;0;"T "@', "T abc"),
    ("abc", '0;-0;0;"only"', "only"),
    ("abc", '0;-0;"T "@', "T abc"),
    ("abc", "\\+@", "+abc"),
    ("abc", '"a"@"b"@', "aabcbabc"),
    ("abc", '"<"@">"', "<abc>"),
    ("abc", 'General;General;General;[Red]"x "@', "x abc"),
    ("a&b", '"D&D "@', "D&D a&b"),
    ("abc", ";;;", "abc"),
    ("abc", "0;;", "abc"),
    ("abc", '0" km"', "abc"),
    ("abc", 'General" EUR"', "abc"),
    ("abc", '0;0;0;General" x"', "abc x"),
    ("abc", '0_);(0);"-"??_);_(@_)', "abc"),
    ("abc", "@*-", "abc"),
]


@pytest.mark.parametrize(("text", "code", "shown"), TEXTS, ids=[code for _, code, _ in TEXTS])
def test_texts_have_the_words_of_their_format(text: str, code: str, shown: str, outcome: Outcome) -> None:
    """
    A format may add words to a text, as LibreOffice 7.4 writes them into an ODS; one that hides it does not count.
    """
    assert shown == _cell(outcome(_xlsx(text, code)))
    assert shown == _cell(outcome(_xls(text, code)))
    assert shown == _cell(outcome(_ods({"valuetype": "string"}, shown)))


def test_words_of_a_format_only_join_its_own_texts(outcome: Outcome) -> None:
    """
    Other texts, in the same row and in other rows, and empty cells stay as they are.
    """
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["Email", "X"], ["a@x.example", ""], ["b@x.example", "abc"], ["c@x.example", "abc"]):
        sheet.append(line)
    sheet["B2"].number_format = sheet["B4"].number_format = '"pre "@'
    stream = BytesIO()
    book.save(stream)

    rows = outcome(stream.getvalue())

    assert [row.partition(": ")[2] for row in rows[-3:]] == ["a@x.example|", "b@x.example|abc", "c@x.example|pre abc"]


SHOWN = [
    ("850000", "850.000", "850000"),
    ("850000", "850,000", "850000"),
    ("1234", "1.234", "1234"),
    ("850000", "8,50,000", "850000"),
    ("1234567", "1\u202f234\u202f567", "1234567"),
    ("1067", "D-01067", "D-01067"),
    ("301234567", "+49 301234567", "+49 301234567"),
    ("12", "INV-0012", "INV-0012"),
    ("612345678", "06.12.34.56.78", "06.12.34.56.78"),
    ("850000", "850.000 Stück", "850000"),
    ("850000", "850.000,00 €", "850000 EUR"),
    ("1234.5", "1.234,50", "1234.5"),
    ("12.125", "12,13", "12.1250"),
    ("1.2", "1,2 Mio. €", "1.2 Mio. €"),
    ("1200", "1.200 TEUR", "1200 TEUR"),
    ("1200000", "1,2 Mio. €", "1200000 EUR"),
    ("1234567", "1.2M", "1234567"),
    ("1200", "1.200,00 kr", "1200 kr"),
    ("1", "Yes", "Yes"),
    ("0", "-", "-"),
    ("0", "#0", "0"),
    ("0", "0,00", "0"),
    ("0", "0.00", "0"),
    ("0", "0.00E+00", "0"),
    ("0", "00000", "00000"),
    ("12", "0.0 TEUR", "12"),
    ("1.96", "2,0 Mio. €", "1.96 Mio. €"),
    ("441234567890", "4.41E+011", "441234567890"),
]


@pytest.mark.parametrize(("value", "shown", "expected"), SHOWN, ids=[shown for _, shown, _ in SHOWN])
def test_numbers_of_an_ods(value: str, shown: str, expected: str, outcome: Outcome) -> None:
    """
    The same decision by what LibreOffice shows; three decimals get a zero more, so that nobody takes them for
    thousands.
    """
    assert expected == _cell(outcome(_ods({"valuetype": "float", "value": value}, shown)))


MONEY = [
    ("#,##0.00 [$€-407]", "EUR"),
    ("[$$-409]#,##0.00", "USD"),
    ("[$$-C09]#,##0.00", "AUD"),
    ("#,##0.00 [$SEK]", "SEK"),
    ("#,##0.00 [$kr-414]", "NOK"),
    ('_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-;_-@_-', "EUR"),
    ("£#,##0", "GBP"),
    ('"CHF" #,##0.00', "CHF"),
]


@pytest.mark.parametrize(("code", "currency"), MONEY, ids=[code for code, _ in MONEY])
def test_currencies_of_formats(code: str, currency: str, outcome: Outcome) -> None:
    """
    Signs, codes, and the country behind a sign that is of several.
    """
    assert f"850000 {currency}" == _cell(outcome(_xlsx(850000, code)))


def test_currency_of_an_ods_is_in_the_cell(outcome: Outcome) -> None:
    """
    The cell says it, whatever the sign.
    """
    said = {"valuetype": "currency", "currency": "SEK", "value": "850000"}

    assert "850000 SEK" == _cell(outcome(_ods(said, "850 000 kr")))
    assert "850000 USD" == _cell(outcome(_ods({"valuetype": "currency", "value": "850000"}, "$850,000.00")))


TIMES = [
    (MOMENT, "hh:mm", "14:30:00"),
    (MOMENT, "h:mm AM/PM", "14:30:00"),
    (MOMENT, "yyyy-mm-dd", "2026-03-25 14:30:00"),
    (1.5, "hh:mm", "12:00:00"),
    (1.5, "[h]:mm:ss", "36:00:00"),
    (0.0625, "[mm]", "01:30:00"),
    (0.0625, "[mm]:ss", "01:30:00"),
    (0.5, "# ?/?", "0.5"),
    (0.15, "0.0%", "15%"),
    (1500, "0.0E+0", "1500"),
    (1500000, '#,##0,," M"', "1500000"),
]


@pytest.mark.parametrize(("value", "code", "shown"), TIMES, ids=[code for _, code, _ in TIMES])
def test_times_fractions_and_percentages(value: Any, code: str, shown: str, outcome: Outcome) -> None:
    """
    Only hours in brackets count beyond a day.
    """
    assert shown == _cell(outcome(_xlsx(value, code)))
    assert shown == _cell(outcome(_xls(value, code)))


ODS_TIMES = [
    ({"valuetype": "time", "timevalue": "PT14H30M00S"}, None, "14:30:00"),
    ({"valuetype": "time", "timevalue": "PT36H00M00S"}, None, "36:00:00"),
    ({"valuetype": "time", "timevalue": "PT1106558H30M00S"}, "14:30", "14:30:00"),
    ({"valuetype": "time", "timevalue": "PT36H00M00S"}, "2160", "36:00:00"),
    ({"valuetype": "time", "timevalue": "PT14H30M00S"}, "2:30 PM", "14:30:00"),
    ({"valuetype": "time", "timevalue": "PT1106558H05M00S"}, "12:05 AM", "00:05:00"),
    ({"valuetype": "time", "timevalue": "PT1106558H30M15S"}, "30:15", "14:30:15"),
    ({"valuetype": "time", "timevalue": "PT30H05M00S"}, "30:05", "30:05:00"),
    ({"valuetype": "currency", "value": "1200", "currency": "¥"}, "¥1,200", "1200 JPY"),
    ({"valuetype": "date", "datevalue": "2026-03-25"}, None, "2026-03-25"),
    ({"valuetype": "float", "value": "1067"}, None, "1067"),
    ({"valuetype": "percentage", "value": "0.15"}, "15 %", "15%"),
]


@pytest.mark.parametrize(("said", "shown", "expected"), ODS_TIMES, ids=str)
def test_cells_of_an_ods_need_no_text(said: dict[str, str], shown: str | None, expected: str, outcome: Outcome) -> None:
    """
    Ezodf writes values without a paragraph; LibreOffice shows them.
    """
    assert expected == _cell(outcome(_ods(said, shown)))


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        ("2026-03-25T14:30:00", 0, "2026-03-25 14:30:00"),
        ("2026-03-25T00:00:00", 0, "2026-03-25"),
        ("2026-03-25T14:30:00Z", 1, "14:30:00"),
        ("14:30:00", 1, "14:30:00"),
    ],
)
def test_days_as_texts_of_iso(
    value: str, style: int, expected: str, make_xlsx: Callable[..., bytes], outcome: Outcome
) -> None:
    """
    Openpyxl writes cells of the type "d" if it is told to; they come like other days.
    """
    head = '<row r="1"><c r="A1" t="str"><v>Email</v></c><c r="B1" t="str"><v>X</v></c></row>'
    row = f'<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2" t="d" s="{style}"><v>{value}</v></c></row>'

    assert expected == _cell(outcome(make_xlsx(head + row, formats=("h:mm",))))


@pytest.mark.parametrize(
    ("value", "expected"), [("5", "PLUS-05"), ("-5", "-5"), ("0", "NONE-00")], ids=["more", "less", "nothing"]
)
def test_sections_by_sign(value: str, expected: str) -> None:
    """
    A format has one section for more than nothing, one for less, and one for nothing.
    """
    assert expected == number_reader('"PLUS-"00;"MINUS-"00;"NONE-"00', from_1904=False)(value)


@pytest.mark.parametrize(("value", "expected"), [("0.5", "12:00:00"), ("46106", "2026-03-25")], ids=["a time", "a day"])
def test_sections_with_conditions_for_moments(value: str, expected: str) -> None:
    """
    Each section is followed by itself.
    """
    assert expected == number_reader("[<1]hh:mm;yyyy\\-mm\\-dd", from_1904=False)(value)
