"""
Creates engines with leadflow's settings, and errors without personal data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import SQLITE_BUSY, Cursor, OperationalError
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from leadflow.adapters.sqlalchemy.disk_levels import LOGS_AHEAD, restore_level
from leadflow.adapters.sqlalchemy.driver_errors import commit, let_go, roll_back
from leadflow.core.arguments import checked
from leadflow.errors import ConfigurationError, MissingExtra, StoreUnusable

__all__ = [
    "BUSY_MS",
    "DATABASES",
    "PAGE_SIZE",
    "PAUSE",
    "begin_writing",
    "check_transactions",
    "make_engine",
    "place_of",
    "queue_up",
    "queue_up_first",
    "writing",
]

BUSY_MS: Final = 30_000
"""
How long a writer waits for its turn on SQLite, in milliseconds.
"""

PAGE_SIZE: Final = 8_192
"""
Bytes of a page of a SQLite file that is made new: a lead takes 1 to 2 KB, of which few fit into the usual 4,096.
"""

DATABASES: Final = ("postgresql", "sqlite")
"""
The databases that leads can be stored in, by their names in SQLAlchemy.
"""

_NO_SUCH_CHARACTER: Final = (
    "SqlStore(url): the path or URL of the database has a character that no path has; remove it. Nothing was written"
)
_SQLITE: Final = b"SQLite format 3\0"
# Other drivers may encrypt the whole file.
_PLAIN_SQLITE: Final = ("sqlite", "sqlite+pysqlite")
_PSYCOPG: Final = "postgresql+psycopg"
# Without its slashes a URL would be the name of a file, with the password in it.
_SCHEME: Final = re.compile(
    r"(file|jdbc|mariadb|mssql|mysql|oracle|postgres|postgresql|sqlite)(\+\w+)?:", re.IGNORECASE
)
_ONE_MOMENT: Final = frozenset({"REPEATABLE READ", "SERIALIZABLE"})
_WRITES: Final = "leadflow_writes"
_QUEUE: Final = 0x1EADF
PAUSE: Final = 0.01
"""
Seconds until what is asked of the log is asked again, where others hold it.
"""


@checked
def make_engine(url: str) -> Engine:
    """
    Make an engine for *url*; a path without a scheme is a SQLite file.

    Raises:
        MissingExtra: The driver for the URL is not installed.
        ConfigurationError: The URL is not one, or names another database or a driver that there is not.
        StoreUnusable: The path is that of a folder, a device or another file.
    """
    where = _url_of(url)
    _check_file(where)
    usual = f"begin the URL with '{where.get_backend_name()}://'. Nothing was written"
    try:
        if where.get_dialect().is_async:
            raise ConfigurationError(
                f"'{where.drivername}' is an asynchronous driver, and leadflow is synchronous; {usual}"
            )
        engine = create_engine(where, hide_parameters=True)
    except ModuleNotFoundError as error:
        if where.drivername != _PSYCOPG:
            raise ConfigurationError(
                f"the driver of '{where.drivername}' is not installed ({error.name}); install it, or {usual}"
            ) from None
        raise MissingExtra("postgres", error.name or "a database driver") from error
    except (TypeError, ValueError):
        # SQLAlchemy reads some options itself.
        raise ConfigurationError(
            f"an option of the URL that begins with '{where.drivername}://' has a value that it cannot have; correct the "
            "part after the '?'. Nothing was written"
        ) from None
    except NoSuchModuleError:
        raise ConfigurationError(f"SQLAlchemy has no driver '{where.drivername}'; {usual}") from None
    if engine.dialect.name == "sqlite":
        engine.dialect.statement_compiler = _HintingCompiler
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _url_of(url: str) -> URL:
    """
    Return where the database is.

    Raises:
        ConfigurationError: It is not a URL, or that of a database that leads cannot be stored in.
    """
    if not url:
        raise ConfigurationError(
            "SqlStore(url): the path of the database is empty; write a path to an SQLite file, or 'postgresql://user:password@host/database'. "
            "Nothing was written"
        )
    try:
        if b"\0" in os.fsencode(url):
            raise ValueError
    except ValueError:
        raise ConfigurationError(_NO_SUCH_CHARACTER) from None
    if "://" not in url:
        if found := _SCHEME.match(url):
            raise ConfigurationError(
                f"SqlStore(url): '{found[0]}' begins a URL, and '//' does not follow; write 'sqlite:///path' or "
                "'postgresql://user:password@host/database'. Nothing was written"
            )
        return URL.create("sqlite", database=url)
    try:
        where = make_url(url)
    except (ArgumentError, ValueError):
        scheme = url.partition("://")[0]
        raise ConfigurationError(
            f"the database URL that begins with '{scheme}://' cannot be read; write a path to an SQLite file, or "
            "'postgresql://user:password@host/database', with special characters of the password as %XX. Nothing was written"
        ) from None
    if "\0" in f"{where.host}{where.database}":
        raise ConfigurationError(_NO_SUCH_CHARACTER)
    if where.get_backend_name() not in DATABASES:
        raise ConfigurationError(
            f"leads cannot be stored in '{where.drivername}'; write a path to an SQLite file, 'sqlite:///…' or "
            "'postgresql://…'. Nothing was written"
        )
    return where.set(drivername=_PSYCOPG) if where.drivername == "postgresql" else where


def _check_file(where: URL) -> None:
    """
    Make sure that nothing else is where a SQLite file is to be; SQLite would write over some of it.

    Raises:
        StoreUnusable: It is a folder, a device or another file.
    """
    path = where.database or ""
    if where.drivername not in _PLAIN_SQLITE or not os.path.exists(path):
        return
    found = "is a folder" if os.path.isdir(path) else "" if os.path.isfile(path) else "is no file"
    if not found:
        with suppress(OSError), open(path, "rb") as file:  # the driver says why it cannot be read
            begin = file.read(len(_SQLITE))
            found = "" if _SQLITE.startswith(begin) and len(begin) in (0, len(_SQLITE)) else "is not an SQLite database"
    if found:
        raise StoreUnusable(
            f"the store failed while opening the database '{path}': it {found}; name another file. Nothing was written"
        )


def check_transactions(connection: Connection) -> None:
    """
    Make sure that a connection has transactions: without them half of a commit could be written.

    Raises:
        ConfigurationError: The engine commits each statement separately.
    """
    if connection.dialect.name != "sqlite" and getattr(connection.connection.driver_connection, "autocommit", False):
        raise ConfigurationError(
            "the engine's isolation level is AUTOCOMMIT, so half of a commit could be written; make the engine without "
            "it. Nothing was written"
        )


def place_of(engine: Engine) -> str:
    """
    Return which database an engine opens, for people: its path or name in quotes, without users and passwords.
    """
    return f"'{engine.url.database or ''}'"


class _HintingCompiler(SQLiteCompiler):
    """
    Writes the hints of a query behind its tables, as SQLite reads them: ``INDEXED BY``.
    """

    def get_from_hint_text(self, _: object, text: str | None) -> str | None:
        return text


def queue_up_first(connection: Connection, supplier_id: str) -> None:
    """
    Begin a transaction that writes, and wait as `queue_up` does before it reads anything.

    Where all of a transaction sees one moment, that moment must be after the waiting: so the lock is got by the session
    first, and then by the transaction that begins behind it.
    """
    whole = connection.dialect.name == "postgresql" and connection.get_isolation_level() in _ONE_MOMENT
    connection.rollback()
    lock = (_QUEUE, func.hashtext(supplier_id))
    if whole:
        connection.execute(select(func.pg_advisory_lock(*lock)))
        connection.rollback()
    begin_writing(connection)
    queue_up(connection, supplier_id)
    if whole:
        connection.execute(select(func.pg_advisory_unlock(*lock)))


@contextmanager
def writing(connection: Connection) -> Iterator[Connection]:
    """
    Run a transaction that writes, from its first moment: on SQLite nobody else writes until it ends.

    A transaction that `begin_writing` began is continued and ended.
    """
    if not (connection.in_transaction() and connection.get_execution_options().get(_WRITES)):
        connection.rollback()
        begin_writing(connection)
    try:
        yield connection
    except BaseException:
        roll_back(connection)
        raise
    try:
        commit(connection.commit)
    except BaseException:
        let_go(connection)
        raise


def begin_writing(connection: Connection) -> None:
    """
    Begin a transaction that writes; on SQLite nobody else writes until it ends.
    """
    connection.execution_options(**{_WRITES: True}).begin()


def queue_up(connection: Connection, supplier_id: str) -> None:
    """
    Wait for others of this supplier that queue up, until their transactions end; on SQLite writers queue up anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_QUEUE, func.hashtext(supplier_id))))


def _prepare_sqlite(connection: Any, record: ConnectionPoolEntry) -> None:
    # The driver would begin transactions automatically, too late and of the wrong kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    # A file that has pages already keeps them.
    cursor.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    record.info[LOGS_AHEAD] = _log_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is deleted or written over is gone from the file, and not only free to be used again.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _log_ahead(cursor: Cursor) -> bool:
    # The busy timeout does not hold here: SQLite refuses at once to switch a database that somebody is writing to,
    # as another process is that opens it for the first time too.
    last = monotonic() + BUSY_MS / 1_000
    while True:
        try:
            (journal,) = cursor.execute("PRAGMA journal_mode = WAL").fetchone()
        except OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != SQLITE_BUSY or monotonic() > last:
                raise
            sleep(PAUSE)
        else:
            return bool(journal == "wal")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading and then writes fails at once when another writer was faster, regardless of
    # the busy timeout; one that begins IMMEDIATE waits.
    writes = connection.get_execution_options().get(_WRITES, False)
    driver: Any = connection.connection.driver_connection
    if writes or not driver.in_transaction:  # A unit that has read something may have begun automatically.
        restore_level(connection.connection)
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
