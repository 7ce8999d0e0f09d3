"""
Follows records of another system that were deleted, merged or converted there.
"""

from __future__ import annotations

from typing import assert_never

from attrs import define, evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    GonePolicy,
    IdentityChange,
    IdentityChanged,
    LinkedRecord,
    LinkState,
    RecordGone,
    RemoteKind,
    RemoteRef,
    SyncLink,
    link_key,
)
from leadflow.core.handling import set_stage
from leadflow.core.syncing import Applied, ApplyOutcome
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import deactivate_lead
from leadflow.services.operations.planned import planned
from leadflow.services.syncing.records import linked_record, named_there
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["PulledIdentities"]


@define
class PulledIdentities:
    """
    Follows records that were deleted, merged or converted, during one turn.
    """

    turn: SyncTurn

    def gone(self, change: RecordGone, *, certain: bool = True) -> Applied:
        """
        Remember that a record was deleted; its lead stays, or is deactivated if that is *certain*.

        The loser of a merge takes nothing away: its lead is the record that is left.
        """
        with self.turn.setting.unit() as unit:
            link = self._link_of(unit, change.ref)
        if link is None:
            return Applied(change.ref, ApplyOutcome.IGNORED)
        if link.state in (LinkState.GONE, LinkState.ERASED) or link.remote_id not in (None, change.ref.id):
            return Applied(change.ref, ApplyOutcome.UNCHANGED)
        lead_id = link.id if link.kind is RemoteKind.LEAD else None
        deactivates = (
            certain
            and self.turn.connection.on_gone is GonePolicy.DEACTIVATE
            and self.turn.connection.partner_id is None
        )
        if lead_id is not None and deactivates:
            deactivate_lead(self.turn.caller, lead_id, "deleted_elsewhere", idempotency_key=None)

        def plan(unit: UnitOfWork) -> tuple[Applied, Changes | None]:
            known = self._link_of(unit, change.ref)
            done = Applied(change.ref, ApplyOutcome.GONE, lead_id)
            if known is None:
                return done, None
            put = Put(evolve(known, state=LinkState.GONE, shared=()), before=known)
            return done, Changes(puts=(put, self.turn.fence(unit)))

        return planned(self.turn.setting, plan)

    def moved(self, change: IdentityChanged) -> Applied:
        """
        Remember what a record is called by now.
        """

        def plan(unit: UnitOfWork) -> tuple[Applied, Changes | None]:
            link = self._link_of(unit, change.ref)
            if link is None:
                return Applied(change.ref, ApplyOutcome.IGNORED), None
            match change.change:
                case IdentityChange.MERGED:
                    changes = self._merged(unit, link, change)
                case IdentityChange.CONVERTED:
                    changes = self._converted(unit, link)
                case _:
                    assert_never(change.change)
            lead_id = link.id if link.kind is RemoteKind.LEAD else None
            outcome = ApplyOutcome.UNCHANGED if changes is None else ApplyOutcome.MOVED
            return Applied(change.ref, outcome, lead_id), changes

        return planned(self.turn.setting, plan)

    def _merged(self, unit: UnitOfWork, link: SyncLink, change: IdentityChanged) -> Changes | None:
        """
        Follow a record into the one that it was merged into, unless that is another lead here.
        """
        into = next((one for one in change.into if one.kind is change.ref.kind), None)
        if into is None or link.remote_id == into.id or link.state is LinkState.SUPERSEDED:
            return None
        old, new = (
            linked_record(unit, self.turn.connection, change.ref),
            linked_record(unit, self.turn.connection, into),
        )
        known = old or LinkedRecord(connection=link.connection, kind=link.kind, remote_id=change.ref.id, id=link.id)
        puts = [Put(evolve(known, into=into.id), before=old), self.turn.fence(unit)]
        if new is not None and new.id not in (None, link.id):
            puts.append(Put(evolve(link, state=LinkState.SUPERSEDED), before=link))
            return Changes(puts=tuple(puts))
        named = new or LinkedRecord(connection=link.connection, kind=link.kind, remote_id=into.id)
        puts.append(Put(evolve(named, id=link.id, problems=()), before=new))
        state = LinkState.ERASED if link.state is LinkState.ERASED else LinkState.LINKED
        puts.append(Put(evolve(link, remote_id=into.id, state=state), before=link))
        leads: tuple[LeadChange, ...] = ()
        if link.kind is RemoteKind.LEAD and state is LinkState.LINKED:
            lead = named_there(LeadChange(unit.leads.get(link.id)), into.id, self.turn)
            leads = (lead,) if lead.events else ()
        return Changes(leads=leads, puts=tuple(puts))

    def _converted(self, unit: UnitOfWork, link: SyncLink) -> Changes | None:
        """
        Push a converted lead no more, and bring ours to the stage that the connection names.
        """
        if link.state in (LinkState.CONVERTED, LinkState.ERASED):
            return None
        put = Put(evolve(link, state=LinkState.CONVERTED), before=link)
        stage, setting = self.turn.connection.converted_stage, self.turn.setting
        leads: tuple[LeadChange, ...] = ()
        if stage is not None and link.kind is RemoteKind.LEAD:
            done = set_stage(
                unit.leads.get(link.id),
                stage,
                policy=setting.programme.stages,
                by_partner=self.turn.connection.partner_id is not None,
                now=setting.clock(),
                actor=self.turn.caller.actor,
            )
            leads = (done.change,) if done.ok and done.events else ()
        return Changes(leads=leads, puts=(put, self.turn.fence(unit)))

    def _link_of(self, unit: UnitOfWork, ref: RemoteRef) -> SyncLink | None:
        linked = linked_record(unit, self.turn.connection, ref)
        if linked is None or linked.id is None:
            return None
        return unit.records.one(SyncLink, link_key(self.turn.connection.name, ref.kind, linked.id))
