"""
Notes all leads to be filled in again, since more endings of domains are nobody's own.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]


def _lift(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO leadflow_text_queue (supplier, num) SELECT supplier, num FROM leadflow_leads WHERE true"
        " ON CONFLICT DO NOTHING"
    )


MIGRATION: Final = Migration(number=24, name="match_keys_by_ending", effect=Effect.ADDITIVE, lift=_lift)
"""
Until a lead is filled in, it is found by what it says.
"""
