"""
The order of leads in lists.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from leadflow.core.fields import AnyField
from leadflow.core.kinds import MONEY, Family
from leadflow.core.leads import Lead
from leadflow.core.records import RecordField

__all__ = ["SORTED_LENGTH", "SortKey", "sample_key", "sort_key"]

SortKey = tuple[str | int | float, ...]
"""
What is compared, one after the other.
"""

SORTED_LENGTH: Final = 200
"""
Of a text that people filled in, so many characters of its key are compared.
"""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def sort_key(field: AnyField, lead: Lead) -> SortKey | None:
    """
    Return by what *lead* is sorted in a list that is sorted by *field*; None if it says nothing.

    What people filled in is compared by its key, texts character by character. What the record says is compared as it
    is written.
    """
    if isinstance(field, RecordField):
        return _key_of(field.get(lead))
    value, key = lead.values.said(field.name)
    if value is None or key is None or key == "":
        return None
    match key:
        case tuple():
            return key
        case str():
            return (key[:SORTED_LENGTH],)
        case frozenset():
            raise AssertionError(f"'{field.name}' is a list, and those are refused")
        case _:
            return (key,)


def sample_key(field: AnyField) -> SortKey:
    """
    Return a key as `sort_key` makes them of *field*, for the types of its parts.
    """
    family = field.kind.family
    if field.kind is MONEY:
        return ("", 0.0)
    if family is Family.NUMBER:
        return (0,) if field.record else (0.0,)
    if family is Family.BOOLEAN:
        return (False,)
    return (0,) if family is Family.DATE and field.record else ("",)


def _key_of(value: Any) -> SortKey | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return ((value - _EPOCH) // timedelta(microseconds=1),)
    return (value,)
