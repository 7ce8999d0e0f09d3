"""
Problems that say what is wrong also say rightly what to do.
"""

from __future__ import annotations

import io

import pytest
from tests.core.builders import SCHEMA
from tests.core.tables.test_refused import zipped
from tests.services.builders import HOST, an_office

from leadflow.core.intake import read_draft
from leadflow.services import ImportDesk


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("partner_name", "give it to read_draft as partner_name="),
        ("campaign_id", "give it to read_draft as campaign="),
        ("stage", "give it to read_draft as stage="),
        ("external_ids", "give it to read_draft as external_ids="),
        ("created_at", "give it to read_draft as created_at="),
        ("score", "give it to read_draft as score="),
        ("modified_at", "leadflow sets it itself"),
        ("status", "leadflow sets it itself"),
        ("email_status", "leadflow sets it itself"),
        ("lead_id", "leadflow sets it itself"),
        ("emial", "did you mean 'email'?"),
        ("shoe_size", "declare it in the schema first"),
    ],
)
def test_columns_of_the_record_are_not_to_be_declared(name: str, advice: str) -> None:
    """
    A form that says what a lead's record says is told where to give it; only new names are to be declared.
    """
    (problem,) = read_draft(SCHEMA, {"email": "a@x.se", name: "1"}).problems

    assert (problem.code, problem.path) == ("field_unknown", name)
    assert advice in problem.message
    assert ("declare it" in problem.message) == (name == "shoe_size")


def test_workbook_without_a_reader_names_what_helps() -> None:
    """
    An .xlsx needs no extra, only the reader that the desk was told to do without.
    """
    desk = ImportDesk(an_office().setting, HOST, workbooks=None)
    (problem,) = desk.open(io.BytesIO(zipped("xl/workbook.xml")), name="a.xlsx").table.problems

    assert problem.code == "reader_missing"
    assert "workbooks=read_workbook" in problem.message
    assert "excel" not in problem.message
