"""
Cursors: where the next page of a list starts.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from math import isfinite
from typing import Any, Final

from attrs import asdict, frozen

from leadflow.core.problems import Problem
from leadflow.core.views.lead_query import LeadQuery
from leadflow.core.views.sorting import SortKey
from leadflow.errors import InvalidInput

__all__ = ["Position", "read_cursor", "write_cursor"]

_LARGEST: Final = 2**63 - 1
_written: Final = json.JSONEncoder(separators=(",", ":")).encode


@frozen
class Position:
    """
    The place of a row in a list.

    Attributes:
        key: By what it is sorted; None among those that say nothing.
        tie: What distinguishes it from rows with the same sort key.
    """

    key: SortKey | None
    tie: str | int


def write_cursor(query: LeadQuery, position: Position) -> str:
    """
    Return what is handed out for the rows of *query* after *position*.
    """
    written = _written([_print_of(query), position.key, position.tie])
    return urlsafe_b64encode(written.encode()).decode().rstrip("=")


def read_cursor(query: LeadQuery, sample: Position) -> Position | None:
    """
    Return where *query* continues; None for the first page.

    It is valid for its query, with any columns and page size, and for every caller.

    Args:
        query: What is asked for.
        sample: Any position of this list, for the types of what it is made of.

    Raises:
        InvalidInput: It is another query's, or damaged.
    """
    if query.after is None:
        return None
    try:
        written = urlsafe_b64decode(query.after + "=" * (-len(query.after) % 4))
        mark, key, tie = json.loads(written)
        if mark != _print_of(query):
            raise _foreign()
        return Position(None if key is None else _key_like(key, sample.key or ()), _like(tie, sample.tie))
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise _foreign() from None


def _key_like(key: Any, sample: SortKey) -> SortKey:
    return tuple([_like(part, wanted) for part, wanted in zip(key, sample, strict=True)])


def _like(given: Any, sample: str | int | float) -> Any:
    """
    Return *given* if it is of the type of *sample* and databases can take it.
    """
    match sample:
        case str() if isinstance(given, str) and "\x00" not in given:
            given.encode()
            return given
        case bool() if isinstance(given, bool | int):
            return bool(given)
        case int() if isinstance(given, int) and abs(given) <= _LARGEST:
            return given
        case float() if isinstance(given, int | float) and isfinite(float(given)):
            return float(given)
    raise TypeError("the cursor has the wrong type")


def _foreign() -> InvalidInput:
    message = "the cursor belongs to another filter or order, or is damaged; start with the first page"
    return InvalidInput((Problem(code="cursor_foreign", path="after", message=message),))


def _print_of(query: LeadQuery) -> str:
    return _print(
        query.which,
        query.partner_ids,
        query.statuses,
        query.stages,
        query.sources,
        query.created_since,
        query.created_until,
        query.criteria,
        query.sort,
    )


@lru_cache(maxsize=256)
def _print(*asked: Any) -> str:
    """
    Return a short text that identifies a query, the same in every process.
    """
    *plain, criteria, sort = asked
    parts: list[Any] = [sorted(one) if isinstance(one, frozenset) else one and str(one) for one in plain]
    parts += [None if criteria is None else asdict(criteria.criteria), asdict(sort)]
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]
