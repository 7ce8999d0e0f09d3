"""
Adds what came of the opportunities of a lead.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {"postgresql": 'VARCHAR COLLATE "C"', "sqlite": "VARCHAR"}


def _lift(connection: Connection) -> None:
    if "opportunity" not in {one["name"] for one in inspect(connection).get_columns("leadflow_leads")}:
        connection.exec_driver_sql(
            f"ALTER TABLE leadflow_leads ADD COLUMN opportunity {_WORDS[connection.dialect.name]}"
        )


# A build that does not know it leaves the column as it is.
MIGRATION: Final = Migration(number=16, name="opportunities", effect=Effect.ADDITIVE, lift=_lift)
