"""
Inserts many rows at once, with COPY on PostgreSQL and in one statement elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError, IntegrityError

__all__ = ["BATCH", "add_tuples"]

_FEW: Final = 20
"""
Up to so many rows COPY takes longer to begin than it saves.
"""

BATCH: Final = 256
"""
So many rows are there at once: fewer than it takes for Python to look for cycles among them.
"""


def add_tuples(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    *,
    new_only: bool = False,
) -> None:
    """
    Add *rows* to *table*, each with values for *columns* in their order, as the driver takes them.

    They are asked for a few at a time, so that those of a large import are never there all at once. A row whose key is
    taken is an IntegrityError, or is left out if *new_only* is True.
    """
    left = iter(rows)
    batch = list(islice(left, BATCH))
    copying = _copying(table, tuple(columns), connection.dialect)
    if copying and len(batch) > _FEW and not new_only:
        _copy(connection, copying, chain(batch, left))
        return
    while batch:
        said, filled = _filled(columns, batch)
        insertion = _insertion(table, tuple(said), connection.dialect)
        connection.exec_driver_sql(f"{insertion} ON CONFLICT DO NOTHING" if new_only else insertion, filled)
        batch = list(islice(left, BATCH))


def _filled(columns: Sequence[str], rows: list[tuple[Any, ...]]) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """
    Leave out columns in which no row says anything: handing NULL to SQLite's driver takes longer than a text.
    """
    if len(rows) <= _FEW:
        return columns, rows
    filled = [at for at, column in enumerate(zip(*rows, strict=True)) if column.count(None) < len(rows)]
    if len(filled) in (1, len(columns)):
        return columns, rows
    return [columns[at] for at in filled], list(map(itemgetter(*filled), rows))


@lru_cache(maxsize=256)
def _insertion(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """
    Return the statement that adds a row.
    """
    places = ", ".join(["%s" if dialect.driver == "psycopg" else "?"] * len(columns))
    return f"INSERT INTO {_listed(table, columns, dialect)} VALUES ({places})"


@lru_cache(maxsize=64)
def _copying(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str | None:
    """
    Return the statement that copies many rows; None where there is no such thing.
    """
    return f"COPY {_listed(table, columns, dialect)} FROM STDIN" if dialect.driver == "psycopg" else None


def _listed(table: Table, columns: Sequence[str], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    return f"{quote(table.name)} ({', '.join(map(quote, columns))})"


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    dbapi = connection.dialect.loaded_dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except dbapi.IntegrityError as error:
        raise IntegrityError("COPY", {}, error, hide_parameters=True) from error
    except dbapi.Error as error:
        raise DBAPIError("COPY", {}, error, hide_parameters=True) from error
