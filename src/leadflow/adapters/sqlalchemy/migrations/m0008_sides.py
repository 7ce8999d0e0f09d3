"""
Adds the side and the system of actors to events.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    there = {one["name"] for one in inspect(connection).get_columns("leadflow_events")}
    for name, sort in (("side", "INTEGER"), ("actor_system", "INTEGER"), ("unknown", "TEXT")):
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE leadflow_events ADD COLUMN {name} {sort}")


# A build that does not know it writes events without, and they are read as those of builds before it.
MIGRATION: Final = Migration(number=8, name="sides", effect=Effect.ADDITIVE, lift=_lift)
