"""
Writes for all services: plan, commit, and plan again after a conflict.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar, cast

from attrs import define, evolve

from leadflow.core.changes import Changes
from leadflow.core.loads import load_changes
from leadflow.core.observations import CommitRetried
from leadflow.errors import Conflict, InvalidInput, LeadflowError, NotFound, StaleLead
from leadflow.ports import LockingUnit, UnitOfWork
from leadflow.services.operations.deadline_keeping import with_deadlines
from leadflow.services.operations.errand_keeping import with_errands
from leadflow.services.operations.feed_keeping import with_feed
from leadflow.services.operations.once import Once
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import note_commit
from leadflow.services.operations.unanswered import UnansweredCall, is_written

__all__ = ["ATTEMPTS", "planned"]

T = TypeVar("T")

ATTEMPTS: Final = 12
"""
How often something is planned before the conflict is handed to the caller.
"""

_FIRST_PAUSE: Final = 0.004
_LONGEST_PAUSE: Final = 0.25


def planned(
    setting: Setting,
    plan: Callable[[UnitOfWork], tuple[T, Changes | None]],
    *,
    about: object = None,
    earlier: UnansweredCall | None = None,
    once: Once[T] | None = None,
    counts_loads: bool = True,
    locks: bool = False,
) -> T:
    """
    Plan on what is stored and commit the changes; plan again where another writer was faster.

    The first try reads without holding anybody up. Each later one asks the unit for its lock first, if it is a
    `LockingUnit`, because with many writers an attempt without a lock could fail forever.

    A call with an idempotency key that was made before, by whichever process, writes nothing and returns the first
    result. So does one without a key, if the answer to the commit of an earlier call about the same was lost here, and
    that commit was written.

    Args:
        setting: Whose unit is opened.
        plan: Reads by the unit, and returns what was decided and what is to be written; None writes nothing. It is
            called once a try, so it keeps nothing of the try before.
        about: What the call is about: its name, its caller and its arguments. None for a call that doubles nothing if
            it is made again.
        earlier: An earlier call about the same whose answer was lost, if the caller has taken it already.
        once: The idempotency key of the call, and how its first result is read; None for a call without one.
        counts_loads: Whether what the leads change of loads is counted where the plan does not say it; False where it
            always does.
        locks: True asks for the lock at the first try too: what the plan looks for is not written meanwhile by others
            who ask for it.

    Returns:
        What the last call of *plan* decided.

    Raises:
        Conflict: It lost `ATTEMPTS` times, or an id was taken twice. Nothing was written.
        OutcomeUnknown: The answer to the commit was lost. The same call again does not write it twice.
    """
    call = _Call(setting, plan, about if once is None else None, once, counts_loads, earlier)
    call.take_earlier()
    was_taken = False
    try:
        for lost in range(ATTEMPTS):
            _pause(lost)
            try:
                with setting.unit() as unit:
                    if (lost or locks) and isinstance(unit, LockingUnit):
                        unit.lock()
                    return call.attempt(unit)
            except Conflict as conflict:
                call.doubt_earlier()
                if (was_taken and conflict.taken) or lost == ATTEMPTS - 1:
                    raise
                # What took the id may be the same call elsewhere, or a duplicate that is found now; else it stays taken.
                was_taken = conflict.taken
                setting.report(_retried(setting, lost + 1, conflict))
        raise AssertionError("the last try returns or raises")
    finally:
        call.keep_earlier()


@define
class _Call(Generic[T]):
    """
    A call that is planned and committed, as often as it takes.

    Attributes:
        setting, plan, about, once, counts_loads: As of `planned`.
        earlier: The call about the same whose answer was lost, as long as it is not known whether it was written.
        pending: The same, once it was found to be not written, until the commit of this try is answered.
    """

    setting: Setting
    plan: Callable[[UnitOfWork], tuple[T, Changes | None]]
    about: object
    once: Once[T] | None
    counts_loads: bool
    earlier: UnansweredCall | None
    pending: UnansweredCall | None = None

    def take_earlier(self) -> None:
        """
        Take the call about the same whose answer was lost, unless the caller has.
        """
        if self.earlier is None and self.about is not None:
            self.earlier = self.setting.unanswered.take(self.about)

    def keep_earlier(self) -> None:
        """
        Keep the call whose answer was lost for the next call about the same, unless this one has settled it.
        """
        if self.earlier is not None:
            self.setting.unanswered.keep(self.earlier)

    def doubt_earlier(self) -> None:
        """
        After a conflict, ask again whether the call whose answer was lost was written: it may have been with that one.
        """
        self.earlier = self.earlier or self.pending

    def attempt(self, unit: UnitOfWork) -> T:
        """
        Plan and commit once, unless the call was written before; then return its first result.
        """
        if self.earlier is not None and is_written(unit, self.earlier.changes):
            answer, self.earlier = cast("T", self.earlier.decided), None
            return answer
        done = self._plan(unit) if self.once is None else self._plan_once(unit, self.once)
        self.earlier = None
        return done

    def _plan(self, unit: UnitOfWork) -> T:
        decided, changes = self.plan(unit)
        if changes is not None:
            self._commit(unit, decided, self._whole(unit, changes))
        return decided

    def _plan_once(self, unit: UnitOfWork, once: Once[T]) -> T:
        calls, now = once.calls(unit), self.setting.clock()
        found = once.earlier(calls, now)
        if found is not None:
            return once.recall(unit, found)
        try:
            decided, changes = self.plan(unit)
        except (InvalidInput, NotFound):
            # What is not there any more may have been taken away by the same call elsewhere, between the two reads.
            found = once.earlier(once.calls(unit), now)
            if found is None:
                raise
            return once.recall(unit, found)
        if changes is None:
            # The same call elsewhere may have been written between the two reads.
            found = once.earlier(once.calls(unit), now)
            return decided if found is None else once.recall(unit, found)
        self._commit(unit, decided, once.noted(self._whole(unit, changes), calls, now))
        return decided

    def _whole(self, unit: UnitOfWork, changes: Changes) -> Changes:
        """
        Return *changes* with what they change of loads, deadlines and errands, and their note in the feed.
        """
        changes = _with_loads(changes, self.setting) if self.counts_loads else changes
        changes = with_errands(with_deadlines(changes, unit, self.setting), unit, self.setting)
        return with_feed(changes, unit, self.setting)

    def _commit(self, unit: UnitOfWork, decided: T, changes: Changes) -> None:
        self.pending, self.earlier = self.earlier, None
        _commit(unit, UnansweredCall(self.about, decided, changes), self.setting)


def _commit(unit: UnitOfWork, call: UnansweredCall, setting: Setting) -> None:
    """
    Commit the changes of a call, and remember the call where it is not known whether they are written.
    """
    try:
        unit.commit(call.changes)
    except BaseException as error:
        if call.about is not None and not (isinstance(error, LeadflowError) and not error.wrote):
            setting.unanswered.keep(call)
        raise
    note_commit()


def _retried(setting: Setting, attempt: int, conflict: Conflict) -> CommitRetried:
    lead_id = conflict.lead_id if isinstance(conflict, StaleLead) else None
    return CommitRetried(supplier_id=setting.supplier_id, attempt=attempt, what=conflict.what, lead_id=lead_id)


def _with_loads(changes: Changes, setting: Setting) -> Changes:
    """
    Return what the leads change of loads, where the plan has not: no service can forget it.
    """
    if changes.loads or not changes.leads:
        return changes
    loads = load_changes(changes.leads, setting.programme.stages.closing)
    return evolve(changes, loads=loads) if loads else changes


def _pause(lost: int) -> None:
    """
    Wait a moment after the *lost*-th loss: a random time that grows, so that losers do not meet again at once.

    The first loss waits for nothing: most conflicts are over by then.
    """
    if lost > 1:
        time.sleep(random.uniform(0, min(_FIRST_PAUSE * 2**lost, _LONGEST_PAUSE)))
