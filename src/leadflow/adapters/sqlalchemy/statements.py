"""
Prepared statements, which run much faster than building them each time.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ClauseElement, Connection, Dialect, PoolProxiedConnection, Table, insert
from sqlalchemy.exc import DBAPIError

__all__ = ["FetchedRows", "add_rows", "driver_error", "first_alike", "prepared", "run", "run_all", "run_by_driver"]

_MOST_STATEMENTS: Final = 512
_FIRST: Final[dict[tuple[object, ...], Dialect]] = {}
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {}


class FetchedRows(list[Any]):
    """
    The rows that a statement found, with their columns as attributes, and how many rows it wrote.
    """

    rowcount = -1

    def scalar(self) -> Any:
        """
        Return the first column of the first row; None if nothing was found.
        """
        return self[0][0] if self else None


def run(connection: Connection, statement: ClauseElement, values: Mapping[str, Any]) -> FetchedRows:
    """
    Run a *statement* that is in a module, with *values* for all of its named parameters.

    The driver does it itself, inside the connection's transaction. Values go to it as they are, and come back so:
    nothing but texts, whole numbers and flags.
    """
    if not connection.in_transaction():
        connection.begin()
    try:
        return _run(connection.connection, connection.dialect, statement, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise driver_error(error, connection, connection.dialect) from error


def run_by_driver(
    pooled: PoolProxiedConnection, dialect: Dialect, statement: ClauseElement, values: Mapping[str, Any]
) -> FetchedRows:
    """
    Run a *statement* as `run` does, on a connection of the pool on which a transaction was begun.
    """
    try:
        return _run(pooled, dialect, statement, values)
    except dialect.loaded_dbapi.Error as error:
        raise driver_error(error, pooled, dialect) from error


def _run(
    pooled: PoolProxiedConnection, dialect: Dialect, statement: ClauseElement, values: Mapping[str, Any]
) -> FetchedRows:
    text, order, fixed = prepared(statement, dialect)
    given = {**fixed, **values}
    cursor = pooled.cursor()
    try:
        cursor.execute(text, given if order is None else tuple([given[name] for name in order]))
        found = FetchedRows(_rows(cursor, text))
        found.rowcount = cursor.rowcount
    finally:
        # An open cursor keeps SQLite from ending the transaction.
        cursor.close()
    return found


def _rows(cursor: Any, text: str) -> Iterable[Any]:
    # What a statement finds has the same columns each time, and psycopg describes them anew whenever it is asked.
    names = _COLUMNS.get(text)
    if names is None:
        if len(_COLUMNS) >= _MOST_STATEMENTS:
            _COLUMNS.clear()
        names = _COLUMNS[text] = tuple([column[0] for column in cursor.description or ()])
    return map(_row_of(names), cursor.fetchall()) if names else ()


@lru_cache(maxsize=256)
def _row_of(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    row: Any = namedtuple("Row", list(names), rename=True)  # type: ignore[misc]  # known when it runs
    # As its `_make` does, without a step in Python for each row.
    return partial(tuple.__new__, row)


def driver_error(error: Exception, connection: Connection | PoolProxiedConnection, dialect: Dialect) -> DBAPIError:
    """
    Return what a driver raised as SQLAlchemy would raise it, without the data; a connection that is lost is not used
    again.
    """
    raised: type[Exception] = dialect.loaded_dbapi.Error
    # A driver is asked about its own connection, which the pooled one stands for.
    pooled = connection.connection if isinstance(connection, Connection) else connection
    if dialect.is_disconnect(error, pooled, None):  # type: ignore[arg-type]  # as it was raised
        connection.invalidate(error)
    made: DBAPIError = DBAPIError.instance("", {}, error, raised, hide_parameters=True, dialect=dialect)  # type: ignore[assignment]  # its overloads give the base class
    return made


def run_all(connection: Connection, statement: ClauseElement, rows: Sequence[Mapping[str, Any]]) -> None:
    """
    Run a *statement* as `run` does, once for each of *rows*.
    """
    if rows:
        text, order, fixed = prepared(statement, connection.dialect)
        given = [{**fixed, **row} for row in rows]
        connection.exec_driver_sql(
            text, given if order is None else [tuple([row[name] for name in order]) for row in given]
        )


def add_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    supplier_id: str,
    new_only: bool = False,
    replace: bool = False,
) -> None:
    """
    Add rows, each with the same columns, by one statement.

    A row whose key is taken is an IntegrityError, is left out if *new_only*, or takes the other's place if *replace*.
    """
    if not rows:
        return
    text, order = _insertion(table, ("supplier_id", *rows[0]), first_alike(connection.dialect))
    if new_only:
        text += " ON CONFLICT DO NOTHING"
    if replace:
        taken, others = (
            ", ".join(table.primary_key.columns.keys()),
            set(rows[0]) - set(table.primary_key.columns.keys()),
        )
        text += f" ON CONFLICT ({taken}) DO UPDATE SET " + ", ".join(
            f"{one} = excluded.{one}" for one in sorted(others)
        )
    mine = [{"supplier_id": supplier_id, **row} for row in rows]
    connection.exec_driver_sql(text, mine if order is None else list(map(itemgetter(*order), mine)))


def prepared(statement: ClauseElement, dialect: Dialect) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    """
    Return a statement's text, the order of its parameters (None where they are given by name), and what is fixed.
    """
    return _prepared(statement, first_alike(dialect))


@lru_cache(maxsize=_MOST_STATEMENTS)
def _prepared(statement: ClauseElement, dialect: Dialect) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    compiled = statement.compile(dialect=dialect)
    fixed = {name: value for name, value in (compiled.params or {}).items() if value is not None}
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ()) or None, fixed


@lru_cache(maxsize=64)
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...] | None]:
    """
    Return the statement that adds a row, and the order of its parameters; None where they are given by name.
    """
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(compiled), tuple(compiled.positiontup or ()) if compiled.positional else None


@lru_cache(maxsize=64)
def first_alike(dialect: Dialect) -> Dialect:
    """
    Return the first dialect of this process that writes statements as *dialect* does.

    Each engine has a dialect of its own; what one store has prepared serves all that are opened later.
    """
    alike = (
        type(dialect),
        dialect.statement_compiler,
        dialect.paramstyle,
        dialect.server_version_info,
        dialect.max_identifier_length,
        getattr(dialect, "label_length", None),
        getattr(dialect, "_backslash_escapes", None),
    )
    return _FIRST.setdefault(alike, dialect)
