"""
Notes all leads to be filled in again, since names of companies are compared in another way.
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


MIGRATION: Final = Migration(number=20, name="match_keys_anew", effect=Effect.ADDITIVE, lift=_lift)
"""
Until a lead is filled in, it is found by what it says.
"""
