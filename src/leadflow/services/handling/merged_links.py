"""
Links a lead to the records in other systems that a lead had which is merged into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from leadflow.core.connectors import Connection, LinkedRecord, LinkState, RemoteKind, SyncLink, link_key, ref_key
from leadflow.core.stored import Put
from leadflow.ports import UnitOfWork

__all__ = ["merged_links"]

_LOST: Final = (LinkState.GONE, LinkState.SUPERSEDED)


def merged_links(unit: UnitOfWork, connections: Iterable[Connection], lead_id: str, other_id: str) -> Iterator[Put]:
    """
    Return what makes the records of the lead *other_id* those of *lead_id*.

    Where both have a record in one system, *lead_id* keeps its own: a pull then says that the two have to be merged
    there. One that was deleted there, or is another lead's by now, gives way to the other lead's.
    """
    for connection in connections:
        mine, theirs = (
            unit.records.one(SyncLink, link_key(connection.name, RemoteKind.LEAD, one)) for one in (lead_id, other_id)
        )
        if theirs is None or theirs.ref is None:
            continue
        known = unit.records.one(LinkedRecord, ref_key(connection.name, theirs.ref))
        named = known or LinkedRecord(connection=connection.name, kind=theirs.kind, remote_id=theirs.ref.id)
        yield Put(evolve(named, id=lead_id), before=known)
        yield Put(evolve(theirs, state=LinkState.SUPERSEDED), before=theirs)
        if mine is None or (mine.state in _LOST and theirs.state not in _LOST):
            yield Put(evolve(theirs, id=lead_id), before=mine)
