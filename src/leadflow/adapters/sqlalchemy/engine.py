"""
Engines as leadflow needs them: SQLite that waits for its turn instead of failing, and no personal data in errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from leadflow.errors import MissingExtra, PortError

__all__ = ["BUSY_MS", "make_engine", "port_errors", "writing"]

BUSY_MS: Final = 30_000
"""
How long a writer waits for its turn on SQLite, in milliseconds.
"""

_WRITES: Final = "leadflow_writes"


def make_engine(url: str) -> Engine:
    """
    Make an engine for *url*; a path without a scheme is a SQLite file.

    Raises:
        MissingExtra: The driver for the URL is not installed.
    """
    where = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    if where.drivername == "postgresql":
        where = where.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(where, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise MissingExtra("postgres", error.name or "a database driver") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(connection: Connection) -> Iterator[Connection]:
    """
    Run a transaction that writes, from its first moment: on SQLite nobody else writes until it ends.
    """
    connection.rollback()
    with connection.execution_options(**{_WRITES: True}).begin():
        yield connection


@contextmanager
def port_errors(doing: str) -> Iterator[None]:
    """
    Turn the database's errors into a `PortError` whose text holds nothing of the data.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise PortError(f"the store failed while {doing} ({type(error).__name__}); trying again is safe") from error


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver would begin transactions by itself, too late and of the wrong kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading and then writes fails at once when another writer was faster, whatever the
    # busy timeout says; one that begins IMMEDIATE waits.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
