"""
Many rows added at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

__all__ = ["add_rows"]


def add_rows(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, supplier_id: str, new_only: bool = False
) -> None:
    """
    Add rows, each with the same columns, by one statement that is made once; far faster than handing each to SQLAlchemy.

    A row whose key is taken is an IntegrityError, or is left out if *new_only* is True.
    """
    if not rows:
        return
    text, order = _statement(table, ("supplier_id", *rows[0]), connection.dialect)
    text += " ON CONFLICT DO NOTHING" if new_only else ""
    mine = [{"supplier_id": supplier_id, **row} for row in rows]
    connection.exec_driver_sql(text, mine if order is None else list(map(itemgetter(*order), mine)))


@lru_cache(maxsize=64)
def _statement(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...] | None]:
    """
    Return the statement that adds a row, and the order of its parameters; None where they are given by name.
    """
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(compiled), tuple(compiled.positiontup or ()) if compiled.positional else None
