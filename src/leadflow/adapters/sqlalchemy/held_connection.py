"""
The connection that a thread holds between short transactions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import local

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from leadflow.adapters.sqlalchemy.driver_errors import driver_errors

__all__ = ["HeldConnection", "checked_out", "give_back"]


class HeldConnection(local):
    """
    Hands connections of the pool to units; a thread that works through a batch on SQLite keeps its own meanwhile.

    A pool takes longer to hand a connection out and back than a transaction of a few prepared statements takes.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._holds = False
        self._free: PoolProxiedConnection | None = None

    @contextmanager
    def hold(self) -> Iterator[None]:
        """
        Keep the connection that this thread gives back, unless the pool could run short of them.
        """
        pool = self._engine.pool
        spare = isinstance(pool, QueuePool) and pool.checkedout() < pool.size() - 1
        if self._holds or not spare or self._engine.dialect.name != "sqlite":
            yield
            return
        self._holds = True
        try:
            yield
        finally:
            self._holds, free, self._free = False, self._free, None
            if free is not None:
                give_back(free)

    def take(self) -> PoolProxiedConnection:
        """
        Return a connection that is in no transaction.

        Raises:
            SQLAlchemyError: There is none.
        """
        free, self._free = self._free, None
        return checked_out(self._engine) if free is None else free

    def give_back(self, taken: PoolProxiedConnection) -> None:
        """
        Take back a connection; what was not committed on it is rolled back.
        """
        if self._holds and self._free is None and taken.is_valid:
            try:
                taken.rollback()
            except driver_errors():
                taken.invalidate()
            else:
                self._free = taken
                return
        give_back(taken)


def give_back(opened: Connection | PoolProxiedConnection) -> None:
    """
    Return a connection to its pool; one that cannot end its transaction is not used again, and whoever read has read.
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
