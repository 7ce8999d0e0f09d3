"""
Adds how far the registration of a lead has come, and since when the supplier sees it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {"postgresql": 'VARCHAR COLLATE "C"', "sqlite": "VARCHAR"}


def _lift(connection: Connection) -> None:
    there = {one["name"] for one in inspect(connection).get_columns("leadflow_leads")}
    word = _WORDS[connection.dialect.name]
    for name, kind in (("registration", word), ("registration_id", word), ("registered", "INTEGER")):
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE leadflow_leads ADD COLUMN {name} {kind}")
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_leadflow_leads_registered ON leadflow_leads (supplier, num, registered)"
        " WHERE registered IS NOT NULL"
    )


# A build that does not know them leaves the columns as they are.
MIGRATION: Final = Migration(number=18, name="registrations", effect=Effect.ADDITIVE, lift=_lift)
