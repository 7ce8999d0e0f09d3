"""
The schema by which keys were made is known for each supplier; until now only the version of the fold was, for all.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Connection, MetaData, String, Table, Text

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_metadata: Final = MetaData(naming_convention={"pk": "pk_%(table_name)s"})
_WORD: Final = String().with_variant(String(collation="C"), "postgresql")
_schemas: Final = Table(
    "leadflow_schemas",
    _metadata,
    Column("supplier_id", _WORD, primary_key=True),
    Column("body", Text, nullable=False),
)


def _lift(connection: Connection) -> None:
    _metadata.create_all(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS leadflow_settings")


MIGRATION: Final = Migration(number=7, name="schemas", effect=Effect.BREAKING, lift=_lift)
