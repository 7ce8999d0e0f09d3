"""
Stores that break one promise each, under the kit. `test_kit` runs this file on its own and says which test must fail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from threading import Barrier, BrokenBarrierError, Lock
from typing import Any, ClassVar, Literal

import pytest
from attrs import asdict, evolve, frozen

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.memory_leads import MemoryLeads
from leadflow.adapters.memory_readers import MemoryRecords, MemoryTimeline, MemoryTrails, R
from leadflow.adapters.memory_records import KeptRecords
from leadflow.adapters.memory_unit import MemoryUnit
from leadflow.core.access import ProgramParty, Scope, scope_of
from leadflow.core.changes import Changes
from leadflow.core.connectors import Errand
from leadflow.core.criteria import EvaluationTime
from leadflow.core.deadlines import Deadline
from leadflow.core.expectations import KeysAbsent
from leadflow.core.facts import Received, Rejected
from leadflow.core.idempotency import CompletedCalls
from leadflow.core.leads import Lead
from leadflow.core.loads import Loads
from leadflow.core.notifications import MailEventQuery, MailTotals, MessageKind, MessageTrail, PostChange, Settled
from leadflow.core.openings import LeadOpening
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.partners import Partner
from leadflow.core.routing import Rotation, RoutingModule
from leadflow.core.schema import Schema
from leadflow.core.stages import CLOSING_STAGES
from leadflow.core.stored import DueRecord, Record, due_of, status_of
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import EventPage, EventQuery, LeadEvent, ListedEvent, erased
from leadflow.core.views import (
    Count,
    LeadPage,
    LeadQuery,
    Position,
    SortKey,
    read_cursor,
    sample_key,
    sort_key,
    write_cursor,
)
from leadflow.errors import ConfigurationError, Conflict, InvalidInput, LeadflowError, PortError, StaleLead
from leadflow.ports import Claim, LoadReader, OpenUnit, Outbox, RotationReader, UnitOfWork
from leadflow.testing import (
    SUPPLIER,
    DueRecordsContract,
    EventListerContract,
    ExportPostsContract,
    LeadListerContract,
    LockingUnitContract,
    MailCounterContract,
    OpportunityListerContract,
    OutboxContract,
    PostsContract,
    ScopesContract,
    StatusRecordsContract,
    UnitOfWorkContract,
    a_partner,
)


class Sabotaged(MemoryStore):
    """
    The honest store, with a unit that can be exchanged.
    """

    unit: ClassVar[type[MemoryUnit]] = MemoryUnit

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit of the exchanged sort.
        """
        yield self.unit(supplier_id, self._read_by(supplier_id, schema))


class Kit(UnitOfWorkContract, OutboxContract, PostsContract):
    """
    The kit on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def store(self) -> Sabotaged:
        """
        An empty store.
        """
        return self.sabotaged()

    @pytest.fixture
    def open_unit(self, store: Sabotaged) -> OpenUnit:
        """
        Units of the store.
        """
        return store.open_unit

    @pytest.fixture
    def outbox(self, store: Sabotaged) -> Outbox:
        """
        The store's outbox.
        """
        return store


class TestHonest(
    DueRecordsContract,
    OpportunityListerContract,
    ScopesContract,
    EventListerContract,
    LeadListerContract,
    ExportPostsContract,
    MailCounterContract,
    Kit,
):
    """
    Nothing is broken.
    """


class _Overwriting(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        with suppress(StaleLead):
            super()._check(changes)


class Overwrites(Sabotaged):
    """
    Takes a number that is taken: the last writer wins.
    """

    unit = _Overwriting


class TestOverwrites(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = Overwrites


class _HalfWriting(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        changes.continued(self._supplier_id)
        for change in changes.leads:
            super().commit(Changes(leads=(change,)))
        super().commit(evolve(changes, leads=()))


class WritesHalf(Sabotaged):
    """
    Writes lead by lead, so that a commit that fails in the middle stays half done.
    """

    unit = _HalfWriting


class TestWritesHalf(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = WritesHalf


class _Forgetting(MemoryUnit):
    def _write_lead(self, lead: Lead) -> None:
        super()._write_lead(evolve(lead, unknown=""))


class ForgetsUnknown(Sabotaged):
    """
    Keeps only the members of a lead that it knows.
    """

    unit = _Forgetting


class TestForgetsUnknown(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsUnknown


class _MovedByOpenings(MemoryUnit):
    def _write_opening(self, opening: LeadOpening) -> None:
        super()._write_opening(opening)
        leads = self._records.leads
        leads[opening.lead_id] = evolve(leads[opening.lead_id], modified_at=opening.at)


class TouchesOpenedLeads(Sabotaged):
    """
    Takes an opening for a change of the lead.
    """

    unit = _MovedByOpenings


class TestTouchesOpenedLeads(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TouchesOpenedLeads


class _Repeating(MemoryUnit):
    def _write_opening(self, opening: LeadOpening) -> None:
        self._records.openings.get(opening.lead_id, {}).pop((opening.assignment, opening.person_id), None)
        super()._write_opening(opening)


class KeepsTheLatestOpening(Sabotaged):
    """
    Writes an opening over the first of the same person.
    """

    unit = _Repeating


class TestKeepsTheLatestOpening(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsTheLatestOpening


class _AsRead(MemoryUnit):
    def _write_lead(self, lead: Lead) -> None:
        there = self._records.leads.get(lead.id)
        super()._write_lead(lead if there is None else evolve(lead, opened_at=there.opened_at))


class KeepsOpenedLeadsOpened(Sabotaged):
    """
    Shows the opening of an earlier assignment.
    """

    unit = _AsRead


class TestKeepsOpenedLeadsOpened(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsOpenedLeadsOpened


class _Unopening(MemoryUnit):
    def _write_lead(self, lead: Lead) -> None:
        super()._write_lead(evolve(lead, opened_at=None))


class ForgetsOpenings(Sabotaged):
    """
    Writes leads as they were read, without what openings have shown since.
    """

    unit = _Unopening


class TestForgetsOpenings(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsOpenings


class _MessageDropping(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        super().commit(evolve(changes, messages=changes.messages[:1]))


class DropsMessages(Sabotaged):
    """
    Keeps only the first message of a commit.
    """

    unit = _MessageDropping


class TestDropsMessages(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = DropsMessages


class _TurnRepeating(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        super()._check(evolve(changes, turns=()))


class TakesTurnsTwice(Sabotaged):
    """
    Takes turns whatever the stored count is.
    """

    unit = _TurnRepeating


class TestTakesTurnsTwice(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TakesTurnsTwice


class IgnoresTenants(Sabotaged):
    """
    Shows every supplier the records of all.
    """

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit that writes for one supplier, on the records of all.
        """
        yield MemoryUnit(supplier_id, self._read_by("all", schema))

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out the messages of all.
        """
        return super().claim("all", lease, now, until, most)


class TestIgnoresTenants(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = IgnoresTenants


class KeepsFirstKinds(Sabotaged):
    """
    Goes on reading what a supplier's leads say by the schema that they were written with.
    """

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit with whatever schema.
        """
        yield MemoryUnit(supplier_id, self._of(supplier_id))


