"""
Asks for one of many thousand values, sent as one parameter.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from leadflow.core.lengths import all_storable
from leadflow.wire.json import to_json

__all__ = ["among", "given_in", "given_numbers", "keyed", "numbered", "numbered_in"]


def among(column: ColumnElement[str], values: Collection[str], dialect: str) -> ColumnElement[bool]:
    """
    Say that *column* is one of many thousand *values*, sent as one parameter. A text that cannot be stored is left out.
    """
    values = all_storable(values)
    if dialect == "postgresql":
        return column == any_(bindparam(None, values, type_=ARRAY(Text)))
    listed = func.json_each(to_json(values)).table_valued("value")
    return column.in_(select(listed.c.value))


def given_in(column: ColumnElement[str], name: str, dialect: str) -> ColumnElement[bool]:
    """
    Say that *column* is one of the texts of the parameter *name*: a list of JSON on SQLite, an array on PostgreSQL.
    """
    if dialect == "postgresql":
        return column == any_(bindparam(name, type_=ARRAY(Text)))
    return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))


def numbered(column: ColumnElement[int], values: Collection[int], dialect: str) -> ColumnElement[bool]:
    """
    Say that *column* is one of many thousand numbers, sent as one parameter.
    """
    if dialect == "postgresql":
        return column == any_(bindparam(None, list(values), type_=ARRAY(BigInteger)))
    listed = func.json_each(to_json(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def numbered_in(column: ColumnElement[int], name: str, dialect: str) -> ColumnElement[bool]:
    """
    Say that *column* is one of the numbers of the parameter *name*; `given_numbers` makes it.
    """
    if dialect == "postgresql":
        return column == any_(bindparam(name, type_=ARRAY(BigInteger)))
    return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))


def given_numbers(numbers: Collection[int], dialect: str) -> str | list[int]:
    """
    Return *numbers* as the parameter of `numbered_in`.
    """
    return list(numbers) if dialect == "postgresql" else to_json(list(numbers))


def keyed(query: Select[Any], column: ColumnElement[str], values: Collection[str], dialect: str) -> Select[Any]:
    """
    Leave only the rows of *query* whose *column*, which is indexed, is one of many thousand *values*.
    """
    if dialect == "postgresql":
        return query.where(among(column, values, dialect))
    # A join asks the index for each value; IN would sort the values first, which takes longer than that.
    listed = func.json_each(to_json(all_storable(values))).table_valued("value")
    return query.join(listed, column == listed.c.value)
