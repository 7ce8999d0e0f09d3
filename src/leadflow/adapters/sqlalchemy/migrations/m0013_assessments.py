"""
Adds how leads were assessed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    there = {one["name"] for one in inspect(connection).get_columns("leadflow_leads")}
    for name in ("assessment", "assessment_confidence", "assessment_model"):
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE leadflow_leads ADD COLUMN {name} INTEGER")


# A build that does not know it leaves them as they are where it changes a lead.
MIGRATION: Final = Migration(number=13, name="assessments", effect=Effect.ADDITIVE, lift=_lift)
