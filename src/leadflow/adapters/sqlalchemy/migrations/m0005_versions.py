"""
Adds versions of records, and numbers of turns.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {"postgresql": 'VARCHAR COLLATE "C"', "sqlite": "VARCHAR"}


def _lift(connection: Connection) -> None:
    if inspect(connection).has_table("leadflow_versions"):
        return
    word = _WORDS[connection.dialect.name]
    connection.exec_driver_sql(
        f"CREATE TABLE leadflow_versions (supplier_id {word} NOT NULL, version {word} NOT NULL,"
        " CONSTRAINT pk_leadflow_versions PRIMARY KEY (supplier_id))"
    )
    connection.exec_driver_sql("INSERT INTO leadflow_versions SELECT DISTINCT supplier_id, '' FROM leadflow_records")
    connection.exec_driver_sql("CREATE INDEX ix_leadflow_turns_last ON leadflow_turns (supplier_id, module, last)")


# A build that does not know it would put partners without another version, and others would continue with those they had.
MIGRATION: Final = Migration(number=5, name="versions", effect=Effect.BREAKING, lift=_lift)
