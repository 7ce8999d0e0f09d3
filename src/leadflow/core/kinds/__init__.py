"""
The kinds of value that a field can hold.
"""

from __future__ import annotations

from typing import Any, Final

from leadflow.core.kinds.choices import BOOLEAN, CHOICE, COUNTRY, MULTI_CHOICE
from leadflow.core.kinds.dates import DATE, DATETIME
from leadflow.core.kinds.emails import EMAIL, is_address
from leadflow.core.kinds.kind import (
    ANY_LINE,
    Adjusted,
    Choice,
    DateOrder,
    DecimalMark,
    Family,
    FieldKind,
    JsonScalar,
    Key,
    ReadOptions,
)
from leadflow.core.kinds.numbers import DECIMAL, INTEGER, MONEY, Money
from leadflow.core.kinds.texts import CODE, ID, LONG_TEXT, PHONE, STATE, TEXT, URL
from leadflow.core.kinds.unfit import UNFIT, Unfit

__all__ = [
    "ANY_LINE",
    "BOOLEAN",
    "CHOICE",
    "CODE",
    "COUNTRY",
    "DATE",
    "DATETIME",
    "DECIMAL",
    "EMAIL",
    "ID",
    "INTEGER",
    "KINDS",
    "LONG_TEXT",
    "MONEY",
    "MULTI_CHOICE",
    "PHONE",
    "STATE",
    "TEXT",
    "UNFIT",
    "URL",
    "Adjusted",
    "AnyFieldKind",
    "Choice",
    "DateOrder",
    "DecimalMark",
    "Family",
    "FieldKind",
    "JsonScalar",
    "Key",
    "Money",
    "ReadOptions",
    "Unfit",
    "is_address",
    "kind_named",
]

AnyFieldKind = FieldKind[Any]
"""
A kind of any type; collections hold these.
"""

KINDS: Final[dict[str, AnyFieldKind]] = {
    kind.name: kind
    for kind in (
        TEXT,
        LONG_TEXT,
        EMAIL,
        PHONE,
        URL,
        INTEGER,
        DECIMAL,
        MONEY,
        BOOLEAN,
        DATE,
        DATETIME,
        CHOICE,
        MULTI_CHOICE,
        COUNTRY,
        STATE,
        CODE,
        ID,
    )
}
"""
Every kind by its name.
"""


def kind_named(name: str) -> AnyFieldKind:
    """
    Return the kind called *name*.

    Raises:
        KeyError: There is none.
    """
    return UNFIT if name == UNFIT.name else KINDS[name]
