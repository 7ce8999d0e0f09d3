"""
Values as Marketo writes them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from leadflow.adapters.connectors.moments import moment_of
from leadflow.adapters.connectors.readings import date_of, decimal_of, whole_of
from leadflow.core.connectors import RemoteValue

__all__ = ["from_marketo", "to_marketo", "to_text"]

_AMOUNTS: Final = frozenset({"currency", "float"})


def from_marketo(value: object, type: str) -> RemoteValue:
    """
    Return a value of JSON as one of the type that Marketo describes; None for one that was asked for and not returned.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if type in _AMOUNTS or isinstance(value, int | Decimal):
        return decimal_of(value) if type in _AMOUNTS or isinstance(value, Decimal) else whole_of(value)
    text = str(value)
    if type == "datetime":
        return moment_of(text) or text
    return date_of(text) if type == "date" else text


def to_marketo(value: RemoteValue) -> object:
    """
    Return a value as JSON says it to Marketo; None clears.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return ";".join(value) if isinstance(value, tuple) else value


def to_text(value: RemoteValue) -> object:
    """
    Return a value as JSON says it of opportunities, whose amounts are texts; None clears.
    """
    return f"{value:f}" if isinstance(value, Decimal) else to_marketo(value)
