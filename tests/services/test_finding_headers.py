"""
The row of headers, the separator and stray cells are told by what is in a file.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from attrs import evolve
from tests.adapters.tables.test_writing import refused_bytes
from tests.services.builders import PROGRAMME, Office

from leadflow.core.columns.header_keys import ERROR_HEADER
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import TableOptions
from leadflow.services import LeadFile


def opened(text: str, options: TableOptions = TableOptions()) -> tuple[Office, LeadFile]:
    """
    Open a text at a desk of its own.
    """
    office = Office(programme=evolve(PROGRAMME, schema=STANDARD_SCHEMA))
    return office, office.imports.open(BytesIO(text.encode()), name="leads.csv", options=options)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Email\na@x.se\nb@x.se;c@x.se\nd@x.se\n", "Email"),
        ("Email\na@x.se\nb@x.se, c@x.se\nd@x.se\n", "Email"),
        ("Company\nGranit AB\nFjell, Berg & Co\nBirke GmbH\n", "Company"),
        ("Name\nBerg, Ann\nLee, Bo\nKim, Su\n", "Name"),
        ("Notes\n" + "one\n" * 90 + "a,b\n" * 3, "Notes"),
        ("Email\n" + "a@x.se\n" * 200 + "b@x.se,Zorp\n", "Email"),
    ],
)
def test_list_of_one_column_is_not_cut(text: str, header: str) -> None:
    """
    A mark inside some values separates nothing.
    """
    _, file = opened(text)

    assert file.table.headers == (header,)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Leads,Fair 2026,Hall 3\nEmail,First name,Company\na@x.se,Ann,A\n", 2),
        ("Name\n\nEmail,First name,Company\na@x.se,Ann,A\nb@x.se,Bo,B\n", 3),
        ("Report,Q1\nOwner,Ann\nDate,2026-01-31\nEmail,First name,Company\na@x.se,Ann,A\n", 4),
        ("Export of 2026,all,yes,x,y\nBy,Ann\nEmail,First name,Company\na@x.se,Ann,A\n", 3),
    ],
)
def test_headers_are_found_below_titles_of_any_shape(text: str, row: int) -> None:
    """
    Known headers say where they are, however wide the titles are.
    """
    office, file = opened(text)

    assert (file.table.header_row, file.table.headers[0]) == (row, "Email")
    assert office.imports.preview(file, file.mapping.skip_undecided()).counts.imported >= 1


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Ann,Lee,ann@x.se,+49 30 123456,Acme GmbH\nBo,Berg,bo@x.se,+49 30 654321,Birke AG\n",
            [None, None, "email", "work_phone", "company"],
        ),
        ("Granit GmbH,www.granit.de,Berlin\nFjell AS,www.fjell.no,Oslo\n", ["company", "website", None]),
        ("2026-01-31,Ann Lee,Germany\n2026-02-01,Bo Berg,Norway\n", [None, "full_name", "country"]),
        ("Zorp,12\nQuux,15\nBlim,18\n", [None, None]),
        ("a@x.se\nb@x.se\n", ["email"]),
    ],
)
def test_file_without_headers_is_read_from_its_first_row(text: str, fields: list[str | None]) -> None:
    """
    Addresses, dates, links, figures and companies are no headers; columns are suggested by them.
    """
    _, file = opened(text)

    assert [problem.code for problem in file.table.problems] == ["header_missing"]
    assert (file.table.header_row, next(file.table.rows()).number) == (0, 1)
    assert [one.field for one in file.suggestions] == fields


def test_file_without_headers_is_imported() -> None:
    """
    Its columns are mapped by their place.
    """
    office, file = opened("Ann,a@x.se\nBo,b@x.se\n")
    report = office.imports.run(file, file.mapping.set(0, "first_name"))

    assert report.counts.imported == 2
    assert sorted(str(lead.values["first_name"]) for lead in office.leads()) == ["Ann", "Bo"]


def test_refused_rows_of_a_file_without_headers_are_headed() -> None:
    """
    What comes back to be corrected says which column is which.
    """
    office, file = opened("Ann,a@x.se\nBo,nobody\nSu,c@x.se\nEva,d@x.se\nIda,e@x.se\n")
    report = office.imports.run(file, file.mapping.set(0, "first_name"))
    lines = refused_bytes(file, report).decode("utf-8-sig").splitlines()

    assert lines[0] == f"Column A,Column B,{ERROR_HEADER}"
    assert lines[1].startswith("Bo,nobody,")


@pytest.mark.parametrize(("row", "headers"), [(0, ("", "")), (1, ("a@x.se", "1"))])
def test_options_say_where_the_headers_are(row: int, headers: tuple[str, ...]) -> None:
    """
    What a person says counts before what is found.
    """
    _, file = opened("a@x.se,1\nb@x.se,2\n", TableOptions(header_row=row))

    assert file.table.headers == headers


@pytest.mark.parametrize("row", ["b@x.se,B,see me", "b@x.se,B,,see me", "b@x.se,,see me"])
def test_stray_cell_does_not_refuse_its_row(row: str) -> None:
    """
    It is left out, and told.
    """
    office, file = opened(f"Email,Company\na@x.se,A\n{row}\nc@x.se,C\n")
    report = office.imports.run(file)

    assert report.counts.imported == 3
    assert [one.code for line in report.warned for one in line.problems] == ["cells_beyond"]


@pytest.mark.parametrize(
    ("header", "rows", "shifted"),
    [
        ("Email,Company", ["a@x.se,A", "b@x.se,B"], "c@x.se,Fjell, Berg & Co"),
        ("Company,Email", ["A,a@x.se", "B,b@x.se"], "Fjell,Co,c@x.se"),
        ("Email,Employees", ["a@x.se,5", "b@x.se,7"], "c@x.se,1,200"),
        ("Email,Employees,City", ["a@x.se,5,Ulm", "b@x.se,7,Bonn"], "c@x.se,1,200,Lund"),
    ],
)
def test_row_that_was_cut_within_a_value_is_refused(header: str, rows: list[str], shifted: str) -> None:
    """
    Its columns have shifted, so nothing in them can be trusted.
    """
    office, file = opened("\n".join([header, *rows, shifted, ""]))
    report = office.imports.run(file)

    assert [row.problems[0].code for row in report.refused] == ["row_shifted"]
