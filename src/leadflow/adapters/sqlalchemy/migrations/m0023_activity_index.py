"""
Adds an index of when partners acted on leads.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_leadflow_leads_activity"
        " ON leadflow_leads (supplier, partner_activity_at, num, active, kind) WHERE partner_activity_at IS NOT NULL"
    )


MIGRATION: Final = Migration(number=23, name="activity_index", effect=Effect.ADDITIVE, lift=_lift)
