"""
Lists registrations in SQL, by status and partner.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, bindparam, literal_column, select, union_all

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.core.leads import RegistrationStatus
from leadflow.core.registration import RegistrationQuery

__all__ = ["registration_rows"]

_record = tables.records.c
# As it stands in the conditions of the indexes.
_KIND: Final[ColumnElement[str]] = literal_column("'registration'")
_UNTOLD: Final = ""
"""
The status of what an earlier build has written.
"""

_EVERY: Final = tuple(sorted(one.value for one in RegistrationStatus))


def registration_rows(source: UnitSource, query: RegistrationQuery, after: str, most: int) -> Sequence[Any]:
    """
    Read up to *most* rows of registrations that may be asked for, with keys after *after*; what an earlier build has written
    without a status is among them.
    """
    statuses = [*(sorted(one.value for one in query.statuses) or _EVERY), _UNTOLD]
    given: dict[str, object] = {f"status{at}": status for at, status in enumerate(statuses)}
    if query.partner_id is not None:
        given["partner"] = query.partner_id
    statement = _statement(len(statuses), query.partner_id is not None)
    return source.run(statement, **given, mine=source.supplier_id, after=after, most=most)


@lru_cache(maxsize=16)
def _statement(statuses: int, partner: bool) -> Select[Any]:
    """
    Ask for each status by itself, so that the index gives each in its order, and merge them.
    """
    mine = _record.supplier_id == bindparam("mine"), _record.kind == _KIND, _record.key > bindparam("after")
    most = bindparam("most", type_=Integer)
    parts = [_record.status == bindparam(f"status{at}") for at in range(statuses)]
    if partner:
        # What has no status has no partner either.
        parts = [*((_record.partner_id == bindparam("partner")) & one for one in parts[:-1]), parts[-1]]
    found = [
        select(_record.key, _record.body).where(*mine, one).order_by(_record.key).limit(most).subquery()
        for one in parts
    ]
    every = union_all(*(select(one.c.key, one.c.body) for one in found)).subquery()
    return select(every.c.key, every.c.body).order_by(every.c.key).limit(most)
