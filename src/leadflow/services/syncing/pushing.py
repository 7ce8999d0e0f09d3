"""
Pushes what is due to another system: each lead and its opportunities, with one outcome for each record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never

from attrs import define, evolve, field, frozen

from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    Errand,
    ErrandState,
    IdentityChange,
    IdentityChanged,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    QuotaUsedUp,
    RecordGone,
    RemoteKind,
    SystemBlocked,
    TryLater,
    errand_key,
)
from leadflow.core.observations import ErrandDied
from leadflow.core.stored import due_of
from leadflow.core.syncing import (
    ApplyOutcome,
)
from leadflow.ports import DueRecords, PushesUpdates, UnitOfWork
from leadflow.services.operations.planned import planned
from leadflow.services.syncing.pulled_identities import PulledIdentities
from leadflow.services.syncing.push_jobs import PushJob, PushJobs
from leadflow.services.syncing.push_notes import PushNotes
from leadflow.services.syncing.turns import SyncTurn, TurnLost

__all__ = ["Push", "PushOutcome", "PushReport"]


class PushOutcome(StrEnum):
    """
    What became of an errand.

    Attributes:
        SENT: Something was written there.
        NOTHING: The system had all of it already.
        REFUSED: The system refused it, so it is a dead letter.
        LATER: It is tried again later.
        GONE: The record was deleted there.
        MOVED: The record is another one there by now, and is written next.
    """

    SENT = "sent"
    NOTHING = "nothing"
    REFUSED = "refused"
    LATER = "later"
    GONE = "gone"
    MOVED = "moved"


@frozen(kw_only=True)
class PushReport:
    """
    What a push has done.

    Attributes:
        counts: How many errands had each outcome; outcomes that did not occur are left out.
        finished: True if nothing more is due.
        busy: True if another process exchanges with the system now; nothing was done.
        delayed_until: When the system may be asked again, in UTC; None for now.
    """

    counts: Mapping[PushOutcome, int]
    finished: bool = False
    busy: bool = False
    delayed_until: datetime | None = None


_BATCH: Final = 100
_FEW: Final = 500
_MANY: Final = 32_000


class _Delayed(Exception):
    """
    The system may not be asked now.
    """


@define
class Push:
    """
    One push, during one turn.
    """

    turn: SyncTurn
    connector: PushesUpdates
    timeout: float
    counts: Counter[PushOutcome] = field(factory=Counter, init=False)

    def run(self, most: int) -> PushReport:
        """
        Bring up to *most* errands to the system, the earliest first.
        """
        left, done = most, set[str]()
        size = max(1, int(getattr(self.connector, "batch", _BATCH)))
        try:
            while left > 0:
                batch = [one for one in self._due(min(size, left) + len(done)) if one not in done][: min(size, left)]
                if not batch:
                    return self._report(finished=True)
                self._bring(batch)
                done.update(batch)
                left -= len(batch)
        except _Delayed:
            return evolve(self._report(), delayed_until=self.turn.waits_until())
        except TurnLost:
            return evolve(self._report(), busy=True)
        return self._report()

    def _report(self, *, finished: bool = False) -> PushReport:
        return PushReport(counts=dict(self.counts), finished=finished)

    def _due(self, most: int) -> list[str]:
        """
        Return the leads of the errands that are due, the earliest first; those of other systems are passed over.
        """
        name, now = self.turn.connection.name, self.turn.setting.clock()
        with self.turn.setting.unit() as unit:
            if not isinstance(unit.records, DueRecords):
                dues = ((one.lead_id, one.connection, due_of(one)) for one in unit.records.all(Errand))
                found = sorted((due[0], lead) for lead, whose, due in dues if due and whose == name and due[0] <= now)
                return [lead for _, lead in found[:most]]
            looked = _FEW
            while True:
                records = unit.records.due(Errand, now, looked)
                ours = [one.key.partition(" ")[2] for one in records if one.told == name]
                if len(ours) >= most or len(records) < looked or looked >= _MANY:
                    return ours[:most]
                looked *= 2

    def _bring(self, lead_ids: Sequence[str]) -> None:
        """
        Write the leads, then the opportunities of those that are there.
        """
        jobs = list(PushJobs(self.turn).leads(lead_ids))
        there = list[PushJob]()
        for job, result in self._written(jobs):
            if self._settled(job, result):
                there.append(job)
        if not self.turn.connection.opportunities:
            for job in there:
                self._brought(job)
            return
        whole = {job.lead_id: True for job in there}
        follows = [one for job in there for one in PushJobs(self.turn).opportunities(job)]
        for job, result in self._written(follows):
            whole[job.lead_id] = self._settled(job, result) and whole[job.lead_id]
        for job in there:
            if whole[job.lead_id]:
                self._brought(job)

    def _written(self, jobs: Sequence[PushJob]) -> Iterator[tuple[PushJob, PushResult | None]]:
        """
        Push what is to be written, and give the outcome of each; None where nothing was to be written.

        Nothing is asked of the system if nothing is to be written.
        """
        updates = [evolve(job.sending.update, revision=job.seq) for job in jobs if job.sending.update is not None]
        results: Iterator[PushResult] = iter(())
        if updates:
            if self.turn.calling() is None:
                raise _Delayed
            PushNotes(self.turn).announced(jobs)
            before = getattr(self.connector, "calls", 0)
            try:
                given = tuple(self.connector.push(updates, self.timeout))
            except Exception as error:
                given = tuple(PushUnclear(type(error).__name__) for _ in updates)
            self.turn.counts(getattr(self.connector, "calls", 1) - before - 1)
            results = iter([*given[: len(updates)], *(PushUnclear("no_result") for _ in updates[len(given) :])])
        delayed = None
        for job in jobs:
            result = next(results) if job.sending.update is not None else None
            if isinstance(result, QuotaUsedUp | SystemBlocked):
                # It stays due: this is not an attempt.
                delayed = delayed or result
                PushNotes(self.turn).restored(job)
                continue
            yield job, result
        if delayed is not None:
            self.turn.delays(delayed)
            raise _Delayed

    def _settled(self, job: PushJob, result: PushResult | None) -> bool:
        match result:
            case None:
                PushNotes(self.turn).agreed(job)
                return True
            case Pushed():
                if not PushNotes(self.turn).pushed(job, result):
                    self.counts[PushOutcome.REFUSED] += 1
                    return self._fails(job, lambda errand: errand.refused(("lead_linked_already",)))
                self.counts[PushOutcome.SENT] += 1
                return True
            case RecordGone():
                self.counts[PushOutcome.GONE] += 1
                PulledIdentities(self.turn).gone(result)
                return job.link.kind is RemoteKind.OPPORTUNITY or self._brought(job)
            case IdentityChanged():
                self.counts[PushOutcome.MOVED] += 1
                return self._moved(job, result)
            case PushRefused(problems=problems):
                self.counts[PushOutcome.REFUSED] += 1
                PushNotes(self.turn).restored(job)
                codes = tuple(dict.fromkeys(f"{one.code} {one.path}".strip() for one in problems)) or ("refused",)
                return self._fails(job, lambda errand: errand.refused(codes))
            case TryLater(code=code, after=after):
                self.counts[PushOutcome.LATER] += 1
                PushNotes(self.turn).restored(job)
                return self._fails(job, lambda errand: errand.tried(self.turn.setting.clock(), (code,), after))
            case PushUnclear(code=code):
                self.counts[PushOutcome.LATER] += 1
                return self._fails(job, lambda errand: errand.tried(self.turn.setting.clock(), (code,)))
            case QuotaUsedUp() | SystemBlocked():
                raise AssertionError("a delay of the whole system is no outcome of a record")
            case _:
                assert_never(result)

    def _brought(self, job: PushJob) -> bool:
        """
        Finish an errand up to what was read of its lead; what happened since is due at once.
        """
        if job.sending.update is None:
            self.counts[PushOutcome.NOTHING] += 1
        self._fails(job, lambda errand: errand.brought(job.seq or errand.wanted, self.turn.setting.clock()))
        return False

    def _moved(self, job: PushJob, result: IdentityChanged) -> bool:
        """
        Follow the record, which is written again under its new id.
        """
        done, now = PulledIdentities(self.turn).moved(result), self.turn.setting.clock()
        if result.change is IdentityChange.CONVERTED:
            return True
        if done.outcome is not ApplyOutcome.MOVED:
            return self._fails(job, lambda errand: errand.tried(now, ("identity_changed",)))
        return self._fails(job, lambda errand: evolve(errand, due_at=now))

    def _fails(self, job: PushJob, change: Callable[[Errand], Errand]) -> bool:
        def plan(unit: UnitOfWork) -> tuple[Errand | None, Changes | None]:
            errand = unit.records.one(Errand, errand_key(self.turn.connection.name, job.lead_id))
            if errand is None:
                return None, None
            changed = change(errand)
            puts = (Put(changed, before=errand), self.turn.fence(unit))
            return changed, Changes(puts=puts) if changed != errand else None

        changed = planned(self.turn.setting, plan)
        if changed is not None and changed.state is ErrandState.DEAD:
            name, supplier_id = self.turn.connection.name, self.turn.setting.supplier_id
            codes = ", ".join(changed.codes)
            self.turn.setting.report(
                ErrandDied(supplier_id=supplier_id, connection=name, lead_id=job.lead_id, codes=codes)
            )
        return False
