"""
Inserts many rows at once, with COPY on PostgreSQL and in one statement elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table

from leadflow.adapters.sqlalchemy.statements import driver_error

__all__ = ["BATCH", "add_tuples"]

_FEW: Final = 20
"""
Up to so many rows COPY takes longer to begin than it saves.
"""

BATCH: Final = 1_024
"""
So many rows are added together: fewer would move the database back and forth between its tables and indexes.
"""


def add_tuples(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    *,
    last: Sequence[Any] | None = None,
    new_only: bool = False,
) -> None:
    """
    Add *rows* to *table*, each with values for *columns* in their order, as the driver takes them.

    A row whose key is taken is an IntegrityError, or is left out if *new_only* is True. *last* holds the last column of
    all rows where they do not have it.
    """
    for start in range(0, len(rows), BATCH):
        part = slice(start, start + BATCH)
        batch = rows[part]
        said, filled = _filled(columns, batch, None if last is None else last[part])
        copying = _copying(table, tuple(said), connection.dialect)
        if copying and len(batch) > _FEW and not new_only:
            _copy(connection, copying, filled)
        else:
            insertion = _insertion(table, tuple(said), connection.dialect)
            _insert(connection, f"{insertion} ON CONFLICT DO NOTHING" if new_only else insertion, filled)


def _filled(
    columns: Sequence[str], rows: Sequence[tuple[Any, ...]], last: Sequence[Any] | None
) -> tuple[Sequence[str], Iterable[tuple[Any, ...]]]:
    """
    Leave out columns in which no row says anything: handing NULL to a driver takes longer than a text.

    The rows are made one after the other, when the driver asks for them.
    """
    there = len(rows[0])
    filled: Sequence[int] = range(there)
    if len(rows) > _FEW:
        filled = [at for at, column in enumerate(zip(*rows, strict=True)) if column.count(None) < len(rows)]
    some: Iterable[tuple[Any, ...]] = rows
    if len(filled) not in (1, there):
        columns, some = [*(columns[at] for at in filled), *columns[there:]], map(itemgetter(*filled), rows)
    return columns, some if last is None else ((*row, one) for row, one in zip(some, last, strict=True))


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


def _insert(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """
    Have the driver run a statement for each row, which SQLAlchemy would want in a list.
    """
    if not connection.in_transaction():
        connection.begin()
    dbapi = connection.dialect.loaded_dbapi
    cursor: Any = connection.connection.cursor()
    try:
        cursor.executemany(statement, rows)
    except dbapi.Error as error:
        raise driver_error(error, connection, connection.dialect) from error
    finally:
        cursor.close()


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    dbapi = connection.dialect.loaded_dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except dbapi.Error as error:
        raise driver_error(error, connection, connection.dialect) from error
