"""
Errands: what is to be brought to another system, and how far that is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from leadflow.core.connectors.cursors import SyncCursor
from leadflow.core.connectors.remote import RemoteRef
from leadflow.core.unknown import KeepsUnknown

__all__ = [
    "GIVEN_UP_AFTER",
    "Errand",
    "ErrandState",
    "PullPhase",
    "SyncState",
    "dead_errands",
    "errand_key",
    "waiting_errands",
]

_FIRST: Final = timedelta(seconds=30)
_LONGEST: Final = timedelta(hours=6)
_DOUBLINGS: Final = 10
GIVEN_UP_AFTER: Final = timedelta(hours=72)
"""
How long an errand is tried again before it is a dead letter.
"""


class ErrandState(StrEnum):
    """
    How far an errand is.

    Attributes:
        WAITING: It is due, or will be.
        DONE: The other system has what it is to have.
        DEAD: The system refused it, or could not be reached for 72 hours. It waits for a change of the lead, or for
            `SyncDesk.requeue`.
    """

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


@frozen(kw_only=True)
class Errand(KeepsUnknown):
    """
    What is to be brought to another system about one lead and its opportunities: their state, and not each change. So
    the order of changes is kept, and many changes cost one call.

    Attributes:
        connection: The name of the connection.
        lead_id: Which lead.
        wanted: The number of the latest event that has to be there.
        done: The number of the event up to which it is there; 0 if nothing is.
        due_at: When it is to be tried, in UTC; None while nothing is wanted.
        since: When it was first tried without success, in UTC; None if it was not.
        attempts: How often it was tried since then.
        state: How far it is.
        codes: What the system said last, with the names of its fields; never values.
    """

    connection: str
    lead_id: str
    wanted: int
    done: int = 0
    due_at: datetime | None = None
    since: datetime | None = None
    attempts: int = 0
    state: ErrandState = ErrandState.WAITING
    codes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """
        Under which it is stored.
        """
        return errand_key(self.connection, self.lead_id)

    @property
    def due(self) -> tuple[datetime, str] | None:
        """
        When it is due, and of which connection it is, for stores; None if it is not.
        """
        return None if self.due_at is None or self.state is not ErrandState.WAITING else (self.due_at, self.connection)

    @property
    def status(self) -> str:
        """
        By what stores count and list it: whether it waits or is dead, with its connection; empty for neither.
        """
        if self.state is ErrandState.DEAD:
            return dead_errands(self.connection)
        return waiting_errands(self.connection) if self.due is not None else ""

    def wanting(self, seq: int, now: datetime) -> Errand:
        """
        Return the errand once event *seq* has to be there too: a dead one is tried again, a late one is not hurried.
        """
        waits = self.state is ErrandState.WAITING and self.due_at is not None
        fresh = evolve(self, wanted=max(seq, self.wanted), state=ErrandState.WAITING)
        return fresh if waits else evolve(fresh, due_at=now, since=None, attempts=0, codes=())

    def brought(self, seq: int, now: datetime) -> Errand:
        """
        Return the errand once everything up to event *seq* is there.
        """
        done = max(seq, self.done)
        more = self.wanted > done
        return evolve(
            self,
            done=done,
            due_at=now if more else None,
            since=None,
            attempts=0,
            codes=(),
            state=ErrandState.WAITING if more else ErrandState.DONE,
        )

    def tried(self, now: datetime, codes: tuple[str, ...], after: timedelta | None = None) -> Errand:
        """
        Return the errand after a try that failed for now: later, or dead after 72 hours.
        """
        since = self.since or now
        if now - since >= GIVEN_UP_AFTER:
            return self.refused(codes)
        pause = max(min(_FIRST * 2 ** min(self.attempts, _DOUBLINGS), _LONGEST), after or timedelta())
        return evolve(self, due_at=now + pause, since=since, attempts=self.attempts + 1, codes=codes)

    def refused(self, codes: tuple[str, ...]) -> Errand:
        """
        Return the errand as a dead letter.
        """
        return evolve(self, state=ErrandState.DEAD, due_at=None, attempts=self.attempts + 1, codes=codes)


class PullPhase(StrEnum):
    """
    What a pull does.

    Attributes:
        FULL: It reads everything: at first, and once the cursor has expired.
        CHANGES: It reads what has changed.
    """

    FULL = "full"
    CHANGES = "changes"


@frozen(kw_only=True)
class SyncState(KeepsUnknown):
    """
    How far the exchange with another system is.

    Attributes:
        connection: The name of the connection.
        cursor: Where the next pull continues; None to read everything.
        phase: What the next pull does.
        full_pulls: How often everything was read again.
        holder: Who exchanges with the system now; empty if nobody does.
        held_until: Until when they do, in UTC, unless they say so again.
        delayed_until: When the system may be asked again, in UTC; None for now.
        code: Why it is delayed; empty if it is not.
        pulled_at: When a pull last reached the end, in UTC; None if none did.
        expired_at: When a cursor last expired, in UTC; None if none did.
        day_began_at: When the day began whose calls are counted, in UTC.
        calls: How many calls were made in that day.
        waiting: Opportunities there that could not become ours yet, the longest waiting first; the latest 1,000.
    """

    connection: str
    cursor: SyncCursor | None = None
    phase: PullPhase = PullPhase.FULL
    full_pulls: int = 0
    holder: str = ""
    held_until: datetime | None = None
    delayed_until: datetime | None = None
    code: str = ""
    pulled_at: datetime | None = None
    expired_at: datetime | None = None
    day_began_at: datetime | None = None
    calls: int = 0
    waiting: tuple[RemoteRef, ...] = ()

    def free_for(self, holder: str, now: datetime) -> bool:
        """
        Return whether *holder* may exchange with the system: nobody else does, or has said so for too long.
        """
        return self.holder in ("", holder) or self.held_until is None or self.held_until <= now

    def waits_until(self, now: datetime, calls_a_day: int | None) -> datetime | None:
        """
        Return until when nothing may be asked, because of a quota, a fault or the budget of the day; None for now.
        """
        found = [self.delayed_until] if self.delayed_until is not None and self.delayed_until > now else []
        if calls_a_day is not None and self.day_began_at is not None and self.calls >= calls_a_day:
            ends = self.day_began_at + timedelta(days=1)
            found += [ends] if ends > now else []
        return max(found, default=None)

    def called(self, calls: int, now: datetime) -> SyncState:
        """
        Return the state after *calls* more calls; after 24 hours another day begins.
        """
        if self.day_began_at is None or now >= self.day_began_at + timedelta(days=1):
            return evolve(self, day_began_at=now, calls=calls)
        return evolve(self, calls=self.calls + calls)


def errand_key(connection: str, lead_id: str) -> str:
    """
    Return the key of the errand about a lead.
    """
    return f"{connection} {lead_id}"


def waiting_errands(connection: str) -> str:
    """
    Return the status of errands of a connection that are due, or will be.
    """
    return f"{connection} {ErrandState.WAITING}"


def dead_errands(connection: str) -> str:
    """
    Return the status of errands of a connection that are dead letters.
    """
    return f"{connection} {ErrandState.DEAD}"
