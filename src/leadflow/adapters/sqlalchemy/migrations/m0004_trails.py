"""
What became of messages moves from the timelines of leads to trails of their own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, bindparam, select, tuple_, update

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_CHUNK: Final = 1_000
_ADDED: Final = {
    "leadflow_leads": ("assignment INTEGER NOT NULL DEFAULT 0", "mail_seq INTEGER NOT NULL DEFAULT 0"),
    "leadflow_outbox": ("told INTEGER NOT NULL DEFAULT 0", "trail TEXT NOT NULL DEFAULT ''"),
}
_TOLD: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "message_sent": ("sent", ()),
    "message_failed": ("failed", ("reason",)),
    "message_cancelled": ("cancelled", ("reason",)),
    "message_requeued": ("requeued", ()),
    "delivery_reported": ("reported", ("kind", "at", "code")),
}
"""
The facts about messages: what each is called on a trail, and what it says of its message that the message does not.
"""

_metadata = MetaData()


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(f"leadflow_{name}", _metadata, Column("supplier_id", String), *columns)


_leads = _table("leads", Column("id", String), Column("assignment", Integer), Column("body", Text))
_events = _table("events", Column("lead_id", String), Column("seq", Integer), Column("body", Text))
_outbox = _table("outbox", Column("key", String), Column("told", Integer), Column("trail", Text))

_LEAD: Final = (
    update(_leads)
    .where(_leads.c.supplier_id == bindparam("of"), _leads.c.id == bindparam("which"))
    .values({name: bindparam(name) for name in ("assignment", "body")})
)
_POST: Final = (
    update(_outbox)
    .where(_outbox.c.supplier_id == bindparam("of"), _outbox.c.key == bindparam("which"))
    .values({name: bindparam(name) for name in ("told", "trail")})
)


def _lift(connection: Connection) -> None:
    """
    Add the columns, and go through all leads in pieces.

    What stood on timelines stays there, since links in mail that was sent and messages name events by their numbers; it
    reads as a fact that says only of which message it was (`leadflow.core.facts.Mailed`).
    """
    for table, columns in _ADDED.items():
        for column in columns:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for leads in _pieces(connection):
        _lift_piece(connection, leads)


def _pieces(connection: Connection) -> Iterator[Sequence[Any]]:
    of, lead_id = _leads.c.supplier_id, _leads.c.id
    query = select(of, lead_id, _leads.c.body).order_by(of, lead_id).limit(_CHUNK)
    rows = connection.execute(query).all()
    while rows:
        yield rows
        rows = connection.execute(query.where(tuple_(of, lead_id) > (rows[-1].supplier_id, rows[-1].id))).all()


def _lift_piece(connection: Connection, leads: Sequence[Any]) -> None:
    of, lead_id = _events.c.supplier_id, _events.c.lead_id
    first, last = ((row.supplier_id, row.id) for row in (leads[0], leads[-1]))
    query = select(of, lead_id, _events.c.body).where(tuple_(of, lead_id) >= first, tuple_(of, lead_id) <= last)
    rows = connection.execute(query.order_by(of, lead_id, _events.c.seq))
    timelines = {
        key: [json.loads(row.body) for row in some] for key, some in groupby(rows, attrgetter("supplier_id", "lead_id"))
    }
    changed = [_lead(row, timelines.get((row.supplier_id, row.id), [])) for row in leads]
    mails = [(key[0], event) for key, events in timelines.items() for event in events if event["fact"]["fact"] in _TOLD]
    for statement, values in ((_LEAD, changed), (_POST, _trails(mails))):
        if values:
            connection.execute(statement, values)


def _lead(row: Any, events: list[dict[str, Any]]) -> dict[str, Any]:
    """
    Say by which event a lead came to where it is, and by which it was answered there.
    """
    assignment = decision = 0
    for event in events:
        fact = event["fact"]
        if fact["fact"] in ("accepted", "rejected"):
            decision = event["seq"]
        elif fact["fact"] in ("assigned", "reassigned") or (fact["fact"] == "routed" and fact.get("notice")):
            assignment = event["seq"]
            decision = decision if fact["fact"] == "reassigned" else 0
    body = {**json.loads(row.body), "assignment": assignment, "decision": decision}
    return {"of": row.supplier_id, "which": row.id, "assignment": assignment, "body": _written(body)}


def _trails(mails: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """
    Make the trails of messages of what was told of them on timelines, in the same order.
    """
    trails = defaultdict[tuple[str, str], list[str]](list)
    for of, event in mails:
        fact = event["fact"]
        trail = trails[of, fact["key"]]
        name, members = _TOLD[fact["fact"]]
        said = {member: fact[member] for member in members if member in fact}
        actor = {"channel": "system", **event["actor"]}
        told = {"v": 1, "key": fact["key"], "seq": len(trail) + 1, "at": event["at"], "actor": actor}
        trail.append(_written({**told, "fact": {"fact": name, **said}}) + "\n")
    return [{"of": of, "which": key, "told": len(one), "trail": "".join(one)} for (of, key), one in trails.items()]


def _written(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


MIGRATION: Final = Migration(number=4, name="trails", effect=Effect.BREAKING, lift=_lift)
