"""
Erases personal data of events by deleting their separate rows; the events do not change.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, delete, select, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.event_rows import KINDS, details_of, with_details
from leadflow.adapters.sqlalchemy.many_values import among, numbered
from leadflow.core.facts import Received, Routed, UnknownFact
from leadflow.core.timeline import erased_name
from leadflow.wire.json import from_json, to_json
from leadflow.wire.pieces import PieceWire

__all__ = ["erase_details"]

_lead, _event, _detail, _file = tables.leads.c, tables.events.c, tables.details.c, tables.attachments.c
_PACKED: Final = (KINDS[Received], KINDS[Routed])


def erase_details(connection: Connection, supplier: int, wire: PieceWire, lead_ids: Collection[str]) -> None:
    """
    Erase the details of the events of those of the supplier's leads, and the names of their files, in a transaction.
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
    _erase_unknown(connection, wire, nums)


def _erase_unknown(connection: Connection, wire: PieceWire, nums: Collection[int]) -> None:
    """
    Erase what a newer build wrote: of its own facts all but the names, of others the members that are not known.
    """
    mine = numbered(_event.lead, nums, connection.dialect.name)
    connection.execute(update(tables.events).where(mine, _event.unknown.is_not(None)).values(unknown=None))
    rows = connection.execute(
        select(_event.lead, _event.seq, _event.kind, _event.body).where(mine, _event.kind.not_in(_PACKED))
    )
    for lead, seq, kind, body in rows.all():
        said = with_details(from_json(body), kind, ())
        fact, rest = wire.load_fact(said)
        if isinstance(fact, UnknownFact):
            said = {"fact": erased_name(said["fact"]), "v": 1}
        elif rest:
            said = wire.dump_fact(fact)
            details_of(lead, seq, KINDS[type(fact)], said)
        else:
            continue
        this = update(tables.events).where(_event.lead == lead, _event.seq == seq)
        connection.execute(this.values(body=to_json(said)))
