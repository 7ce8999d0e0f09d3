"""
Splits each partner into three records, by who changes them.
"""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from leadflow.adapters.sqlalchemy.migrations import m0003_records_by_key
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.wire.lifts import parted_partner

__all__ = ["MIGRATION"]

_records = m0003_records_by_key.metadata.tables["leadflow_records"]


def _lift(connection: Connection) -> None:
    columns = _records.c
    rows = connection.execute(
        select(columns.supplier_id, columns.key, columns.body).where(columns.kind == "partner")
    ).all()
    if not rows:
        return
    parted: list[dict[str, Any]] = []
    made: list[dict[str, Any]] = []
    for supplier_id, key, body in rows:
        document = json.loads(body)
        document.pop("v", None)
        partner, settings, people = parted_partner(document)
        parted.append({"of": supplier_id, "named": key, "said": _json({"v": 2, **partner})})
        for kind, record in (("partner_settings", settings), ("partner_people", people)):
            if len(record) > 1:
                body = _json({"v": 1, **record})
                made.append({"supplier_id": supplier_id, "kind": kind, "key": key, "body": body})
    mine = (columns.supplier_id == bindparam("of"), columns.kind == "partner", columns.key == bindparam("named"))
    connection.execute(update(_records).where(*mine).values(body=bindparam("said")), parted)
    if made:
        connection.execute(insert(_records), made)


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


MIGRATION: Final = Migration(number=6, name="parted_partners", effect=Effect.BREAKING, lift=_lift)
