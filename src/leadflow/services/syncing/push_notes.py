"""
Remembers what is being pushed to another system, and what both sides agree on afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import LinkedRecord, LinkState, Pushed, RemoteKind, being_pushed
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.operations.planned import planned
from leadflow.services.syncing.push_jobs import PushJob, lead_or_none
from leadflow.services.syncing.records import link_of, linked_record, named_there
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["PushNotes"]


@define
class PushNotes:
    """
    Writes the links of what is pushed, during one turn.
    """

    turn: SyncTurn

    def announced(self, jobs: Sequence[PushJob]) -> None:
        """
        Remember what is about to be pushed: regardless of the call and of this process, it may be there then.
        """

        def plan(unit: UnitOfWork) -> tuple[None, Changes]:
            puts = [self.turn.fence(unit)]
            for job in jobs:
                stored = link_of(unit, self.turn.connection, job.link.kind, job.link.id)
                known = (stored or job.link).by_field
                marks = [
                    being_pushed(known.get(one.field), one)
                    for one in job.sending.agreed
                    if one.field in job.sending.sent
                ]
                if marks:
                    puts.append(Put((stored or job.link).agreed(marks), before=stored))
            return None, Changes(puts=tuple(puts))

        planned(self.turn.setting, plan)

    def restored(self, job: PushJob) -> None:
        """
        Forget that something was about to be pushed, because nothing was written.
        """

        def plan(unit: UnitOfWork) -> tuple[None, Changes | None]:
            stored = link_of(unit, self.turn.connection, job.link.kind, job.link.id)
            if stored is None:
                return None, None
            was = job.link.by_field
            back = evolve(
                stored,
                shared=tuple(
                    was.get(one.field, one)
                    for one in stored.shared
                    if one.field in was or one.field not in job.sending.sent
                ),
            )
            return None, Changes(puts=(Put(back, before=stored), self.turn.fence(unit)))

        planned(self.turn.setting, plan)

    def agreed(self, job: PushJob) -> None:
        """
        Remember what both sides agree on where nothing had to be written.
        """

        def plan(unit: UnitOfWork) -> tuple[None, Changes | None]:
            stored = link_of(unit, self.turn.connection, job.link.kind, job.link.id)
            if stored is None or stored != job.link or stored.agreed(job.sending.agreed) == stored:
                return None, None
            put = Put(stored.agreed(job.sending.agreed), before=stored)
            return None, Changes(puts=(put, self.turn.fence(unit)))

        planned(self.turn.setting, plan)

    def pushed(self, job: PushJob, result: Pushed) -> bool:
        """
        Remember what the system has now, and what it calls the record; False if that is another lead's record.
        """
        return planned(self.turn.setting, lambda unit: self._pushed(unit, job, result))

    def _pushed(self, unit: UnitOfWork, job: PushJob, result: Pushed) -> tuple[bool, Changes]:
        connection, ref = self.turn.connection, result.ref
        stored = link_of(unit, connection, job.link.kind, job.link.id)
        known = linked_record(unit, connection, ref)
        link = stored or job.link
        if known is not None and known.id not in (None, link.id):
            # The system has taken it for a record that is another lead here.
            lost = evolve(link, state=LinkState.SUPERSEDED)
            return False, Changes(puts=(Put(lost, before=stored), self.turn.fence(unit)))
        link = evolve(link, remote_id=ref.id).agreed(job.sending.agreed)
        named = known or LinkedRecord(connection=connection.name, kind=ref.kind, remote_id=ref.id)
        named = evolve(named, id=job.link.id, problems=())
        puts = [Put(one, before=was) for one, was in ((link, stored), (named, known)) if one != was]
        leads: tuple[LeadChange, ...] = ()
        if job.link.kind is RemoteKind.LEAD and (stored is None or stored.remote_id != ref.id):
            lead = lead_or_none(unit, job.lead_id)
            change = named_there(LeadChange(lead), ref.id, self.turn) if lead is not None else None
            leads = (change,) if change is not None and change.events else ()
        return True, Changes(leads=leads, puts=(*puts, self.turn.fence(unit)))
