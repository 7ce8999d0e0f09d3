"""
Adds what became of mail, by time, and fills it in from the trails.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, text

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {
    "postgresql": ("BIGINT", 'VARCHAR COLLATE "C"', ""),
    "sqlite": ("INTEGER", "VARCHAR", " WITHOUT ROWID"),
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FACTS: Final = {"sent": 1, "failed": 2}
_BOUNCES: Final = frozenset({"hard_bounce", "soft_bounce"})
_PAGE: Final = 10_000
_TRAILS: Final = text(
    "SELECT o.num, o.supplier, o.lead, o.seq, o.trail, l.partner_id FROM leadflow_outbox o"
    " LEFT JOIN leadflow_leads l ON l.num = o.lead WHERE o.num > :after AND o.trail <> '' ORDER BY o.num LIMIT :most"
)
_ADD: Final = text(
    "INSERT INTO leadflow_mail_events (supplier, at, message, seq, kind, lead, caused, partner)"
    " VALUES (:supplier, :at, :message, :seq, :kind, :lead, :caused, :partner) ON CONFLICT DO NOTHING"
)


def _lift(connection: Connection) -> None:
    number, word, rowid = _WORDS[connection.dialect.name]
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS leadflow_mail_events (supplier INTEGER NOT NULL, at BIGINT NOT NULL,"
        f" message {number} NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, lead {number}, caused INTEGER NOT NULL,"
        f" partner {word}, CONSTRAINT pk_leadflow_mail_events PRIMARY KEY (supplier, at, message, seq)){rowid}"
    )
    after = -1
    while rows := connection.execute(_TRAILS, {"after": after, "most": _PAGE}).all():
        found = [one for row in rows for one in _events(row)]
        if found:
            connection.execute(_ADD, found)
        after = rows[-1].num


def _events(row: Any) -> Iterator[dict[str, Any]]:
    for line in row.trail.split("\n"):
        said = json.loads(line) if line else {}
        fact = said.get("fact", {})
        kind = 3 if fact.get("kind") in _BOUNCES and fact.get("fact") == "reported" else _FACTS.get(fact.get("fact"))
        if kind is not None:
            at = (datetime.fromisoformat(said["at"]) - _EPOCH) // timedelta(microseconds=1)
            yield {
                **{"supplier": row.supplier, "at": at, "message": row.num, "seq": said["seq"], "kind": kind},
                **{"lead": row.lead, "caused": row.seq, "partner": row.partner_id},
            }


# A build that does not know it leaves the table as it is: what it sends is on trails alone.
MIGRATION: Final = Migration(number=22, name="mail_events", effect=Effect.ADDITIVE, lift=_lift)
