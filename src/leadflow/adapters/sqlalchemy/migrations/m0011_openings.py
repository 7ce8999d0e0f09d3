"""
Adds who has opened leads.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {
    "postgresql": ("BIGINT", 'VARCHAR COLLATE "C"', ""),
    "sqlite": ("INTEGER", "VARCHAR", " WITHOUT ROWID"),
}


def _lift(connection: Connection) -> None:
    if "opened_at" not in {one["name"] for one in inspect(connection).get_columns("leadflow_leads")}:
        connection.exec_driver_sql("ALTER TABLE leadflow_leads ADD COLUMN opened_at BIGINT")
    number, word, rowid = _WORDS[connection.dialect.name]
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS leadflow_openings (lead {number} NOT NULL, assignment INTEGER NOT NULL,"
        f" person {word} NOT NULL, at BIGINT NOT NULL,"
        f" CONSTRAINT pk_leadflow_openings PRIMARY KEY (lead, assignment, person)){rowid}"
    )


# A build that does not know it leaves the moment as it is where it gives a lead to another person.
MIGRATION: Final = Migration(number=11, name="openings", effect=Effect.ADDITIVE, lift=_lift)
