"""
A process that exchanges leads with other systems, and kills itself at a given step.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from attrs import define

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.changes import Changes
from leadflow.core.connectors import PullAnswer, PushResult, PushUpdate, SyncCursor
from leadflow.core.programme import Programme
from leadflow.core.schema import Schema
from leadflow.ports import UnitOfWork
from leadflow.services import Setting, SyncDesk
from leadflow.testing import FrozenClock

__all__ = ["exchange"]

T = TypeVar("T")
_ROUNDS = 60


@define
class Steps:
    """
    Counts the commits and the calls of a process, which dies before or after one of them as by ``kill -9``.
    """

    dies_at: int | None
    after: bool
    taken: int = 0

    def take(self, step: Callable[[], T]) -> T:
        """
        Take a step, or die.
        """
        self.taken += 1
        dies = self.taken == self.dies_at
        if dies and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = step()
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


@define
class RemoteConnector:
    """
    A connector to a system that lives in the process of the test.
    """

    name: str
    line: Connection
    steps: Steps

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Read a page.
        """
        answer: PullAnswer = self._asked("pull", cursor, most, timeout)
        return answer

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write updates.
        """
        results: Sequence[PushResult] = self._asked("push", updates, timeout)
        return results

    def _asked(self, method: str, *given: object) -> Any:
        def ask() -> Any:
            self.line.send((self.name, method, given))
            return self.line.recv()

        return self.steps.take(ask)


@define
class Stepping:
    """
    A unit each of whose commits is a step.
    """

    _unit: UnitOfWork
    _steps: Steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    def commit(self, changes: Changes, /) -> None:
        """
        Commit, or die.
        """
        self._steps.take(lambda: self._unit.commit(changes))


def exchange(
    path: str, programme: Programme, now: datetime, dies_at: int | None, after: bool, line: Connection
) -> None:
    """
    Pull from all systems and push to them until nothing is left, and say how many steps that took.
    """
    store, steps, clock = SqlStore(path), Steps(dies_at, after), FrozenClock(now)

    @contextmanager
    def open_unit(supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with store.open_unit(supplier_id, schema) as unit:
            yield Stepping(unit, steps)

    setting = Setting(open_unit=open_unit, programme=programme, clock=clock, new_id=TimeOrderedIds())
    connectors = {one.name: RemoteConnector(one.name, line, steps) for one in programme.connections}
    for _ in range(_ROUNDS):
        desk, quiet = SyncDesk(setting, ProgramParty(name="host"), connectors=connectors), True
        for name in connectors:
            pulled, pushed = desk.pull(name), desk.push(name)
            quiet &= not pulled.busy and not pushed.busy and pushed.delayed_until is None
            quiet &= not {str(one) for one in (*pulled.counts, *pushed.counts)} - {"unchanged", "ignored"}
        if quiet:
            break
        clock.advance(timedelta(minutes=11))
    line.send((None, "done", (steps.taken,)))
    store.close()
