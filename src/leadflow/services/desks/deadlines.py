"""
The desk for deadlines: finds what is due, and does it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.deadlines import Deadline, DueAction
from leadflow.core.deadlines.deadline import due_actions_at
from leadflow.core.deadlines.running import awaited_of, calendar_gaps, latest_begin
from leadflow.core.facts import Channel
from leadflow.core.problems import Problem
from leadflow.core.registration import Registration
from leadflow.core.registration.registration import due_protections_at
from leadflow.core.stored import DueRecord, due_of, key_of
from leadflow.errors import ConfigurationError, Conflict, InvalidInput, NotFound
from leadflow.ports import DueRecords, UnitOfWork
from leadflow.services.deadlines.due import ActionOutcome, PerformedAction, plan_action, plan_recount
from leadflow.services.deadlines.protecting import plan_protection
from leadflow.services.operations.caller import calling
from leadflow.services.operations.deadline_keeping import DeadlineKeeper
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import in_steps

__all__ = ["DeadlineDesk", "DeadlineRun"]

_PAGE: Final = 500
_MOST: Final = 100_000


@frozen
class DeadlineRun:
    """
    What was done by `DeadlineDesk.run`.

    Attributes:
        outcomes: How many actions came to what.
        paused: The ids of the partners that get no more leads from now on.
        failed: The ids of the leads whose action could not be done, because they or their deadline cannot be read
            or are gone, or others kept changing them. They are due again in the next run; `DeadlineDesk.perform` says
            what is wrong.
    """

    outcomes: Mapping[ActionOutcome, int] = field(factory=dict)
    paused: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@checked
class DeadlineDesk:
    """
    Finds what is due of the deadlines of leads and of the protections of registrations, and does it.

    leadflow starts no thread and no timer: the host calls `run` every few minutes, from one process or from several.
    An action is done once, even if several callers perform it. Everything here needs the act ``run_deadlines``,
    without a limit to partner groups, and raises `NotAllowed` otherwise; nothing is written then.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*; without a channel a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    def due_actions(self, now: datetime | None = None, *, most: int = 1_000) -> tuple[DueAction, ...]:
        """
        Plan what is due; nothing is written.

        Of several steps of a lead that have passed, only the latest is due: after a week in which nobody looked, no
        week of reminders is sent.

        Args:
            now: If omitted, what the clock says.
            most: How many actions at most, from 1 to 100,000, the earliest first. Performing them makes room for the
                next ones.

        Raises:
            InvalidInput: *most* is out of its range (``number_out_of_range``).
        """
        self._check()
        if not 1 <= most <= _MOST:
            message = f"is {most:,}, but must be from 1 to {_MOST:,}; use a number in this range"
            raise InvalidInput((Problem(code="number_out_of_range", path="most", message=message),))
        moment = now or self._caller.setting.clock()
        with self._caller.setting.unit() as unit:
            found = due_actions_at(_due(unit, Deadline, moment, most), moment)
            protections = due_protections_at(_due(unit, Registration, moment, most), moment)
        if not protections:
            return found
        return tuple(sorted((*found, *protections), key=lambda one: (one.due_at, one.lead_id))[:most])

    def perform(self, action: DueAction) -> PerformedAction:
        """
        Do what is due, if nobody has done it yet.

        The deadline is looked at again: one that was done, moved or superseded since it was planned is left alone or
        brought up to date, and a later step that has passed meanwhile is done in the place of this one.

        Raises:
            NotFound: The lead or its partner is gone. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        self._check()
        setting = self._caller.setting
        new_id = setting.new_id()
        return planned(
            setting,
            lambda unit: self._plan(unit, action, new_id),
            about=(Act.RUN_DEADLINES, self._caller.actor, action.key),
        )

    def _plan(self, unit: UnitOfWork, action: DueAction, new_id: str) -> tuple[PerformedAction, Changes | None]:
        if action.registration_id is not None:
            return plan_protection(self._caller, unit, action)
        return plan_action(self._caller, unit, action, new_id)

    @in_steps()
    def run(self, *, most: int = 1_000) -> DeadlineRun:
        """
        Do what is due now, at most so many actions; see `due_actions` and `perform`.

        A lead that cannot be handled stops no other.
        """
        done, failed = list[PerformedAction](), list[str]()
        for action in self.due_actions(most=most):
            try:
                done.append(self.perform(action))
            except (ConfigurationError, Conflict, NotFound):
                failed.append(action.lead_id)
        outcomes = Counter(one.outcome for one in done)
        paused = tuple(one.paused for one in done if one.paused is not None)
        return DeadlineRun(dict(outcomes), paused, tuple(failed))

    def check(self) -> tuple[Problem, ...]:
        """
        Return a warning (``calendar_ends``) for each policy and calendar that ends before a step of a deadline that
        began now.
        """
        self._check()
        setting = self._caller.setting
        return calendar_gaps(setting.programme.deadlines, setting.clock())

    def deadline(self, lead_id: str) -> Deadline | None:
        """
        Return the deadline of a lead, also one that has ended; None if it never had one.

        Raises:
            NotFound: There is no such lead.
        """
        self._check()
        with self._caller.setting.unit() as unit:
            self._caller.lead(unit, lead_id)
            return unit.records.one(Deadline, lead_id)

    def recount(self, lead_id: str, *, earlier: bool = False) -> Deadline | None:
        """
        Count the steps ahead of a lead's deadline by the calendar of today, after holidays or hours have changed.

        What is past stays. The timeline says what was before.

        Args:
            lead_id: Which lead.
            earlier: True moves steps to earlier moments too; False moves them only later.

        Returns:
            The deadline as it is now; None if the lead never had one.

        Raises:
            NotFound: There is no such lead. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        self._check()
        return planned(self._caller.setting, lambda unit: plan_recount(self._caller, unit, lead_id, earlier=earlier))

    @in_steps()
    def begin_open(self) -> int:
        """
        Begin the deadlines of leads that are there already, once after policies were added.

        They count from now, so that no lead is late at once. Leads whose deadline runs are left alone. It reads every
        lead of the supplier, in pages, and can be repeated after a failure.

        Returns:
            How many deadlines were begun.

        Raises:
            Conflict: Others wrote first twelve times in a row. What was begun stays, trying again is safe.
        """
        self._check()
        begun, after = 0, None
        while True:
            found = planned(self._caller.setting, lambda unit: self._begin_page(unit, after))  # noqa: B023  # called at once
            if found is None:
                return begun
            begun, after = begun + found[0], found[1]

    def _begin_page(self, unit: UnitOfWork, after: str | None) -> tuple[tuple[int, str] | None, Changes | None]:
        leads, setting = unit.leads.page(after, _PAGE), self._caller.setting
        if not leads:
            return None, None
        awaited = {lead.id: awaited_of(lead, setting.programme.stages.closing) for lead in leads}
        waiting = [lead for lead in leads if awaited[lead.id] is not None]
        timelines, keeper, puts = unit.timeline.many([one.id for one in waiting]), DeadlineKeeper(unit, setting), []
        for lead in waiting:
            awaits = awaited[lead.id]
            assert awaits is not None
            try:
                running = unit.records.one(Deadline, lead.id)
            except ConfigurationError:
                # It cannot be read, and what it says is not written over.
                continue
            event = latest_begin(timelines.get(lead.id, ()), awaits)
            if running is not None and not running.ended and event is not None and running.since == event.seq:
                continue
            deadline = keeper.begun(lead, awaits, event, from_now=True)
            if deadline is not None:
                puts.append(Put(deadline, before=running))
        return (len(puts), leads[-1].id), Changes(puts=tuple(puts)) if puts else None

    def _check(self) -> None:
        self._caller.check(Act.RUN_DEADLINES)
        if self._caller.scope.groups is not None:
            raise self._caller.refusing(Act.RUN_DEADLINES)


def _due(unit: UnitOfWork, cls: type[Deadline | Registration], now: datetime, most: int) -> tuple[DueRecord, ...]:
    if isinstance(unit.records, DueRecords):
        return unit.records.due(cls, now, most)
    dues = ((key_of(one), due_of(one)) for one in unit.records.all(cls))
    found = [DueRecord(key, *due) for key, due in dues if due is not None and due[0] <= now]
    return tuple(sorted(found, key=lambda one: (one.at, one.key))[:most])
