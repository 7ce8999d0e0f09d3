"""
A workbook or a text that breaks off imports nothing, unless that is asked for.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from tests.services.builders import HOST, an_office

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import TableOptions
from leadflow.services.desks.imports import ImportDesk


def _cut(at: bytes) -> BytesIO:
    """
    Return a workbook of twenty leads whose sheet ends before *at*.
    """
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Email", "Country"])
    for number in range(20):
        book.worksheets[0].append([f"a{number}@x.example", "DE"])
    whole, cut = BytesIO(), BytesIO()
    book.save(whole)
    with ZipFile(whole) as source, ZipFile(cut, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: data.index(at)] if name.endswith("sheet1.xml") else data)
    return cut


def _desk() -> ImportDesk:
    return ImportDesk(an_office().setting, HOST, workbooks=read_workbook)


def test_nothing_of_a_workbook_that_breaks_off_is_imported() -> None:
    """
    Neither a preview nor a run takes the half, and both say why.
    """
    desk = _desk()
    file = desk.open(_cut(b'<row r="12"'))
    reports = [desk.preview(file), desk.run(file)]

    for report in reports:
        assert [problem.code for problem in report.problems] == ["workbook_broken"]
        assert report.counts.imported == 0
        assert not report.ok


def test_the_rows_before_can_be_asked_for() -> None:
    """
    The file says so then, as a warning.
    """
    desk = _desk()
    report = desk.run(desk.open(_cut(b'<row r="12"'), options=TableOptions(allow_broken=True)))

    assert report.counts.imported == 10
    assert report.counts.refused == 0
    assert "workbook_broken" in [problem.code for problem in report.problems]


def test_what_is_behind_the_rows_may_be_missing() -> None:
    """
    All rows are there, so nothing of the data breaks off.
    """
    desk = _desk()

    assert desk.run(desk.open(_cut(b"<pageMargins"))).counts.imported == 20


def test_nothing_of_a_workbook_whose_sum_does_not_match_is_imported() -> None:
    """
    A byte of a value is another one than was written.
    """
    book, whole, stored = openpyxl.Workbook(), BytesIO(), BytesIO()
    book.worksheets[0].append(["Email", "Annual revenue"])
    book.worksheets[0].append(["a@x.example", 1234567])
    book.save(whole)
    with ZipFile(whole) as source, ZipFile(stored, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    damaged = BytesIO(stored.getvalue().replace(b"<v>1234567</v>", b"<v>1934567</v>"))

    assert not _desk().run(_desk().open(damaged)).ok


def _text(end: str, *, rows: int = 20) -> BytesIO:
    """
    Return a text of so many leads with *end* behind them.
    """
    lines = "".join(f"a{number}@x.example,DE,Lund\n" for number in range(rows))
    return BytesIO(f"Email,Country,City\n{lines}{end}".encode())


@pytest.mark.parametrize("end", ["b@x.example,D", "b@x", 'b@x.example,DE,"Lu', 'b@x.example,DE,"Lund\nand '])
@pytest.mark.parametrize("rows", [20, 5_001])
def test_nothing_of_a_text_that_breaks_off_is_imported(end: str, rows: int) -> None:
    """
    Within a cell or within quotes, also behind the first chunk: neither a preview nor a run takes what comes before.
    """
    desk = _desk()
    file = desk.open(_text(end, rows=rows))
    report = desk.run(file)

    assert [problem.code for problem in report.problems] == ["file_broken"]
    assert (report.ok, report.counts.imported) == (False, 0)
    assert "nothing was imported" in report.problems[0].message
    assert not desk.preview(file).ok


def test_the_rows_before_the_end_of_a_text_can_be_asked_for() -> None:
    """
    The half row alone is refused then.
    """
    desk = _desk()
    report = desk.run(desk.open(_text("b@x.example,D"), options=TableOptions(allow_broken=True)))

    assert (report.ok, report.counts.imported, report.counts.refused) == (True, 20, 1)
    assert [problem.code for problem in report.refused[0].problems] == ["row_broken"]


def test_damage_behind_the_first_chunk_of_a_workbook_imports_nothing() -> None:
    """
    The markup is damaged in a row that is read only after thousands of others.
    """
    whole, damaged = BytesIO(), BytesIO()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Email", "Country"])
    for number in range(5_100):
        sheet.append([f"a{number}@x.example", "DE"])
    book.save(whole)
    with ZipFile(whole) as source, ZipFile(damaged, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b'<row r="5050"', b'<!----><row r="5050"') if "sheet1" in name else data)
    desk = _desk()
    report = desk.run(desk.open(damaged))

    assert [problem.code for problem in report.problems] == ["workbook_unreadable"]
    assert (report.ok, report.counts.imported) == (False, 0)


@pytest.mark.parametrize("end", ["", "\n", "\n\n ,,\n", "\n" * 70_000])
def test_blank_rows_at_the_end_are_counted(end: str) -> None:
    """
    What was read and what was blank are all rows of the file.
    """
    desk = _desk()
    file = desk.open(_text(end))

    assert desk.preview(file).counts.blank == desk.run(file).counts.blank == end.count("\n")
    assert desk.run(file).counts.blank == end.count("\n")
