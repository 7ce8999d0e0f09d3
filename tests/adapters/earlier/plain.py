"""
What a database of an earlier build holds, as plain JSON that any build can compare with what it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import attrs

from leadflow.core.fields import Field
from leadflow.core.kinds import (
    BOOLEAN,
    CHOICE,
    DATE,
    DATETIME,
    DECIMAL,
    INTEGER,
    LONG_TEXT,
    MONEY,
    MULTI_CHOICE,
    TEXT,
    Choice,
)
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.values import Values

__all__ = ["PARTNER_IDS", "SCHEMA", "plain"]

PARTNER_IDS: Final = ("north", "south", "east", "auto", "small", "west", "idle")

SCHEMA: Final = STANDARD_SCHEMA.extend(
    Field("seats", INTEGER),
    Field("share", DECIMAL),
    Field("budget", MONEY),
    Field("vip", BOOLEAN),
    Field("since", DATE),
    Field("seen", DATETIME),
    Field("colour", CHOICE, choices=(Choice("red"), Choice("blue", "Bright blue"))),
    Field("topics", MULTI_CHOICE),
    Field("story", LONG_TEXT),
    partners=(
        Field("p_text", TEXT),
        Field("p_seats", INTEGER),
        Field("p_turnover", MONEY),
        Field("p_since", DATE),
        Field("p_tags", MULTI_CHOICE),
    ),
    campaigns=(Field("c_budget", MONEY),),
)
"""
What the leads, partners and campaigns of the database can say.
"""


def plain(value: Any) -> Any:
    """
    Return *value* as JSON has it: a value of a class is an object of all its members, with its class in ``is``.

    What a record says is written as its kind writes it, with the name of the kind. `unknown` is left out, which the
    build that made the database did not have.
    """
    if isinstance(value, Values):
        written = zip(value.layout.fields, value.cells, strict=True)
        return {one.name: [one.kind.name, one.kind.write(cell)] for one, cell in written if cell is not None}
    if attrs.has(type(value)):
        members = {one.name: plain(getattr(value, one.name)) for one in attrs.fields(type(value)) if one.init}
        members.pop("unknown", None)
        return {"is": type(value).__name__, **members}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in sorted(value.items())}
    if isinstance(value, tuple | list | frozenset):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value
