"""
Adds the review, the activity and the CRM of a lead to the index by states.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_leadflow_leads_state")
    connection.exec_driver_sql(
        "CREATE INDEX ix_leadflow_leads_state ON leadflow_leads "
        "(supplier, modified_at, active, kind, status, stage, email_status, source, partner_id, review,"
        " partner_activity_at, campaign_activity_at, crm_system, num)"
    )


MIGRATION: Final = Migration(number=27, name="state_index", effect=Effect.ADDITIVE, lift=_lift)
"""
Rebuilt where it is, and read as before by versions that do not know it.
"""
