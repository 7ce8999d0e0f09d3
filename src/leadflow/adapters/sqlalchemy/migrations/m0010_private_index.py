"""
Adds an index of the leads that partners keep to themselves.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_leadflow_leads_private ON leadflow_leads (supplier, num) WHERE kind = 'private'"
    )


MIGRATION: Final = Migration(number=10, name="private_index", effect=Effect.ADDITIVE, lift=_lift)
"""
Lists of events leave these leads out, see `leadflow.adapters.sqlalchemy.event_lister`.
"""
