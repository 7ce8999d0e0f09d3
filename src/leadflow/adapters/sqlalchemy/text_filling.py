"""
Fills in what leads are looked for by, after they were written: free text, and the keys of their person and company.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, exists, func, insert, or_, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.bulk_insert import add_tuples
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.core.conflicts import match_keys
from leadflow.core.views import search_text

__all__ = ["as_json", "fill_texts", "number_of", "unfilled", "unfilled_any"]

_lead, _text, _queued, _match = tables.leads.c, tables.texts.c, tables.text_queue.c, tables.match_keys.c
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
    mine = select(_lead.num, _lead.supplier, _lead["values"]).where(numbered(_lead.num, nums, dialect))
    said = [(num, supplier, as_json(values)) for num, supplier, values in connection.execute(mine)]
    connection.execute(delete(tables.texts).where(numbered(_text.num, nums, dialect)))
    connection.execute(delete(tables.match_keys).where(numbered(_match.lead, nums, dialect)))
    if said:
        connection.execute(insert(tables.texts), [{"num": num, "text": search_text(one)} for num, _, one in said])
    keys = sorted((supplier, number_of(key), num) for num, supplier, one in said for key in match_keys(one))
    add_tuples(connection, tables.match_keys, ("supplier", "key", "lead"), keys, new_only=True)
    connection.execute(delete(tables.text_queue).where(numbered(_queued.num, nums, dialect)))
    return len(nums)


def unfilled_any(dialect: str) -> ColumnElement[bool]:
    """
    Say that any leads of a supplier, ``mine``, may have to be filled in.
    """
    queued = exists().where(_queued.supplier == bindparam("mine"))
    return or_(queued, exists().where(_lead.num > _LAST)) if dialect == "sqlite" else queued


def unfilled(connection: Connection, supplier: int) -> Sequence[tuple[int, dict[str, Any]]]:
    """
    Return the numbers of a supplier's leads that have to be filled in, each with what it says.
    """
    query = select(_lead.num, _lead.supplier, _lead["values"])
    queued = query.join(tables.text_queue, _queued.num == _lead.num).where(_queued.supplier == supplier)
    found = list(connection.execute(queued))
    if _ascends(connection):
        found += connection.execute(query.where(_lead.num > _LAST)).all()
    return [(num, as_json(values)) for num, of, values in found if of == supplier]


def number_of(key: str) -> int:
    """
    Return the number that stands for a key of a person or company; two keys with one number are rare, and harmless.
    """
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _new(query: Select[Any]) -> Select[Any]:
    return query.select_from(tables.leads).where(_lead.num > _LAST)


def _ascends(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def as_json(stored: Any) -> dict[str, Any]:
    """
    Return what a lead says as JSON; drivers of PostgreSQL have read it already, and a damaged lead says nothing.
    """
    try:
        said = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
