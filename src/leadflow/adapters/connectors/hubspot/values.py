"""
Values as HubSpot writes them: all are texts.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from leadflow.adapters.connectors.moments import moment_of, moment_text
from leadflow.adapters.connectors.readings import decimal_of
from leadflow.core.connectors import RemoteValue

__all__ = ["from_text", "hubspot_moment", "millis", "to_text"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def millis(at: datetime) -> int:
    """
    Return the milliseconds since 1970 of a moment.
    """
    return (at - _EPOCH) // timedelta(milliseconds=1)


def hubspot_moment(text: object) -> datetime | None:
    """
    Return a moment, which is written as ISO or as milliseconds.
    """
    try:
        if str(text).lstrip("-").isdecimal():
            return _EPOCH + timedelta(milliseconds=int(str(text)))
    except (ValueError, OverflowError):
        return None
    return moment_of(text)


def from_text(value: object, type: str) -> RemoteValue:
    """
    Return a text of HubSpot as a value of the type of its property; the text where it cannot be that.
    """
    if value is None or value == "":
        return None
    text = str(value)
    match type:
        case "number":
            return decimal_of(text)
        case "bool":
            return text == "true"
        case "date":
            at = hubspot_moment(text)
            return at.date() if at else text
        case "datetime":
            return hubspot_moment(text) or text
        case "checkboxes":
            return tuple(text.split(";"))
        case _:
            return text


def to_text(value: RemoteValue) -> str:
    """
    Return a value as HubSpot takes it; an empty text clears.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return ";".join(value)
        case _:
            return str(value)
