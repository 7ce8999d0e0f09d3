"""
Cursors: where the next page of a list starts.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from math import isfinite
from operator import attrgetter
from typing import Any, Final

from attrs import asdict, fields, frozen

from leadflow.core.problems import Problem
from leadflow.core.views.free_text import search_words
from leadflow.core.views.lead_query import LeadQuery
from leadflow.core.views.sorting import SortKey
from leadflow.errors import InvalidInput

__all__ = ["Position", "foreign_cursor", "mark_of", "read_cursor", "sealed", "unsealed", "write_cursor"]

_LARGEST: Final = 2**63 - 1
# All but the text, the criteria and the sort, which are written otherwise, and what says which rows of a page are shown how.
_filters: Final = attrgetter(
    *(one.name for one in fields(LeadQuery) if one.name not in {"text", "criteria", "sort", "columns", "after", "most"})
)
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
    return sealed(_print_of(query), position.key, position.tie)


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
        key, tie = unsealed(_print_of(query), query.after)
        return Position(None if key is None else _key_like(key, sample.key or ()), _like(tie, sample.tie))
    except (ValueError, TypeError, OverflowError):
        raise foreign_cursor() from None


def sealed(mark: str, *parts: object) -> str:
    """
    Return a cursor of *parts*, which JSON can hold, for the query that *mark* identifies.
    """
    return urlsafe_b64encode(_written([mark, *parts]).encode()).decode().rstrip("=")


def unsealed(mark: str, cursor: str) -> list[Any]:
    """
    Return the parts of a cursor.

    Raises:
        InvalidInput: It is another query's, or damaged.
    """
    try:
        written = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
        if isinstance(written, list) and written[:1] == [mark]:
            return written[1:]
    except (ValueError, RecursionError):
        pass
    raise foreign_cursor()


def _key_like(key: Any, sample: SortKey) -> SortKey:
    return tuple([_like(part, wanted) for part, wanted in zip(key, sample, strict=True)])


def _like(given: Any, sample: str | int | float) -> Any:
    """
    Return *given* if it is of the type of *sample* and databases can take it.
    """
    if type(given) is type(sample) is int and abs(given) <= _LARGEST:
        return given
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


def foreign_cursor() -> InvalidInput:
    """
    Return what to raise for a cursor that is another query's, or damaged.
    """
    message = "the cursor belongs to another filter or order, or is damaged; start with the first page"
    return InvalidInput((Problem(code="cursor_foreign", path="after", message=message),))


def _print_of(query: LeadQuery) -> str:
    return _print(*_filters(query), " ".join(search_words(query.text)), query.checked_criteria, query.sort)


@lru_cache(maxsize=256)
def _print(*asked: Any) -> str:
    """
    Return a short text that identifies a query, the same in every process.
    """
    *plain, criteria, sort = asked
    parts: list[Any] = [sorted(one) if isinstance(one, frozenset) else one and str(one) for one in plain]
    parts += [None if criteria is None else asdict(criteria.criteria), asdict(sort)]
    return mark_of(parts)


def mark_of(asked: object) -> str:
    """
    Return a short text that identifies a query by what it asks, the same in every process.
    """
    return sha256(json.dumps(asked, default=str).encode()).hexdigest()[:16]
