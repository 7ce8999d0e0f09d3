"""
Files that people mend or fill in: what was refused comes back as it was, and nothing in it is calculated.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import SCHEMA
from tests.laws.strategies import examples
from tests.services.builders import EMEA, Office, an_office, mapped

from leadflow.adapters.tables import read_workbook, write_csv, write_refused, write_template, write_xlsx
from leadflow.core.columns.header_keys import ERROR_HEADER
from leadflow.core.columns.suggestions import SKIP
from leadflow.core.importing.mapping import check_mapping
from leadflow.core.importing.report import ImportReport
from leadflow.core.problems import Severity
from leadflow.core.tables import read_table
from leadflow.core.tables.formulas import guard
from leadflow.core.text import unguard
from leadflow.services import LeadFile

HOSTILE = [
    "=1+1",
    "+49 30 1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "＝1",
    "plain",
    " =x",
    "_x0041_",
    "<a&b>",
    "a\nb",
    " \n",
    " \n a",
]
BAD = ("bad,DE,,=1+1", ",SE,,x", "b@x.de,DE,nobody,+49 30 1")


def imported(
    office: Office, *rows: str, header: str = "Email,Country,Partner Name,City"
) -> tuple[LeadFile, ImportReport]:
    """
    Import rows.
    """
    file = office.file(*rows, header=header)
    return file, office.imports.run(file, mapped(file), EMEA)


def refused_bytes(file: LeadFile, report: ImportReport) -> bytes:
    """
    Return the file of refused rows.
    """
    stream = BytesIO()
    write_refused(stream, file.table, report.refused)
    return stream.getvalue()


@given(text=st.one_of(st.text(), st.sampled_from(HOSTILE), st.from_regex(r"['=+\-@ ]{0,3}[a-z]?")))
@examples(300)
def test_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    """
    An apostrophe goes before what could be calculated, and the importer takes it off again.
    """
    guarded = guard(text)

    assert not guarded.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert unguard(guarded.strip()) == unguard(text.strip())


def test_refused_rows_come_back_in_their_own_columns() -> None:
    """
    Refused rows are written in their columns with an error column and without formulas.
    """
    file, report = imported(an_office(), "a@x.se,SE,,", *BAD)
    rows = list(csv.reader(StringIO(refused_bytes(file, report).decode("utf-8-sig"))))

    assert rows[0] == ["Email", "Country", "Partner Name", "City", ERROR_HEADER]
    assert [row[:4] for row in rows[1:]] == [
        ["bad", "DE", "", "'=1+1"],
        ["", "SE", "", "x"],
        ["b@x.de", "DE", "nobody", "'+49 30 1"],
    ]
    assert rows[1][4].split("; row 3")[0] == "row 3, Email: this is not an e-mail address; write it as name@example.com"
    assert "City: the cell contains a formula" in rows[1][4]


def test_refused_rows_map_back_by_themselves() -> None:
    """
    The column of errors is skipped, and a file that was mended is imported as the rows would have been.
    """
    office = an_office()
    file, report = imported(office, *BAD)
    mended = (
        refused_bytes(file, report)
        .replace(b"bad", b"c@x.de")
        .replace(b"\r\n,SE", b"\r\nd@x.se,SE")
        .replace(b"nobody", b"")
    )
    again = office.imports.open(BytesIO(mended), remembered=mapped(file).remembered())
    report = office.imports.run(again, settings=EMEA)

    assert again.suggestions[-1].field == SKIP
    assert report.counts.imported == 3
    assert sorted(str(lead.values.get("city")) for lead in office.leads()) == ["+49 30 1", "=1+1", "x"]


def test_refused_rows_that_are_refused_again_have_one_column_of_errors() -> None:
    """
    The errors of the second import take the place of those of the first.
    """
    office = an_office()
    file, report = imported(office, *BAD)
    again = office.imports.open(BytesIO(refused_bytes(file, report)), remembered=mapped(file).remembered())
    rows = refused_bytes(again, office.imports.run(again, settings=EMEA)).decode("utf-8-sig").splitlines()

    assert rows[0] == f"Email,Country,Partner Name,City,{ERROR_HEADER}"
    assert [row.split('"')[1][:5] for row in rows[1:]] == ["row 2", "row 3", "row 4"]


def test_text_beyond_the_last_header_is_not_lost() -> None:
    """
    It stands behind the errors of a row whose columns have shifted.
    """
    file, report = imported(an_office(), "a@x.de,DE,, Oslo,more", "b@x.de,DE,,")
    rows = list(csv.reader(StringIO(refused_bytes(file, report).decode("utf-8-sig"))))

    assert [report.refused[0].problems[0].code, rows[1][5]] == ["row_shifted", "more"]


def test_workbook_comes_back_as_a_workbook() -> None:
    """
    A refused workbook is written as a workbook, with texts unchanged.
    """
    office, stream, back = an_office(), BytesIO(), BytesIO()
    write_xlsx(stream, [["Email", "Country", "Partner Name", "City"], ["bad", "DE", "", "=1+1"]], sheet="Fair/2026")
    file = LeadFile(table=read_table(stream, workbooks=read_workbook), suggestions=(), digest="d")
    mapping = mapped(office.file(header="Email,Country,Partner Name,City"))
    report = office.imports.run(file, mapping, EMEA)
    write_refused(back, file.table, report.refused)
    sheet = openpyxl.load_workbook(back)["Fair 2026"]

    assert [cell.value for cell in sheet[2]][:4] == ["bad", "DE", None, "=1+1"]
    assert [cell.data_type for cell in sheet[2] if cell.value] == ["s", "s", "s", "s"]
    assert sheet["D2"].quotePrefix


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_hostile_texts_are_read_back(write: Callable[..., None]) -> None:
    """
    Dangerous texts are read back unchanged by the importer.
    """
    stream = BytesIO()
    write(stream, [["Notes", "Number"], *([text, "007"] for text in HOSTILE)])
    rows = read_table(stream, workbooks=read_workbook).rows()

    assert [unguard(row.cells[0].strip()) for row in rows] == [unguard(text.strip()) for text in HOSTILE]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_template_is_imported_as_it_stands(format: str) -> None:
    """
    Every header maps by itself, custom fields as well; its sample is refused for the partner that it names.
    """
    office, stream = an_office(), BytesIO()
    write_template(stream, SCHEMA, format=format)  # type: ignore[arg-type]  # formats of the parameter
    table = read_table(stream, workbooks=read_workbook)
    rows = [row.cells for row in table.rows()]
    stream = BytesIO()
    write_csv(stream, [table.headers, *rows])
    file = office.imports.open(stream)
    report = office.imports.run(file)

    assert table.headers[:4] == ("Email", "First Name", "Last Name", "Partner Name")
    assert check_mapping(file.mapping, SCHEMA) == ()
    problems = [problem for row in report.refused for problem in row.problems]
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == ["partner_unknown"]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_text_that_looks_like_a_formula_is_imported_as_it_was(write: Callable[..., None]) -> None:
    """
    What an export wrote is a text, though a formula that somebody left in a file is read as blank.
    """
    office, stream = an_office(), BytesIO()
    rows = [["Email", "Country", "Partner Name", "City"], ["a@x.se", "SE", "south", "=1+1"]]
    write(stream, rows)
    stream.seek(0)
    file = office.imports.open(stream, name="leads")
    report = office.imports.run(file, file.mapping.skip_undecided(), EMEA)

    assert report.counts.imported == 1, report
    assert [lead.values.get("city") for lead in office.leads()] == ["=1+1"]
