"""
Runs the missing migrations when a store is opened, once and in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, MetaData, func, insert, inspect, select

from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration, named, somebody_elses
from leadflow.adapters.sqlalchemy.tables import migrations as _done
from leadflow.errors import ConfigurationError

__all__ = ["PATIENCE_MS", "open_tables"]

PATIENCE_MS: Final = 3_600_000
"""
How long a process waits on SQLite while another one lifts the database, in milliseconds.
"""

_SETUP: Final = 0x1EADF10


def open_tables(connection: Connection, tables: MetaData, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """
    Make the *tables* of a new database, or lift those of an older one; one that is up to date is only read.

    All of it is one transaction: a process that ends in the middle leaves the database as it was. Of two processes one
    does it, and the other waits.

    Args:
        connection: To the database, outside transactions.
        tables: As all of *migrations* leave them.
        migrations: All that this version knows.

    Returns:
        Those that lifted an older database, in order; empty if it was new or up to date.

    Raises:
        ConfigurationError: A newer version has done something that this one cannot work with, or a table is somebody
            else's. Nothing was written.
    """
    missing, new = _missing(connection, migrations), _is_new(connection, tables)
    _refuse_views(connection, tables)
    connection.rollback()
    if not (missing or new):
        return ()
    with _alone(connection):
        missing = _missing(connection, migrations)
        new = _is_new(connection, tables)
        if new:
            tables.create_all(connection)
        else:
            for migration in missing:
                migration.lift(connection)
        _note(connection, missing)
    return () if new else missing


def _is_new(connection: Connection, tables: MetaData) -> bool:
    new = (tables.tables.keys() - {_done.name}).isdisjoint(inspect(connection).get_table_names())
    if new and _read(connection):
        # Where migrations were noted there are tables.
        raise somebody_elses(_done.name)
    return new


def _refuse_views(connection: Connection, tables: MetaData) -> None:
    """
    Refuse a view that is called as one of *tables*.
    """
    inspector = inspect(connection)
    views = {*inspector.get_view_names()}
    if connection.dialect.name == "postgresql":
        views.update(inspector.get_materialized_view_names())
    if taken := views & tables.tables.keys():
        raise somebody_elses(min(taken))


def _missing(connection: Connection, migrations: Sequence[Migration]) -> list[Migration]:
    """
    Return which of *migrations* the database has not seen, by number.
    """
    done = _read(connection)
    known = {migration.number: migration.name for migration in migrations}
    if any(known.get(row.number, row.name) != row.name for row in done):
        raise somebody_elses(_done.name)
    unknown = [row for row in done if row.number not in known and row.effect != Effect.ADDITIVE]
    if unknown:
        raise ConfigurationError(
            f"a newer leadflow has migrated this database with {named(unknown)}, and this version cannot use it; "
            "upgrade leadflow. Nothing was written"
        )
    numbers = {row.number for row in done}
    return sorted((one for one in migrations if one.number not in numbers), key=lambda one: one.number)


def _read(connection: Connection) -> Sequence[Any]:
    inspector = inspect(connection)
    if not inspector.has_table(_done.name):
        return ()
    if not {column["name"] for column in inspector.get_columns(_done.name)}.issuperset(_done.columns.keys()):
        raise somebody_elses(_done.name)
    return connection.execute(select(_done).order_by(_done.c.number)).all()


def _note(connection: Connection, migrations: Sequence[Migration]) -> None:
    _done.create(connection, checkfirst=True)
    rows = [{"number": one.number, "name": one.name, "effect": one.effect.value} for one in migrations]
    if rows:
        connection.execute(insert(_done), rows)


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """
    Run a transaction that writes, and that waits for another process that lifts the database too.
    """
    if connection.dialect.name == "postgresql":
        with writing(connection):
            connection.execute(select(func.pg_advisory_xact_lock(_SETUP)))
            if inspect(connection).has_table(_done.name):
                # Whoever has begun to write has read it, and is waited for; who comes later sees what was done.
                connection.exec_driver_sql(f"LOCK TABLE {_done.name} IN ACCESS EXCLUSIVE MODE")
            yield
        return
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    connection.rollback()
    try:
        with writing(connection):
            yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
        connection.rollback()
