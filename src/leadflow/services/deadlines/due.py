"""
Does what is due of the deadline of one lead.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from leadflow.core.changes import Changes, Put
from leadflow.core.deadlines import Awaited, Deadline, DeadlineAction, DueAction, PartnerExpiries
from leadflow.core.deadlines.deadline import RECOUNT, due_actions_at
from leadflow.core.deadlines.running import awaited_of, counted_again, latest_begin
from leadflow.core.facts import DeadlineMoved, StepResult
from leadflow.core.handling.expiring import keep, passed_fact, tell
from leadflow.core.handling.recalling import reroute
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.partners import Account, PartnerPause
from leadflow.core.timeline import LeadChange
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.moving import mailed_about
from leadflow.services.handling.placing import hops_of, route_now
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.deadline_keeping import DeadlineKeeper
from leadflow.services.operations.required_records import account_of, known_partner
from leadflow.services.operations.routing_inputs import read_inputs
from leadflow.services.settings.history import with_settings_events

__all__ = ["ActionOutcome", "PerformedAction", "plan_action", "plan_recount"]


class ActionOutcome(StrEnum):
    """
    What came of an action that was due.

    Attributes:
        DONE: It was done.
        KEPT: The lead should have moved on to another partner, and stays; the timeline says why.
        ALREADY_DONE: It was done before, by this process or another one. Nothing was written.
        NOT_DUE: Its deadline was moved, or the clock is behind. Nothing was written.
        SUPERSEDED: Something else is awaited of the lead by now, or nothing; its deadline was brought up to date.
        RECOUNTED: Its steps were counted by the calendar of today.
        CALENDAR_ENDS: The calendar still ends before the next step; it is tried again a day later.
    """

    DONE = "done"
    KEPT = "kept"
    ALREADY_DONE = "already_done"
    NOT_DUE = "not_due"
    SUPERSEDED = "superseded"
    RECOUNTED = "recounted"
    CALENDAR_ENDS = "calendar_ends"


@frozen(kw_only=True)
class PerformedAction:
    """
    An action that was due, and what came of it.

    Attributes:
        action: The action, as it was given.
        outcome: What came of it.
        changes: What was written of leads; with a lead that moved on, of its duplicate too.
        messages: The messages that were written.
        paused: The id of the partner that gets no more leads from now on; None if none was paused.
    """

    action: DueAction
    outcome: ActionOutcome
    changes: tuple[LeadChange, ...] = ()
    messages: tuple[Message, ...] = ()
    paused: str | None = None


_Planned = tuple[PerformedAction, Changes | None]


def plan_action(caller: Caller, unit: UnitOfWork, action: DueAction, new_id: str) -> _Planned:
    """
    Plan what is due of a deadline, as it is stored now; of several steps that have passed, the latest.
    """
    deadline, now = unit.records.one(Deadline, action.lead_id), caller.setting.clock()
    if deadline is None or (deadline.policy, deadline.since) != (action.policy, action.since) or not deadline.runs:
        return PerformedAction(action=action, outcome=ActionOutcome.ALREADY_DONE), None
    if deadline.passed >= action.step:
        return PerformedAction(action=action, outcome=ActionOutcome.ALREADY_DONE), None
    due = deadline.due
    if due is None or due[0] > now:
        return PerformedAction(action=action, outcome=ActionOutcome.NOT_DUE), None
    lead = caller.lead(unit, action.lead_id)
    awaits = awaited_of(lead, caller.setting.programme.stages.closing)
    if not _still_waits(unit, lead, deadline, awaits):
        return _superseded(caller, unit, action, deadline, lead, awaits)
    (latest,) = due_actions_at([(lead.id, *due)], now)
    if latest.action == RECOUNT:
        return _recounted(caller, action, deadline, lead, now)
    step = _Step(caller, unit, action, latest, deadline, lead, now)
    return step.moved(new_id) if latest.action == DeadlineAction.REROUTE else step.told()


def plan_recount(
    caller: Caller, unit: UnitOfWork, lead_id: str, *, earlier: bool
) -> tuple[Deadline | None, Changes | None]:
    """
    Plan to count the steps ahead of a lead's deadline by the calendar of today.
    """
    lead, deadline, now = caller.lead(unit, lead_id), unit.records.one(Deadline, lead_id), caller.setting.clock()
    rules = caller.setting.programme.deadlines
    calendar = rules.calendars.get(deadline.partner_id, rules.calendar) if deadline is not None else None
    if deadline is None or not deadline.runs or calendar is None:
        return deadline, None
    counted = counted_again(deadline, calendar, now, earlier=earlier)
    if counted.steps == deadline.steps:
        return deadline, None
    change = LeadChange(lead).then(_moved(deadline, counted), at=now, actor=caller.actor)
    return counted, Changes(leads=(change,), puts=(Put(counted, before=deadline),))


def _still_waits(unit: UnitOfWork, lead: Lead, deadline: Deadline, awaits: Awaited | None) -> bool:
    """
    Return whether the lead still waits for what its deadline awaits, since the same act.

    Every operation keeps deadlines, unless it ran where the programme had none.
    """
    if awaits is not deadline.awaits or lead.partner_id != deadline.partner_id:
        return False
    event = latest_begin(unit.timeline.of(lead.id), awaits)
    return event is not None and event.seq == deadline.since


def _superseded(
    caller: Caller, unit: UnitOfWork, action: DueAction, deadline: Deadline, lead: Lead, awaits: Awaited | None
) -> _Planned:
    event = latest_begin(unit.timeline.of(lead.id), awaits) if awaits is not None else None
    put = DeadlineKeeper(unit, caller.setting).replaced(lead, deadline, awaits, event)
    done = PerformedAction(action=action, outcome=ActionOutcome.SUPERSEDED)
    return done, Changes(puts=(put,)) if put is not None else None


def _recounted(caller: Caller, action: DueAction, deadline: Deadline, lead: Lead, now: datetime) -> _Planned:
    rules = caller.setting.programme.deadlines
    calendar = rules.calendars.get(deadline.partner_id, rules.calendar)
    counted = counted_again(deadline, calendar, now, earlier=False) if calendar is not None else deadline
    put = Put(counted, before=deadline)
    if counted.steps == deadline.steps:
        return PerformedAction(action=action, outcome=ActionOutcome.CALENDAR_ENDS), Changes(puts=(put,))
    change = LeadChange(lead).then(_moved(deadline, counted), at=now, actor=caller.actor)
    done = PerformedAction(action=action, outcome=ActionOutcome.RECOUNTED, changes=(change,))
    return done, Changes(leads=(change,), puts=(put,))


def _moved(before: Deadline, after: Deadline) -> DeadlineMoved:
    now, then = after.steps[after.passed], before.steps[before.passed]
    return DeadlineMoved(policy=after.policy, due_at=now.due_at, before=then.due_at)


_KEPT: Final = ActionOutcome.KEPT


@frozen
class _Step:
    """
    A step that is due, and what it is about.
    """

    caller: Caller
    unit: UnitOfWork
    asked: DueAction
    due: DueAction
    deadline: Deadline
    lead: Lead
    now: datetime

    def told(self) -> _Planned:
        """
        Plan a step that notifies somebody.
        """
        programme = self.caller.setting.programme
        done = tell(
            self.lead,
            self._account(),
            self.due,
            managers=programme.deadlines.managers,
            policy=programme.handling,
            now=self.now,
            actor=self.caller.actor,
        )
        last = self.due.step == len(self.deadline.steps) and self.deadline.awaits is Awaited.ANSWER
        return self._written(ActionOutcome.DONE, (done.change,), done.messages, expired=last)

    def moved(self, new_id: str) -> _Planned:
        """
        Plan a step that moves the lead on to the next partner that matches, or keeps it if there is none.
        """
        programme = self.caller.setting.programme
        module = self.lead.routed_by or programme.module
        if self.lead.superseded_by is not None:
            return self._kept(StepResult.CONTINUED)
        if hops_of(self.unit, self.lead) >= programme.deadlines.most_hops:
            return self._kept(StepResult.HOP_LIMIT)
        if programme.switches.refused is not None:
            return self._kept(StepResult.NO_DISTRIBUTION)
        if module is None:
            return self._kept(StepResult.NO_MODULE)
        try:
            inputs = read_inputs(self.unit, programme, module, self.now, None)
        except (NotFound, InvalidInput):  # the module is gone, or does not fit the partners of today
            return self._kept(StepResult.NO_MODULE)
        move = reroute(
            self.lead,
            self._account(),
            mailed_about(self.unit, self.lead),
            new_id,
            passed_fact(self.due),
            first_stage=programme.stages.open[0],
            policy=programme.handling,
            now=self.now,
            actor=self.caller.actor,
        )
        routed = route_now(self.caller, self.unit, move.change, inputs, self.now, without=self.lead.partner_id or "")
        if routed.lead.partner_id is None:
            return self._kept(StepResult.NO_PARTNER)
        leads, messages = (move.original, routed.change), (*move.messages, *routed.messages)
        done, changes = self._written(ActionOutcome.DONE, leads, messages, expired=True, ended=True)
        assert changes is not None
        return done, inputs.taken(changes, programme.stages.closing)

    def _kept(self, result: StepResult) -> _Planned:
        done = keep(self.lead, self.due, result, now=self.now, actor=self.caller.actor)
        last = self.due.step == len(self.deadline.steps)
        return self._written(ActionOutcome.KEPT, (done.change,), (), expired=last)

    def _written(
        self,
        outcome: ActionOutcome,
        leads: tuple[LeadChange, ...],
        messages: tuple[Message, ...],
        *,
        expired: bool,
        ended: bool = False,
    ) -> _Planned:
        passed = evolve(self.deadline, passed=self.due.step, ended=ended)
        puts = [Put(passed, before=self.deadline)]
        paused = None
        if expired:
            more, paused = self._expired()
            puts += more
        done = PerformedAction(action=self.asked, outcome=outcome, changes=leads, messages=messages, paused=paused)
        return done, Changes(leads=leads, messages=messages, puts=tuple(puts))

    def _expired(self) -> tuple[list[Put], str | None]:
        """
        Count that a deadline of the partner expired, and pause the partner if that happened too often.
        """
        pause, partner_id = self.caller.setting.programme.deadlines.pause, self.deadline.partner_id
        if pause is None:
            return [], None
        before = self.unit.records.one(PartnerExpiries, partner_id)
        known = before or PartnerExpiries(partner_id=partner_id)
        recent = [at for at in known.at if (self.now - at).days < pause.within_days]
        recent.append(self.now)
        full = len(recent) >= pause.expiries
        puts = [Put(evolve(known, at=() if full else tuple(recent)), before=before)]
        pause_before = self.unit.records.one(PartnerPause, partner_id)
        if not full or (pause_before is not None and pause_before.paused):
            return puts, None
        paused = PartnerPause(partner_id=partner_id, since=self.now, actor=self.caller.actor)
        put = Put(paused, before=pause_before)
        return [*puts, *with_settings_events(self.unit, (put,), self.caller.actor, self.now)], partner_id

    def _account(self) -> Account:
        return account_of(self.unit, known_partner(self.unit, self.deadline.partner_id))
