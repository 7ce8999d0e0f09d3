"""
The connection of a unit of work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import ClauseElement, Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from leadflow.adapters.sqlalchemy.driver_errors import driver_errors
from leadflow.adapters.sqlalchemy.forking import check_process
from leadflow.adapters.sqlalchemy.statements import FetchedRows, run, run_by_driver

__all__ = ["Line", "checked_out", "give_back"]


_LEFT: Final[list[object]] = []


class Line:
    """
    Connects a unit of work at its first query; reading a few rows by prepared statements costs no more than that.

    All that is read, by the driver or by SQLAlchemy, is read in one transaction.
    """

    def __init__(self, engine: Engine, connection: Connection | None = None) -> None:
        """
        Connect to *engine*, unless there is a *connection* already, which then stays open.
        """
        self.engine = engine
        self._process = os.getpid()
        self._connection = connection
        self._pooled: PoolProxiedConnection | None = None

    @property
    def unused(self) -> bool:
        """
        True as long as nothing has been asked.
        """
        return self._connection is None and self._pooled is None

    def run(self, statement: ClauseElement, values: Mapping[str, Any]) -> FetchedRows:
        """
        Run a prepared *statement*; see `leadflow.adapters.sqlalchemy.statements.run`.
        """
        check_process(self._process)
        if self._connection is not None or "isolation_level" in self.engine.get_execution_options():
            # An isolation level that is an option of the engine is given to connections of SQLAlchemy's only.
            return run(self.connect(), statement, values)
        return run_by_driver(self._pooled or self._begun(), self.engine.dialect, statement, values)

    def connect(self) -> Connection:
        """
        Return a connection of SQLAlchemy's, in the transaction that was begun if there is one.
        """
        check_process(self._process)
        if self._connection is None and self._pooled is None:
            self._connection = self.engine.connect()
        elif self._connection is None:
            self._connection = Connection(self.engine, self._pooled)
            self._connection.begin()
        return self._connection

    def close(self) -> None:
        """
        Return the connection; what was not committed is rolled back.
        """
        opened, self._connection, self._pooled = self._connection or self._pooled, None, None
        if opened is None:
            return
        if self._process != os.getpid():
            # Ending it here would end it in the parent.
            _LEFT.append(opened)
            return
        give_back(opened)

    def _begun(self) -> PoolProxiedConnection:
        self._pooled = pooled = checked_out(self.engine)
        if self.engine.dialect.name == "sqlite":
            pooled.cursor().execute("BEGIN")
        return pooled


def give_back(opened: Connection | PoolProxiedConnection) -> None:
    """
    Return a connection to its pool; one that cannot end its transaction is not used again, and its reads are done.
    """
    try:
        opened.close()
    except driver_errors():
        with suppress(*driver_errors()):
            opened.invalidate()
        with suppress(*driver_errors()):
            opened.close()


def checked_out(engine: Engine) -> PoolProxiedConnection:
    """
    Take a connection out of the pool, to be used by the driver's own methods.

    Raises:
        SQLAlchemyError: There is none.
    """
    raised: type[Exception] = engine.dialect.loaded_dbapi.Error
    try:
        return engine.raw_connection()
    except raised as error:
        raise DBAPIError.instance("", {}, error, raised, hide_parameters=True, dialect=engine.dialect) from error
