"""
A workbook that breaks off imports nothing, unless that is asked for.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from tests.services.builders import HOST, an_office

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import TableOptions
from leadflow.services.importing import ImportDesk


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
