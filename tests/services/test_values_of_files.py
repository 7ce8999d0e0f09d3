"""
Values of files mean what people and programs meant by them, decided by the column where one text does not say it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from tests.services.builders import PROGRAMME, Office

from leadflow.core.fields import AnyField, Field
from leadflow.core.importing.report import ImportReport
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.kinds import DATE, DATETIME, DECIMAL, ID, INTEGER, MONEY, DateOrder, DecimalMark, Money, Unfit
from leadflow.core.schema import STANDARD_SCHEMA

BUDGET = Field("budget", MONEY, currency="EUR")
AREA = Field("area", DECIMAL)
VISIT = Field("visit", DATE)
SEEN = Field("seen", DATETIME)


def read(
    name: AnyField | str,
    *cells: str,
    order: DateOrder | None = None,
    mark: DecimalMark | None = None,
    zone: str = "UTC",
) -> tuple[list[object], ImportReport]:
    """
    Import a column into a field, and return what the leads say of it, in the order of the file.
    """
    declared = STANDARD_SCHEMA.leads[name] if isinstance(name, str) else name
    schema = STANDARD_SCHEMA if isinstance(name, str) else STANDARD_SCHEMA.extend(declared)
    office = Office(programme=evolve(PROGRAMME, schema=schema, zone=ZoneInfo(zone)))
    rows = [f'u{at:03}@x.se;"{cell}"' for at, cell in enumerate(cells)]
    file = office.file(*rows, header="Email;Column")
    mapping = file.mapping.set("Column", declared.name, date_order=order, decimal_mark=mark)
    report = office.imports.run(file, mapping)
    with office.store.open_unit("acme", schema) as unit:
        leads = sorted(unit.leads.page(None, 1_000), key=lambda lead: str(lead.values["email"]))
    return [lead.values.get(declared.name) for lead in leads], report


def _amounts(values: list[object]) -> list[object]:
    return [str(one.amount) if isinstance(one, Money) else str(one) for one in values]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("3.100,50 €", "12.500", "1.250.000"), ["3100.50", "12500", "1250000"]),
        (("12.500 €", "850.000 €"), ["12500", "850000"]),
        (("$1,500", "$12,000"), ["1500", "12000"]),
        (("1,234", "12,5"), ["1.234", "12.5"]),
        (("€ 1.500,-", "2.000"), ["1500", "2000"]),
        (("−1.500 €", "-2.000 €"), ["-1500", "-2000"]),
        (("1'250.50", "12.500"), ["1250.50", "12.500"]),
        (("2,5 Mio. €", "1.500"), ["2500000.0", "1500"]),
        (("1.000-5.000 EUR", "12,5"), ["1000", "12.5"]),
    ],
)
def test_column_decides_which_mark_is_for_decimals_of_money(cells: tuple[str, ...], expected: list[str]) -> None:
    """
    An amount that shows its decimals decides for those that do not; alone, three digits are a thousand.
    """
    values, _ = read(BUDGET, *cells)

    assert _amounts(values) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.250,5", "12.500"), ["1250.5", "12500"]),
        (("1,234", "12,5", "1.234,5"), ["1.234", "12.5", "1234.5"]),
        (("1.234", "12,5"), ["1234", "12.5"]),
        (("1,234", "12.5"), ["1234", "12.5"]),
        (("1.234", "0.5"), ["1.234", "0.5"]),
    ],
)
def test_column_decides_which_mark_is_for_decimals(cells: tuple[str, ...], expected: list[str]) -> None:
    """
    The same for numbers without a currency.
    """
    values, _ = read(AREA, *cells)

    assert _amounts(values) == expected


def test_column_that_shows_no_mark_is_asked_about() -> None:
    """
    Nothing says whether 1.234 is a thousand: it is set aside, and read once the mapping says it.
    """
    values, report = read(AREA, "1.234", "5")

    assert isinstance(values[0], Unfit)
    assert [problem.code for row in report.warned for problem in row.problems] == ["number_ambiguous"]
    assert read(AREA, "1.234", "5", mark=DecimalMark.COMMA)[0] == [Decimal(1234), Decimal(5)]
    assert read(AREA, "1.234", "5", mark=DecimalMark.POINT)[0] == [Decimal("1.234"), Decimal(5)]


def test_column_with_both_marks_is_told() -> None:
    """
    Whoever glued two files together hears of it.
    """
    values, report = read(AREA, "12.5", "12,5", "1.234")

    assert values[:2] == [Decimal("12.5"), Decimal("12.5")]
    assert "decimal_mark_mixed" in [problem.code for problem in report.problems]


def test_other_columns_of_the_file_decide_if_they_agree() -> None:
    """
    A file is written by one program: the marks of one column say those of the next.
    """
    office = Office(programme=evolve(PROGRAMME, schema=STANDARD_SCHEMA.extend(BUDGET, AREA)))
    file = office.file("a@x.se;1.234;3.100,50 €", header="Email;Area;Budget")
    report = office.imports.run(file, file.mapping.set("Area", "area").set("Budget", "budget"))

    assert [str(lead.values["area"]) for lead in office.leads()] == ["1234"]
    assert report.mapping is not None
    assert report.mapping.columns[1].decimal_mark is DecimalMark.COMMA
    again = office.imports.open(BytesIO(b"Email;Area\nb@x.se;1.234"), remembered=report.mapping.remembered())
    assert again.suggestions[1].decimal_mark is DecimalMark.COMMA


def test_whole_numbers_need_no_mark() -> None:
    """
    In a whole number three digits behind a mark are a thousand.
    """
    assert read("employee_count", "12.500", "1,200", "7")[0] == [12500, 1200, 7]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("26-04-05", "26-04-17"), [date(2026, 4, 5), date(2026, 4, 17)]),
        (("05-04-26", "17-04-26"), [date(2026, 4, 5), date(2026, 4, 17)]),
        (("04/05/26", "04/17/26"), [date(2026, 4, 5), date(2026, 4, 17)]),
        (("99-01-31",), [date(1999, 1, 31)]),
        (("25/03/26",), [date(2026, 3, 25)]),
        (("26.04.05", "26.04.17", "26.05.30"), [date(2026, 4, 5), date(2026, 4, 17), date(2026, 5, 30)]),
    ],
)
def test_column_decides_where_a_short_year_is(cells: tuple[str, ...], expected: list[date]) -> None:
    """
    Years come again and again, days of the month do not.
    """
    assert read(VISIT, *cells)[0] == expected


def test_short_year_first_with_a_time() -> None:
    """
    As some phone systems write moments.
    """
    values, _ = read(SEEN, "26-04-05 14:30", "26-04-17 09:05")

    assert values == [datetime(2026, 4, 5, 14, 30, tzinfo=UTC), datetime(2026, 4, 17, 9, 5, tzinfo=UTC)]


def test_short_year_that_nothing_decides_is_asked_about() -> None:
    """
    One date alone may be any of three; the mapping can say which.
    """
    values, report = read(VISIT, "26-04-05")

    assert isinstance(values[0], Unfit)
    assert [problem.code for row in report.warned for problem in row.problems] == ["date_ambiguous"]
    assert read(VISIT, "26-04-05", order=DateOrder.YEAR_FIRST)[0] == [date(2026, 4, 5)]
    assert read(VISIT, "26-04-05", order=DateOrder.DAY_FIRST)[0] == [date(2005, 4, 26)]


@pytest.mark.parametrize(
    ("zone", "text", "moment"),
    [
        ("America/New_York", "2026-01-30", datetime(2026, 1, 30, 5, tzinfo=UTC)),
        ("Asia/Tokyo", "2026-01-30 21:30", datetime(2026, 1, 30, 12, 30, tzinfo=UTC)),
        ("Europe/Berlin", "30.07.2026 23:30", datetime(2026, 7, 30, 21, 30, tzinfo=UTC)),
        ("Europe/Berlin", "2026-07-30T23:30Z", datetime(2026, 7, 30, 23, 30, tzinfo=UTC)),
    ],
)
def test_moment_without_an_offset_is_in_the_programmes_zone(zone: str, text: str, moment: datetime) -> None:
    """
    A day given for a moment is that day there, in files and in forms.
    """
    schema = STANDARD_SCHEMA.extend(SEEN)
    office = Office(programme=evolve(PROGRAMME, schema=schema, zone=ZoneInfo(zone)))
    done = office.desk.receive(read_draft(office.programme.schema, {"email": "a@x.se", "seen": text}))

    assert read(SEEN, text, zone=zone)[0] == [moment]
    assert isinstance(done, Distribution)
    assert done.lead.values["seen"] == moment


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("postal_code", "69001.0", "69001"),
        ("postal_code", "69001,0", "69001"),
        ("postal_code", "6,9001E+4", "69001"),
        ("postal_code", "z:01067", "01067"),
        ("work_phone", "491512345678,0", "491512345678"),
        ("postal_code", "SW1A 1AA", "SW1A 1AA"),
        ("sic_code", "742.0", "742"),
        ("work_phone", "491512345678.0", "491512345678"),
        ("work_phone", "4.91512345678E+11", "491512345678"),
        ("work_phone", "p:+491512345678", "+491512345678"),
        (Field("customer", ID), "1234567.0", "1234567"),
        (Field("customer", ID), "ag:23851", "23851"),
        (Field("customer", ID), "A:1", "A:1"),
        (Field("customer", ID), "1.0", "1.0"),
    ],
)
def test_what_programs_put_on_numbers_is_taken_off(name: AnyField | str, text: str, expected: str) -> None:
    """
    Data frames make fractions of whole columns, and exports of lead ads put a letter before each number.
    """
    assert read(name, text)[0] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"), [("l:1234567", "1234567"), ("1234567.0", "1234567"), ("00Q1", "00Q1"), ("a; b", "a b")]
)
def test_ids_of_other_systems_lose_what_programs_put_on_them(text: str, expected: str) -> None:
    """
    The same holds for the ids on the record.
    """
    office = Office(programme=evolve(PROGRAMME, schema=STANDARD_SCHEMA))
    file = office.file(f'a@x.se,"{text}"', header="Email,External ID")
    report = office.imports.run(file)

    assert report.counts.imported == 1
    assert [" ".join(one.id for one in lead.external_ids) for lead in office.leads()] == [expected]


@pytest.mark.parametrize("name", ["work_phone", "postal_code"])
def test_number_that_lost_digits_is_set_aside(name: str) -> None:
    """
    4.91512E+11 is another number than the one that was typed.
    """
    values, report = read(name, "4.91512E+11")

    assert isinstance(values[0], Unfit)
    assert [problem.code for row in report.warned for problem in row.problems] == ["digits_lost"]


@pytest.mark.parametrize(
    "text",
    ["ann\u200b@x.se", "\ufeffann@x.se", "ann@x\u00ad.se", "ann\uff20x.se", "\u202aann@x.se\u202c", "ann@x.se\u00a0"],
)
def test_invisible_characters_go_from_addresses(text: str) -> None:
    """
    What nobody sees is no part of an address.
    """
    office = Office(programme=evolve(PROGRAMME, schema=STANDARD_SCHEMA))
    file = office.file(f"{text};A", header="E\u200bmail;Company")
    report = office.imports.run(file)

    assert report.counts.imported == 1, report.problems
    assert [lead.values["email"] for lead in office.leads()] == ["ann@x.se"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5. März 2026", date(2026, 3, 5)),
        ("Donnerstag, 5. März 2026", date(2026, 3, 5)),
        ("5 mars 2026", date(2026, 3, 5)),
        ("1er août 2026", date(2026, 8, 1)),
        ("5 de marzo de 2026", date(2026, 3, 5)),
        ("5 marzo 2026", date(2026, 3, 5)),
        ("mercoledì 5 ago 2026", date(2026, 8, 5)),
        ("5 maart 2026", date(2026, 3, 5)),
        ("5 mei 2026", date(2026, 5, 5)),
        ("5 de março de 2026", date(2026, 3, 5)),
        ("quinta-feira, 5 de dezembro de 2026", date(2026, 12, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026年3月5日(木)", date(2026, 3, 5)),
        ("5. Dez. 2026", date(2026, 12, 5)),
        ("Mar 5, 2026", date(2026, 3, 5)),
    ],
)
def test_months_are_known_in_eight_languages(text: str, expected: date) -> None:
    """
    A text file has the words that a spreadsheet shows.
    """
    assert read(VISIT, text)[0] == [expected]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("5. März 2026, 14:30 Uhr", 14),
        ("5 mars 2026 à 14h30", 14),
        ("2026年3月5日 14時30分", 14),
        ("Mar 5, 2026 2:30 PM", 14),
    ],
)
def test_times_are_known_in_other_languages(text: str, hour: int) -> None:
    """
    The time stands behind the day as each language writes it.
    """
    assert read(SEEN, text)[0] == [datetime(2026, 3, 5, hour, 30, tzinfo=UTC)]


@pytest.mark.parametrize("text", ["ja", "oui", "sí", "sì", "sim", "verdadeiro", "waar", "はい", "WAHR", "✓", "Checked"])
def test_yes_is_known_in_eight_languages(text: str) -> None:
    """
    A text file has the truth words that a spreadsheet shows.
    """
    assert read("do_not_contact", text)[0] == [True]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("100 €", "EUR"),
        ("100 Euro", "EUR"),
        ("R$ 100", "BRL"),
        ("100円", "JPY"),
        ("100 dólares", "USD"),
        ("100ユーロ", "EUR"),
    ],
)
def test_currencies_are_known_by_their_words(text: str, currency: str) -> None:
    """
    Signs and words on either side.
    """
    values, _ = read("annual_revenue", text)

    assert values == [Money(Decimal(100), currency)]


@pytest.mark.parametrize(
    ("text", "amount"), [("10K$", "USD 10000"), ("$10K", "USD 10000"), ("A$ 5", "AUD 5"), ("5M€", "EUR 5000000")]
)
def test_magnitude_may_touch_the_sign(text: str, amount: str) -> None:
    """
    A sign of two letters is one sign.
    """
    assert [str(value) for value in read("annual_revenue", text)[0]] == [amount]


@pytest.mark.parametrize("text", ["50+ employees", "50 + Mitarbeiter", "50+", "50 or more"])
def test_bound_of_a_headcount_may_have_a_word(text: str) -> None:
    """
    Its lower bound is read.
    """
    assert read("employee_count", text)[0] == [50]


def test_whole_number_in_decimals_of_a_program() -> None:
    """
    A data frame writes 12.0 for twelve.
    """
    assert read(Field("seats", INTEGER), "12.0")[0] == [12]
