"""
Another system in memory, with the rules that real ones document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from attrs import define, evolve, frozen

from leadflow.core.connectors import (
    CursorExpired,
    IdentityChange,
    IdentityChanged,
    PullAnswer,
    PullPage,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteChange,
    RemoteField,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SyncCursor,
    SystemBlocked,
    TryLater,
)
from leadflow.core.leads import Activity
from leadflow.core.problems import Problem
from leadflow.errors import PortError
from leadflow.ports import Clock
from leadflow.testing.doubles import FrozenClock

__all__ = ["FakeSystem"]

_Delay = TryLater | QuotaUsedUp | SystemBlocked


@define
class _Stored:
    """
    A record, and since when the pull shows it in this form.
    """

    ref: RemoteRef
    values: dict[str, RemoteValue]
    at: datetime
    key: str | None = None
    lead: RemoteRef | None = None
    origin: str | None = None
    history: tuple[Activity, ...] = ()


@frozen
class _Told:
    """
    Something that a pull shows: a record as it was then, or what became of it.
    """

    at: datetime
    number: int
    ref: RemoteRef
    change: RemoteChange


class FakeSystem:
    """
    A CRM in memory, for tests.

    Its people create, update, delete, merge and convert records. Its stamps have whole seconds, what a transaction
    writes is visible only after it ends, and its cursors and deletions end after `keeps`.

    It is a `KitSystem`: the contract of connectors can be tried on it.

    Attributes:
        email, text: What it calls two fields of leads.
        ours: The mark of `FakeConnector`.
        timeouts: The time-outs of all calls that reached it, in seconds.
        calls: How many calls it has answered.
        required: Names of values without which it takes no new record.
        refused: Names of values that it refuses, each with a code.
        unique: The name of a value of leads that no two of them share; None for none.
        writes: What it makes of a value that is written, by the name of the value; it is then stored so.
        keeps: How long a cursor and deletions are valid.
    """

    email = "Email"
    text = "City"

    def __init__(self, clock: Clock, *, prefix: str = "R") -> None:
        self.ours: str | None = "leadflow"
        self.timeouts: list[float | None] = []
        self.calls = 0
        self.token = 1
        self.required: set[str] = set()
        self.refused: dict[str, str] = {}
        self.unique: str | None = None
        self.writes: dict[str, Callable[[RemoteValue], RemoteValue]] = {}
        self.keeps = timedelta(days=7)
        self._clock = clock
        self._prefix = prefix
        self._records: dict[str, _Stored] = {}
        self._log: list[_Told] = []
        self._hidden: list[_Told] = []
        self._open_since: datetime | None = None
        self._moved: dict[str, IdentityChanged] = {}
        self._answers: list[str | _Delay] = []
        self._down = False
        self._quota = False
        self._forgot_at: datetime | None = None
        self._pulls: list[_Delay | CursorExpired] = []
        self._made = 0
        self._number = 0

    def create(
        self,
        values: Mapping[str, RemoteValue],
        *,
        kind: RemoteKind = RemoteKind.LEAD,
        lead: str | None = None,
        history: Sequence[Activity] = (),
        key: str | None = None,
        origin: str | None = None,
    ) -> str:
        """
        Create a record, and return its id.
        """
        self._made += 1
        ref = RemoteRef(kind, f"{self._prefix}{self._made:05}")
        of = RemoteRef(RemoteKind.LEAD, lead) if lead else None
        self._records[ref.id] = _Stored(ref, dict(values), self._now(), key, of, origin, tuple(history))
        self._tell(ref)
        return ref.id

    def update(self, id: str, values: Mapping[str, RemoteValue], *, origin: str | None = None) -> None:
        """
        Change values of a record; None clears one.
        """
        stored = self._records[id]
        stored.values.update(values)
        stored.at, stored.origin = self._now(), origin
        self._tell(stored.ref)

    def act(self, id: str, *activities: Activity) -> None:
        """
        Note what a prospect did; the system tells it with the record, which changes in nothing else.
        """
        stored = self._records[id]
        stored.history, stored.at = (*stored.history, *activities), self._now()
        self._tell(stored.ref)

    def delete(self, id: str) -> None:
        """
        Delete a record.
        """
        ref = self._records.pop(id).ref
        self._tell(ref, RecordGone(ref))

    def merge(self, loser: str, into: str, *, new_id: bool = False) -> str:
        """
        Merge two records; with *new_id* what is left has another id than both. Return its id.
        """
        winner = self._records[into]
        left = winner.ref
        if new_id:
            self._made += 1
            left = RemoteRef(winner.ref.kind, f"{self._prefix}{self._made:05}")
            self._records[left.id] = evolve(winner, ref=left, at=self._now())
        for old in (loser, into) if new_id else (loser,):
            ref = self._records.pop(old).ref
            self._moved[old] = IdentityChanged(ref, IdentityChange.MERGED, (left,))
            self._tell(ref, self._moved[old])
        for stored in self._records.values():
            if stored.lead is not None and stored.lead.id in (loser, into):
                stored.lead = left
        self._tell(left)
        return left.id

    def convert(self, id: str, values: Mapping[str, RemoteValue] | None = None) -> str | None:
        """
        Convert a lead, with *values* into an opportunity, and return the id of that.
        """
        ref = self._records.pop(id).ref
        made = None if values is None else self.create(values, kind=RemoteKind.OPPORTUNITY, lead=id)
        into = () if made is None else (RemoteRef(RemoteKind.OPPORTUNITY, made),)
        self._moved[id] = IdentityChanged(ref, IdentityChange.CONVERTED, into)
        self._tell(ref, self._moved[id])
        return made

    def values(self, id: str) -> dict[str, RemoteValue]:
        """
        Return the values that a record has.
        """
        return {name: value for name, value in self._records[id].values.items() if value is not None}

    def ids(self, kind: RemoteKind = RemoteKind.LEAD) -> tuple[str, ...]:
        """
        Return the ids of all records of a kind.
        """
        return tuple(one.ref.id for one in self._records.values() if one.ref.kind is kind)

    def key_of(self, id: str) -> str | None:
        """
        Return the key that leadflow gave a record; None if it has none.
        """
        return self._records[id].key

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Show what is written inside only at the end, with the stamps of when it was written.
        """
        self._open_since = self._now()
        try:
            yield
        finally:
            self._open_since = None
            hidden, self._hidden = self._hidden, []
            for one in hidden:
                self._log[:] = [other for other in self._log if other.ref != one.ref]
                self._log.append(one)

    def mark(self, id: str) -> str | None:
        """
        Return the mark of who wrote a record last; None for a person.
        """
        return self._records[id].origin

    def advance(self, by: timedelta) -> None:
        """
        Let time pass, if the clock is one that can be advanced.
        """
        assert isinstance(self._clock, FrozenClock)
        self._clock.advance(by)

    def forget_changes(self) -> None:
        """
        Forget deletions and merges, as after weeks; a record that is asked for still says what became of it.
        """
        self._log = [one for one in self._log if isinstance(one.change, RemoteRecord)]

    def expire_cursors(self) -> None:
        """
        Forget what changed, so that no cursor works any more.
        """
        self._forgot_at = self._now()

    def expire_token(self) -> None:
        """
        Refuse the current token from now on.
        """
        self.token += 1

    def lock(self, times: int = 1) -> None:
        """
        Refuse the next *times* writes because the record is locked.
        """
        self.delay(TryLater("record_locked"), times)

    def use_up_quota(self) -> None:
        """
        Refuse the next call because the quota is used up.
        """
        self._quota = True

    def go_down(self) -> None:
        """
        Fail to answer the next call.
        """
        self._down = True

    def refuse(self, name: str) -> None:
        """
        Refuse records with a value of this name from now on.
        """
        self.refused[name] = "refused_by_rule"

    def reached(self, timeout: float | None) -> QuotaUsedUp | None:
        """
        Take a call; return why it is not answered, if it is not.

        Raises:
            PortError: The system is down.
        """
        self.timeouts.append(timeout)
        if self._down:
            self._down = False
            raise PortError("the system does not answer")
        quota, self._quota = self._quota, False
        return QuotaUsedUp(self._clock() + timedelta(hours=1)) if quota else None

    def fields(self) -> tuple[RemoteField, ...]:
        """
        Return the fields that any record has.
        """
        known = {(one.ref.kind, name) for one in self._records.values() for name in one.values}
        return tuple(RemoteField(kind=kind, name=name, required=name in self.required) for kind, name in sorted(known))

    def lose_answers(self, times: int = 1, *, written: bool = True) -> None:
        """
        Lose the answers to the next *times* records that are pushed, which are written or not.
        """
        self._answers += ["lost" if written else "never"] * times

    def delay(self, delay: _Delay, times: int = 1) -> None:
        """
        Answer the next *times* records that are pushed with *delay*, and write nothing.
        """
        self._answers += [delay] * times

    def interrupt(self, answer: _Delay | CursorExpired, times: int = 1) -> None:
        """
        Answer the next *times* pulls with *answer*.
        """
        self._pulls += [answer] * times

    def pull(self, cursor: SyncCursor | None, most: int) -> PullAnswer:
        """
        Answer a pull as the system would.
        """
        self.calls += 1
        if self._pulls:
            return self._pulls.pop(0)
        cursor = cursor or SyncCursor()
        now, since = self._now(), cursor.since()
        if cursor.stamp is not None and (
            cursor.stamp < now - self.keeps or (self._forgot_at is not None and cursor.stamp <= self._forgot_at)
        ):
            return CursorExpired("cursor_too_old")
        at, number = _position(cursor.token)
        behind = [one for one in self._log if (at is None or (one.at.isoformat(), one.number) > (at, number))]
        found = sorted(
            (one for one in behind if since is None or one.at >= since), key=lambda one: (one.at, one.number)
        )
        page, more = found[:most], len(found) > most
        shown = [one.change for one in page]
        records = [one for one in shown if isinstance(one, RemoteRecord)]
        fresh = set(map(id, cursor.fresh(records)))
        changes = tuple(one for one in shown if not isinstance(one, RemoteRecord) or id(one) in fresh)
        moved = cursor.moved(records, covered=None if more else (self._open_since or now))
        token = json.dumps([page[-1].at.isoformat(), page[-1].number]) if more else ""
        return PullPage(changes=changes, cursor=evolve(moved, token=token), more=more)

    def read(self, ref: RemoteRef) -> RemoteChange:
        """
        Return what a record is now.
        """
        stored = self._records.get(ref.id)
        return self._shown(stored) if stored is not None else self._moved.get(ref.id) or RecordGone(ref)

    def push(self, update: PushUpdate, client: str) -> PushResult:
        """
        Write one update as the system would.
        """
        answer = self._answers.pop(0) if self._answers else None
        if answer == "never":
            return PushUnclear("connection_lost")
        if answer is not None and not isinstance(answer, str):
            return answer
        done = self._write(update, client)
        return PushUnclear("timeout") if answer == "lost" else done

    def _write(self, update: PushUpdate, client: str) -> PushResult:
        known = {one.key: one for one in self._records.values() if one.key is not None and one.ref.kind is update.kind}
        stored = known.get(update.key) if update.ref is None else self._records.get(update.ref.id)
        if stored is None and update.ref is not None:
            return self._moved.get(update.ref.id) or RecordGone(update.ref)
        problems = [
            Problem(code=self.refused[name], path=name, message="the system refuses it; correct it")
            for name in update.values
            if name in self.refused
        ]
        if stored is None:
            lacking = sorted(self.required - {name for name, one in update.values.items() if one is not None})
            problems += [Problem(code="required", path=one, message="is missing; give it") for one in lacking]
            taken = {one.values.get(self.unique) for one in self._records.values()} if self.unique else set()
            if self.unique and update.values.get(self.unique) in taken - {None}:
                problems.append(
                    Problem(code="duplicate", path=self.unique, message="another record has it; merge them")
                )
        if problems:
            return PushRefused(tuple(problems))
        values = {name: self.writes.get(name, _unchanged)(value) for name, value in update.values.items()}
        if stored is None:
            lead = update.lead.id if update.lead else None
            made = self.create(values, kind=update.kind, lead=lead, key=update.key, origin=client)
            return Pushed(ref=RemoteRef(update.kind, made), created=True)
        self.update(stored.ref.id, values, origin=client)
        return Pushed(ref=stored.ref)

    def _tell(self, ref: RemoteRef, change: RecordGone | IdentityChanged | None = None) -> None:
        self._number += 1
        log = self._log if self._open_since is None else self._hidden
        log[:] = [one for one in log if one.ref != ref]
        log.append(_Told(self._now(), self._number, ref, change or self._shown(self._records[ref.id])))

    def _shown(self, stored: _Stored) -> RemoteRecord:
        return RemoteRecord(
            ref=stored.ref,
            values=dict(stored.values),
            key=stored.key,
            lead=stored.lead,
            modified_at=stored.at,
            origin=stored.origin,
            history=stored.history,
        )

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)


def _position(token: str) -> tuple[str | None, int]:
    if not token:
        return None, 0
    at, number = json.loads(token)
    return str(at), int(number)


def _unchanged(value: RemoteValue) -> RemoteValue:
    return value
