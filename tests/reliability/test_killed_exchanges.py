"""
Processes that exchange leads with other systems are killed at each step: nothing is lost, and nothing is there twice.
"""

from __future__ import annotations

import shutil
import traceback
from copy import deepcopy
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from attrs import define
from tests.processes import CONTEXT, SIZE, sized, start
from tests.reliability.exchanged import exchange
from tests.reliability.figures import record
from tests.services.builders import Office
from tests.services.syncing import Bureau
from tests.services.test_syncing_kills import check, prepared

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.testing import FakeConnector

SMALL = 8
LONG = 10_000


@define
class Trial:
    """
    A database and two systems in which something is to be created and changed on every side.
    """

    bureau: Bureau
    path: Path

    def copied(self, path: Path) -> Trial:
        """
        Return the same again, in another file.
        """
        shutil.copy(self.path, path)
        was = self.bureau
        crm, theirs, crm_clock, theirs_clock = deepcopy((was.crm, was.theirs, was.crm_clock, was.theirs_clock))
        return Trial(Bureau(was.office, crm, theirs, crm_clock, theirs_clock), path)

    def run(self, now: datetime, dies_at: int | None, after: bool) -> int | None:
        """
        Run a process, and be the systems that it calls; return how many steps it took, None if it was killed.
        """
        ours, theirs = CONTEXT.Pipe()
        process = start(exchange, str(self.path), self.bureau.office.programme, now, dies_at, after, theirs)
        theirs.close()
        steps = self._answered(ours)
        process.join()
        ours.close()
        assert process.exitcode == (0 if steps is not None else -9)
        return steps

    def _answered(self, line: Connection) -> int | None:
        connectors = {
            "crm": FakeConnector(self.bureau.crm),
            "theirs": FakeConnector(self.bureau.theirs),
        }
        while True:
            try:
                name, method, given = line.recv()
                if method == "done":
                    return int(given[0])
                line.send(getattr(connectors[name], method)(*given))
            except (EOFError, OSError):
                return None

    def check(self) -> None:
        """
        Everything is on every side once.
        """
        store = SqlStore(str(self.path))
        office = Office(store=store, programme=self.bureau.office.programme, clock=self.bureau.office.clock)
        self.bureau.office = office
        check(self.bureau)
        store.close()


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """
    What each process begins with.
    """
    path = tmp_path_factory.mktemp("exchanged") / "leads.db"
    store = SqlStore(str(path))
    bureau = prepared(store)
    store.close()
    return Trial(bureau, path)


def test_killed_exchanges_lose_and_double_nothing(trial: Trial, tmp_path: Path) -> None:
    """
    A process is killed by ``kill -9`` before or after a commit or a call; the next one finishes, with the turn free again.
    """
    now = trial.bureau.office.clock.now
    whole = trial.copied(tmp_path / "whole.db")
    steps = whole.run(now, None, after=False)
    assert steps is not None
    assert steps > 40
    whole.check()

    points = [(step, after) for step in range(1, steps + 1) for after in (False, True)]
    count = min(len(points), sized(SMALL, LONG))
    chosen = [points[round(number * (len(points) - 1) / (count - 1))] for number in range(count)]
    wrong = list[tuple[int, bool]]()
    for step, after in dict.fromkeys(chosen):
        tried = trial.copied(tmp_path / f"{step}-{after}.db")
        assert tried.run(now, step, after) is None, "it lives"
        # The turn of the dead process is free once its lease is over.
        assert tried.run(now + timedelta(hours=1), None, after=False) is not None
        try:
            tried.check()
        except AssertionError:
            traceback.print_exc()
            wrong.append((step, after))
    record("R1 exchanges", size=SIZE, kills=len(set(chosen)), of=len(points), wrong=len(wrong))
    assert wrong == []
