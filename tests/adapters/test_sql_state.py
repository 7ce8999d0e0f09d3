"""
The columns of a lead: each field that is declared to have one is written to it, and criteria ask it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select
from tests.services.builders import Office, an_office
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.sqlalchemy import SqlStore, criteria_expression, make_engine, tables
from leadflow.adapters.sqlalchemy.timestamps import moment
from leadflow.core.criteria import Condition, EvaluationTime, any_of, check_criteria, where
from leadflow.core.leads import EmailStatus, Lead, ReviewReason
from leadflow.core.records import LEAD_FIELDS
from leadflow.ports import CriteriaReader
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER, a_lead, changes_of


def test_every_declared_column_is_written(tmp_path: Path) -> None:
    """
    What a column holds is what the declaration reads of the lead; moments are whole microseconds, in any year.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    lead = evolve(
        a_lead("1"),
        source="CSV\x00",
        review=ReviewReason.TIE,
        score=-3,
        import_id="I1",
        accepted_at=datetime(2, 1, 1, tzinfo=UTC),
    )
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(lead))
    with engine.connect() as connection:
        row = connection.execute(select(tables.leads)).mappings().one()

    declared = {one.column: one.get(lead) for one in LEAD_FIELDS if one.column}
    plain = {name: value for name, value in declared.items() if not isinstance(value, datetime)}
    assert {name: row[name] for name in plain} == {**plain, "source": "CSV"}
    moments = {name: value for name, value in declared.items() if isinstance(value, datetime)}
    assert {name: moment(row[name]) for name in moments} == moments
    assert (moments["accepted_at"].year, row["rejected_at"]) == (2, None)


def test_criteria_see_what_mail_shows(tmp_path: Path) -> None:
    """
    A mail that is sent changes columns of the lead alone; criteria ask those, and find what the lead says when it is
    read.
    """
    office = an_office(store=SqlStore(str(tmp_path / "leads.db")))
    a_lead_of(office, "south")
    queued = _asked(office, "queued")

    a_relay(office, Post()).run_once()

    sent = _asked(office, "sent")
    assert [len(queued), len(_asked(office, "queued")), len(sent)] == [1, 0, 1]
    (lead,) = sent
    assert lead.email_status is EmailStatus.SENT
    assert _ids(office, where("modified_at", "on", lead.modified_at.date().isoformat())) == [lead.id]


def _asked(office: Office, status: str) -> list[Lead]:
    with office.setting.unit() as unit:
        return [unit.leads.get(lead_id) for lead_id in _ids(office, where("email_status", "equals", status))]


def _ids(office: Office, asked: Condition) -> list[str]:
    checked, problems = check_criteria(any_of(asked), office.programme.schema)
    assert checked is not None, problems
    with office.setting.unit() as unit:
        assert isinstance(unit.leads, CriteriaReader)
        return [lead.id for lead in unit.leads.matching(checked, EvaluationTime(NOW, UTC), None, 10)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (where("status", "equals", "pending"), "status=?"),
        (where("partner_id", "equals", "p1"), "partner_id=?"),
        (where("assignee_id", "equals", "u1"), "assignee_id=?"),
        (where("modified_at", "after", "2026-03-02"), "modified_at>?"),
        (where("lead_id", "equals", "1"), "id=?"),
    ],
    ids=lambda one: one.field if isinstance(one, Condition) else one,
)
def test_criteria_on_columns_ask_their_index(tmp_path: Path, asked: Condition, found: str) -> None:
    """
    What stands in a column is compared as it is, so that the column's index serves.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    SqlStore(engine)
    checked, _ = check_criteria(any_of(asked), KIT_SCHEMA)
    assert checked is not None
    expression, _ = criteria_expression(checked, EvaluationTime(NOW, UTC), dialect="sqlite")
    assert expression is not None
    compiled = select(tables.leads.c.num).where(tables.leads.c.supplier == 1, expression).compile(engine)
    given = tuple(compiled.params[name] for name in compiled.positiontup or ())
    with engine.connect() as connection:
        plan = [str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", given)]
    engine.dispose()

    assert any(f"(supplier=? AND {found}" in step for step in plan), plan


def test_index_of_a_host_on_a_value_is_used(tmp_path: Path) -> None:
    """
    Paths into what people filled in are literals, so a host can have an index on the expression that criteria ask.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    SqlStore(engine)
    checked, _ = check_criteria(any_of(where("city", "equals", "Lyon")), KIT_SCHEMA)
    assert checked is not None
    expression, _ = criteria_expression(checked, EvaluationTime(NOW, UTC), dialect="sqlite")
    assert expression is not None
    compiled = select(tables.leads.c.num).where(tables.leads.c.supplier == 1, expression).compile(engine)
    given = tuple(compiled.params[name] for name in compiled.positiontup or ())
    said = """coalesce(json_extract("keys", '$."city"'), lower(json_extract("values", '$."city"')))"""
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE INDEX by_city ON leadflow_leads (supplier, {said})")
        plan = [str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", given)]
    engine.dispose()

    assert any("by_city (supplier=? AND <expr>=?)" in step for step in plan), plan
