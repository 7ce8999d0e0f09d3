"""
Kinds of columns that several tables have.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.types import UserDefinedType

__all__ = ["NUMBER", "WORD", "JsonText", "keys_column", "metadata", "supplier_column", "where"]

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})

# Words are compared character by character, in any locale of a PostgreSQL database.
WORD = String().with_variant(String(collation="C"), "postgresql")


class JsonText(UserDefinedType[str]):
    """
    JSON that is written as a text and asked as JSONB.
    """

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "JSONB"


# A whole number that SQLite takes for its own number of the row, if it is the key.
NUMBER = BigInteger().with_variant(Integer, "sqlite")


def where(condition: str) -> dict[str, Any]:
    """
    Return what makes an index one of some rows only.
    """
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def supplier_column() -> Column[str]:
    """
    The supplier, where a table keeps its id and not its number.
    """
    return Column("supplier_id", WORD, nullable=False)


def keys_column(*, nullable: bool = False) -> Column[str]:
    """
    What criteria ask: the comparison form of everything that the record says, as `leadflow.wire.keys` writes it.
    """
    return Column("keys", Text().with_variant(JsonText(), "postgresql"), nullable=nullable)
