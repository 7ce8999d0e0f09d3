"""
Calls whose commit may have been written without an answer: the same call again is held against the store first.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

from attrs import frozen

from leadflow.core.changes import Changes
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork

__all__ = ["Unanswered", "UnansweredCall", "is_written"]

_MOST: Final = 1_000


@frozen(eq=False)
class UnansweredCall:
    """
    What a call decided and wanted written, before the answer was lost.

    Attributes:
        about: What the call was about: its name, its caller and its arguments.
        decided: What it would have returned.
        changes: What it may have written.
    """

    about: object
    decided: object
    changes: Changes


class Unanswered:
    """
    Keeps the latest unanswered calls of a `leadflow.Setting`; each is taken by one call that is about the same. Safe
    for threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: list[UnansweredCall] = []

    def keep(self, call: UnansweredCall) -> None:
        """
        Keep a call until the same is made again; the oldest make room.
        """
        with self._lock:
            self._calls = [*self._calls[-_MOST + 1 :], call]

    def take(self, about: object) -> UnansweredCall | None:
        """
        Take the first call that was about the same; None if every one was answered.
        """
        if not self._calls:
            return None
        with self._lock:
            found = next((one for one in self._calls if one.about == about), None)
            if found is not None:
                self._calls.remove(found)
            return found


def is_written(unit: UnitOfWork, changes: Changes) -> bool:
    """
    Return whether *changes* are stored: a commit writes all or nothing, so one trace of it is enough.

    Events are the traces, since no two are alike; without any it is the records. What leaves neither can be written
    again without doubling anything.
    """
    try:
        if changes.events:
            event = changes.events[-1]
            return unit.timeline.one(event.lead_id, event.seq) == event
        told = next((post.event for post in changes.posts if post.event is not None), None)
        if told is not None:
            trail = unit.posts.one(told.key).trail
            return len(trail) >= told.seq and trail[told.seq - 1] == told
    except NotFound:
        return False
    return bool(changes.puts) and all(unit.records.one(type(put.record), put.key) == put.record for put in changes.puts)
