"""
Empty databases with all tables, at the price of a copy: making the tables costs more than most tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from sqlalchemy import Connection, Engine, event, make_url, select
from tests.reliability.databases import empty

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.tables import metadata, migrations

__all__ = ["an_empty_store", "emptied", "engine_on", "sqlite_database"]

# What is in a database: columns of tables and indexes, what holds for them, triggers and functions; not the indexes of
# suppliers, which come with their schemas.
_SHAPE: Final = """
SELECT string_agg(told, '|' ORDER BY told COLLATE "C") FROM (
  SELECT concat_ws(' ', relname, relkind, attname, atttypid, attnotnull, atthasdef) AS told FROM pg_attribute
  JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT starts_with(relname, 'ix_leadflow_own_')
  UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS told
"""
_MIGRATIONS: Final = select(migrations).order_by(migrations.c.number)
# On tables of a few rows this is much faster than TRUNCATE, and in one go faster than one by one.
_EMPTYING: Final = "; ".join(
    (
        *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables) if table is not migrations),
        "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
    )
)
_OWN_INDEXES: Final = """
SELECT string_agg(oid::regclass::text, ', ') FROM pg_class WHERE relkind = 'i' AND starts_with(relname, 'ix_leadflow_own_')
"""


@contextmanager
def an_empty_store(
    kind: str, folder: Path, request: pytest.FixtureRequest, name: str = "leads.db"
) -> Iterator[MemoryStore | SqlStore]:
    """
    Give an empty store of a *kind*; a file is made in *folder*.
    """
    if kind == "memory":
        yield MemoryStore()
        return
    if kind == "sqlite":
        with engine_on(sqlite_database(folder, name)) as engine:
            yield SqlStore(engine)
        return
    store = SqlStore(_engine(emptied(request.getfixturevalue("postgres_url"))))
    yield store
    store.close()


_FREE: Final[list[tuple[Engine, list[str]]]] = []


@contextmanager
def engine_on(path: str) -> Iterator[Engine]:
    """
    Give an engine for a SQLite file; it may have compiled statements for other files.
    """
    engine, places = _FREE.pop() if _FREE else _an_engine()
    engine.url, places[0] = make_url(f"sqlite:///{path}"), path
    try:
        yield engine
    finally:
        engine.dispose()
        _FREE.append((engine, places))


def _an_engine() -> tuple[Engine, list[str]]:
    engine, places = make_engine("leads.db"), [""]

    @event.listens_for(engine, "do_connect")
    def at_its_place(_dialect: object, _record: object, arguments: list[str], _named: object) -> None:
        arguments[:] = places

    return engine, places


def sqlite_database(folder: Path, name: str = "leads.db") -> str:
    """
    Return the path of a new SQLite file with all tables.
    """
    path = folder / name
    path.write_bytes(_made())
    return str(path)


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        SqlStore(str(path)).close()
        return path.read_bytes()


def emptied(url: str) -> str:
    """
    Empty a PostgreSQL database, and return its *url*: the tables of this version are there, and nothing else.
    """
    made, engine = _made_in(url), _engine(url)
    with engine.begin() as connection:
        if kept := _is(made, connection):
            connection.exec_driver_sql(_EMPTYING)
            if indexes := connection.exec_driver_sql(_OWN_INDEXES).scalar():
                connection.exec_driver_sql(f"DROP INDEX {indexes}")
    if not kept:
        empty(url)
        SqlStore(engine)
    engine.dispose()
    return url


@cache
def _made_in(url: str) -> tuple[object, object]:
    """
    Return what is told of a database in which nothing but the tables of this version were made.
    """
    empty(url)
    SqlStore(_engine(url))
    with _engine(url).connect() as connection:
        return connection.exec_driver_sql(_SHAPE).scalar(), connection.execute(_MIGRATIONS).all()


def _is(made: tuple[object, object], connection: Connection) -> bool:
    shape, noted = made
    return connection.exec_driver_sql(_SHAPE).scalar() == shape and connection.execute(_MIGRATIONS).all() == noted


@cache
def _engine(url: str) -> Engine:
    """
    Return the one engine for a PostgreSQL database, which has compiled the statements of earlier tests.
    """
    return make_engine(url)
