"""
Ids and values as Dataverse writes them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from leadflow.adapters.connectors.answers import AnswerLost
from leadflow.adapters.connectors.moments import moment_of
from leadflow.adapters.connectors.readings import date_of, decimal_of, whole_of
from leadflow.core.connectors import RemoteValue

__all__ = ["GUID", "from_json", "guid", "to_json"]

GUID: Final = re.compile(r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_WHOLE: Final = frozenset({"Integer", "BigInt", "Picklist", "State", "Status"})
_AMOUNTS: Final = frozenset({"Decimal", "Double", "Money"})


def guid(id: object) -> str:
    """
    Return a GUID in lower case.
    """
    found = str(id).strip("{}").lower()
    if not GUID.fullmatch(found):
        raise AnswerLost("id_unreadable")
    return found


def from_json(value: object, type: str) -> RemoteValue:
    """
    Return a value of JSON as one of the type that Dataverse describes; a text where it cannot be that.
    """
    if value is None or isinstance(value, bool):
        return value
    if type in _AMOUNTS:
        return decimal_of(value)
    if type == "DateTime":
        text = str(value)
        return moment_of(text) or text if "T" in text else date_of(text)
    if type in ("Integer", "BigInt"):
        return whole_of(value)
    # A choice is a number there, and a word in value maps.
    return str(value)


def to_json(value: RemoteValue, type: str) -> object:
    """
    Return a value as JSON says it to Dataverse.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if type in _WHOLE and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    return ",".join(value) if isinstance(value, tuple) else value
