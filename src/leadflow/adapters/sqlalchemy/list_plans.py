"""
The index for each list, named explicitly because SQLite often chooses a slow one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from sqlalchemy import Select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.list_filters import Test

__all__ = ["count_index", "hinted", "page_index"]

S = TypeVar("S", bound=Select[Any])

# What the indexes by status and by state contain, so that the lead need not be read.
_IN_STATUS: Final = frozenset({"active", "deactivated", "kinds", "statuses"})
_IN_STATE: Final = _IN_STATUS | {"placed", "partners", "partner_or_none", "stage", "stages", "source", "sources"}


def page_index(sort: str, tests: Iterable[Test]) -> str | None:
    """
    Return the name of the index that has a page in its order; None if SQLite should choose.
    """
    asked = {test.name: test.words for test in tests}
    if sort == "created_at":
        return None if asked.keys() & {"partner", "partners"} else "created"
    if sort != "modified_at" or "partners" in asked or asked.keys() & {"since", "until"}:
        return None
    if "partner" in asked:
        return "partner"
    if len(asked.get("statuses", ())) == 1:
        return "status"
    if "stage" in asked:
        return "stage"
    # Where few leads may be meant, they are filtered inside the index.
    few = asked.keys() & {"deactivated", "statuses", "stages", "source", "sources"} or len(asked.get("kinds", ())) == 1
    return "state" if few else "modified"


def count_index(column: str | None, tests: Iterable[Test]) -> str | None:
    """
    Return the name of the index that answers a count without reading any lead; None if SQLite should choose.
    """
    asked = {test.name for test in tests}
    if column in (None, "status") and asked <= _IN_STATUS:
        return "status"
    return "state" if column in (None, *_STATE_COLUMNS) and asked <= _IN_STATE else None


_STATE_COLUMNS: Final = ("status", "stage", "kind", "email_status", "source", "partner_id")


def hinted(query: S, index: str | None) -> S:
    """
    Have SQLite take an index of leads; PostgreSQL chooses by its statistics.
    """
    return query if index is None else query.with_hint(tables.leads, f"INDEXED BY ix_leadflow_leads_{index}", "sqlite")
