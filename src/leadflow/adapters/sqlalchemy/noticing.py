"""
Detects that a newer version has migrated the database of an open store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import Select, func, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.migrations import MIGRATIONS, Effect
from leadflow.adapters.sqlalchemy.migrations.migration import named
from leadflow.errors import TablesDiffer

__all__ = ["LATEST", "check_latest"]

_done = tables.migrations.c
_BREAKING: Final = _done.effect != Effect.ADDITIVE.value
LATEST: Final = select(func.max(_done.number)).where(_BREAKING)
"""
Reads the number of the latest breaking migration. Whoever has read it in a transaction is waited for by the next lift.
"""

_KNOWN: Final = max(one.number for one in MIGRATIONS if one.effect is Effect.BREAKING)


def check_latest(latest: int | None, read: Callable[[Select[Any]], Iterable[Any]]) -> None:
    """
    Make sure that this version knows the *latest* breaking migration, as `LATEST` reads it; *read* reads more in the
    same transaction.

    Raises:
        TablesDiffer: It does not.
    """
    if latest is None or latest <= _KNOWN:
        return
    unknown = read(select(_done.number, _done.name).where(_BREAKING, _done.number > _KNOWN).order_by(_done.number))
    raise TablesDiffer(
        f"since this store was opened, a newer leadflow has migrated the database with {named(unknown)}, and this version "
        "cannot use it; restart with a newer leadflow. Nothing was written"
    )
