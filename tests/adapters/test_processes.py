"""
Races between processes, and processes that are killed, on every database.

Small in the default run; LEADFLOW_SOAK=1 runs them at full size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url
from tests.adapters.racing import OFFERS, Won

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.tables import metadata
from leadflow.core.timeline import admitted_values, fold
from leadflow.ports import UnitOfWork
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER

PROCESSES = 8
SOAK = bool(os.environ.get("LEADFLOW_SOAK"))
COUNT = 400 if SOAK else 8
KILLS = 40 if SOAK else 3

_SCRIPT = Path(__file__).with_name("racing.py")


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


def start(what: str, url: str, name: str, count: int = 0) -> subprocess.Popen[str]:
    """
    Start a process of a race.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(_SCRIPT), what, url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.fixture
def results(url: str) -> list[Won]:
    """
    What each of the processes won; none of them saw any other failure than losing.
    """
    running = [start("race", url, f"p{number}", COUNT) for number in range(PROCESSES)]
    ended = [process.communicate(timeout=600 if not SOAK else 3_000) for process in running]
    assert [error for _, error in ended] == [""] * PROCESSES
    return [json.loads(output) for output, _ in ended]


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
        with start("write", url, f"w{number}") as process:
            assert process.stdout is not None
            reported += [process.stdout.readline().strip() for _ in range(3 + number)]
            process.kill()
            reported += process.stdout.read().split()

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
