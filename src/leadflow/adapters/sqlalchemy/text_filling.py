"""
Fills in what free text is compared with, after leads were written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, func, insert, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.core.views import search_text

__all__ = ["fill_texts"]

_lead, _text, _queued = tables.leads.c, tables.texts.c, tables.text_queue.c
_CHUNK: Final = 1_000
# On SQLite numbers ascend with each commit, so all leads after the last that has a text are new. That costs imports
# nothing, while a queue of them would cost a quarter of the time of writing a lead.
_LAST: Final = select(func.coalesce(func.max(_text.num), 0)).scalar_subquery()


def fill_texts(connection: Connection, most: int) -> int:
    """
    Fill in the texts of up to *most* leads, in transactions of a thousand, and return how many are left.

    Two processes at once do not do the same twice.

    Args:
        connection: To the database, outside transactions.
        most: How many leads at most.
    """
    while waiting := _waiting(connection):
        connection.rollback()
        if most <= 0:
            return waiting
        with writing(connection):
            filled = _fill(connection, min(most, _CHUNK))
        most -= filled
        if not filled:
            # Another process has them.
            return waiting
    connection.rollback()
    return 0


def _waiting(connection: Connection) -> int:
    queued = int(connection.execute(select(func.count()).select_from(tables.text_queue)).scalar_one())
    return queued + int(connection.execute(_new(select(func.count()))).scalar_one()) if _ascends(connection) else queued


def _fill(connection: Connection, most: int) -> int:
    dialect = connection.dialect.name
    queued = select(_queued.num).order_by(_queued.supplier, _queued.num).limit(most).with_for_update(skip_locked=True)
    nums: Sequence[int] = connection.execute(queued).scalars().all()
    if not nums and _ascends(connection):
        nums = connection.execute(_new(select(_lead.num)).order_by(_lead.num).limit(most)).scalars().all()
    if not nums:
        return 0
    said = connection.execute(select(_lead.num, _lead["values"]).where(numbered(_lead.num, nums, dialect))).all()
    connection.execute(delete(tables.texts).where(numbered(_text.num, nums, dialect)))
    rows = [{"num": num, "text": search_text(_as_json(values))} for num, values in said]
    if rows:
        connection.execute(insert(tables.texts), rows)
    connection.execute(delete(tables.text_queue).where(numbered(_queued.num, nums, dialect)))
    return len(nums)


def _new(query: Select[Any]) -> Select[Any]:
    return query.select_from(tables.leads).where(_lead.num > _LAST)


def _ascends(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _as_json(stored: Any) -> dict[str, Any]:
    try:
        said = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:  # a damaged lead says nothing
        return {}
    return said if isinstance(said, dict) else {}
