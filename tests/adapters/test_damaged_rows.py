"""
One lead that cannot be read stops nobody else's lists, simulations and imports, and is named by its id alone.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.services.builders import EMEA, MODULE, Office, an_office, mapped

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import EvaluationTime, any_of, check_criteria, where
from leadflow.core.intake import read_draft
from leadflow.errors import ConfigurationError
from leadflow.ports import CriteriaReader
from leadflow.services.views.viewing import every_lead


@pytest.fixture(
    params=[("values", "[1]"), ("status", "flying"), ("received_at", "soon"), ("email_status", "odd"), ("kind", "odd")],
    ids=lambda one: one[0],
)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """
    An office with three leads of one partner, of which the second is damaged in one column.
    """
    path = tmp_path / "leads.db"
    office = an_office(store=SqlStore(str(path)))
    for lead_id in ("a", "damaged", "z"):
        office.desk.receive(
            read_draft(SCHEMA, {"email": f"{lead_id}@x.se", "country": "SE"}, partner="north"), lead_id=lead_id
        )
    connection = sqlite3.connect(path)
    column, value = request.param
    connection.execute(f"UPDATE leadflow_leads SET \"{column}\" = ? WHERE id = 'damaged'", (value,))
    connection.commit()
    connection.close()
    yield office
    assert isinstance(office.store, SqlStore)
    office.store.close()


def test_lists_and_simulations_pass_it_over(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """
    The others are read, and the log names the one that is not.
    """
    with caplog.at_level(logging.WARNING):
        assert office.routing.simulate(MODULE).leads == 2
        assert office.routing.lint(MODULE) is not None
        assert [lead.id for lead in office.leads()] == ["a", "z"]
    assert len(office.desk.leads().rows) in (2, 3)
    assert len(office.at("north").leads().rows) in (2, 3)
    assert "'damaged'" in caplog.text
    assert "damaged@x.se" not in caplog.text


def test_pages_of_damaged_leads_are_not_the_end(office: Office) -> None:
    """
    A page that would hold the damaged one alone holds the one behind it.
    """
    with office.setting.unit() as unit:
        assert [lead.id for lead in unit.leads.page("a", 1)] == ["z"]
        assert isinstance(unit.leads, CriteriaReader)
        checked, _ = check_criteria(any_of(where("email", "is_not_empty")), SCHEMA)
        assert checked is not None
        moment = EvaluationTime(office.clock(), office.programme.zone)
        assert [lead.id for lead in unit.leads.matching(checked, moment, None, 1)] == ["a"]
        assert [lead.id for lead in every_lead(office.desk._caller, unit)] == ["a", "z"]


def test_asking_for_it_says_that_it_is_damaged(office: Office) -> None:
    """
    By its id, with what to do, and nothing was written.
    """
    with pytest.raises(ConfigurationError, match=r"'damaged' cannot be read.*Nothing was written") as caught:
        office.desk.lead("damaged")
    assert "flying" not in str(caught.value)


def test_import_refuses_only_its_row(office: Office) -> None:
    """
    Whether the row is a duplicate's cannot be known, so it is refused; all others come in.
    """
    file = office.file("new@x.se,SE,,Oslo", "damaged@x.se,SE,,Oslo", "last@x.se,SE,,Oslo")
    report = office.imports.run(file, mapped(file), evolve(EMEA, import_id="beside"))

    assert report.counts.imported == 2
    assert [[problem.code for problem in row.problems] for row in report.refused] == [["duplicate_unreadable"]]
