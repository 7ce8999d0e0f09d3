"""
Pulls what changed in another system: page by page, each change in a commit, and the cursor after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, assert_never

from attrs import define, evolve, field, frozen

from leadflow.core.connectors import (
    CursorExpired,
    IdentityChanged,
    LinkedRecord,
    LinkState,
    PullAnswer,
    PullPage,
    PullPhase,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncState,
)
from leadflow.core.syncing import Applied, ApplyOutcome
from leadflow.errors import PortError
from leadflow.ports import PullsChanges, ReadsRecords, UnitOfWork
from leadflow.services.syncing.pulled_identities import PulledIdentities
from leadflow.services.syncing.pulled_leads import PulledLeads
from leadflow.services.syncing.pulled_opportunities import PulledOpportunities
from leadflow.services.syncing.records import link_of, linked_records
from leadflow.services.syncing.turns import SyncTurn, TurnLost

__all__ = ["Pull", "PullReport"]


@frozen(kw_only=True)
class PullReport:
    """
    What a pull has done.

    Attributes:
        counts: How many changes had each outcome; outcomes that did not occur are left out.
        told: The changes that were refused, had problems or conflicts, in order; the first 1,000.
        finished: True if all that was there has been read; False if the next pull continues.
        expired: True if the cursor had expired, so that everything was read again.
        busy: True if another process exchanges with the system now; nothing was done.
        delayed_until: When the system may be asked again, in UTC; None for now.
    """

    counts: Mapping[ApplyOutcome, int]
    told: tuple[Applied, ...] = ()
    finished: bool = False
    expired: bool = False
    busy: bool = False
    delayed_until: datetime | None = None


_MOST_TOLD: Final = 1_000
_MOST_WAITING: Final = 1_000
_AT_ONCE: Final = 100


@define
class Pull:
    """
    One pull, during one turn.
    """

    turn: SyncTurn
    connector: PullsChanges
    page: int
    timeout: float
    counts: Counter[ApplyOutcome] = field(factory=Counter, init=False)
    told: list[Applied] = field(factory=list, init=False)
    expired: bool = field(default=False, init=False)
    waiting: dict[RemoteRef, None] = field(factory=dict, init=False)

    def run(self, pages: int) -> PullReport:
        """
        Read up to *pages* pages.

        Raises:
            PortError: The system could not be reached. What was read before is written.
        """
        for _ in range(pages):
            try:
                state = self.turn.calling()
                if state is None:
                    return self._report(delayed=True)
                done = self._take(self._ask(state), state)
            except TurnLost:
                return evolve(self._report(), busy=True)
            if done is not None:
                return done
        return self._report()

    def _ask(self, state: SyncState) -> PullAnswer:
        before = getattr(self.connector, "calls", 0)
        try:
            answer = self.connector.pull(state.cursor, self.page, self.timeout)
        except PortError:
            raise
        except Exception as error:
            raise PortError(f"the connector '{self.turn.connection.name}' failed ({type(error).__name__})") from error
        finally:
            self.turn.counts(getattr(self.connector, "calls", 1) - before - 1)
        return answer

    def _take(self, answer: PullAnswer, state: SyncState) -> PullReport | None:
        """
        Apply a page, and return the report if that was the last one.
        """
        match answer:
            case PullPage():
                self.waiting = dict.fromkeys(state.waiting)
                self.turn.full = state.full_pulls if state.phase is PullPhase.FULL and state.full_pulls else None
                for change in _in_order(answer.changes):
                    self._apply(change)
                if not answer.more and not self._looked_again():
                    return self._report(delayed=True)
                self._read_up_to(answer)
                return None if answer.more else self._report(finished=True)
            case CursorExpired():
                if state.cursor is None:
                    raise PortError(
                        f"the connector '{self.turn.connection.name}' says that no cursor has expired; correct it"
                    )
                self.expired, now = True, self.turn.setting.clock()
                self.turn.save(
                    lambda state: evolve(
                        state, cursor=None, phase=PullPhase.FULL, expired_at=now, full_pulls=state.full_pulls + 1
                    )
                )
                return None
            case _:
                self.turn.delays(answer)
                return self._report(delayed=True)

    def _read_up_to(self, page: PullPage) -> None:
        now, phase = self.turn.setting.clock(), PullPhase.CHANGES
        self.turn.save(
            lambda state: evolve(
                state,
                cursor=page.cursor,
                waiting=tuple(self.waiting)[-_MOST_WAITING:],
                phase=state.phase if page.more else phase,
                pulled_at=state.pulled_at if page.more else now,
            )
        )

    def _looked_again(self) -> bool:
        """
        Look at what waited for a lead, and after a full pull at what it has not shown; False if nothing may be asked now.
        """
        unseen = list(self._unseen()) if self.turn.full is not None else []
        if not isinstance(self.connector, ReadsRecords):
            for ref in unseen:
                # It may have been merged as well, so it is not certain that it was deleted.
                self._count(PulledIdentities(self.turn).gone(RecordGone(ref), certain=False))
            return True
        found = [*tuple(self.waiting)[:_AT_ONCE], *unseen]
        for start in range(0, len(found), _AT_ONCE):
            if self.turn.calling() is None:
                return False
            for change in _in_order(self._read(self.connector, found[start : start + _AT_ONCE])):
                self._apply(change)
        return True

    def _read(self, connector: ReadsRecords, refs: list[RemoteRef]) -> tuple[RemoteChange, ...]:
        before = getattr(connector, "calls", 0)
        try:
            return tuple(connector.read(refs, self.timeout))
        finally:
            self.turn.counts(getattr(connector, "calls", 1) - before - 1)

    def _unseen(self) -> Iterator[RemoteRef]:
        """
        Return the records that a full pull should have shown, and has not.
        """
        with self.turn.setting.unit() as unit:
            for one in linked_records(unit, self.turn.connection):
                if self._is_unseen(unit, one, self.turn.full or 0):
                    yield one.ref

    def _is_unseen(self, unit: UnitOfWork, one: LinkedRecord, full: int) -> bool:
        """
        Return whether a full pull should have shown a record, and has not.
        """
        if one.id is None or one.into is not None or one.seen == full:
            return False
        link = link_of(unit, self.turn.connection, one.kind, one.id)
        return link is not None and link.state is LinkState.LINKED and link.remote_id == one.remote_id

    def _apply(self, change: RemoteChange) -> None:
        match change:
            case RemoteRecord(ref=ref) if ref.kind is RemoteKind.LEAD:
                done = PulledLeads(self.turn).apply(change)
            case RemoteRecord(ref=ref):
                done = PulledOpportunities(self.turn).apply(change)
                self.waiting.pop(ref, None)
                if done.outcome is ApplyOutcome.REFUSED:
                    # Those that waited longer are looked at first.
                    self.waiting[ref] = None
            case RecordGone(ref=ref):
                self.waiting.pop(ref, None)
                done = PulledIdentities(self.turn).gone(change)
            case IdentityChanged(ref=ref):
                self.waiting.pop(ref, None)
                done = PulledIdentities(self.turn).moved(change)
            case _:
                assert_never(change)
        self._count(done)

    def _count(self, done: Applied) -> None:
        self.counts[done.outcome] += 1
        if (done.problems or done.conflicts) and len(self.told) < _MOST_TOLD:
            self.told.append(done)

    def _report(self, *, finished: bool = False, delayed: bool = False) -> PullReport:
        until = self.turn.waits_until() if delayed else None
        return PullReport(
            counts=dict(self.counts),
            told=tuple(self.told),
            finished=finished,
            expired=self.expired,
            delayed_until=until,
        )


def _in_order(changes: tuple[RemoteChange, ...]) -> list[RemoteChange]:
    """
    Return changes with leads before opportunities, which need them; each kind in its order.
    """
    return sorted(changes, key=lambda one: isinstance(one, RemoteRecord) and one.ref.kind is RemoteKind.OPPORTUNITY)
