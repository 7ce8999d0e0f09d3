"""
The deadline of a lead, as it is stored.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import field, frozen

from leadflow.core.deadlines.policy import Awaited, DeadlineAction
from leadflow.core.unknown import KeepsUnknown

__all__ = ["RECOUNT", "Deadline", "DueAction", "PartnerExpiries", "PlannedStep", "due_action"]

RECOUNT: Final = "recount"
"""
What is due of a deadline whose calendar ends before its next step: to count again by the calendar of that day.
"""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@frozen(kw_only=True)
class PlannedStep:
    """
    A step of a deadline that runs.

    Attributes:
        action: What happens; the value of a `DeadlineAction`.
        due_at: When, in UTC; None if the calendar ends before.
        days, minutes: Its window, as the policy had it when the deadline began.
    """

    action: DeadlineAction
    due_at: datetime | None
    days: int | None = None
    minutes: int | None = None


@frozen(kw_only=True)
class Deadline(KeepsUnknown):
    """
    The deadline of a lead: a record that begins with an act, and keeps the rule that it began with.

    Attributes:
        lead_id: Whose.
        policy: The name of the policy that it began by; empty if none waits for the lead.
        awaits: What is awaited.
        partner_id: Who is waited for.
        since: Number of the event that began it.
        began_at: When that happened, in UTC.
        steps: All steps, in order.
        passed: How many of them have passed.
        retry_at: When to count again, where the calendar ends before the next step; None elsewhere.
        ended: True once nothing is waited for any more.
    """

    lead_id: str
    policy: str
    awaits: Awaited
    partner_id: str
    since: int
    began_at: datetime
    steps: tuple[PlannedStep, ...] = ()
    passed: int = 0
    retry_at: datetime | None = None
    ended: bool = False

    @property
    def runs(self) -> bool:
        """
        True while a step is ahead.
        """
        return not self.ended and self.passed < len(self.steps)

    @property
    def due_at(self) -> datetime | None:
        """
        When its next step is due, in UTC, or is counted again; None once nothing is ahead.
        """
        if not self.runs:
            return None
        return self.steps[self.passed].due_at or self.retry_at

    @property
    def due(self) -> tuple[datetime, str] | None:
        """
        When it is due and all that `due_action` has to know, for stores; None once nothing is ahead.
        """
        due_at = self.due_at
        if due_at is None:
            return None
        ahead = (f"{one.action.value}@{_micros(one.due_at) if one.due_at else ''}" for one in self.steps[self.passed :])
        return due_at, f"{self.since} {self.passed} {','.join(ahead)} {self.policy}"


@frozen
class DueAction:
    """
    What is due of a lead's deadline.

    Attributes:
        lead_id: Which lead.
        policy: The name of the policy.
        since: Number of the event that began the deadline.
        step: Number of the step, from 1.
        action: The value of a `DeadlineAction`, or ``recount`` where the calendar ends before the next step.
        due_at: When it was due, in UTC.
        passed_over: How many steps before it passed while nobody looked, and are left out.
    """

    lead_id: str
    policy: str
    since: int
    step: int
    action: str
    due_at: datetime
    passed_over: int = 0

    @property
    def key(self) -> str:
        """
        The stable key: the same step of the same deadline has the same one, also after it was counted again.
        """
        return f"{self.lead_id}/{self.since}/{self.policy}/{self.step}"


@frozen(kw_only=True)
class PartnerExpiries(KeepsUnknown):
    """
    The deadlines that a partner let expire lately.

    Attributes:
        partner_id: Which partner.
        at: When, in UTC, in order; only as many as a pause asks for.
    """

    partner_id: str
    at: tuple[datetime, ...] = field(default=())


def due_action(lead_id: str, due_at: datetime, told: str, now: datetime) -> DueAction:
    """
    Return what is due of a deadline at *now*: of several steps that have passed, the latest.

    Args:
        lead_id: Whose.
        due_at: When its next step is due.
        told: What `Deadline.due` told the store beside it.
        now: In UTC, at or after *due_at*.
    """
    since, passed, ahead, policy = told.split(" ", 3)
    first = int(passed) + 1
    steps = ahead.split(",")
    action, _, at = steps[0].partition("@")
    if not at:
        return DueAction(lead_id, policy, int(since), first, RECOUNT, due_at)
    over = 0
    if len(steps) > 1:
        limit = _micros(now)
        for number, step in enumerate(steps[1:], start=1):
            later, _, moment = step.partition("@")
            if not moment or int(moment) > limit:
                break
            action, at, over = later, moment, number
        if over:
            due_at = _EPOCH + int(at) * _MICROSECOND
    return DueAction(lead_id, policy, int(since), first + over, action, due_at, over)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
