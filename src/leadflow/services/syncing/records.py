"""
Reads what is known of records of another system.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from leadflow.core.connectors import Connection, LinkedRecord, RemoteKind, RemoteRef, SyncLink, link_key, ref_key
from leadflow.core.facts import ExternalIdsChanged
from leadflow.core.leads import ExternalId, Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["link_of", "linked_record", "linked_records", "named_there", "subjects_of"]


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
    ours = after = f"{connection.name} "
    while page := unit.records.page(LinkedRecord, after, _PAGE):
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
