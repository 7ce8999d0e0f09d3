"""
How long a question may take, and how a database is stopped that has not answered by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import Any, Final, Self

from attrs import frozen
from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.driver_errors import Stopped, port_errors

__all__ = ["TimeLimit", "stopping"]

_STEPS: Final = 200_000
"""
SQLite looks at the time after so many steps: a few milliseconds, in which some thousand leads are counted.
"""

# Milliseconds, as PostgreSQL counts them: some 25 days.
_LONGEST: Final = 2**31 - 1


@frozen
class TimeLimit:
    """
    When a question is to be answered, by the clock of this process.

    Attributes:
        began: When it was asked.
        within: Seconds; None if it takes as long as it takes.
    """

    began: float
    within: float | None

    @classmethod
    def of(cls, within: timedelta | None) -> Self:
        """
        Begin now.
        """
        return cls(monotonic(), None if within is None else within.total_seconds())

    def left(self, share: float = 1) -> float | None:
        """
        Return the seconds that are left of a *share* of the time, 0 if it is over; None if there is no limit.
        """
        return None if self.within is None else max(self.began + self.within * share - monotonic(), 0)


@contextmanager
def stopping(connection: Connection, seconds: float | None) -> Iterator[None]:
    """
    Stop what is read on *connection* after so many *seconds*; None never does. Its transaction goes on.

    Raises:
        Stopped: The time was over.
    """
    if seconds is None:
        yield
    elif not seconds:
        raise Stopped
    elif connection.dialect.name == "sqlite":
        with _sqlite_stopping(connection, monotonic() + seconds):
            yield
    else:
        with port_errors("reading"), _postgresql_stopping(connection, seconds):
            yield


@contextmanager
def _sqlite_stopping(connection: Connection, until: float) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: monotonic() > until, _STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def _postgresql_stopping(connection: Connection, seconds: float) -> Iterator[None]:
    # What is stopped fails the transaction back to here.
    with connection.begin_nested():
        before = connection.exec_driver_sql("SELECT current_setting('statement_timeout')").scalar_one()
        limit = min(max(round(seconds * 1_000), 1), _LONGEST)
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {limit}")
        yield
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{before}'")
