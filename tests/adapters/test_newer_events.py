"""
Events that a newer build has written into a database are shown, as far as they are known.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.services.builders import Office, an_office

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.sqlalchemy.event_rows import KINDS
from leadflow.core.actors import Channel, Side
from leadflow.core.changes import Changes
from leadflow.core.facts import Accepted, UnknownFact
from leadflow.core.handling import LeadUpdate
from leadflow.core.intake import read_draft
from leadflow.wire import Wire


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """
    Where the database is.
    """
    return tmp_path / "leads.db"


@pytest.fixture
def office(path: Path) -> Iterator[Office]:
    """
    An office with one lead, which is pending.
    """
    store = SqlStore(str(path))
    office = an_office(store=store)
    office.desk.receive(read_draft(office.programme.schema, {"email": "a@b.example"}, partner="north"), lead_id="L")
    yield office
    store.close()


def test_fact_of_a_newer_build_is_shown_and_the_lead_goes_on(office: Office, path: Path) -> None:
    """
    A kind of event that this build does not know has its name, and the partner can accept the lead.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TEMPORARY TABLE newer AS SELECT * FROM leadflow_events WHERE seq = 2")
        body = '{"fact":"opportunity_won","v":1,"amount":3}'
        database.execute("UPDATE newer SET seq = 3, kind = 99, body = ?", (body,))
        database.execute("INSERT INTO leadflow_events SELECT * FROM newer")
        database.execute("UPDATE leadflow_leads SET seq = 3")
        database.commit()
    done = office.at("north").accept("L")
    facts = [event.fact for event in office.desk.timeline("L")]

    assert isinstance(done, LeadUpdate)
    assert facts[2] == UnknownFact(name="opportunity_won", body='{"v":1,"amount":3}')
    assert len(facts) == 4


@pytest.mark.parametrize("seq", [1, 2])
def test_packed_fact_of_a_newer_version_is_an_unknown_fact(office: Office, path: Path, seq: int) -> None:
    """
    The two facts that are packed tell their version, and a newer one does not hide the timeline.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE leadflow_events SET kind = ?, body = '[9,\"x\"]' WHERE seq = ?", (seq, seq))
        database.commit()
    fact = office.desk.timeline("L")[seq - 1].fact

    assert isinstance(fact, UnknownFact)
    assert fact.name == ("received", "routed")[seq - 1]


def test_channel_of_a_newer_build_is_another(office: Office, path: Path) -> None:
    """
    The way by which something came, if only a newer build knows it, is told as another one.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE leadflow_events SET channel = 77 WHERE seq = 1")
        database.commit()

    assert office.desk.timeline("L")[0].actor.channel is Channel.OTHER


def test_member_of_a_newer_build_is_kept_with_its_event(office: Office, path: Path) -> None:
    """
    What it told of a fact that this build knows is written where the event is written as a document.
    """
    office.at("north").accept("L")
    with closing(sqlite3.connect(path)) as database:
        body = '{"fact":"accepted","v":9,"automatic":false,"mood":{"good":true}}'
        database.execute("UPDATE leadflow_events SET body = ? WHERE seq = 3", (body,))
        database.commit()
    event = office.desk.timeline("L")[2]

    assert event.fact == Accepted()
    assert json.loads(Wire(office.programme.schema).dumps(event))["fact"]["mood"] == {"good": True}


def test_side_of_a_newer_build_is_another(office: Office, path: Path) -> None:
    """
    Whose somebody is, if only a newer build knows it, is told as another side's.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE leadflow_events SET side = 77 WHERE seq = 1")
        database.commit()

    assert office.desk.timeline("L")[0].actor.side is Side.OTHER


def test_erasing_takes_what_a_newer_build_wrote(office: Office, path: Path) -> None:
    """
    Facts that only it knows lose all but their names, and others the members that only it knows.
    """
    office.at("north").accept("L")
    with closing(sqlite3.connect(path)) as database:
        bodies = [
            ('{"fact":"opportunity_won","v":3,"contact":"Ann Lee"}', 99, 2),
            ('{"fact":"accepted","v":9,"automatic":false,"by":"Ann Lee"}', KINDS[Accepted], 3),
        ]
        database.executemany("UPDATE leadflow_events SET body = ?, kind = ? WHERE seq = ?", bodies)
        database.commit()
    with office.setting.unit() as unit:
        unit.commit(Changes(erases=("L",)))
        events = unit.timeline.of("L")
    with closing(sqlite3.connect(path)) as database:
        left = str(database.execute("SELECT * FROM leadflow_events").fetchall())

    assert [type(event.fact) for event in events[1:]] == [UnknownFact, Accepted]
    assert "Ann Lee" not in left
