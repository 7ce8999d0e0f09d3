"""
The connection of a unit of work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import ClauseElement, Connection, PoolProxiedConnection

from leadflow.adapters.sqlalchemy.driver_errors import driver_errors
from leadflow.adapters.sqlalchemy.forking import check_process
from leadflow.adapters.sqlalchemy.held_connections import HeldConnections, give_back
from leadflow.adapters.sqlalchemy.statements import FetchedRows, run, run_by_driver

__all__ = ["Line"]

_LEFT: Final[list[object]] = []


class Line:
    """
    Connects a unit of work at its first query; reading a few rows by prepared statements costs no more than that.

    All that is read, by the driver or by SQLAlchemy, is read in one transaction.
    """

    def __init__(self, held: HeldConnections, connection: Connection | None = None) -> None:
        """
        Take a connection from *held*, unless there is a *connection* already, which then stays open.
        """
        self.held = held
        self.engine = held.engine
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
        connection, pooled, self._connection, self._pooled = self._connection, self._pooled, None, None
        if self._process != os.getpid():
            # Ending it here would end it in the parent.
            _LEFT.append(connection or pooled)
        elif connection is not None:
            give_back(connection, pooled)
        elif pooled is not None:
            self._end_reading(pooled)
            self.held.give_back(pooled)

    def _end_reading(self, pooled: PoolProxiedConnection) -> None:
        """
        Commit what has only read: after a rollback psycopg forgets its prepared statements, and each is planned again.
        """
        if self.engine.dialect.driver == "psycopg" and pooled.is_valid:
            with suppress(*driver_errors()):
                pooled.commit()

    def _begun(self) -> PoolProxiedConnection:
        self._pooled = pooled = self.held.take()
        if self.engine.dialect.name == "sqlite":
            pooled.cursor().execute("BEGIN")
        return pooled
