"""
Begins, resets and ends the deadlines of the leads of a commit.
"""

from __future__ import annotations

from datetime import datetime

from attrs import define, evolve, field

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.deadlines import Awaited, Deadline, DeadlinePolicy
from leadflow.core.deadlines.running import awaited_of, begun, ended, ladders_of, latest_begin, policy_for
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.ports import UnitOfWork
from leadflow.services.operations.setting import Setting

__all__ = ["DeadlineKeeper", "with_deadlines"]


def with_deadlines(changes: Changes, unit: UnitOfWork, setting: Setting) -> Changes:
    """
    Return *changes* with what they mean for the deadlines of their leads; those that the changes put stay.

    A programme without deadlines reads and writes nothing for them.
    """
    if not setting.programme.deadlines.policies or not changes.leads:
        return changes
    keeper = DeadlineKeeper(unit, setting)
    there = {put.key for put in changes.puts if isinstance(put.record, Deadline)}
    found = (keeper.after(change) for change in changes.leads if change.lead_id not in there)
    puts = tuple(put for put in found if put is not None)
    return evolve(changes, puts=(*changes.puts, *puts)) if puts else changes


@define
class DeadlineKeeper:
    """
    Says what becomes of deadlines; partners and campaigns are read once each.
    """

    _unit: UnitOfWork
    _setting: Setting
    _partners: dict[str, Partner | None] = field(factory=dict, init=False)
    _campaigns: dict[str, Campaign | None] = field(factory=dict, init=False)
    _begun: dict[tuple[str, int, datetime], Deadline] = field(factory=dict, init=False)

    def after(self, change: LeadChange) -> Put | None:
        """
        Return what a change means for the deadline of its lead; None for nothing.
        """
        running = None if change.before is None else self._unit.records.one(Deadline, change.lead_id)
        awaits = awaited_of(change.after, self._setting.programme.stages.closing)
        event = latest_begin(change.events, awaits) if awaits is not None else None
        if awaits is not None and event is None and (running is None or running.awaits is awaits):
            return None
        put = self.replaced(change.after, running, awaits, event)
        # The lead's own events are the lock: who else changes its deadline changes the lead as well.
        return Put(put.record, before=ANY) if put is not None else None

    def replaced(
        self, lead: Lead, running: Deadline | None, awaits: Awaited | None, event: LeadEvent | None
    ) -> Put | None:
        """
        Return the deadline of *lead* that *event* begins in the place of the one that runs, or the end of that one.
        """
        deadline = self.begun(lead, awaits, event)
        if deadline is None and (running is None or running.ended):
            return None
        if deadline is None:
            assert running is not None
            deadline = ended(running)
        if running is not None:
            deadline = evolve(deadline, unknown=running.unknown)
        return Put(deadline, before=running)

    def begun(
        self, lead: Lead, awaits: Awaited | None, event: LeadEvent | None, *, from_now: bool = False
    ) -> Deadline | None:
        """
        Begin a deadline of *lead* with *event*, perhaps counted *from_now*; None if no policy waits for it.
        """
        if awaits is None or event is None:
            return None
        programme, now = self._setting.programme, self._setting.clock()
        partner_id = lead.partner_id or ""
        subjects = Subjects(lead, self._partner(partner_id), self._campaign(lead.campaign_id))
        ladders = ladders_of(programme.deadlines.policies, programme.schema)
        policy = policy_for(awaits, ladders, subjects, EvaluationTime(now, programme.zone))
        if policy is None:
            return None
        return self._counted(policy, lead.id, partner_id, event.seq, now if from_now else event.at)

    def _counted(self, policy: DeadlinePolicy, lead_id: str, partner_id: str, since: int, start: datetime) -> Deadline:
        """
        Begin a deadline; those that begin in one moment by one calendar, as in an import, are counted once.
        """
        calendar = self._setting.programme.deadlines.calendar_of(partner_id)
        alike = policy.name, id(calendar), start
        if alike not in self._begun:
            self._begun[alike] = begun(policy, lead_id, partner_id, since, calendar, start)
        return evolve(self._begun[alike], lead_id=lead_id, partner_id=partner_id, since=since)

    def _partner(self, partner_id: str) -> Partner | None:
        if partner_id not in self._partners:
            self._partners[partner_id] = self._unit.records.one(Partner, partner_id)
        return self._partners[partner_id]

    def _campaign(self, campaign_id: str | None) -> Campaign | None:
        if campaign_id is None:
            return None
        if campaign_id not in self._campaigns:
            self._campaigns[campaign_id] = self._unit.records.one(Campaign, campaign_id)
        return self._campaigns[campaign_id]
