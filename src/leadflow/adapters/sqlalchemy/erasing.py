"""
Erases personal data of events by deleting their separate rows; the events do not change.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.event_rows import KINDS, details_of, with_details
from leadflow.adapters.sqlalchemy.many_values import among, numbered
from leadflow.adapters.sqlalchemy.message_rows import key_bytes
from leadflow.adapters.sqlalchemy.packed_facts import pack_received, unpack_received
from leadflow.core.facts import Received, Routed
from leadflow.core.notifications import Message, PostEvent, forgotten, forgotten_event
from leadflow.core.timeline import erased_fact
from leadflow.wire.json import from_json, to_json
from leadflow.wire.pieces import PieceWire

__all__ = ["erase_details", "forget_messages"]

_posted = tables.outbox.c
_lead, _event, _detail, _file = tables.leads.c, tables.events.c, tables.details.c, tables.attachments.c
_RECEIVED, _ROUTED = KINDS[Received], KINDS[Routed]


def erase_details(connection: Connection, supplier: int, wire: PieceWire, lead_ids: Collection[str]) -> None:
    """
    Erase the details of the events of those of the supplier's leads, the names of their files, and what other systems
    call them, in a transaction.
    """
    if not lead_ids:
        return
    dialect = connection.dialect.name
    # Locked in one order, so that two that erase the same leads wait for each other.
    query = select(_lead.num).where(_lead.supplier == supplier, among(_lead.id, lead_ids, dialect))
    nums = connection.execute(query.order_by(_lead.id).with_for_update()).scalars().all()
    if not nums:
        return
    connection.execute(delete(tables.details).where(numbered(_detail.lead, nums, dialect)))
    files = update(tables.attachments).where(numbered(_file.lead, nums, dialect))
    connection.execute(files.values(name="", original_name=""))
    ids = update(tables.external_ids).where(numbered(tables.external_ids.c.lead, nums, dialect))
    connection.execute(ids.values(id=""))
    _erase_bodies(connection, wire, nums)


def _erase_bodies(connection: Connection, wire: PieceWire, nums: Collection[int]) -> None:
    """
    Erase what is personal in the facts themselves, and what a newer build wrote: of its own facts all but the names, of
    others the members that are not known.
    """
    mine = numbered(_event.lead, nums, connection.dialect.name)
    connection.execute(update(tables.events).where(mine, _event.unknown.is_not(None)).values(unknown=None))
    rows = connection.execute(
        select(_event.lead, _event.seq, _event.kind, _event.body).where(mine, _event.kind != _ROUTED)
    )
    for lead, seq, kind, body in rows.all():
        after = _erased_body(wire, lead, seq, kind, body)
        if after != body:
            this = update(tables.events).where(_event.lead == lead, _event.seq == seq)
            connection.execute(this.values(body=after))


def _erased_body(wire: PieceWire, lead: int, seq: int, kind: int, body: str) -> str:
    if kind == _RECEIVED:
        received = erased_fact(unpack_received(body, None))
        # What a newer build packed cannot be taken apart.
        return pack_received(received) if isinstance(received, Received) else body
    fact, rest = wire.load_fact(with_details(from_json(body), kind, ()))
    after = erased_fact(fact)
    if after == fact and not rest:
        return body
    said = wire.dump_fact(after)
    details_of(lead, seq, KINDS.get(type(after), 0), said)
    return to_json(said)


def forget_messages(connection: Connection, supplier: int, wire: PieceWire, keys: Collection[str]) -> None:
    """
    Take what those of the supplier's messages say of persons out of them and their trails, in a transaction.
    """
    for key in sorted(keys):
        mine = (_posted.supplier == supplier, _posted.key == key_bytes(key))
        row = connection.execute(select(_posted.body, _posted.trail).where(*mine).with_for_update()).first()
        if row is not None:
            body = None if row.body is None else wire.dumps(forgotten(wire.loads(Message, row.body)))
            lines = (forgotten_event(wire.loads(PostEvent, line)) for line in row.trail.split("\n") if line)
            trail = "".join(f"{wire.dumps(one)}\n" for one in lines)
            connection.execute(update(tables.outbox).where(*mine).values(body=body, trail=trail))
