"""
Stores in processes that fork: a connection is used by the process that opened it, and by no other.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final
from weakref import WeakSet

from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool

from leadflow.errors import StoreUnusable

__all__ = ["EngineOfProcess", "check_process"]


class EngineOfProcess:
    """
    An engine, and the process that its connections belong to.

    Before the process forks, connections that nobody uses are closed: SQLite's locks would not come along, and two
    processes would talk to PostgreSQL over one line.
    """

    def __init__(self, engine: Engine, let_go: Callable[[], None]) -> None:
        """
        Watch over *engine*; *let_go* returns to its pool what threads keep of it and do not use.
        """
        self._engine = engine
        self._let_go = let_go
        self._process = os.getpid()
        self._used_at_fork = False
        # What came along is neither used nor closed here, so something must refer to it.
        self._left: list[Any] = []
        _ENGINES.add(self)

    def check(self) -> None:
        """
        Make sure that this process may use the engine; in a child of the process that made it, new connections are
        opened.

        Raises:
            StoreUnusable: The child has a connection to SQLite that was in use when its process forked, with locks that
                SQLite believes to have.
        """
        if self._process == os.getpid():
            return
        if self._used_at_fork and self._engine.dialect.name == "sqlite":
            raise StoreUnusable(
                "the process forked while this store was in use, and SQLite's locks do not come along; open the store in "
                "the child, or fork while no unit of work is open. Nothing was written"
            )
        self._left.append(self._engine.pool)
        self._engine.dispose(close=False)
        self._process = os.getpid()

    def before_fork(self) -> None:
        """
        Close the connections that nobody uses.
        """
        pool = self._engine.pool
        # A database in memory ends with its connection.
        if self._process == os.getpid() and isinstance(pool, QueuePool):
            self._let_go()
            self._used_at_fork = pool.checkedout() > 0
            if not self._used_at_fork:
                self._engine.dispose()


def check_process(process: int) -> None:
    """
    Make sure that this is the process *process*, in which a unit of work was opened.

    Raises:
        StoreUnusable: It is a child of it.
    """
    if process != os.getpid():
        raise StoreUnusable(
            "this unit of work was opened before the process forked, and belongs to the parent; open one of your own. "
            "Nothing was written"
        )


_ENGINES: Final[WeakSet[EngineOfProcess]] = WeakSet()


def _before_fork() -> None:
    for engine in list(_ENGINES):
        engine.before_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork)
