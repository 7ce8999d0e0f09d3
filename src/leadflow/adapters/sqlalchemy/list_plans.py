"""
The index for each list, named explicitly because SQLite often chooses a slow one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from sqlalchemy import Select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.list_filters import COLUMN, FOUND, WORDS, Test

__all__ = ["BY_NUMBER", "count_index", "hinted", "may_be_few", "page_index"]

BY_NUMBER: Final = "number"
"""
What is taken instead of an index where the numbers of all leads are known.
"""

S = TypeVar("S", bound=Select[Any])

# What the indexes by activity, partner, status and state contain, so that the lead need not be read.
_IN_ACTIVITY: Final = frozenset({"active", "deactivated", "kinds"})
_IN_PARTNER: Final = frozenset({"active", "deactivated", "kinds", "partner"})
_IN_STATUS: Final = frozenset({"active", "deactivated", "kinds", "statuses"})
_IN_STATE: Final = _IN_STATUS | {
    *("placed", "partners", "partner_or_none", "stage", "stages", "source", "sources"),
    *("email_statuses", "reviews", COLUMN),
}


def page_index(sort: str, tests: Iterable[Test], *, few: bool) -> str | None:
    """
    Return the name of the index that has a page in its order; None if SQLite should choose.

    Args:
        sort: The field by which leads are sorted.
        tests: What narrows the list.
        few: Whether its one partner has so few leads that all of them are soon read and sorted.
    """
    asked = {test.name: test.words for test in tests}
    if FOUND in asked:
        return BY_NUMBER
    if few:
        return "partner"
    if sort == "created_at":
        return None if "partners" in asked else "created"
    if sort != "modified_at" or "partners" in asked or asked.keys() & {"since", "until"}:
        return None
    if "partner" in asked:
        return "partner"
    if len(asked.get("statuses", ())) == 1:
        return "status"
    if "stage" in asked:
        return "stage"
    # Where few leads may be meant, they are filtered inside the index.
    rare = asked.keys() & _RARE or len(asked.get("kinds", ())) == 1
    return "state" if rare else "modified"


def may_be_few(sort: str, tests: Iterable[Test]) -> bool:
    """
    Say whether it matters how many leads the one partner of a list has, because no index has them in this order.
    """
    return sort != "modified_at" and any(test.name == "partner" for test in tests)


def count_index(column: str | None, tests: Iterable[Test]) -> str | None:
    """
    Return the name of the index that answers a count without reading any lead; None if SQLite should choose.
    """
    tests = tuple(tests)
    asked = {test.name for test in tests} - {WORDS}
    if FOUND in asked:
        return BY_NUMBER
    if column is None and asked - {COLUMN} <= _IN_ACTIVITY and _by_activity(tests):
        return "activity"
    ways = {
        "status": ((None, "status"), _IN_STATUS),
        "partner": ((None,), _IN_PARTNER),
        "state": (_STATE_COLUMNS, _IN_STATE),
    }
    return next((index for index, (columns, there) in ways.items() if column in columns and asked <= there), None)


def _by_activity(tests: Iterable[Test]) -> bool:
    """
    Say whether nothing is asked of single columns but when partners acted.
    """
    columns = {test.words for test in tests if test.name == COLUMN}
    return bool(columns) and columns <= {("partner_activity_at", "since"), ("partner_activity_at", "until")}


_RARE: Final = frozenset(
    {"deactivated", "statuses", "stages", "source", "sources", "email_statuses", "reviews", COLUMN}
)

_STATE_COLUMNS: Final = (None, "status", "stage", "kind", "email_status", "source", "partner_id", "review")


def hinted(query: S, index: str | None) -> S:
    """
    Have SQLite take an index of leads; PostgreSQL chooses by its statistics.
    """
    if index == BY_NUMBER:
        return query.with_hint(tables.leads, "NOT INDEXED", "sqlite")
    return query if index is None else query.with_hint(tables.leads, f"INDEXED BY ix_leadflow_leads_{index}", "sqlite")