class TestKeepsFirstKinds(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsFirstKinds


class KeepsFirstSchema(Sabotaged):
    """
    Reads what leads say by the first schema that anybody opened a unit with.
    """

    def __init__(self) -> None:
        super().__init__()
        self._first: list[Schema] = []

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit that reads by the first schema.
        """
        self._first.append(schema)
        unit = MemoryUnit(supplier_id, self._of(supplier_id))
        unit.leads = _OfSchema(self._of(supplier_id), self._first[0])
        yield unit


@frozen
class _OfSchema(MemoryLeads):
    schema: Schema

    def get(self, lead_id: str, /) -> Lead:
        lead = super().get(lead_id)
        return evolve(lead, values=self.schema.leads.read(lead.values)[0])


class TestKeepsFirstSchema(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsFirstSchema


class _Shuffling(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        super()._write(changes)
        for change in changes.leads:
            self._records.events[change.lead_id].sort(key=lambda event: -event.seq)


class LosesOrder(Sabotaged):
    """
    Keeps the events of a commit in another order.
    """

    unit = _Shuffling


class TestLosesOrder(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LosesOrder


class _VersionForgetting(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        if any(isinstance(put.record, RoutingModule) for put in changes.puts):
            self._records.records[RoutingModule].clear()
        super()._write(changes)


class ForgetsVersions(Sabotaged):
    """
    Keeps only the latest version of a module.
    """

    unit = _VersionForgetting


class TestForgetsVersions(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsVersions


class _KeyIgnoring(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        others = tuple(one for one in changes.expects if not isinstance(one, KeysAbsent))
        super()._check(evolve(changes, expects=others))


class IgnoresAbsentKeys(Sabotaged):
    """
    Does not look whether a key is still absent.
    """

    unit = _KeyIgnoring


class TestIgnoresAbsentKeys(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = IgnoresAbsentKeys


class _Overfilling(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        super()._check(evolve(changes, loads=tuple(evolve(one, most=None) for one in changes.loads)))


class FillsPlacesTwice(Sabotaged):
    """
    Adds to a load whatever the limit is.
    """

    unit = _Overfilling


class TestFillsPlacesTwice(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FillsPlacesTwice


class _LoadSetting(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        for load in changes.loads:
            self._records.loads.by_partner.pop(load.partner_id, None)
        super()._write(changes)


class SetsLoads(Sabotaged):
    """
    Writes by how much a load changes as if it were the load.
    """

    unit = _LoadSetting


class TestSetsLoads(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = SetsLoads


class _StageForgetting(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        super()._write(evolve(changes, recount=changes.recount and frozenset(CLOSING_STAGES)))


class CountsByItsOwnStages(Sabotaged):
    """
    Counts loads anew by the closing stages that programmes have by default.
    """

    unit = _StageForgetting


class TestCountsByItsOwnStages(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsByItsOwnStages


class _RosterIgnoring(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        others = tuple(one for one in changes.expects if isinstance(one, KeysAbsent))
        super()._check(evolve(changes, expects=others))


class DecidesByOldPartners(Sabotaged):
    """
    Writes what was decided by partners that stand otherwise by now.
    """

    unit = _RosterIgnoring


class TestDecidesByOldPartners(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = DecidesByOldPartners


class _VersionKeeping(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        before = self._records.version
        super()._write(changes)
        if before and not any(isinstance(put.record, Partner) for put in changes.puts):
            self._records.version = before


class KeepsTheVersion(Sabotaged):
    """
    Gives the records another version for partners only.
    """

    unit = _VersionKeeping


class TestKeepsTheVersion(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsTheVersion


class _LeadKeeping(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        before = {change.lead_id: self._records.leads[change.lead_id] for change in changes.leads if change.follows}
        super()._write(changes)
        for lead_id, lead in before.items():
            self._records.leads[lead_id] = evolve(lead, seq=self._records.leads[lead_id].seq)


class KeepsLeadsAsTheyWere(Sabotaged):
    """
    Writes what happened to a lead, and not what became of it.
    """

    unit = _LeadKeeping


class TestKeepsLeadsAsTheyWere(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsLeadsAsTheyWere


class _FewTurns:
    def __init__(self, rotations: RotationReader) -> None:
        self._rotations = rotations

    def of(self, module: str, after: int = 0, /) -> Rotation:
        whole = self._rotations.of(module)
        last = {one: turn for one, turn in whole.last.items() if turn > after + 1 or not after}
        return evolve(whole, last=last, due={one: whole.due[one] for one in last})


class _ForgettingTurns(MemoryUnit):
    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        self.rotations = _FewTurns(self.rotations)  # type: ignore[assignment]  # as sabotage does


class ForgetsLateTurns(Sabotaged):
    """
    Tells who had a later turn without the first of them.
    """

    unit = _ForgettingTurns


class TestForgetsLateTurns(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsLateTurns


class _MarkedLoads:
    def __init__(self, loads: LoadReader) -> None:
        self._loads = loads

    def since(self, mark: int, /) -> Loads:
        return Loads(1, {}) if mark else Loads(1, self._loads.since(0).by_partner)


class _ForgettingLoads(MemoryUnit):
    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        self.loads = _MarkedLoads(self.loads)  # type: ignore[assignment]  # as sabotage does


class ForgetsChangedLoads(Sabotaged):
    """
    Tells loads once, and never what changed since.
    """

    unit = _ForgettingLoads


class TestForgetsChangedLoads(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsChangedLoads


class IgnoresLeases(Sabotaged):
    """
    Gives a message to whoever asks, held or not.
    """

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out what is not settled, as if nobody held it.
        """
        claims = super().claim(supplier_id, lease, now, until, most)
        for claim in claims:
            self._of(supplier_id).outbox[claim.message.key].due_at = claim.message.created_at
        return claims


class TestIgnoresLeases(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = IgnoresLeases


class _SettlingAnyway(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        super().commit(evolve(changes, posts=tuple(map(self._held, changes.posts))))

    def _held(self, post: PostChange) -> PostChange:
        posted = self._records.outbox.get(post.key)
        if posted is None or post.settlement is None:
            return post
        return evolve(post, settlement=evolve(post.settlement, lease=posted.lease or ""))


class AcceptsStaleSettlements(Sabotaged):
    """
    Settles a message whoever holds it.
    """

    unit = _SettlingAnyway


class TestAcceptsStaleSettlements(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = AcceptsStaleSettlements


class _RecordOverwriting(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        super()._check(evolve(changes, puts=tuple(put for put in changes.puts if put.before is None)))


class OverwritesRecords(Sabotaged):
    """
    Replaces a record whatever has become of it since it was read.
    """

    unit = _RecordOverwriting


class TestOverwritesRecords(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = OverwritesRecords


class _MessageRepeating(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        for message in changes.messages:
            self._records.outbox.pop(message.key, None)
        super()._write(changes)


class SendsAgain(Sabotaged):
    """
    Takes a message that is there already for a new one.
    """

    unit = _MessageRepeating


class TestSendsAgain(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = SendsAgain


class _RecordDoubling(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        super()._check(evolve(changes, puts=tuple(put for put in changes.puts if put.before is not None)))


class TakesRecordsForNew(Sabotaged):
    """
    Writes a record that has to be new over the one that is there.
    """

    unit = _RecordDoubling


class TestTakesRecordsForNew(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TakesRecordsForNew


class _Choking(MemoryLeads):
    def get(self, lead_id: str, /) -> Lead:
        if "\x00" in lead_id:
            raise PortError("the store failed while reading")
        return super().get(lead_id)


class _ChokingUnit(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.leads = _Choking(records)


class ChokesOnOddIds(Sabotaged):
    """
    Fails for an id that its database does not take as a text.
    """

    unit = _ChokingUnit


class TestChokesOnOddIds(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ChokesOnOddIds


class _KeyForgetting(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        kept = tuple(put for put in changes.puts if not isinstance(put.record, CompletedCalls))
        super().commit(evolve(changes, puts=kept))


class ForgetsKeys(Sabotaged):
    """
    Writes what a call changes, and not under which idempotency key it was made.
    """

    unit = _KeyForgetting


class TestForgetsKeys(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsKeys


class _Upserting(MemoryUnit):
    def _check(self, changes: Changes) -> None:
        stored = self._records.records
        known = tuple(put for put in changes.puts if put.before is None or put.key in stored[type(put.record)])
        super()._check(evolve(changes, puts=known))


class RevivesRecords(Sabotaged):
    """
    Adds a record that somebody read and wants to replace, although there is none any more.
    """

    unit = _Upserting


class TestRevivesRecords(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = RevivesRecords


class _Mixed(MemoryRecords):
    def one(self, cls: type[R], key: str, /) -> R | None:
        for found in self._records.records.values():
            if key in found:
                return found[key]  # type: ignore[return-value]  # the very fault
        return None


class _MixingUp(MemoryUnit):
    def __init__(self, *of: object) -> None:
        super().__init__(*of)  # type: ignore[arg-type]  # as they are
        self.records = _Mixed(self._records)


class MixesClasses(Sabotaged):
    """
    Finds a record by its key alone, of whichever class it is.
    """

    unit = _MixingUp


class TestMixesClasses(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = MixesClasses


class _Folded(MemoryRecords):
    def one(self, cls: type[R], key: str, /) -> R | None:
        found = {each.casefold().strip(): one for each, one in self._records.records[cls].items()}
        return found.get(key.casefold().strip())  # type: ignore[return-value]  # it is of this class

    def page(self, cls: type[R], after: str | None, most: int, /) -> tuple[R, ...]:
        ordered = sorted(self._records.records[cls].items(), key=lambda item: item[0].casefold())
        found = [one for key, one in ordered if after is None or key.casefold() > after.casefold()]
        return tuple(found[:most])  # type: ignore[arg-type]  # they are of this class


class _Folding(MemoryUnit):
    def __init__(self, *of: object) -> None:
        super().__init__(*of)  # type: ignore[arg-type]  # as they are
        self.records = _Folded(self._records)


class FoldsKeys(Sabotaged):
    """
    Compares keys as a language does: without case and without blanks at the end.
    """

    unit = _Folding


class TestFoldsKeys(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FoldsKeys


class _Swallowing(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        with suppress(Conflict):
            super().commit(changes)


class SwallowsConflicts(Sabotaged):
    """
    Writes nothing where it should refuse, and does not say so.
    """

    unit = _Swallowing


class TestSwallowsConflicts(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = SwallowsConflicts


_BOTH_CHECKED = Barrier(2)


class _Unlocked(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        self._check(changes)
        # Nobody writes before another has checked as well; who is alone gives up waiting.
        try:
            _BOTH_CHECKED.wait(1)
        except BrokenBarrierError:
            _BOTH_CHECKED.reset()
        self._write(changes)


class ChecksWithoutLock(Sabotaged):
    """
    Checks and writes without a lock that holds others off in between.
    """

    unit = _Unlocked


class TestChecksWithoutLock(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ChecksWithoutLock


class _YoungestLeads(MemoryLeads):
    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        found = {}
        for key in duplicate_keys:
            leads = [self._records.leads[one] for one in self._records.keys.get(key, ())]
            if leads:
                found[key] = max(leads, key=lambda lead: lead.received_at)
        return found


class _Youngest(MemoryUnit):
    def __init__(self, *of: object) -> None:
        super().__init__(*of)  # type: ignore[arg-type]  # as they are
        self.leads = _YoungestLeads(self._records)


class FindsYoungestDuplicate(Sabotaged):
    """
    Finds the latest of several leads with one key.
    """

    unit = _Youngest


class TestFindsYoungestDuplicate(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FindsYoungestDuplicate


class _EarliestHistory(MemoryLeads):
    def brief(self, lead_id: str, most: int, /) -> tuple[Lead, int]:
        lead = self.get(lead_id)
        return evolve(lead, history=lead.history[:most]), len(lead.history)


class _Briefly(MemoryUnit):
    def __init__(self, *of: object) -> None:
        super().__init__(*of)  # type: ignore[arg-type]  # as they are
        self.leads = _EarliestHistory(self._records)


class ShowsEarliestHistory(Sabotaged):
    """
    Shows the earliest of a lead's history in place of the latest.
    """

    unit = _Briefly


class TestShowsEarliestHistory(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ShowsEarliestHistory


class _AutoCommitting(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        try:
            super().commit(changes)
        except LeadflowError:
            for put in changes.puts:
                self._records.records[type(put.record)].setdefault(put.key, put.record)
            raise


class LeavesTraces(Sabotaged):
    """
    Adds the records of a commit that is refused.
    """

    unit = _AutoCommitting


class TestLeavesTraces(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LeavesTraces


class _NotLocking(MemoryUnit):
    def lock(self) -> None:
        pass


class LocksNothing(Sabotaged):
    """
    Says that it locks, and does not.
    """

    unit = _NotLocking


class TestLocksNothing(LockingUnitContract, Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LocksNothing


class KeepsLocks(Sabotaged):
    """
    Never gives a lock back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept = Lock()

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit whose lock stays.
        """
        unit = _NotLocking(supplier_id, self._read_by(supplier_id, schema))
        unit.lock = self._hold  # type: ignore[method-assign]  # what is broken
        yield unit

    def _hold(self) -> None:
        if not self._kept.acquire(timeout=0.1):
            raise PortError("another writer took too long")


class TestKeepsLocks(LockingUnitContract, Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsLocks


class _UnscopedLeads(MemoryLeads):
    def seen_by(self, scope: Scope, after: str | None, most: int, /) -> tuple[Lead, ...]:
        return tuple(lead for lead in self.page(after, most) if lead.active or scope.deactivated)


class _Unscoped(MemoryUnit):
    def __init__(self, *of: object) -> None:
        super().__init__(*of)  # type: ignore[arg-type]  # as they are
        self.leads = _UnscopedLeads(self._records)


class IgnoresScopes(Sabotaged):
    """
    Shows everybody the leads of all partners.
    """

    unit = _Unscoped


class TestIgnoresScopes(ScopesContract, Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = IgnoresScopes


class _LateLeads(MemoryLeads):
    def seen_by(self, scope: Scope, after: str | None, most: int, /) -> tuple[Lead, ...]:
        seen = {lead.id for lead in self._within(scope)}
        return tuple(lead for lead in self.page(after, most) if lead.id in seen)


class _Late(MemoryUnit):
    def __init__(self, *of: object) -> None:
        super().__init__(*of)  # type: ignore[arg-type]  # as they are
        self.leads = _LateLeads(self._records)


class FiltersAfterPaging(Sabotaged):
    """
    Takes what nobody may see out of a page when it is cut, so that pages are short and lists end early.
    """

    unit = _Late


class TestFiltersAfterPaging(ScopesContract, Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FiltersAfterPaging


class _TrailForgetting(MemoryUnit):
    def _write_post(self, change: PostChange) -> None:
        posted = self._records.outbox[change.key]
        super()._write_post(change)
        posted.trail = posted.trail[-1:]


class ForgetsTrails(Sabotaged):
    """
    Keeps of a trail only what was told last.
    """

    unit = _TrailForgetting


class TestForgetsTrails(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsTrails


class _TrailOverwriting(MemoryUnit):
    def _check_posts(self, changes: Changes) -> None:
        super()._check_posts(evolve(changes, posts=tuple(map(self._following, changes.posts))))

    def _following(self, post: PostChange) -> PostChange:
        posted = self._records.outbox.get(post.key)
        if posted is None or post.event is None:
            return post
        return evolve(post, event=evolve(post.event, seq=len(posted.trail) + 1))


class TakesTrailNumbersTwice(Sabotaged):
    """
    Puts on a trail whatever comes, whether it follows or not.
    """

    unit = _TrailOverwriting


class TestTakesTrailNumbersTwice(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TakesTrailNumbersTwice


class _ShowingAnyway(MemoryUnit):
    def _stands(self, shown: object) -> bool:
        return True


class ShowsWhateverWasRead(Sabotaged):
    """
    Shows a status that was made of what is no longer so.
    """

    unit = _ShowingAnyway


class TestShowsWhateverWasRead(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ShowsWhateverWasRead


class _ShowingSingly(MemoryUnit):
    def _write_post(self, change: PostChange) -> None:
        if change.event is not None or change.settlement is not None:
            super()._write_post(change)


class ShowsOneLeadAMessage(Sabotaged):
    """
    Forgets what leads show of a message that is about many.
    """

    unit = _ShowingSingly


class TestShowsOneLeadAMessage(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ShowsOneLeadAMessage


class _Touching(MemoryUnit):
    def _write_post(self, change: PostChange) -> None:
        super()._write_post(change)
        if change.shown is not None and change.event is not None:
            lead = self._records.leads[change.shown.lead_id]
            self._records.leads[lead.id] = evolve(lead, modified_at=change.event.at)


class TouchesLeadsByMail(Sabotaged):
    """
    Says of a lead that it was modified when mail about it went out.
    """

    unit = _Touching


class TestTouchesLeadsByMail(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TouchesLeadsByMail


class _StatusOverwriting(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        super()._write(changes)
        self._records.leads.update({change.lead_id: change.after for change in changes.leads})


class TakesMailBack(Sabotaged):
    """
    Writes a lead as it was read, with the e-mail status that it had then.
    """

    unit = _StatusOverwriting


class TestTakesMailBack(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TakesMailBack


class _Reviving(MemoryUnit):
    def _check_posts(self, changes: Changes) -> None:
        for post in changes.posts:
            if post.requeues and post.key in self._records.outbox:
                self._records.outbox[post.key].state = Settled.DEAD
        super()._check_posts(changes)


class PutsBackAnything(Sabotaged):
    """
    Puts back what was not given up.
    """

    unit = _Reviving


class TestPutsBackAnything(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = PutsBackAnything


class StopsAtWhatItCannotRead(Sabotaged):
    """
    Holds what is due, and fails as a whole if one of it cannot be read.
    """

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out what is due, if all of it is of a known kind.
        """
        claims = super().claim(supplier_id, lease, now, until, most)
        if any(not isinstance(one.message.kind, MessageKind) for one in claims):
            raise ConfigurationError("what is stored as message cannot be read. Nothing was written")
        return claims


class TestStopsAtWhatItCannotRead(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = StopsAtWhatItCannotRead


class CountsClaims(Sabotaged):
    """
    Counts every claim as an attempt, whether or not a mailer was tried.
    """

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out what is due, with the number of its claims.
        """
        claims = super().claim(supplier_id, lease, now, until, most)
        self.claimed.update(one.message.key for one in claims)
        return tuple(evolve(one, attempt=self.claimed[one.message.key]) for one in claims)

    def __init__(self) -> None:
        super().__init__()
        self.claimed = Counter[str]()


class TestCountsClaims(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsClaims


class ForgetsWhatWasTold(Sabotaged):
    """
    Hands out every message as if nothing had been told of it.
    """

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out what is due, without the number of its trail.
        """
        return tuple(evolve(one, told=0) for one in super().claim(supplier_id, lease, now, until, most))


class TestForgetsWhatWasTold(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsWhatWasTold


class _PartnerDropping(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        super().commit(evolve(changes, puts=tuple(put for put in changes.puts if not isinstance(put.record, Partner))))


class DropsPartners(Sabotaged):
    """
    Has partners of its own, and does not say that it writes none of those that it is given.
    """

    unit = _PartnerDropping


class TestDropsPartners(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = DropsPartners
    partners: ClassVar[Literal["kept", "read_only"]] = "read_only"

    @pytest.fixture
    def partners_there(self, store: Sabotaged) -> tuple[Partner, ...]:
        """
        Two partners in the tables of the host.
        """
        there = a_partner(), a_partner("globex", "Globex")
        store._of(SUPPLIER).records[Partner] |= {one.id: one for one in there}
        return there


class _OnlyMade(MemoryLeads):
    def of_import(self, import_id: str, after: str | None, most: int, /) -> tuple[Lead, ...]:
        found = super().of_import(import_id, after, most)
        return tuple(lead for lead in found if lead.import_id == import_id)


class _Unchanging(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.leads = _OnlyMade(records)


class ForgetsWhatImportsChanged(Sabotaged):
    """
    Takes for an import's only the leads that it made, and not those that it changed.
    """

    unit = _Unchanging


class TestForgetsWhatImportsChanged(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsWhatImportsChanged


class _Mixing(MemoryTimeline):
    def many(self, lead_ids: Collection[str], /) -> Mapping[str, tuple[LeadEvent, ...]]:
        return {lead_id: self._records.events.get(lead_id, []) for lead_id in lead_ids}  # type: ignore[misc]  # what a careless store would return


class _MixingUnit(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.timeline = _Mixing(records)


class MakesTimelinesUp(Sabotaged):
    """
    Gives an empty timeline for a lead that is not there.
    """

    unit = _MixingUnit


class TestMakesTimelinesUp(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = MakesTimelinesUp


class ExportPostsKit(ExportPostsContract):
    """
    The kit for messages about no lead alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class _AnyPosts(MemoryTrails):
    def without_lead(self, after: str | None, most: int, /) -> tuple[MessageTrail, ...]:
        keys = sorted(key for key in self._records.outbox if after is None or key > after)
        return tuple(self._records.outbox[key].posted() for key in keys[:most])


class _FindingAnyPosts(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.posts = _AnyPosts(records)


class FindsMailAboutLeads(Sabotaged):
    """
    Takes mail about leads for mail about none.
    """

    unit = _FindingAnyPosts


class TestFindsMailAboutLeads(ExportPostsKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FindsMailAboutLeads


class MailKit(MailCounterContract):
    """
    The kit for counts of mail alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class _CountingForAnybody(MemoryTrails):
    def count_mail(self, scope: Scope, query: MailEventQuery, zone: tzinfo, /) -> MailTotals:
        return super().count_mail(scope_of(ProgramParty(name="form")), query, zone)


class _MailForAnybody(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.posts = _CountingForAnybody(records)


class CountsMailForAnybody(Sabotaged):
    """
    Counts mail about leads that the caller does not see.
    """

    unit = _MailForAnybody


class TestCountsMailForAnybody(MailKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsMailForAnybody


class _CountingInUtc(MemoryTrails):
    def count_mail(self, scope: Scope, query: MailEventQuery, zone: tzinfo, /) -> MailTotals:
        return super().count_mail(scope, query, UTC)


class _MailInUtc(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.posts = _CountingInUtc(records)


class CountsMailInUtc(Sabotaged):
    """
    Counts mail by days of another zone.
    """

    unit = _MailInUtc


class TestCountsMailInUtc(MailKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsMailInUtc


class DueKit(DueRecordsContract):
    """
    The kit for records that are due alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class _ByKey(MemoryRecords):
    def due(self, cls: type[Record], now: datetime, most: int, /) -> tuple[DueRecord, ...]:
        return tuple(sorted(super().due(cls, now, 1_000), key=lambda one: one.key))[:most]


class _DueByKey(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _ByKey(records)


class HandsOutDueByKey(Sabotaged):
    """
    Lists what is due by key: with many, the earliest may never come.
    """

    unit = _DueByKey


class TestHandsOutDueByKey(DueKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = HandsOutDueByKey


class _First(MemoryRecords):
    told: ClassVar[dict[str, DueRecord]] = {}

    def due(self, cls: type[Record], now: datetime, most: int, /) -> tuple[DueRecord, ...]:
        # As a store does that writes beside a record when it is due, and forgets to change it.
        kept = self._records.records[cls]
        for key, one in kept.items():
            due = due_of(one)
            if due is not None:
                self.told.setdefault(key, DueRecord(key, *due))
        found = (self.told[key] for key in kept if key in self.told)
        return tuple(one for one in found if one.at <= now)[:most]


class _DueAsAtFirst(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _First(records)

    def commit(self, changes: Changes, /) -> None:
        super().commit(changes)
        self.records.due(Deadline, datetime.max.replace(tzinfo=UTC), 1_000)


class KeepsFirstDue(Sabotaged):
    """
    Lists a record by when it was due at first.
    """

    unit = _DueAsAtFirst

    def __init__(self) -> None:
        super().__init__()
        _First.told.clear()


class TestKeepsFirstDue(DueKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsFirstDue


class _Early(MemoryRecords):
    def due(self, cls: type[Record], now: datetime, most: int, /) -> tuple[DueRecord, ...]:
        return super().due(cls, now + timedelta(seconds=1), most)


class _DueEarly(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _Early(records)


class IsDueTooEarly(Sabotaged):
    """
    Compares moments in whole seconds.
    """

    unit = _DueEarly


class TestIsDueTooEarly(DueKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = IsDueTooEarly


class StatusKit(StatusRecordsContract):
    """
    The kit for records by status alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class _OfEveryConnection(MemoryRecords):
    def count_status(self, cls: type[Record], status: str, /) -> int:
        word = status.partition(" ")[2]
        return sum(1 for one in self._records.records[cls].values() if status_of(one).endswith(word))


class _CountsEveryConnection(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _OfEveryConnection(records)


class CountsEveryConnection(Sabotaged):
    """
    Counts the records of all connections that stand alike.
    """

    unit = _CountsEveryConnection


class TestCountsEveryConnection(StatusKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsEveryConnection


class _AsItCame(MemoryRecords):
    def with_status(self, cls: type[R], status: str, after: str | None, most: int, /) -> tuple[R, ...]:
        found = super().with_status(cls, status, after, 1_000)
        return tuple(one for one in self.all(cls) if one in found)[:most]


class _ListsAsItCame(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _AsItCame(records)


class ListsStatusAsItCame(Sabotaged):
    """
    Lists records with a status in the order in which they were written: pages leave some out.
    """

    unit = _ListsAsItCame


class TestListsStatusAsItCame(StatusKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ListsStatusAsItCame


class _StatusOfFirst(MemoryRecords):
    told: ClassVar[dict[str, str]] = {}

    def count_status(self, cls: type[Record], status: str, /) -> int:
        # As a store does that writes the status beside a record, and forgets to change it.
        for key, one in self._records.records[cls].items():
            self.told.setdefault(key, status_of(one))
        return list(self.told.values()).count(status)


class _StatusAsAtFirst(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _StatusOfFirst(records)

    def commit(self, changes: Changes, /) -> None:
        super().commit(changes)
        self.records.count_status(Errand, "")


class KeepsFirstStatus(Sabotaged):
    """
    Counts a record by the status that it had at first.
    """

    unit = _StatusAsAtFirst

    def __init__(self) -> None:
        super().__init__()
        _StatusOfFirst.told.clear()


class TestKeepsFirstStatus(StatusKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsFirstStatus


class _StatusBeside(MemoryRecords):
    told: ClassVar[dict[str, str]] = {}

    def count_status(self, cls: type[Record], status: str, /) -> int:
        # As a store does that writes statuses apart from records.
        return list(self.told.values()).count(status)


class _StatusBesideUnit(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.records = _StatusBeside(records)

    def _note(self, changes: Changes) -> None:
        _StatusBeside.told.update({put.key: status_of(put.record) for put in changes.puts})


class _NotedEarly(_StatusBesideUnit):
    def commit(self, changes: Changes, /) -> None:
        self._note(changes)
        super().commit(changes)


class _NotedForAll(_StatusBesideUnit):
    def commit(self, changes: Changes, /) -> None:
        super().commit(changes)
        self._note(changes)


class NotesStatusOfRefused(Sabotaged):
    """
    Keeps the statuses of a commit that was refused.
    """

    unit: ClassVar[type[MemoryUnit]] = _NotedEarly

    def __init__(self) -> None:
        super().__init__()
        _StatusBeside.told.clear()


class TestNotesStatusOfRefused(StatusKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = NotesStatusOfRefused


class CountsEverySupplier(NotesStatusOfRefused):
    """
    Counts the records of all suppliers.
    """

    unit = _NotedForAll


class TestCountsEverySupplier(StatusKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsEverySupplier


class EventKit(EventListerContract):
    """
    The kit for listed events alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class _ListsByToday(MemoryTimeline):
    def _asked(self, scope: Scope, query: EventQuery) -> list[ListedEvent]:
        # By the partner that the lead is at now, not at the time of the event.
        leads = self._records.leads
        found = super()._asked(scope, evolve(query, partner_id=None))
        now = [evolve(one, partner_id=leads[one.event.lead_id].partner_id) for one in found]
        return [one for one in now if query.holds(one.event, one.partner_id)]


class _ByToday(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.timeline = _ListsByToday(records)


class ListsEventsByToday(Sabotaged):
    """
    Lists events by the partner of today.
    """

    unit = _ByToday


class TestListsEventsByToday(EventKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ListsEventsByToday


class _PagesByMoment(MemoryTimeline):
    def page(self, scope: Scope, query: EventQuery, after: str | None, most: int, /) -> EventPage:
        # Goes on after the moment, and loses what else happened at that moment.
        found = sorted(self._asked(scope, query), key=lambda one: one.event.at, reverse=True)
        left = [one for one in found if after is None or one.event.at.isoformat() < after]
        page = tuple(left[:most])
        return EventPage(page, page[-1].event.at.isoformat() if len(left) > most else None)


class _Skipping(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.timeline = _PagesByMoment(records)


class SkipsEventsOfAMoment(Sabotaged):
    """
    Begins a page of events after a moment.
    """

    unit = _Skipping


class TestSkipsEventsOfAMoment(EventKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = SkipsEventsOfAMoment


class _ListsToAll(MemoryTimeline):
    def _asked(self, scope: Scope, query: EventQuery) -> list[ListedEvent]:
        # Whoever asks gets what programs see, of their partner.
        return super()._asked(evolve(scope_of(ProgramParty(name="form")), partner_id=scope.partner_id), query)


class _ToAll(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.timeline = _ListsToAll(records)


class ListsEventsToAll(Sabotaged):
    """
    Lists events of leads that the caller does not see.
    """

    unit = _ToAll


class TestListsEventsToAll(EventKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ListsEventsToAll


class _SharedBefore(Scope):
    def sees_event(self, lead: Lead, partner: Partner | None, partner_then: str | None, seq: int) -> bool:
        return super().sees_event(lead, partner, partner_then, max(seq, lead.registered))


class _ListsPrivatePast(MemoryTimeline):
    def _asked(self, scope: Scope, query: EventQuery) -> list[ListedEvent]:
        return super()._asked(_SharedBefore(**asdict(scope, recurse=False)), query)


class _PrivatePast(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.timeline = _ListsPrivatePast(records)


class ListsPrivatePast(Sabotaged):
    """
    Lists what happened to a lead before its partner shared it.
    """

    unit = _PrivatePast


class TestListsPrivatePast(EventKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ListsPrivatePast


class _CountsUtc(MemoryTimeline):
    def count_by_day(self, scope: Scope, query: EventQuery, zone: tzinfo, /) -> Mapping[date, int]:
        return super().count_by_day(scope, query, UTC)


class _InUtc(MemoryUnit):
    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        super().__init__(supplier_id, records)
        self.timeline = _CountsUtc(records)


class CountsDaysInUtc(Sabotaged):
    """
    Counts by days of UTC, whatever zone is asked for.
    """

    unit = _InUtc


class TestCountsDaysInUtc(EventKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsDaysInUtc


class ListKit(LeadListerContract):
    """
    The kit for lists of leads alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class Listing(Sabotaged):
    """
    A store whose leads can be exchanged.
    """

    leads: ClassVar[type[MemoryLeads]] = MemoryLeads

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit whose leads are of the exchanged sort.
        """
        with super().open_unit(supplier_id, schema) as unit:
            unit.leads = self.leads(self._read_by(supplier_id, schema))  # type: ignore[misc]  # a unit in memory lets it
            yield unit


class _WholeLeads(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        return super().list_page(evolve(scope, hidden=frozenset()), query, moment)


class ShowsHiddenValues(Listing):
    """
    Lists values that are hidden until acceptance.
    """

    leads = _WholeLeads


class TestShowsHiddenValues(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ShowsHiddenValues


class _UnfilteredLeads(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        asked: dict[str, Any] = dict.fromkeys(self.passed_over)
        return super().list_page(scope, evolve(query, **asked), moment)

    passed_over: ClassVar[tuple[str, ...]] = ()


class _LeadsWithoutActivity(_UnfilteredLeads):
    passed_over = ("partner_activity_since", "partner_activity_until")


class PassesOverActivity(Listing):
    """
    Lists leads regardless of when their partner acted.
    """

    leads = _LeadsWithoutActivity


class TestPassesOverActivity(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = PassesOverActivity


class _LeadsWithoutLinks(_UnfilteredLeads):
    passed_over = ("crm_linked", "crm_connected")


class PassesOverLinks(Listing):
    """
    Lists leads regardless of the CRM of their partner.
    """

    leads = _LeadsWithoutLinks


class TestPassesOverLinks(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = PassesOverLinks


class _LeadsWithPrivateActs(MemoryLeads):
    def _subjects(self, scope: Scope, query: LeadQuery) -> Iterator[Subjects]:
        acts: dict[str, datetime] = {}
        for lead in self._records.leads.values():
            if lead.partner_activity_at is not None and lead.partner_id is not None:
                acts[lead.partner_id] = max(
                    lead.partner_activity_at, acts.get(lead.partner_id, lead.partner_activity_at)
                )
        for one in super()._subjects(scope, query):
            assert one.lead is not None
            yield evolve(one, partner_last_active_at=acts.get(one.lead.partner_id or ""))


class TellsPrivateActivity(Listing):
    """
    Tells by when a partner was last active what it did with private leads.
    """

    leads = _LeadsWithPrivateActs


class TestTellsPrivateActivity(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TellsPrivateActivity


class _WordedLeads(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        # Finds the first word alone.
        return super().list_page(scope, evolve(query, text=" ".join(query.text.split()[:1])), moment)


class FindsOneWord(Listing):
    """
    Lists leads that say one of several words.
    """

    leads = _WordedLeads


class TestFindsOneWord(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FindsOneWord


class _AnybodysLeads(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        return super().list_page(evolve(scope, groups=None, partner_id=None), query, moment)


class ListsForAnybody(Listing):
    """
    Lists the leads of all partners.
    """

    leads = _AnybodysLeads


class TestListsForAnybody(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ListsForAnybody


class _CountedLeads(MemoryLeads):
    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        return super().count(evolve(scope, groups=None, partner_id=None), query, moment)


class CountsForAnybody(Listing):
    """
    Counts leads that are not on the list of who asks.
    """

    leads = _CountedLeads


class TestCountsForAnybody(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsForAnybody


class _GroupedLeads(MemoryLeads):
    def count_by(
        self, scope: Scope, query: LeadQuery, column: str, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Mapping[str | None, Count]:
        found = super().count_by(scope, query, column, moment)
        return {said: count for said, count in found.items() if said is not None}


class CountsWhatIsSaid(Listing):
    """
    Leaves out those that say nothing when it counts by a column.
    """

    leads = _GroupedLeads


class TestCountsWhatIsSaid(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsWhatIsSaid


class _HurriedLeads(MemoryLeads):
    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        found = super().count(scope, query, moment)
        return found if within is None else Count.about(found)


class EstimatesInAnyCase(Listing):
    """
    Estimates counts for which there is time.
    """

    leads = _HurriedLeads


class TestEstimatesInAnyCase(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = EstimatesInAnyCase


class _SilentLeads(MemoryLeads):
    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        found = super().count(scope, query, moment)
        return found if within is None or within else Count(found * 2)


class EstimatesInSilence(Listing):
    """
    Does not say that a count is an estimate.
    """

    leads = _SilentLeads


class TestEstimatesInSilence(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = EstimatesInSilence


class _EstimatedLeads(MemoryLeads):
    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        if within is None or within:
            return super().count(scope, query, moment)
        return Count.about(super().count(scope_of(ProgramParty(name="form")), query, moment))


class EstimatesForAnybody(Listing):
    """
    Estimates by leads that are not on the list of who asks.
    """

    leads = _EstimatedLeads


class TestEstimatesForAnybody(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = EstimatesForAnybody


class _EstimatedHiddenLeads(MemoryLeads):
    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        if within is None or within:
            return super().count(scope, query, moment)
        return Count.about(super().count(evolve(scope, hidden=frozenset()), query, moment))


class EstimatesByHiddenValues(Listing):
    """
    Estimates by values that are hidden from who asks.
    """

    leads = _EstimatedHiddenLeads


class TestEstimatesByHiddenValues(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = EstimatesByHiddenValues


class _FoundHiddenLeads(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        return super().list_page(evolve(scope, hidden=frozenset()) if query.text else scope, query, moment)


class FindsHiddenTexts(Listing):
    """
    Finds leads by texts that are hidden from who asks.
    """

    leads = _FoundHiddenLeads


class TestFindsHiddenTexts(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = FindsHiddenTexts


class _LeadsWithoutTies(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        page = super().list_page(scope, query, moment)
        if page.after is None:
            return page
        # Goes on after what the last row is sorted by, and loses others that are sorted by the same.
        end = "" if query.sort.descending else "\x7f"
        position = read_cursor(evolve(query, after=page.after), Position(_sample(self._schema, query), ""))
        assert position is not None
        return evolve(page, after=write_cursor(query, evolve(position, tie=end)))


def _sample(schema: Schema, query: LeadQuery) -> SortKey:
    return sample_key(schema.leads[query.sort.column])


class LosesTies(Listing):
    """
    Begins a page after all leads that sort as the last one does.
    """

    leads = _LeadsWithoutTies


class TestLosesTies(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LosesTies


class _BlankFirst(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        page = super().list_page(scope, query, moment)
        field = self._schema.leads[query.sort.column]
        return evolve(
            page,
            rows=tuple(sorted(page.rows, key=lambda row: sort_key(field, self._records.leads[row.id]) is not None)),
        )


class SortsBlanksFirst(Listing):
    """
    Shows leads that say nothing before those that say something.
    """

    leads = _BlankFirst


class TestSortsBlanksFirst(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = SortsBlanksFirst


class _AnyCursor(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        try:
            return super().list_page(scope, query, moment)
        except InvalidInput as refused:
            if [one.code for one in refused.problems] != ["cursor_foreign"]:
                raise
            return super().list_page(scope, evolve(query, after=None), moment)


class TakesAnyCursor(Listing):
    """
    Begins anew where a cursor is another query's.
    """

    leads = _AnyCursor


class TestTakesAnyCursor(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = TakesAnyCursor


class _Filtering(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        return super().list_page(scope, evolve(query, created_until=None), moment)


class ForgetsFilters(Listing):
    """
    Passes over one of the filters.
    """

    leads = _Filtering


class TestForgetsFilters(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsFilters


class _ByOffset(MemoryLeads):
    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        # Remembers how many rows have been shown, and not where the page ended.
        whole = super().list_page(scope, evolve(query, after=None, most=1_000), moment).rows
        position = read_cursor(query, Position(None, ""))
        begin = int(str(position.tie)) if position is not None else 0
        end = begin + query.most
        after = write_cursor(query, Position(None, str(end))) if end < len(whole) else None
        return LeadPage(whole[begin:end], after)


class PagesByOffset(Listing):
    """
    Skips a lead when one that was shown has left the place where it stood.
    """

    leads = _ByOffset


class TestPagesByOffset(ListKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = PagesByOffset


class _LeavingComments(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        super()._write(changes)
        said = {(one.lead_id, one.seq): one for one in changes.events}
        for lead_id in changes.erases & self._records.events.keys():
            events = self._records.events[lead_id]
            self._records.events[lead_id] = [said.get((lead_id, one.seq), one) for one in events]


class ErasesWhatWasThere(Sabotaged):
    """
    Erases the events that are there already, and leaves what the commit itself brings.
    """

    unit = _LeavingComments


class TestErasesWhatWasThere(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ErasesWhatWasThere


class _CommentsStay(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        there = {one: list(self._records.events.get(one, ())) for one in changes.erases}
        super()._write(changes)
        for lead_id, events in there.items():
            for at, event in enumerate(events):
                if isinstance(event.fact, Rejected):
                    self._records.events[lead_id][at] = event


class LeavesComments(Sabotaged):
    """
    Erases all of the events but what partners wrote.
    """

    unit = _CommentsStay


class TestLeavesComments(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LeavesComments


class _ForeignIdsStay(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        there = {one: list(self._records.events.get(one, ())) for one in changes.erases}
        super()._write(changes)
        for lead_id, events in there.items():
            for at, event in enumerate(events):
                if isinstance(event.fact, Received):
                    self._records.events[lead_id][at] = event


class LeavesForeignIds(Sabotaged):
    """
    Erases all of the events but what other systems call the lead.
    """

    unit = _ForeignIdsStay


class TestLeavesForeignIds(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = LeavesForeignIds


class _KeepingRecipients(MemoryUnit):
    def _erase(self, changes: Changes) -> None:
        super()._erase(evolve(changes, forgets=()))


class KeepsRecipients(Sabotaged):
    """
    Leaves the addresses of messages that it is told to forget.
    """

    unit = _KeepingRecipients


class TestKeepsRecipients(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsRecipients


class _KeepingDigests(MemoryUnit):
    def _erase(self, changes: Changes) -> None:
        trails = {key: one.trail for key, one in self._records.outbox.items()}
        super()._erase(changes)
        for key, trail in trails.items():
            self._records.outbox[key].trail = trail


class KeepsDigests(Sabotaged):
    """
    Forgets messages, and leaves the digests of addresses on their trails.
    """

    unit = _KeepingDigests


class TestKeepsDigests(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = KeepsDigests


class _ForgettingAll(MemoryUnit):
    def _erase(self, changes: Changes) -> None:
        everything = self._records.outbox if changes.forgets else ()
        super()._erase(evolve(changes, forgets=frozenset(everything)))


class ForgetsEveryMessage(Sabotaged):
    """
    Forgets all messages where some are named.
    """

    unit = _ForgettingAll


class TestForgetsEveryMessage(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ForgetsEveryMessage


class _DroppingErased(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        super()._write(changes)
        for lead_id in changes.erases & self._records.events.keys():
            kept = [one for one in self._records.events[lead_id] if not isinstance(one.fact, Rejected)]
            self._records.events[lead_id] = [evolve(one, seq=at) for at, one in enumerate(kept, 1)]


class DropsErasedEvents(Sabotaged):
    """
    Erases events with all that they are, and numbers the others anew.
    """

    unit = _DroppingErased


class TestDropsErasedEvents(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = DropsErasedEvents


class _ErasingForeign(MemoryUnit):
    def _write(self, changes: Changes) -> None:
        super()._write(changes)
        if changes.erases:
            for lead_id, events in self._records.events.items():
                self._records.events[lead_id] = [erased(one) for one in events]


class ErasesEveryLead(Sabotaged):
    """
    Erases the events of all leads where some are named.
    """

    unit = _ErasingForeign


class TestErasesEveryLead(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ErasesEveryLead


class _WantingTuples(MemoryUnit):
    def commit(self, changes: Changes, /) -> None:
        leads, messages = (one if isinstance(one, tuple) else () for one in (changes.leads, changes.messages))
        super().commit(evolve(changes, leads=leads, messages=messages))


class WantsTuples(Sabotaged):
    """
    Writes only leads and messages that are there already, and none that is made on demand.
    """

    unit = _WantingTuples


class TestWantsTuples(Kit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = WantsTuples


class OpportunitiesKit(OpportunityListerContract):
    """
    The kit for opportunities alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


def _listing_with(records: type[MemoryRecords]) -> type[MemoryUnit]:
    """
    Return a unit that reads records so.
    """

    class Unit(MemoryUnit):
        def __init__(self, supplier_id: str, kept: KeptRecords) -> None:
            super().__init__(supplier_id, kept)
            self.records = records(kept)

    return Unit


class _ForEverybody(MemoryRecords):
    def _asked(self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime) -> Iterator[Opportunity]:
        everything = scope_of(ProgramParty(name="everybody"))
        yield from super()._asked(everything, query, moment)


class ShowsOpportunitiesToAll(Sabotaged):
    """
    Lists opportunities whose leads the caller does not see.
    """

    unit = _listing_with(_ForEverybody)


class TestShowsOpportunitiesToAll(OpportunitiesKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = ShowsOpportunitiesToAll


class _SortingFolded(MemoryRecords):
    def opportunities(
        self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, most: int, /
    ) -> tuple[Opportunity, ...]:
        found = super().opportunities(scope, query, moment, 1_000)
        return tuple(sorted(found, key=lambda one: one.id.casefold()))[:most]


class SortsOpportunitiesAsPeopleDo(Sabotaged):
    """
    Sorts ids without regard to letter case, so that a page that goes on after an id leaves some out.
    """

    unit = _listing_with(_SortingFolded)


class TestSortsOpportunitiesAsPeopleDo(OpportunitiesKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = SortsOpportunitiesAsPeopleDo


class _CountingAll(MemoryRecords):
    def count_opportunities(self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, /) -> int:
        return super().count_opportunities(scope, evolve(query, criteria=None), moment)


class CountsOpportunitiesWithoutCriteria(Sabotaged):
    """
    Counts all that is seen, whatever is asked.
    """

    unit = _listing_with(_CountingAll)


class TestCountsOpportunitiesWithoutCriteria(OpportunitiesKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = CountsOpportunitiesWithoutCriteria
