"""
Races between processes, and processes that are killed, on every database.

Small in the default run; LEADFLOW_SOAK=1 runs them at full size.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url
from tests.adapters.racing import OFFERS, Won, race, write
from tests.processes import CONTEXT, SOAK, listening, running

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.tables import metadata
from leadflow.core.timeline import admitted_values, fold
from leadflow.ports import UnitOfWork
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER

PROCESSES = 8
COUNT = 400 if SOAK else 8
KILLS = 40 if SOAK else 3


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """
    A database in which nothing is yet, not even a table.
    """
    if request.param == "sqlite":
        yield str(tmp_path / "leads.db")
        return
    plain = make_url(request.getfixturevalue("postgres_url"))
    engine = make_engine(plain.render_as_string(hide_password=False))
    metadata.drop_all(engine)
    yield plain.render_as_string(hide_password=False)
    metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def results(url: str) -> list[Won]:
    """
    What each of the processes won; none of them saw any other failure than losing.
    """
    pipes = [CONTEXT.Pipe(duplex=False) for _ in range(PROCESSES)]
    with running([(race, (url, f"p{number}", COUNT, telling)) for number, (_, telling) in enumerate(pipes)]):
        for _, telling in pipes:
            telling.close()
        return [told.recv() for told, _ in pipes]


def test_processes_race(url: str, results: list[Won]) -> None:
    """
    Of eight processes that open a new database and race, each lead is made once and accepted once, no turn and no
    event is lost or doubled, and none ever sees a locked database.
    """
    turns = sorted(won for one in results for won in one["turns"])
    events = sorted(won for one in results for won in one["events"])

    assert sorted(won for one in results for won in one["made"]) == OFFERS
    assert sorted(won for one in results for won in one["accepted"]) == OFFERS
    assert turns == list(range(1, PROCESSES * COUNT + 1))
    assert events == list(range(3, PROCESSES * COUNT + 3))
    assert_consistent(url, leads=PROCESSES * COUNT)


def test_killed_process_leaves_whole_commits(url: str) -> None:
    """
    After a kill the store has all reported commits and no half of one.
    """
    reported: list[str] = []
    for number in range(KILLS):
        with listening(write, url, f"w{number}") as (process, told):
            reported += [told.recv() for _ in range(3 + number)]
            process.kill()
            with suppress(EOFError):
                while True:
                    reported.append(told.recv())

    assert len(reported) >= 3 * KILLS
    assert set(reported) <= assert_consistent(url)


def assert_consistent(url: str, *, leads: int | None = None) -> set[str]:
    """
    Check that each lead is what its timeline tells, and that each lead that took a turn has its turn and its message;
    returns the ids of those.
    """
    store = SqlStore(url)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        stored = unit.leads.page(None, 1_000_000)
        for lead in stored:
            assert_told(unit, lead.id)
        rotation = unit.rotations.of("emea")
    ids = {lead.id for lead in stored if lead.id not in OFFERS}
    claims = store.claim(SUPPLIER, "lease", NOW, NOW + timedelta(minutes=5), 1_000_000)
    store.close()
    assert leads is None or len(ids) == leads
    assert rotation.count == len(ids)
    assert {claim.message.lead_id for claim in claims} == ids
    return ids


def assert_told(unit: UnitOfWork, lead_id: str) -> None:
    """
    Check that a lead is what its timeline tells.
    """
    lead, events = unit.leads.get(lead_id), unit.timeline.of(lead_id)
    admitted = admitted_values(lead.values, events, KIT_SCHEMA.leads)
    assert [event.seq for event in events] == list(range(1, lead.seq + 1))
    assert fold(SUPPLIER, admitted, events, KIT_SCHEMA.leads, history=lead.history) == lead
