"""
Adds the keys by which leads of one person or company are found, and notes all leads to be filled in.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.adapters.sqlalchemy.text_tables import make_text_triggers

__all__ = ["MIGRATION"]

_NUMBERS: Final = {"postgresql": ("BIGINT", ""), "sqlite": ("INTEGER", " WITHOUT ROWID")}


def _lift(connection: Connection) -> None:
    number, rowid = _NUMBERS[connection.dialect.name]
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS leadflow_match_keys (supplier INTEGER NOT NULL, key BIGINT NOT NULL,"
        f" lead {number} NOT NULL, CONSTRAINT pk_leadflow_match_keys PRIMARY KEY (supplier, key, lead)){rowid}"
    )
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_leadflow_match_keys_lead ON leadflow_match_keys (lead)")
    if connection.dialect.name == "sqlite":
        # Elsewhere what it does is replaced.
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS leadflow_lead_said")
    make_text_triggers(connection)
    connection.exec_driver_sql(
        "INSERT INTO leadflow_text_queue (supplier, num) SELECT supplier, num FROM leadflow_leads WHERE true"
        " ON CONFLICT DO NOTHING"
    )


MIGRATION: Final = Migration(number=17, name="match_keys", effect=Effect.ADDITIVE, lift=_lift)
"""
The leads of a large database are filled in by `SqlStore.fill_texts`, or by the first look-up of a conflict.
"""
