"""
Turns at another system: one process at a time exchanges with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from attrs import define, evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    Connection,
    LinkedRecord,
    QuotaUsedUp,
    SyncState,
    SystemBlocked,
    SystemDelayed,
    TryLater,
)
from leadflow.core.observations import SystemWaits
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.syncing.callers import caller_of

__all__ = ["SyncTurn", "TurnLost"]

_PAUSE: Final = timedelta(minutes=1)
_BLOCKED: Final = timedelta(minutes=15)
_QUOTA: Final = timedelta(hours=1)
_Plan = Callable[[UnitOfWork, SyncState], Changes | None]


class TurnLost(Exception):
    """
    Another process has the turn by now; nothing was written. It never leaves the desk.
    """


@define
class SyncTurn:
    """
    The turn of one process at another system. Whatever it writes is refused once another one has the turn.

    Attributes:
        setting: What services work with.
        connection: The system.
        holder: The name of the turn, never used again.
        lease: For how long nobody else may have it, counted from the last call.
        full: The number of the full pull that is done; None while changes are read.
    """

    setting: Setting
    connection: Connection
    holder: str
    lease: timedelta
    full: int | None = None

    @cached_property
    def caller(self) -> Caller:
        """
        Who acts for the system.
        """
        return caller_of(self.setting, self.connection)

    def begin(self) -> SyncState | None:
        """
        Take the turn; None if another process has it.
        """

        def plan(unit: UnitOfWork) -> tuple[SyncState | None, Changes | None]:
            known, now = self._state(unit), self.setting.clock()
            state = known or SyncState(connection=self.connection.name)
            if not state.free_for(self.holder, now):
                return None, None
            taken = evolve(state, holder=self.holder, held_until=now + self.lease)
            return taken, Changes(puts=(Put(taken, before=known),))

        return planned(self.setting, plan)

    def calling(self, calls: int = 1) -> SyncState | None:
        """
        Renew the turn before a call, and count it; None while the system may not be asked.

        Raises:
            TurnLost: Another process has the turn.
        """

        def plan(unit: UnitOfWork) -> tuple[SyncState | None, Changes | None]:
            state, now = self._held(unit), self.setting.clock()
            if state.waits_until(now, self.connection.calls_a_day) is not None:
                return None, None
            renewed = evolve(state.called(calls, now), held_until=now + self.lease, delayed_until=None, code="")
            return renewed, Changes(puts=(Put(renewed, before=state),))

        return planned(self.setting, plan)

    def counts(self, calls: int) -> None:
        """
        Count calls that a connector has made in addition to the one that was announced.
        """
        if calls > 0:
            self.save(lambda state: state.called(calls, self.setting.clock()))

    def delays(self, delay: SystemDelayed) -> datetime:
        """
        Remember that the system may not be asked for now, and return until when.
        """
        now = self.setting.clock()
        match delay:
            case TryLater(code=code, after=after):
                until = now + max(after or timedelta(), _PAUSE)
            case QuotaUsedUp(until=told):
                code, until = "quota_used_up", told if told is not None and told > now else now + _QUOTA
            case SystemBlocked(code=code):
                until = now + _BLOCKED
        self.save(lambda state: evolve(state, delayed_until=until, code=code))
        waits = SystemWaits(
            supplier_id=self.setting.supplier_id,
            connection=self.connection.name,
            code=code,
            blocked=isinstance(delay, SystemBlocked),
            seconds=int((until - now).total_seconds()),
        )
        self.setting.report(waits)
        return until

    def waits_until(self) -> datetime | None:
        """
        Return until when the system may not be asked, in UTC; None for now.
        """
        with self.setting.unit() as unit:
            state = self._state(unit)
        return None if state is None else state.waits_until(self.setting.clock(), self.connection.calls_a_day)

    def save(self, change: Callable[[SyncState], SyncState]) -> SyncState:
        """
        Write how far the exchange is.

        Raises:
            TurnLost: Another process has the turn.
        """

        def plan(unit: UnitOfWork) -> tuple[SyncState, Changes]:
            state = self._held(unit)
            return change(state), Changes(puts=(Put(change(state), before=state),))

        return planned(self.setting, plan)

    def ends(self) -> None:
        """
        Give the turn back, if it is still there.
        """
        try:
            self.save(lambda state: evolve(state, holder="", held_until=None))
        except TurnLost:
            return

    def shown(self, known: LinkedRecord) -> LinkedRecord:
        """
        Return what is known of a record once a pull has shown it.
        """
        return known if self.full is None else evolve(known, seen=self.full)

    def fence(self, unit: UnitOfWork) -> Put:
        """
        Return what makes a commit fail if another process has the turn by then.

        Raises:
            TurnLost: It has it already.
        """
        state = self._held(unit)
        return Put(state, before=state)

    def _held(self, unit: UnitOfWork) -> SyncState:
        state = self._state(unit)
        if state is None or state.holder != self.holder:
            raise TurnLost
        return state

    def _state(self, unit: UnitOfWork) -> SyncState | None:
        return unit.records.one(SyncState, self.connection.name)
