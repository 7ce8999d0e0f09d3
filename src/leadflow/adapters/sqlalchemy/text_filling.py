"""
Fills in what free text is compared with, after leads were written.
"""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.core.views import search_text

__all__ = ["fill_texts"]

_lead, _text, _queued = tables.leads.c, tables.texts.c, tables.text_queue.c
_CHUNK: Final = 1_000
_WAITING: Final = select(func.count()).select_from(tables.text_queue).where(_queued.supplier == bindparam("mine"))


def fill_texts(connection: Connection, supplier: int, most: int) -> int:
    """
    Fill in the texts of up to *most* of a supplier's leads, in transactions of a thousand, and return how many are left.

    Two processes at once do not do the same twice.

    Args:
        connection: To the database, outside transactions.
        supplier: Its number.
        most: How many leads at most.
    """
    while waiting := connection.execute(_WAITING, {"mine": supplier}).scalar_one():
        connection.rollback()
        if most <= 0:
            return int(waiting)
        with writing(connection):
            filled = _fill(connection, supplier, min(most, _CHUNK))
        most -= filled
        if not filled:
            # Another process has them.
            return int(waiting)
    connection.rollback()
    return 0


def _fill(connection: Connection, supplier: int, most: int) -> int:
    dialect = connection.dialect.name
    first = (
        select(_queued.supplier, _queued.num)
        .where(_queued.supplier == supplier)
        .order_by(_queued.num)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    keys = [(one, num) for one, num in connection.execute(first)]
    nums = [num for _, num in keys]
    if not nums:
        return 0
    said = connection.execute(select(_lead.num, _lead["values"]).where(numbered(_lead.num, nums, dialect))).all()
    rows = [{"num": num, "text": search_text(_as_json(values))} for num, values in said]
    connection.execute(delete(tables.texts).where(numbered(_text.num, nums, dialect)))
    if rows:
        connection.execute(insert(tables.texts), rows)
    done = numbered(_queued.num, nums, dialect)
    connection.execute(delete(tables.text_queue).where(_queued.supplier == supplier, done))
    return len(nums)


def _as_json(stored: Any) -> dict[str, Any]:
    said = json.loads(stored) if isinstance(stored, str) else stored
    return said if isinstance(said, dict) else {}
