"""
Ids and values as Salesforce writes them.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from leadflow.adapters.connectors.moments import moment_of, moment_text
from leadflow.adapters.connectors.readings import date_of, decimal_of, whole_of
from leadflow.core.connectors import RemoteValue

__all__ = ["ID", "from_csv", "from_json", "long_id", "same_id", "to_csv", "to_json"]

_NUMBERS: Final = frozenset({"int", "long", "double", "currency", "percent"})
_CLEARED: Final = "#N/A"
ID: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")


def long_id(id: str) -> str:
    """
    Return an id of Salesforce with its 18 characters; one of 15 gets its check letters. Letter case counts in the first 15.

    Raises:
        ValueError: It cannot be an id.
    """
    if not ID.fullmatch(id):
        raise ValueError("an id of Salesforce has 15 or 18 letters and digits")
    if len(id) == 18:
        return id
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (id[at : at + 5] for at in (0, 5, 10))
    return id + "".join(letters[sum(1 << at for at, one in enumerate(part) if one.isupper())] for part in parts)


def same_id(id: str) -> str:
    """
    Return the text by which ids of one record are equal: its 18 characters; what cannot be an id stays as it is.
    """
    return long_id(id) if ID.fullmatch(id) else id


def from_json(value: object, type: str) -> RemoteValue:
    """
    Return a value of JSON as one of the type that Salesforce describes; a text where it cannot be that.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return whole_of(value) if type == "int" else decimal_of(value)
    text = str(value)
    match type:
        case "datetime":
            return moment_of(text) or text
        case "date":
            return date_of(text)
        case "multipicklist":
            return tuple(text.split(";"))
        case _:
            return text


def to_json(value: RemoteValue) -> object:
    """
    Return a value as JSON says it to Salesforce.
    """
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return ";".join(value) if isinstance(value, tuple) else value


def from_csv(text: str, type: str) -> object:
    """
    Return a value of a CSV of Bulk API 2.0 as JSON would say it; None for an empty one.
    """
    if not text:
        return None
    if type == "boolean":
        return text == "true"
    if type not in _NUMBERS:
        return text
    return whole_of(text) if type == "int" else decimal_of(text)


def to_csv(value: RemoteValue) -> str | None:
    """
    Return a value as a CSV says it to Bulk API 2.0, where ``#N/A`` clears; None for a text that no CSV can say.
    """
    said = to_json(value)
    if said is None or said == "":
        return _CLEARED
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, Decimal):
        return f"{said:f}"
    text = str(said)
    # A line feed may be in a value, but another end of line than that of the job fails the whole job.
    return None if text == _CLEARED or "\r" in text or "\0" in text else text
