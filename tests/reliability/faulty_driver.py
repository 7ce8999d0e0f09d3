"""
Drivers whose n-th call fails, before or after its effect: engines as `make_engine` makes them, over connections that
count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final, TypeVar

import psycopg
from attrs import define
from sqlalchemy import Engine, event

from leadflow.adapters.sqlalchemy import make_engine

__all__ = ["Fault", "Faults", "faulty_engine"]

T = TypeVar("T")


class Fault(Enum):
    """
    How a call fails: nothing happened, it happened and the answer was lost, or the connection ended before or after it.
    """

    BEFORE = "before"
    AFTER = "after"
    ENDED_BEFORE = "ended before"
    ENDED_AFTER = "ended after"


@define
class Faults:
    """
    Counts calls to a driver, and lets one of them fail.

    Attributes:
        calls: How many there were since the last `arm`.
        struck: True once the call that was to fail has failed.
        committed: True if the call that failed was a commit that had its effect.
    """

    at: int = 0
    fault: Fault = Fault.BEFORE
    calls: int = 0
    struck: bool = False
    committed: bool = False

    def arm(self, at: int = 0, fault: Fault = Fault.BEFORE) -> None:
        """
        Count from 0 again, and let the call with the number *at* fail; 0 lets none.
        """
        self.at, self.fault, self.calls, self.struck, self.committed = at, fault, 0, False, False

    def call(self, name: str, do: Callable[[], T], end: Callable[[], None], error: type[Exception]) -> T:
        """
        Call the driver, or fail as it would.
        """
        self.calls += 1
        if self.calls != self.at:
            return do()
        self.struck = True
        if self.fault in (Fault.BEFORE, Fault.ENDED_BEFORE):
            if self.fault is Fault.ENDED_BEFORE:
                end()
            raise error("secret@example.com: the line broke before it was done")
        do()
        self.committed = name == "commit"
        if self.fault is Fault.ENDED_AFTER:
            end()
        raise error("secret@example.com: the line broke after it was done")


_FREE: Final[dict[str, list[tuple[Engine, dict[str, Any]]]]] = {}


@contextmanager
def faulty_engine(url: str, faults: Faults) -> Iterator[Engine]:
    """
    Give an engine for *url* whose connections fail as *faults* say; those that opening takes are counted too.

    It may have compiled the statements of earlier ones, which takes longer than to run them.
    """
    free = _FREE.setdefault(url if "://" in url else "sqlite", [])
    engine, here = free.pop() if free else _an_engine(url)
    here.update(url=url, faults=faults)
    try:
        yield engine
    finally:
        faults.arm()
        engine.dispose()
    free.append((engine, here))


def _an_engine(url: str) -> tuple[Engine, dict[str, Any]]:
    engine, here = make_engine(url), dict[str, Any]()

    @event.listens_for(engine, "do_connect")
    def _(_dialect: Any, _record: Any, args: Any, given: Any) -> Any:
        if engine.dialect.name == "sqlite":
            return _connect_sqlite(here["faults"], [here["url"]], given)
        return _connect_postgresql(here["faults"], args, given)

    if engine.dialect.name == "sqlite":
        # Nobody else writes: whoever waits here has forgotten a transaction of its own.
        event.listen(engine, "connect", lambda raw, _: sqlite3.Connection.execute(raw, "PRAGMA busy_timeout = 100"))
    return engine, here


def _connect_sqlite(faults: Faults, args: Any, given: Any) -> Any:
    class FaultyCursor(sqlite3.Cursor):
        def execute(self, *said: Any) -> Any:
            return _sqlite(faults, self.connection, "execute", lambda: super(FaultyCursor, self).execute(*said))

        def executemany(self, *said: Any) -> Any:
            return _sqlite(faults, self.connection, "execute", lambda: super(FaultyCursor, self).executemany(*said))

        def fetchall(self) -> Any:
            return _sqlite(faults, self.connection, "fetch", super().fetchall)

    class FaultyConnection(sqlite3.Connection):
        def cursor(self, factory: Any = FaultyCursor) -> Any:
            return super().cursor(factory)

        def execute(self, *said: Any) -> Any:
            return self.cursor().execute(*said)

        def commit(self) -> None:
            _sqlite(faults, self, "commit", super().commit)

        def rollback(self) -> None:
            _sqlite(faults, self, "rollback", super().rollback)

        def close(self) -> None:
            _sqlite(faults, self, "close", super().close)

    given = {**given, "factory": FaultyConnection}
    return faults.call("connect", lambda: sqlite3.connect(*args, **given), lambda: None, sqlite3.OperationalError)


def _sqlite(faults: Faults, connection: sqlite3.Connection, name: str, do: Callable[[], T]) -> T:
    return faults.call(name, do, lambda: sqlite3.Connection.close(connection), sqlite3.OperationalError)


def _connect_postgresql(faults: Faults, args: Any, given: Any) -> Any:
    class FaultyCursor(psycopg.Cursor[Any]):
        def execute(self, *said: Any, **more: Any) -> Any:
            return _postgresql(
                faults, self.connection, "execute", lambda: super(FaultyCursor, self).execute(*said, **more)
            )

        def executemany(self, *said: Any, **more: Any) -> Any:
            do = lambda: super(FaultyCursor, self).executemany(*said, **more)  # noqa: E731
            return _postgresql(faults, self.connection, "execute", do)

        def fetchall(self) -> Any:
            return _postgresql(faults, self.connection, "fetch", super().fetchall)

        @contextmanager
        def copy(self, *said: Any, **more: Any) -> Iterator[Any]:
            with super().copy(*said, **more) as copy:
                _postgresql(faults, self.connection, "copy", lambda: None)
                yield copy

    class FaultyConnection(psycopg.Connection[Any]):
        def commit(self) -> None:
            _postgresql(faults, self, "commit", super().commit)

        def rollback(self) -> None:
            _postgresql(faults, self, "rollback", super().rollback)

        def close(self) -> None:
            _postgresql(faults, self, "close", super().close)

        def __del__(self, *_: Any) -> None:
            # A close that failed on purpose leaves it open; that is no leak of whoever closed it.
            psycopg.Connection.close(self)

    made: list[Any] = []

    def connect() -> Any:
        connection = FaultyConnection.connect(*args, **given)
        connection.cursor_factory = FaultyCursor
        made.append(connection)
        return connection

    try:
        return faults.call("connect", connect, lambda: None, psycopg.OperationalError)
    except psycopg.OperationalError:
        # Nobody has the connection whose making failed afterwards.
        for connection in made:
            psycopg.Connection.close(connection)
        raise


def _postgresql(faults: Faults, connection: Any, name: str, do: Callable[[], T]) -> T:
    return faults.call(name, do, lambda: psycopg.Connection.close(connection), psycopg.OperationalError)
