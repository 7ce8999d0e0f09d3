"""
What a database's driver raises, as errors of leadflow: without the data, and true about what was written.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn, final

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from leadflow.errors import Conflict, LeadflowError, OutcomeUnknown, PortError, StoreUnusable, TablesDiffer

__all__ = ["Stopped", "commit", "driver_errors", "is_taken", "let_go", "port_errors", "roll_back"]

_DRIVERS: Final = ("psycopg", "psycopg2", "pg8000")
# A table or a column that is not there, as PostgreSQL numbers it and as SQLite says it.
_ABSENT: Final = frozenset({"42P01", "42703"})
_ABSENT_TEXT: Final = re.compile(r"no such (table|column): |table \S+ has no column ")
# A transaction that could not be put in order with others, or that one of two had to give way.
_LOST_RACE: Final = frozenset({"40001", "40P01"})
# A query that took longer than it may, or that somebody ended.
_STOPPED: Final = "57014"
# The server is going away, or says itself that it does not know.
_MAY_BE_DONE: Final = ("08", "57P", "40003")
_UNUSABLE: Final = {
    "28": "the database does not let this user in; correct the user or the password",
    "3D": "there is no such database; create it, or correct its name",
    "42501": "the user of the database may not do this; grant it",
    "53100": "the disk is full; make room",
    "25006": "the database is read-only; use one that can be written to",
}
_UNUSABLE_FILE: Final = {
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened; create its folder, allow access to it, or correct the path",
    sqlite3.SQLITE_READONLY: "the database file, or its folder, is read-only; allow writing there",
    sqlite3.SQLITE_PERM: "the database file may not be used; change its permissions",
    sqlite3.SQLITE_NOTADB: "the file is not an SQLite database; name another file",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged; restore it from a copy",
}
# Servers say this in a text only, before anybody is let in.
_UNUSABLE_TEXT: Final = (
    (
        re.compile(r"authentication failed|no password supplied|no pg_hba\.conf entry|role \".*\" does not exist"),
        _UNUSABLE["28"],
    ),
    (re.compile(r"database \".*\" does not exist"), _UNUSABLE["3D"]),
    (
        re.compile(
            r"invalid (connection option|port number|\w+ value)|bad value for |no such ((access|cache) mode|vfs)"
        ),
        "the driver does not take an option of the URL; correct the part after the '?', or the port",
    ),
)
_REFUSED: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CONSTRAINT,
    }
)


@final
class Stopped(PortError):
    """
    A query was stopped, because its time was over.
    """

    def __init__(self, doing: str = "reading") -> None:
        super().__init__(f"the store was stopped while {doing}; this step wrote nothing, and trying again is safe")


def driver_errors() -> tuple[type[Exception], ...]:
    """
    Return what database calls raise: SQLAlchemy's errors, and those of the drivers that are in use.
    """
    loaded = [sys.modules[name].Error for name in _DRIVERS if name in sys.modules]
    return (SQLAlchemyError, sqlite3.Error, *loaded)


@final
class port_errors:  # noqa: N801  # read as the verb that it is
    """
    Turn what a driver raises into errors of leadflow, whose texts and causes contain none of the data.
    """

    __slots__ = ("_doing",)

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, driver_errors()):
            _raise(_failure(self._doing, error), error)


def commit(do: Callable[[], None], doing: str = "writing") -> None:
    """
    Commit by *do*.

    Raises:
        OutcomeUnknown: The answer was lost.
        PortError: The database answered that it was not done.
        Conflict: It was not done since others wrote first.
    """
    try:
        do()
    except driver_errors() as error:
        failure: LeadflowError = _failure(doing, error)
        if not _is_answered(error):
            failure = OutcomeUnknown(
                "the store's answer to a commit was lost, so it may have been written; make the same call again, which "
                "does not write it twice"
            )
        _raise(failure, error)


def roll_back(connection: Connection) -> None:
    """
    Roll back; a connection that cannot do that is not used again, and its server rolls back.
    """
    try:
        connection.rollback()
    except driver_errors():
        connection.invalidate()


def let_go(connection: Connection) -> None:
    """
    Give a connection up whose commit failed: SQLAlchemy rolls nothing back then, though the transaction may be open.
    """
    with suppress(*driver_errors()):
        connection.connection.rollback()
    with suppress(*driver_errors()):
        connection.invalidate()


def is_taken(error: IntegrityError, table: Table, constraint: str | None = None) -> bool:
    """
    Return whether a row was refused since *table* has one with its key: the primary one, or that of a unique index.
    """
    cause = _cause_of(error)
    if isinstance(cause, sqlite3.Error):
        columns = table.primary_key.columns.keys()
        if constraint is not None:
            columns = next(one for one in table.indexes if one.name == constraint).columns.keys()
        said = f"UNIQUE constraint failed: {', '.join(f'{table.name}.{column}' for column in columns)}"
        return str(cause) == said
    named = getattr(getattr(cause, "diag", None), "constraint_name", None)
    return _state(error) == "23505" and named in (None, constraint or table.primary_key.name)


def _failure(doing: str, error: Exception) -> LeadflowError:
    """
    Return the error of leadflow for what a driver raised where nothing was committed.
    """
    state, cause = _state(error), _cause_of(error)
    failed = f"the store failed while {doing}"
    if state in _LOST_RACE or _code(error) == sqlite3.SQLITE_BUSY_SNAPSHOT:
        return Conflict("a record")
    if state in _ABSENT or (isinstance(cause, sqlite3.Error) and _ABSENT_TEXT.match(str(cause))):
        return TablesDiffer(
            f"{failed}: its tables or columns are not those of this version, because a newer leadflow or somebody else "
            "changed them. Nothing was written; restart with a newer leadflow, or restore the tables"
        )
    if state == _STOPPED or _code(error) == sqlite3.SQLITE_INTERRUPT:
        return Stopped(doing)
    remedy = _remedy(error)
    if remedy is not None:
        return StoreUnusable(f"{failed}: {remedy}. Nothing was written")
    return PortError(f"{failed} ({type(error).__name__}); this step wrote nothing, and trying again is safe")


def _remedy(error: Exception) -> str | None:
    """
    Return what is wrong and what to do, if the same call fails again until somebody does something; None if it may not.
    """
    state, cause = _state(error), _cause_of(error)
    code = _code(error)
    if code is not None and code & 0xFF in _UNUSABLE_FILE:
        return _UNUSABLE_FILE[code & 0xFF]
    if state.startswith("23") or (code is not None and code & 0xFF == sqlite3.SQLITE_CONSTRAINT):
        return f"a constraint of the database refused a row ({_constraint(cause)}); remove the constraint, or correct the row"
    for begin, remedy in _UNUSABLE.items():
        if state.startswith(begin):
            return remedy
    said = str(cause)
    return next((remedy for pattern, remedy in _UNUSABLE_TEXT if not state and pattern.search(said)), None)


def _constraint(cause: BaseException) -> str:
    if isinstance(cause, sqlite3.Error):
        return str(cause)  # SQLite names columns here, and no values
    diag = getattr(cause, "diag", None)
    names = (getattr(diag, name, None) for name in ("table_name", "column_name", "constraint_name"))
    return ", ".join(name for name in names if name) or type(cause).__name__


def _is_answered(error: Exception) -> bool:
    """
    Return whether the database said itself that it did not commit.
    """
    state, code = _state(error), _code(error)
    if code is not None:
        return code & 0xFF in _REFUSED
    return bool(state) and not state.startswith(_MAY_BE_DONE)


def _cause_of(error: BaseException) -> BaseException:
    """
    Return what the driver raised.
    """
    return getattr(error, "orig", None) or error


def _state(error: Exception) -> str:
    """
    Return the SQLSTATE that a server gave; empty if it gave none.
    """
    cause = _cause_of(error)
    return getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or ""


def _code(error: Exception) -> int | None:
    """
    Return the extended code that SQLite gave; None if it gave none.
    """
    return getattr(_cause_of(error), "sqlite_errorcode", None)


def _raise(failure: LeadflowError, error: Exception) -> NoReturn:
    """
    Raise *failure*, caused by what names the driver's error and its code.

    The driver's own text may contain values, and its traceback keeps cursors alive, and with them transactions.
    """
    cause = _cause_of(error)
    code = _state(error) or getattr(cause, "sqlite_errorname", "")
    named = RuntimeError(f"{type(cause).__module__}.{type(cause).__qualname__}" + (f" ({code})" if code else ""))
    try:
        raise failure from named
    except LeadflowError:
        failure.__context__ = None
        raise
