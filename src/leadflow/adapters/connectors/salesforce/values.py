"""
Ids and values as Salesforce writes them.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from leadflow.adapters.connectors.moments import moment_of, moment_text
from leadflow.core.connectors import RemoteValue

__all__ = ["from_json", "long_id", "to_json"]

_ID: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")


def long_id(id: str) -> str:
    """
    Return an id of Salesforce with its 18 characters; one of 15 gets its check letters. Letter case counts in the first 15.

    Raises:
        ValueError: It cannot be an id.
    """
    if not _ID.fullmatch(id):
        raise ValueError("an id of Salesforce has 15 or 18 letters and digits")
    if len(id) == 18:
        return id
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (id[at : at + 5] for at in (0, 5, 10))
    return id + "".join(letters[sum(1 << at for at, one in enumerate(part) if one.isupper())] for part in parts)


def from_json(value: object, type: str) -> RemoteValue:
    """
    Return a value of JSON as one of the type that Salesforce describes; a text where it cannot be that.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return value if type == "int" else Decimal(value)
    text = str(value)
    match type:
        case "datetime":
            return moment_of(text) or text
        case "date":
            return date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d.*", text) else text
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
