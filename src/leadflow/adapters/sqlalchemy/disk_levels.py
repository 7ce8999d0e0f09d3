"""
How long commits on a connection to SQLite wait for the disk.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import PoolProxiedConnection

__all__ = ["LOGS_AHEAD", "lower_level", "restore_level"]

LOGS_AHEAD: Final = "leadflow_logs_ahead"
"""
Says of a pooled connection to SQLite that the database has a write-ahead log.
"""

_USUAL: Final = "leadflow_usual_level"
_NORMAL: Final = 1


def lower_level(pooled: PoolProxiedConnection) -> None:
    """
    Let commits return before the disk has them, which the end of the process loses nothing of, until `restore_level`.

    Nothing changes where there is no write-ahead log, without which more than the latest commits could be lost. SQLite
    takes this between transactions only, and for the whole connection.
    """
    info = pooled.info
    if info.get(LOGS_AHEAD) and _USUAL not in info:
        driver: Any = pooled.driver_connection
        (level,) = driver.execute("PRAGMA synchronous").fetchone()
        if level > _NORMAL:
            driver.execute(f"PRAGMA synchronous = {_NORMAL}")
            info[_USUAL] = level


def restore_level(pooled: PoolProxiedConnection) -> None:
    """
    Let commits wait for the disk as they did before `lower_level`; a transaction that is open is rolled back.
    """
    level = pooled.info.get(_USUAL)
    if level is None:
        return
    driver: Any = pooled.driver_connection
    if driver.in_transaction:
        driver.rollback()
    driver.execute(f"PRAGMA synchronous = {level}")
    del pooled.info[_USUAL]
