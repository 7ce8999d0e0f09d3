"""
Erasing what is personal in events: it stands in rows of its own, which are deleted; the events stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import among, numbered
from leadflow.core.timeline import erased_name
from leadflow.wire.json import from_json, to_json

__all__ = ["erase_details"]

_lead, _event, _detail, _file = tables.leads.c, tables.events.c, tables.details.c, tables.attachments.c
_UNKNOWN_KIND = 0


def erase_details(connection: Connection, supplier: int, lead_ids: Collection[str]) -> None:
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
    _erase_unknown(connection, nums)


def _erase_unknown(connection: Connection, nums: Collection[int]) -> None:
    """
    Leave of facts that this build does not know nothing but their names.
    """
    unknown = numbered(_event.lead, nums, connection.dialect.name)
    rows = connection.execute(select(_event.lead, _event.seq, _event.body).where(unknown, _event.kind == _UNKNOWN_KIND))
    for lead, seq, body in rows.all():
        this = update(tables.events).where(_event.lead == lead, _event.seq == seq)
        connection.execute(this.values(body=to_json({"fact": erased_name(from_json(body)["fact"]), "v": 1})))
