"""
The database of an earlier build is lifted: every lead, event, message and record in it is read as that build read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Engine, MetaData, text
from tests.adapters.earlier.plain import SCHEMA, plain
from tests.adapters.earlier.reading import differences, expected, placed, postgresql_script, sqlite_database

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.partners import Campaign, Partner
from leadflow.core.programme import Programme
from leadflow.core.stages import CLOSING_STAGES, StagePolicy
from leadflow.services import Setting
from leadflow.testing import NOW


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """
    The earlier database, opened by this build.
    """
    if request.param == "sqlite":
        engine = make_engine(str(sqlite_database(tmp_path_factory.mktemp("earlier"))))
    else:
        engine = make_engine(request.getfixturevalue("postgres_url"))
        drop_all(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(postgresql_script())
    yield SqlStore(engine)
    if request.param == "postgresql":
        drop_all(engine)
    engine.dispose()


def drop_all(engine: Engine) -> None:
    """
    Drop whatever is there.
    """
    there = MetaData()
    there.reflect(engine)
    there.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP SEQUENCE IF EXISTS leadflow_lead_numbers"))


def lines(what: str) -> list[dict[str, Any]]:
    """
    Return what the earlier build read of all that is a *what*.
    """
    return [line for line in expected() if line["what"] == what]


def test_leads_and_timelines_are_as_they_were(store: SqlStore) -> None:
    """
    Lead by lead, event by event, member by member.
    """
    found = []
    for line in lines("lead"):
        lead_id = line["lead"]["id"]
        with store.open_unit(line["of"], SCHEMA) as unit:
            found += differences(line["lead"], plain(unit.leads.get(lead_id)), lead_id)
            found += differences(list(map(placed, line["events"])), plain(unit.timeline.of(lead_id)), lead_id)

    assert found == []


def test_messages_are_as_they_were(store: SqlStore) -> None:
    """
    Messages in every state are the same after the migration.
    """
    found = []
    for line in lines("message"):
        with store.open_unit(line["of"], SCHEMA) as unit:
            posted = unit.posts.one(line["message"]["key"])
        found += differences(line["message"], plain(posted.message), posted.message.key)
        assert (line["state"], line["reason"]) == (posted.state, posted.reason)

    assert found == []


@pytest.mark.parametrize(("what", "cls"), [("partner", Partner), ("campaign", Campaign)])
def test_records_are_as_they_were(store: SqlStore, what: str, cls: type[Any]) -> None:
    """
    Partners and campaigns.
    """
    found = []
    for line in lines(what):
        with store.open_unit(line["of"], SCHEMA) as unit:
            record = unit.records.one(cls, line[what]["id"])
        found += differences(line[what], plain(record), line[what]["id"])

    assert found == []


def test_what_became_of_messages_is_on_their_trails(store: SqlStore) -> None:
    """
    Every fact about a message that stood on a timeline stands on the message's trail, in the same order.
    """
    told, found = dict[tuple[str, str], list[str]](), dict[tuple[str, str], list[str]]()
    for line in lines("lead"):
        for event in line["events"]:
            if placed(event) != event:
                told.setdefault((line["of"], event["fact"]["key"]), []).append(event["at"])
    for of, key in told:
        with store.open_unit(of, SCHEMA) as unit:
            found[of, key] = [plain(event)["at"] for event in unit.posts.one(key).trail]

    assert len(told) > 100
    assert found == told


def test_loads_are_those_of_the_leads(store: SqlStore) -> None:
    """
    Each partner's load is counted while the database is lifted.
    """
    for of in sorted({line["of"] for line in lines("lead")}):
        leads = [line["lead"] for line in lines("lead") if line["of"] == of]
        load = Counter(lead["partner_id"] for lead in leads if lead["partner_id"] and _is_open(lead))
        with store.open_unit(of, SCHEMA) as unit:
            assert {partner: load for partner, load in unit.loads.since(0).by_partner.items() if load} == load


def _is_open(lead: dict[str, Any]) -> bool:
    return lead["active"] and lead["status"] != "rejected" and lead["stage"] not in CLOSING_STAGES


def test_loads_are_counted_by_the_stages_of_the_programme(store: SqlStore) -> None:
    """
    A lift knows only the standard stages; the first unit of a programme with others counts once more, and no later one.
    """
    closing = ("nurture", "qualified")
    for of in sorted({line["of"] for line in lines("lead")}):
        stages = StagePolicy(open=("open", "contacted", "unqualified"), closing=closing)
        programme = Programme(supplier_id=of, schema=SCHEMA, stages=stages)
        setting = Setting(open_unit=store.open_unit, programme=programme, clock=lambda: NOW, new_id=TimeOrderedIds())
        leads = [line["lead"] for line in lines("lead") if line["of"] == of]
        holding = [lead for lead in leads if lead["partner_id"] and lead["active"] and lead["status"] != "rejected"]
        load = Counter(lead["partner_id"] for lead in holding if lead["stage"] not in closing)
        with store.open_unit(of, SCHEMA) as unit:
            before = unit.loads.since(0)
        with setting.unit() as unit:
            after = unit.loads.since(0)

        assert before.counted == frozenset(CLOSING_STAGES)
        assert {partner: load for partner, load in after.by_partner.items() if load} == load
        assert after.counted is None
        with evolve(setting).unit() as unit:
            assert unit.loads.since(after.mark).by_partner == {}
