"""
The connections that threads hold between short transactions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import get_ident

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from leadflow.adapters.sqlalchemy.disk_levels import restore_level
from leadflow.adapters.sqlalchemy.driver_errors import driver_errors

__all__ = ["HeldConnections", "give_back"]


class HeldConnections:
    """
    Hands connections of the pool to units; a thread that works through a batch on SQLite keeps its own meanwhile.

    A pool takes longer to hand a connection out and back than a transaction of a few prepared statements takes.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # By thread. Each step of a set or a dictionary is one that no thread divides.
        self._holding = set[int]()
        self._free = dict[int, PoolProxiedConnection]()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """
        Keep the connection that this thread gives back, unless the pool could run short of them.
        """
        pool, thread = self.engine.pool, get_ident()
        spare = isinstance(pool, QueuePool) and pool.checkedout() < pool.size() - 1
        if thread in self._holding or not spare or self.engine.dialect.name != "sqlite":
            yield
            return
        self._holding.add(thread)
        try:
            yield
        finally:
            self._holding.discard(thread)
            self._let_go(thread)

    def take(self) -> PoolProxiedConnection:
        """
        Return a connection that is in no transaction.

        Raises:
            SQLAlchemyError: There is none.
        """
        return self._free.pop(get_ident(), None) or _checked_out(self.engine)

    def give_back(self, taken: PoolProxiedConnection) -> None:
        """
        Take back a connection; what was not committed on it is rolled back.
        """
        thread = get_ident()
        if thread in self._holding and thread not in self._free and taken.is_valid:
            try:
                taken.rollback()
            except driver_errors():
                taken.invalidate()
            else:
                self._free[thread] = taken
                return
        give_back(taken)

    def let_go(self) -> None:
        """
        Return to the pool what threads hold and do not use at the moment.
        """
        for thread in list(self._free):
            self._let_go(thread)

    def _let_go(self, thread: int) -> None:
        free = self._free.pop(thread, None)
        if free is not None:
            give_back(free)


def give_back(opened: Connection | PoolProxiedConnection, pooled: PoolProxiedConnection | None = None) -> None:
    """
    Return a connection to its pool; one that cannot end its transaction is not used again, and its reads are done.

    *pooled* is the one that a connection of SQLAlchemy's was made of, if it was.
    """
    taken = pooled if isinstance(opened, Connection) else opened
    try:
        if taken is not None and taken.is_valid:
            restore_level(taken)
        opened.close()
    except driver_errors():
        with suppress(*driver_errors()):
            opened.invalidate()
        with suppress(*driver_errors()):
            opened.close()


def _checked_out(engine: Engine) -> PoolProxiedConnection:
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
