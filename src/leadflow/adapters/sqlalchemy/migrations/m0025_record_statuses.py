"""
Adds the statuses of errands and of records of other systems, with an index by which records are counted and listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, text

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_FILL: Final = (
    "UPDATE leadflow_records SET status = :status WHERE supplier_id = :mine AND kind = :kind AND key = :which"
)


def _lift(connection: Connection) -> None:
    rows = list(_told(connection))
    if rows:
        connection.execute(text(_FILL), rows)
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_leadflow_records_by_status"
        " ON leadflow_records (supplier_id, kind, status, key) WHERE status <> ''"
    )


def _told(connection: Connection) -> Iterator[dict[str, Any]]:
    query = "SELECT supplier_id, kind, key, body FROM leadflow_records WHERE kind IN ('errand', 'linked_record')"
    for supplier_id, kind, key, body in connection.exec_driver_sql(query):
        try:
            said = json.loads(body)
        except ValueError:
            continue  # it is damaged, and whoever reads it is told
        status = _status(kind, said) if isinstance(said, dict) else ""
        if status:
            yield {"mine": supplier_id, "kind": kind, "which": key, "status": f"{said.get('connection')} {status}"}


def _status(kind: str, said: dict[str, Any]) -> str:
    if kind == "linked_record":
        return "refused" if said.get("problems") else ""
    if said.get("state") == "dead":
        return "dead"
    return "waiting" if said.get("state") == "waiting" and said.get("due_at") else ""


MIGRATION: Final = Migration(number=25, name="record_statuses", effect=Effect.ADDITIVE, lift=_lift)
"""
What an earlier build writes meanwhile is not counted until it is written again.
"""
