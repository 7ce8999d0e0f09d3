"""
Lists and counts of leads are served by indexes, on SQLite; what a plan says does not depend on a machine's speed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, Select, func, select

from leadflow.adapters.sqlalchemy import SqlStore, make_engine, tables
from leadflow.adapters.sqlalchemy.scopes import scope_expression
from leadflow.core.access import Scope
from leadflow.core.leads import LeadKind
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of

_lead, _event = tables.leads.c, tables.events.c
_MINE = _lead.supplier == 1
_NEWEST = (_lead.modified_at.desc(), _lead.num.desc())
_SEEN = Scope(whole=frozenset({LeadKind.DISTRIBUTED, LeadKind.REGISTERED}))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """
    A database with a lead in it.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead()))
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (
            select(_lead.status, func.count()).where(_MINE, _lead.active == True).group_by(_lead.status),  # noqa: E712
            "COVERING INDEX ix_leadflow_leads_status",
        ),
        (
            select(func.count())
            .select_from(tables.leads)
            .where(_MINE, scope_expression(_SEEN, supplier_id="", dialect="sqlite")),
            "COVERING INDEX ix_leadflow_leads_state",
        ),
        (
            select(_lead.id).where(_MINE, _lead.active == True).order_by(*_NEWEST).limit(50),  # noqa: E712
            "INDEX ix_leadflow_leads_modified",
        ),
        (
            select(_lead.id)
            .where(_MINE, _lead.partner_id == "nordlys", _lead.active == True)  # noqa: E712
            .order_by(*_NEWEST)
            .limit(50),
            "INDEX ix_leadflow_leads_partner",
        ),
        (
            select(_lead.id).where(_MINE, _lead.assignee_id == "maja").order_by(*_NEWEST).limit(50),
            "INDEX ix_leadflow_leads_assignee",
        ),
        (
            select(_event.kind, func.count()).where(_event.supplier == 1, _event.at > 0).group_by(_event.kind),
            "COVERING INDEX ix_leadflow_events_time",
        ),
        (
            select(_event.lead).where(_event.supplier == 1, _event.partner == 2).order_by(_event.at.desc()).limit(50),
            "INDEX ix_leadflow_events_partner",
        ),
        (select(_event.lead).where(_event["import"] == 3), "COVERING INDEX ix_leadflow_events_import"),
    ],
    ids=[
        "count by status",
        "count in a scope",
        "newest",
        "newest of a partner",
        "newest of an assignee",
        "activity by kind",
        "newest events of a partner",
        "events of an import",
    ],
)
def test_lists_and_counts_use_an_index(engine: Engine, query: Select[tuple[object, ...]], index: str) -> None:
    """
    No list looks at all leads, and none that an index has in its order is sorted.
    """
    asked = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        plan = " | ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}"))

    assert index in plan
    assert "SCAN leadflow_" not in plan
    assert "ORDER BY" not in plan
