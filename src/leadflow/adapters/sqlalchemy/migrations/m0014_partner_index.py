"""
Adds the kind of a lead to the index by partner.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_leadflow_leads_partner")
    connection.exec_driver_sql(
        "CREATE INDEX ix_leadflow_leads_partner ON leadflow_leads "
        "(supplier, partner_id, active, modified_at, num, kind)"
    )


MIGRATION: Final = Migration(number=14, name="partner_index", effect=Effect.ADDITIVE, lift=_lift)
"""
Rebuilt where it is, and read as before by versions that do not know it.
"""
