"""
Reads what is known of records of another system.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from leadflow.core.connectors import (
    Connection,
    Errand,
    LinkedRecord,
    RemoteKind,
    RemoteRef,
    SyncLink,
    link_key,
    ref_key,
)
from leadflow.core.facts import ExternalIdsChanged
from leadflow.core.leads import ExternalId, Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange
from leadflow.ports import StatusRecords, UnitOfWork
from leadflow.services.syncing.turns import SyncTurn

__all__ = [
    "count_status",
    "link_of",
    "linked_record",
    "linked_records",
    "named_there",
    "subjects_of",
    "with_status",
]

S = TypeVar("S", Errand, LinkedRecord)

_PAGE: Final = 500


def linked_record(unit: UnitOfWork, connection: Connection, ref: RemoteRef) -> LinkedRecord | None:
    """
    Return what is known of a record of another system; None if nothing is.
    """
    return unit.records.one(LinkedRecord, ref_key(connection.name, ref))


def linked_records(unit: UnitOfWork, connection: Connection) -> Iterator[LinkedRecord]:
    """
    Return all that is known of records of another system, by their keys.
    """
    return _of_connection(unit, LinkedRecord, connection.name)


def count_status(unit: UnitOfWork, cls: type[S], connection: str, status: str) -> int:
    """
    Count the errands or records of a connection with a status.
    """
    if isinstance(unit.records, StatusRecords):
        return unit.records.count_status(cls, status)
    return sum(1 for one in _of_connection(unit, cls, connection) if one.status == status)


def with_status(unit: UnitOfWork, cls: type[S], connection: str, status: str) -> Iterator[S]:
    """
    Return the errands or records of a connection with a status, by their keys.
    """
    if not isinstance(unit.records, StatusRecords):
        yield from (one for one in _of_connection(unit, cls, connection) if one.status == status)
        return
    after = None
    while page := unit.records.with_status(cls, status, after, _PAGE):
        yield from page
        after = page[-1].key


def _of_connection(unit: UnitOfWork, cls: type[S], connection: str) -> Iterator[S]:
    ours = after = f"{connection} "
    while page := unit.records.page(cls, after, _PAGE):
        for one in page:
            if not one.key.startswith(ours):
                return
            yield one
        after = page[-1].key


def link_of(unit: UnitOfWork, connection: Connection, kind: RemoteKind, id: str) -> SyncLink | None:
    """
    Return the link of a lead or an opportunity of ours; None if it has none.
    """
    return unit.records.one(SyncLink, link_key(connection.name, kind, id))


def subjects_of(unit: UnitOfWork, lead: Lead) -> Subjects:
    """
    Return a lead with its partner and its campaign.
    """
    partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id else None
    campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
    return Subjects(lead, partner, campaign)


def named_there(change: LeadChange, remote_id: str, turn: SyncTurn) -> LeadChange:
    """
    Return the change with the id that the lead has in the other system among its external ids.
    """
    name, ids = turn.connection.name, change.after.external_ids
    if ExternalId(name, remote_id) in ids:
        return change
    kept = tuple(one for one in ids if one.system != name)
    fact = ExternalIdsChanged(external_ids=(*kept, ExternalId(name, remote_id)), before=ids)
    return change.then(fact, at=turn.setting.clock(), actor=turn.caller.actor)
