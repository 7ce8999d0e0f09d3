"""
Adds when records are due, with an index.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    there = {one["name"] for one in inspect(connection).get_columns("leadflow_records")}
    for name, sort in (("due_at", "BIGINT"), ("due_for", "TEXT")):
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE leadflow_records ADD COLUMN {name} {sort}")
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_leadflow_records_due ON leadflow_records"
        " (supplier_id, kind, due_at, key, due_for) WHERE due_at IS NOT NULL"
    )


# A build that does not know it knows no record that is due either.
MIGRATION: Final = Migration(number=12, name="due_records", effect=Effect.ADDITIVE, lift=_lift)
