"""
Adds what free text looks at, and notes all leads to be filled in.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.adapters.sqlalchemy.text_tables import make_text_triggers

__all__ = ["MIGRATION"]

_WORDS: Final = {"postgresql": ("BIGINT", ""), "sqlite": ("INTEGER", " WITHOUT ROWID")}


def _lift(connection: Connection) -> None:
    number, rowid = _WORDS[connection.dialect.name]
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS leadflow_texts (num {number} NOT NULL, text TEXT NOT NULL,"
        " CONSTRAINT pk_leadflow_texts PRIMARY KEY (num))"
    )
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS leadflow_text_queue (supplier INTEGER NOT NULL, num {number} NOT NULL,"
        f" CONSTRAINT pk_leadflow_text_queue PRIMARY KEY (supplier, num)){rowid}"
    )
    make_text_triggers(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "INSERT INTO leadflow_text_queue (supplier, num) SELECT supplier, num FROM leadflow_leads"
        )


MIGRATION: Final = Migration(number=15, name="free_text", effect=Effect.ADDITIVE, lift=_lift)
"""
The leads of a large database are filled in by `SqlStore.fill_texts`; until then free text does not find them.
"""
