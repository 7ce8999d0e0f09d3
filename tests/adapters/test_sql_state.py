"""
The columns of a lead: each field that is declared to have one is written to it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve
from sqlalchemy import select

from leadflow.adapters.sqlalchemy import SqlStore, make_engine, tables
from leadflow.adapters.sqlalchemy.moments import moment
from leadflow.core.leads import ReviewReason
from leadflow.core.records import LEAD_FIELDS
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of


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
