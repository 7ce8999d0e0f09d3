"""
Writes for all services: plan, commit, and plan again after a conflict.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar, cast

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.loads import load_changes
from leadflow.core.observations import CommitRetried
from leadflow.errors import Conflict, LeadflowError, StaleLead
from leadflow.ports import LockingUnit, UnitOfWork
from leadflow.services.deadline_keeping import with_deadlines
from leadflow.services.once import Once
from leadflow.services.setting import Setting
from leadflow.services.unanswered import UnansweredCall, is_written

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
    final: type[Conflict] | tuple[()] = (),
    counts_loads: bool = True,
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
        final: A conflict that planning again cannot solve, unless it is with the same call.
        counts_loads: Whether what the leads change of loads is counted where the plan does not say it; False where it
            always does.

    Returns:
        What the last call of *plan* decided.

    Raises:
        Conflict: It lost `ATTEMPTS` times, or the conflict was final. Nothing was written.
        OutcomeUnknown: The answer to the commit was lost. The same call again does not write it twice.
    """
    if once is not None:
        about = None
    earlier = earlier or (setting.unanswered.take(about) if about is not None else None)
    pending = None
    try:
        for lost in range(ATTEMPTS):
            _pause(lost)
            try:
                with setting.unit() as unit:
                    if lost and isinstance(unit, LockingUnit):
                        unit.lock()
                    if earlier is not None and is_written(unit, earlier.changes):
                        answer, earlier = cast("T", earlier.decided), None
                        return answer
                    if once is not None:
                        calls, now = once.calls(unit), setting.clock()
                        found = once.earlier(calls, now)
                        if found is not None:
                            return once.recall(unit, found)
                    decided, changes = plan(unit)
                    if changes is None and once is not None:
                        # The same call elsewhere may have been written between the two reads.
                        found = once.earlier(once.calls(unit), now)
                        return decided if found is None else once.recall(unit, found)
                    if changes is not None:
                        changes = _with_loads(changes, setting) if counts_loads else changes
                        changes = with_deadlines(changes, unit, setting)
                        changes = once.noted(changes, calls, now) if once is not None else changes
                        pending, earlier = earlier, None
                        _commit(unit, UnansweredCall(about, decided, changes), setting)
                    earlier = None
                    return decided
            except Conflict as conflict:
                earlier = earlier or pending
                # It may have lost to the commit whose answer was lost, or to the same call elsewhere.
                same = not lost and (once is not None or earlier is not None)
                if (isinstance(conflict, final) and not same) or lost == ATTEMPTS - 1:
                    raise
                setting.report(_retried(setting, lost + 1, conflict))
        raise AssertionError("the last try returns or raises")
    finally:
        if earlier is not None:
            setting.unanswered.keep(earlier)


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
