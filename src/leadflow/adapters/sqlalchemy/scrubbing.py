"""
Takes what was deleted out of the files of a SQLite database.
"""

from __future__ import annotations

from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.engine import BUSY_MS, PAUSE, writing
from leadflow.adapters.sqlalchemy.text_tables import INDEXED, has_index
from leadflow.errors import PortError

__all__ = ["scrub"]


def scrub(connection: Connection) -> None:
    """
    Merge the index of pieces of words, so that it keeps nothing of texts that are gone, and empty the write-ahead log.

    Pages of the file itself are written over as they are freed, since each connection has ``secure_delete``. On
    PostgreSQL there is nothing to do here: rows that were deleted are taken away by ``VACUUM``.

    Raises:
        PortError: Others have read or written for longer than the busy timeout, so that the log could not be emptied.
    """
    if connection.dialect.name != "sqlite":
        return
    with writing(connection):
        if has_index(connection):
            connection.exec_driver_sql(f"INSERT INTO {INDEXED} ({INDEXED}) VALUES ('optimize')")
    if not _emptied(connection):
        raise PortError(
            "the write-ahead log could not be emptied, because others were reading or writing for too long. What was"
            " erased is erased; call it again once they have finished, so that the log keeps nothing of it"
        )


def _emptied(connection: Connection) -> bool:
    # The busy timeout holds for readers and writers only: where others are emptying the log, SQLite refuses at once.
    last = monotonic() + BUSY_MS / 1_000
    driver: Any = connection.connection.driver_connection
    try:
        while _is_busy(driver):
            if monotonic() > last:
                return False
            sleep(PAUSE)
    except BaseException:
        # A statement whose rows were not read would hold others up as long as the connection lives.
        connection.invalidate()
        raise
    return True


def _is_busy(driver: Any) -> bool:
    ((busy, *_),) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return bool(busy)
