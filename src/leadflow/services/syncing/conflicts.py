"""
Settles conflicts with other systems that wait for a person.
"""

from __future__ import annotations

from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    Connection,
    Errand,
    KeptSide,
    RemoteKind,
    SharedField,
    errand_key,
    forced,
)
from leadflow.core.facts import ConflictFound
from leadflow.core.handling import LeadEdit, LeadUpdate, Refusal
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.editing import edit_lead, set_lead_stage
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.syncing.records import link_of

__all__ = ["settle_field"]


def settle_field(
    caller: Caller, connection: Connection, shared: SharedField, lead_id: str, keep: KeptSide
) -> LeadUpdate | Refusal:
    """
    Keep one side of a field of a lead about which a person is asked.

    Raises:
        NotFound: The caller does not see the lead, or nobody has to choose. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    if keep is KeptSide.THEIRS:
        return _taken(caller, connection, shared, lead_id)
    return planned(caller.setting, lambda unit: _kept(unit, caller, connection, shared, lead_id))


def _kept(
    unit: UnitOfWork, caller: Caller, connection: Connection, shared: SharedField, lead_id: str
) -> tuple[LeadUpdate, Changes]:
    """
    Have ours pushed though it has not changed since.
    """
    lead = caller.lead(unit, lead_id)
    link = link_of(unit, connection, RemoteKind.LEAD, lead_id)
    held = link.by_field.get(shared.field) if link is not None else None
    if link is None or held is None or not held.held:
        raise NotFound("conflict", shared.field)
    errand = unit.records.one(Errand, errand_key(connection.name, lead_id))
    known = errand or Errand(connection=connection.name, lead_id=lead_id, wanted=lead.seq)
    puts = (
        Put(link.agreed([forced(held)]), before=link),
        Put(known.wanting(lead.seq, caller.setting.clock()), before=errand),
    )
    return LeadUpdate(change=LeadChange(lead), unchanged=True), Changes(puts=puts)


def _taken(caller: Caller, connection: Connection, shared: SharedField, lead_id: str) -> LeadUpdate | Refusal:
    """
    Write theirs, as the timeline says it.
    """
    with caller.setting.unit() as unit:
        caller.lead(unit, lead_id)
        link = link_of(unit, connection, RemoteKind.LEAD, lead_id)
        held = link.by_field.get(shared.field) if link is not None else None
        events = unit.timeline.of(lead_id)
    found = [
        one.after
        for event in events
        if isinstance(event.fact, ConflictFound) and event.fact.connection == connection.name
        for one in event.fact.changes
        if one.field == shared.field
    ]
    if held is None or not held.held or not found:
        raise NotFound("conflict", shared.field)
    if shared.field == "stage":
        return set_lead_stage(caller, lead_id, found[-1] or "", comment=None, idempotency_key=None)
    return edit_lead(caller, lead_id, LeadEdit(values={shared.field: found[-1]}), idempotency_key=None)
