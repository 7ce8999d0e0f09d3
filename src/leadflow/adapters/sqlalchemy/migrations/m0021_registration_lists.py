"""
Adds the status and the partner of registrations, with indexes by which they are listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, inspect, text

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {"postgresql": 'VARCHAR COLLATE "C"', "sqlite": "VARCHAR"}
_LISTED: Final = {
    "ix_leadflow_records_status": "supplier_id, status, key",
    "ix_leadflow_records_partner": "supplier_id, partner_id, status, key",
}


_FILL: Final = (
    "UPDATE leadflow_records SET status = :status, partner_id = :partner"
    " WHERE supplier_id = :mine AND kind = 'registration' AND key = :which"
)


def _lift(connection: Connection) -> None:
    word = _WORDS[connection.dialect.name]
    there = {one["name"] for one in inspect(connection).get_columns("leadflow_records")}
    for name, kind in (("status", f"{word} DEFAULT '' NOT NULL"), ("partner_id", word)):
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE leadflow_records ADD COLUMN {name} {kind}")
    rows = list(_told(connection))
    if rows:
        connection.execute(text(_FILL), rows)
    for name, columns in _LISTED.items():
        connection.exec_driver_sql(
            f"CREATE INDEX IF NOT EXISTS {name} ON leadflow_records ({columns}) WHERE kind = 'registration'"
        )


def _told(connection: Connection) -> Iterator[dict[str, Any]]:
    query = "SELECT supplier_id, key, body FROM leadflow_records WHERE kind = 'registration'"
    for supplier_id, key, body in connection.exec_driver_sql(query).all():
        try:
            said = json.loads(body)
        except ValueError:
            continue  # it is damaged, and whoever reads it is told
        if isinstance(said, dict) and isinstance(said.get("status"), str):
            yield {"mine": supplier_id, "which": key, "status": said["status"], "partner": said.get("partner_id")}


MIGRATION: Final = Migration(number=21, name="registration_lists", effect=Effect.ADDITIVE, lift=_lift)
"""
What an earlier build writes meanwhile has no status: it is looked at on each page, until it is written again.
"""
