"""
The desk for exchanging leads with other systems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from attrs import frozen

from leadflow.core.access import Act, Party
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_duration, check_seconds, check_whole
from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    Connection,
    Errand,
    ErrandState,
    KeptSide,
    LinkedRecord,
    PullPhase,
    SyncState,
    check_described,
    connection_named,
    dead_errands,
    errand_key,
    refused_records,
    waiting_errands,
)
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.problems import Problem, near
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import DescribesFields, PullsChanges, PushesUpdates, UnitOfWork
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import in_steps
from leadflow.services.syncing.conflicts import settle_field
from leadflow.services.syncing.pulling import Pull, PullReport
from leadflow.services.syncing.pushing import Push, PushReport
from leadflow.services.syncing.records import count_status, with_status
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["DeadErrand", "SyncDesk", "SyncStatus"]

AnyConnector = PullsChanges | PushesUpdates
_MOST_TOLD: Final = 1_000
_CALLS: Final = 4


@frozen
class DeadErrand:
    """
    A lead that could not be brought to another system.

    Attributes:
        lead_id: Which lead.
        codes: What the system said, each with the name of its field where there is one; never values.
        attempts: How often it was tried.
    """

    lead_id: str
    codes: tuple[str, ...]
    attempts: int


@frozen(kw_only=True)
class SyncStatus:
    """
    How far the exchange with another system is.

    Attributes:
        phase: Whether the next pull reads everything or what has changed.
        pulled_at: When a pull last reached the end, in UTC; None if none did.
        expired_at: When a cursor last expired, in UTC; None if none did.
        delayed_until: When the system may be asked again, in UTC; None for now.
        code: Why it is delayed; empty if it is not, or because of the budget of the day.
        calls: How many calls were made in the current 24 hours.
        waiting: How many leads are to be brought there.
        dead: Leads that could not be, by ascending id; the first 1,000.
        refused: How many records there could not become leads or opportunities.
    """

    phase: PullPhase
    pulled_at: datetime | None
    expired_at: datetime | None
    delayed_until: datetime | None
    code: str
    calls: int
    waiting: int
    dead: tuple[DeadErrand, ...]
    refused: int


class SyncDesk:
    """
    Pulls from other systems and pushes to them, for a party that may maintain the programme.

    Call `pull` and `push` of each connection every few minutes, from one process or several: one at a time exchanges
    with a system, and the others learn that it is busy. A process may die at any point; the next call continues.
    """

    @checked
    def __init__(
        self,
        setting: Setting,
        party: Party,
        *,
        connectors: Mapping[str, AnyConnector],
        timeout: float = 30.0,
        lease: timedelta = timedelta(minutes=10),
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls; needs the act ``maintain`` without a limit to groups.
            connectors: By the names of the connections of the programme; those that are not exchanged with from here
                are left out.
            timeout: Seconds that one call over the network may take.
            lease: For how long nobody else exchanges with the system after a process died. At least four times the
                time-out, since clocks differ and a call may be made again with another token.

        Raises:
            ConfigurationError: A connector has the name of no connection, or cannot do what its connection needs.
            InvalidInput: The lease is too short, or the time-out is none (``number_out_of_range``).
        """
        check_seconds(timeout, "SyncDesk(timeout)")
        check_duration(lease, "SyncDesk(lease)", least=timedelta(seconds=_CALLS * timeout))
        for name, one in connectors.items():
            _check(connection_named(setting.programme.connections, name), one)
        self._caller = calling(setting, party, None)
        self._setting = setting
        self._connectors = dict(connectors)
        self._timeout = timeout
        self._lease = lease

    @checked
    @in_steps()
    def pull(self, connection: str, *, pages: int = 10_000, page: int = 200) -> PullReport:
        """
        Read what changed in a system, and write it here.

        Each change is one commit, and the cursor is saved after each page: a process that dies reads that page again,
        and nothing of it is written twice.

        Args:
            connection: The name of the system.
            pages: How many pages at most, from 1.
            page: How many changes a page has at most, from 1 to 10,000.

        Raises:
            NotFound: There is no such connection.
            ConfigurationError: It has no connector here, or does not pull.
            NotAllowed: None of the caller's roles allows it. Nothing was written.
            PortError: The system could not be reached. What was read before is written; call again.
            Conflict: Others wrote first twelve times in a row. What was read before is written; call again.
        """
        check_whole(pages, "pages", 1)
        check_whole(page, "page", 1, 10_000)
        found, connector = self._opened(connection)
        if not found.direction.pulls or not isinstance(connector, PullsChanges):
            raise ConfigurationError(f"the connection '{connection}' does not pull; change its direction")
        turn = self._turn(found)
        if turn.begin() is None:
            return PullReport(counts={}, busy=True)
        try:
            return Pull(turn, connector, page, self._timeout).run(pages)
        finally:
            turn.ends()

    @checked
    @in_steps()
    def push(self, connection: str, *, most: int = 10_000) -> PushReport:
        """
        Bring what is due to a system.

        Args:
            connection: The name of the system.
            most: How many leads at most, from 1.

        Raises:
            NotFound: There is no such connection.
            ConfigurationError: It has no connector here, or does not push.
            NotAllowed: None of the caller's roles allows it. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Call again: nothing is lost, and nothing is created
                twice.
        """
        check_whole(most, "most", 1)
        found, connector = self._opened(connection)
        if not found.direction.pushes or not isinstance(connector, PushesUpdates):
            raise ConfigurationError(f"the connection '{connection}' does not push; change its direction")
        turn = self._turn(found)
        if turn.begin() is None:
            return PushReport(counts={}, busy=True)
        try:
            return Push(turn, connector, self._timeout).run(most)
        finally:
            turn.ends()

    @checked
    def status(self, connection: str) -> SyncStatus:
        """
        Return how far the exchange with a system is.

        Raises:
            NotFound: There is no such connection.
            NotAllowed: None of the caller's roles allows it.
        """
        self._allowed()
        found, now = connection_named(self._setting.programme.connections, connection), self._setting.clock()
        with self._setting.unit() as unit:
            state = unit.records.one(SyncState, connection) or SyncState(connection=connection)
            waiting = count_status(unit, Errand, connection, waiting_errands(connection))
            dead = list(islice(_dead(unit, connection), _MOST_TOLD))
            refused = count_status(unit, LinkedRecord, connection, refused_records(connection))
        until = state.waits_until(now, found.calls_a_day)
        return SyncStatus(
            phase=state.phase,
            pulled_at=state.pulled_at,
            expired_at=state.expired_at,
            delayed_until=until,
            code=state.code if until is not None and until == state.delayed_until else "",
            calls=state.calls,
            waiting=waiting,
            dead=tuple(DeadErrand(one.lead_id, one.codes, one.attempts) for one in dead),
            refused=refused,
        )

    @checked
    @in_steps()
    def requeue(self, connection: str, lead_id: str | None = None) -> int:
        """
        Try dead errands again: that of one lead, or all of a system.

        Returns:
            How many are tried again.

        Raises:
            NotFound: There is no such connection.
            NotAllowed: None of the caller's roles allows it. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Call again to continue.
        """
        self._allowed()
        connection_named(self._setting.programme.connections, connection)
        with self._setting.unit() as unit:
            wanted = [lead_id] if lead_id is not None else [one.lead_id for one in _dead(unit, connection)]
        return sum(planned(self._setting, lambda unit: self._requeued(unit, connection, one)) for one in wanted)  # noqa: B023

    @checked
    def settle(self, connection: str, lead_id: str, field: str, *, keep: KeptSide) -> LeadUpdate | Refusal:
        """
        Choose between the two sides of a field of a lead that waits for a person (`SyncConflictPolicy.ASK`).

        Args:
            connection: The name of the system.
            lead_id: Which lead.
            field: What leadflow calls the field.
            keep: Ours is pushed; theirs becomes ours.

        Raises:
            NotFound: There is no such connection or lead, or nobody has to choose about this field. Nothing was
                written.
            NotAllowed: None of the caller's roles allows it. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        self._allowed()
        found = connection_named(self._setting.programme.connections, connection)
        shared = next((one for one in found.leads if one.field == field), None)
        if shared is None:
            raise NotFound("shared field", field, suggestions=near(field, [one.field for one in found.leads]))
        return settle_field(self._caller, found, shared, lead_id, keep)

    @checked
    def check(self, connection: str) -> tuple[Problem, ...]:
        """
        Compare a connection with the fields that the system describes, and return what does not fit, with near names.

        Raises:
            NotFound: There is no such connection.
            ConfigurationError: It has no connector here, or one that describes nothing.
            NotAllowed: None of the caller's roles allows it.
            PortError: The system could not be reached.
        """
        found, connector = self._opened(connection)
        if not isinstance(connector, DescribesFields):
            raise ConfigurationError(f"the connector '{connection}' describes no fields; leave this check out")
        return check_described(found, connector.describe(self._timeout))

    def _requeued(self, unit: UnitOfWork, connection: str, lead_id: str) -> tuple[int, Changes | None]:
        errand = unit.records.one(Errand, errand_key(connection, lead_id))
        if errand is None or errand.state is not ErrandState.DEAD:
            return 0, None
        again = errand.wanting(errand.wanted, self._setting.clock())
        return 1, Changes(puts=(Put(again, before=errand),))

    def _opened(self, name: str) -> tuple[Connection, AnyConnector]:
        self._allowed()
        found = connection_named(self._setting.programme.connections, name)
        connector = self._connectors.get(name)
        if connector is None:
            raise ConfigurationError(f"the connection '{name}' has no connector here; pass it in connectors")
        return found, connector

    def _allowed(self) -> None:
        self._caller.check(Act.MAINTAIN)
        if self._caller.scope.groups is not None:
            raise self._caller.refusing(Act.MAINTAIN)

    def _turn(self, connection: Connection) -> SyncTurn:
        return SyncTurn(self._setting, connection, self._setting.new_id(), self._lease)


def _check(connection: Connection, connector: AnyConnector) -> None:
    if connection.direction.pulls and not isinstance(connector, PullsChanges):
        raise ConfigurationError(f"the connector '{connection.name}' cannot pull; set the direction to 'push'")
    if connection.direction.pushes and not isinstance(connector, PushesUpdates):
        raise ConfigurationError(f"the connector '{connection.name}' cannot push; set the direction to 'pull'")


def _dead(unit: UnitOfWork, connection: str) -> Iterator[Errand]:
    return with_status(unit, Errand, connection, dead_errands(connection))
