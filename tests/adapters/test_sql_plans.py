"""
Lists and counts of leads are served by indexes, on SQLite; what a plan says does not depend on a machine's speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Select, event, func, select

from leadflow.adapters.sqlalchemy import SqlStore, list_statements, make_engine, tables
from leadflow.adapters.sqlalchemy.list_statements import statements_for
from leadflow.adapters.sqlalchemy.records import _COUNT_STATUS, _WITH_STATUS
from leadflow.adapters.sqlalchemy.registration_lister import _statement
from leadflow.adapters.sqlalchemy.scopes import scope_expression
from leadflow.core.access import ProgramParty, Scope, scope_of
from leadflow.core.criteria import EvaluationTime
from leadflow.core.leads import LeadKind, RegistrationStatus
from leadflow.core.registration import RegistrationQuery
from leadflow.core.views import LeadQuery, Sort
from leadflow.ports import LeadLister
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER, a_lead, changes_of

_lead, _event = tables.leads.c, tables.events.c
_MINE = _lead.supplier == 1
_NEWEST = (_lead.modified_at.desc(), _lead.num.desc())
_EVERY = scope_of(ProgramParty(name="host"))
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
            "COVERING INDEX ix_leadflow_leads_partner",
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


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (RegistrationQuery(statuses=frozenset({RegistrationStatus.SUBMITTED})), "ix_leadflow_records_status"),
        (RegistrationQuery(partner_id="nordlys"), "ix_leadflow_records_partner"),
    ],
    ids=["by status", "by partner"],
)
def test_registrations_are_listed_by_an_index(engine: Engine, query: RegistrationQuery, index: str) -> None:
    """
    Each status is read in its order from an index, so that a page costs the same however many there are.
    """
    plan = _planned(engine, str(_statement(2, query.partner_id is not None).compile(engine)))

    assert sum(index in line for line in plan) >= 1
    assert not any("autoindex" in line or "SCAN leadflow_" in line for line in plan)


def _planned(engine: Engine, statement: str) -> list[str]:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        marks = (1,) * statement.count("?")
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", marks)]


@pytest.mark.parametrize("statement", [_COUNT_STATUS, _WITH_STATUS], ids=["counted", "listed"])
def test_records_of_a_status_are_found_by_an_index(engine: Engine, statement: Select[Any]) -> None:
    """
    No record with another status is looked at, so that the status of an exchange costs the same with any number of links.
    """
    plan = "\n".join(_planned(engine, str(statement.compile(engine))))

    assert "ix_leadflow_records_by_status (supplier_id=? AND kind=? AND status=?" in plan
    assert "TEMP B-TREE" not in plan


_LISTS = {
    "newest": (LeadQuery(), "ix_leadflow_leads_modified"),
    "newest of a status": (LeadQuery(statuses=["pending"]), "ix_leadflow_leads_status"),
    "newest of a stage": (LeadQuery(stages=["open"]), "ix_leadflow_leads_stage"),
    "newest of a partner": (LeadQuery(partner_ids=["nordlys"]), "ix_leadflow_leads_partner"),
    "newest of some states": (LeadQuery(sources=["crm"], statuses=["pending", "accepted"]), "ix_leadflow_leads_state"),
    "newest of old activity": (LeadQuery(partner_activity_until=NOW), "ix_leadflow_leads_state"),
    "newest of a review": (LeadQuery(reviews=["tie"]), "ix_leadflow_leads_state"),
    "newest of a mail status": (LeadQuery(email_statuses=["sent"]), "ix_leadflow_leads_state"),
    "newest of one kind": (LeadQuery(which="registered"), "ix_leadflow_leads_state"),
    "latest created": (LeadQuery(sort=Sort("created_at")), "ix_leadflow_leads_created"),
}


@pytest.mark.parametrize(("few", "index"), [(5_000, "partner"), (0, "created")])
def test_other_order_of_a_partner_is_read_by_how_many_leads_it_has(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, few: int, index: str
) -> None:
    """
    Few are all read and sorted, and many are looked for among the leads of all, in their order.
    """
    monkeypatch.setattr(list_statements, "_FEW", few)
    statements_for.cache_clear()
    query = LeadQuery(partner_ids=["nordlys"], sort=Sort("created_at"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE leadflow_leads SET partner_id = 'nordlys'")

    plans = _plans_of(engine, lambda leads: leads.list_page(_SEEN, query, EvaluationTime(NOW, UTC)))
    statements_for.cache_clear()

    assert "COVERING INDEX ix_leadflow_leads_partner" in plans[0]
    assert f"INDEX ix_leadflow_leads_{index} " in plans[1]


def test_leads_of_a_partner_are_counted_inside_its_index(engine: Engine) -> None:
    """
    Their kind is in it, so that no lead is read.
    """
    query = LeadQuery(partner_ids=["nordlys"])

    plans = _plans_of(engine, lambda leads: leads.count(_SEEN, query, EvaluationTime(NOW, UTC)))

    assert "COVERING INDEX ix_leadflow_leads_partner" in plans[0]


@pytest.mark.parametrize("statistics", ["none", "some"])
@pytest.mark.parametrize(("query", "index"), _LISTS.values(), ids=_LISTS)
def test_page_of_a_list_is_read_from_its_index(engine: Engine, query: LeadQuery, index: str, statistics: str) -> None:
    """
    Whatever SQLite knows of the indexes: with statistics of some of them it would take another one, and sort all leads.
    """
    if statistics == "some":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("UPDATE sqlite_stat1 SET stat = '296000 296000 1 1'")
            connection.exec_driver_sql("DELETE FROM sqlite_stat1 WHERE idx LIKE '%status'")

    plans = _plans_of(engine, lambda leads: leads.list_page(_SEEN, query, EvaluationTime(NOW, UTC)))

    assert len(plans) == 1
    assert f"INDEX {index} " in plans[0]
    assert "USE TEMP B-TREE FOR ORDER BY" not in plans[0]


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
def test_list_by_activity_is_read_from_its_index(engine: Engine, descending: bool) -> None:
    """
    The leads on which somebody has acted come first, in the order of an index that has no others.
    """
    query = LeadQuery(sort=Sort("partner_activity_at", descending))

    plans = _plans_of(engine, lambda leads: leads.list_page(_SEEN, query, EvaluationTime(NOW, UTC)))

    assert "INDEX ix_leadflow_leads_activity " in plans[0]
    assert "USE TEMP B-TREE FOR ORDER BY" not in plans[0]


@pytest.mark.parametrize(
    ("query", "column", "index"),
    [
        (LeadQuery(), "status", "ix_leadflow_leads_status"),
        (LeadQuery(statuses=["pending"]), None, "ix_leadflow_leads_status"),
        (LeadQuery(sources=["crm"], stages=["open"]), None, "ix_leadflow_leads_state"),
        (LeadQuery(), "email_status", "ix_leadflow_leads_state"),
        (LeadQuery(partner_activity_since=NOW), None, "ix_leadflow_leads_activity"),
        (LeadQuery(partner_activity_since=NOW), "status", "ix_leadflow_leads_state"),
        (LeadQuery(campaign_activity=False, crm_linked=True), None, "ix_leadflow_leads_state"),
        (LeadQuery(campaign_activity_until=NOW, reviews=["tie"]), "review", "ix_leadflow_leads_state"),
    ],
    ids=[
        *("by status", "of a status", "of states", "by e-mail status", "by activity"),
        *("by status of some activity", "by CRM", "by review"),
    ],
)
def test_count_looks_at_no_lead(engine: Engine, query: LeadQuery, column: str | None, index: str) -> None:
    """
    The index tells all that is asked.
    """

    def ask(leads: LeadLister) -> object:
        moment = EvaluationTime(NOW, UTC)
        return leads.count_by(_EVERY, query, column, moment) if column else leads.count(_EVERY, query, moment)

    assert f"COVERING INDEX {index} " in _plans_of(engine, ask)[0]


def _plans_of(engine: Engine, ask: Callable[[LeadLister], object]) -> list[str]:
    """
    Return the plans of all queries of leads that something asks.
    """
    store, seen = SqlStore(engine), list[str]()
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.leads.page(None, 1)
    event.listen(engine, "checkout", lambda raw, *_: raw.set_trace_callback(seen.append))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, LeadLister)
        ask(unit.leads)
    asked = [one for one in seen if "FROM leadflow_leads" in one]
    with engine.connect() as connection:
        return [
            " | ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}")) + " " for one in asked
        ]
