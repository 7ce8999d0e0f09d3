"""
Many rows at once: by COPY on PostgreSQL, else by one statement for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError, IntegrityError

__all__ = ["add_tuples"]

_FEW: Final = 20
"""
Up to so many rows COPY takes longer to begin than it saves.
"""


def add_tuples(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    *,
    new_only: bool = False,
) -> None:
    """
    Add *rows* to *table*, each with values for *columns* in their order, as the driver takes them.

    A row whose key is taken is an IntegrityError, or is left out if *new_only* is True.
    """
    if not rows:
        return
    if len(rows) > _FEW:
        columns, rows = _filled(columns, rows)
    insertion, copying = _statements(table, tuple(columns), connection.dialect)
    if copying and len(rows) > _FEW and not new_only:
        _copy(connection, copying, rows)
    else:
        connection.exec_driver_sql(f"{insertion} ON CONFLICT DO NOTHING" if new_only else insertion, list(rows))


def _filled(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> tuple[Sequence[str], Sequence[tuple[Any, ...]]]:
    """
    Leave out columns in which no row says anything: handing NULL to SQLite's driver takes longer than a text.
    """
    filled = [at for at, column in enumerate(zip(*rows, strict=True)) if column.count(None) < len(rows)]
    if len(filled) in (1, len(columns)):
        return columns, rows
    return [columns[at] for at in filled], list(map(itemgetter(*filled), rows))


@lru_cache(maxsize=256)
def _statements(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, str | None]:
    """
    Return the statement that adds a row, and the one that copies many; None where there is no such thing.
    """
    quote = dialect.identifier_preparer.quote
    name, listed = quote(table.name), ", ".join(map(quote, columns))
    postgresql = dialect.driver == "psycopg"
    places = ", ".join(["%s" if postgresql else "?"] * len(columns))
    insertion = f"INSERT INTO {name} ({listed}) VALUES ({places})"
    return insertion, f"COPY {name} ({listed}) FROM STDIN" if postgresql else None


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
