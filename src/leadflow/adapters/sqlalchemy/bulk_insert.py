"""
Inserts many rows at once, with COPY on PostgreSQL and in one statement elsewhere.

`RowStream` keeps a COPY open while rows are made, so that the server works on the earlier ones meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table

from leadflow.adapters.sqlalchemy.statements import driver_error

__all__ = ["BATCH", "RowStream", "add_tuples"]

_FEW: Final = 20
"""
Up to so many rows COPY takes longer to begin than it saves.
"""

BATCH: Final = 1_024
"""
So many rows are added together where there is no COPY: fewer would move the database back and forth between its tables
and indexes.
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
    copying = _copying(table, tuple(columns), connection.dialect)
    if copying and len(rows) > _FEW and not new_only:
        _copy(connection, copying, rows)
        return
    for start in range(0, len(rows), BATCH):
        said, filled = _filled(columns, rows[start : start + BATCH])
        insertion = _insertion(table, tuple(said), connection.dialect)
        _insert(connection, f"{insertion} ON CONFLICT DO NOTHING" if new_only else insertion, filled)


def _filled(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> tuple[Sequence[str], Iterable[tuple[Any, ...]]]:
    """
    Leave out columns in which no row says anything: handing NULL to a driver takes longer than a text.

    The rows are made one after the other, when the driver asks for them.
    """
    there = len(rows[0])
    filled: Sequence[int] = range(there)
    if len(rows) > _FEW:
        filled = [at for at, column in enumerate(zip(*rows, strict=True)) if column.count(None) < len(rows)]
    if len(filled) in (1, there):
        return columns, rows
    return [columns[at] for at in filled], map(itemgetter(*filled), rows)


class RowStream:
    """
    Adds rows to a table while they are made: on PostgreSQL by one COPY, elsewhere `BATCH` at a time.

    Nothing else may be asked on the connection between `add` and `end`, or `give_up` after an exception.
    """

    def __init__(self, connection: Connection, table: Table, columns: Sequence[str], *, most: int) -> None:
        """
        Add rows with values for *columns*, of which there are *most*.
        """
        self._connection, self._table, self._columns = connection, table, columns
        self._copying = _copying(table, tuple(columns), connection.dialect) if most > _FEW else None
        self._rows: list[tuple[Any, ...]] = []
        self._open: _OpenCopy | None = None

    @property
    def streams(self) -> bool:
        """
        Whether rows go to the database as they are added.
        """
        return self._copying is not None

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """
        Add some rows.

        Raises:
            DBAPIError: The database refused; it may be about earlier rows.
        """
        if self._copying is None:
            self._rows += rows
            if len(self._rows) >= BATCH:
                self.end()
            return
        if self._open is None:
            self._open = _OpenCopy(self._connection, self._copying)
        self._open.write(rows)

    def end(self) -> None:
        """
        Wait until the database has all rows; afterwards rows can be added again.

        Raises:
            DBAPIError: The database refused; an IntegrityError if the key of a row is taken.
        """
        opened, self._open = self._open, None
        if opened is not None:
            opened.end()
        rows, self._rows = self._rows, []
        add_tuples(self._connection, self._table, self._columns, rows)

    def give_up(self) -> None:
        """
        Leave the connection so that its transaction can be rolled back.
        """
        opened, self._open = self._open, None
        if opened is not None:
            opened.give_up()


class _OpenCopy:
    """
    A COPY that has begun.
    """

    def __init__(self, connection: Connection, statement: str) -> None:
        self._connection, self._dialect = connection, connection.dialect
        driver: Any = connection.connection.driver_connection
        self._stack = ExitStack()
        with self._errors():
            cursor = self._stack.enter_context(driver.cursor())
            self._copy = self._stack.enter_context(cursor.copy(statement))

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        write_row = self._copy.write_row
        with self._errors():
            for row in rows:
                write_row(row)

    def end(self) -> None:
        with self._errors():
            self._stack.close()

    def give_up(self) -> None:
        # The server's log gets the name of what is raised here, and so nothing of the rows.
        with suppress(self._dialect.loaded_dbapi.Error, _GivenUp), self._stack:
            raise _GivenUp

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except self._dialect.loaded_dbapi.Error as error:
            raise driver_error(error, self._connection, self._dialect) from error


class _GivenUp(Exception):
    """
    The rest of the rows does not come.
    """


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
    opened = _OpenCopy(connection, statement)
    try:
        opened.write(rows)
    except BaseException:
        opened.give_up()
        raise
    opened.end()
