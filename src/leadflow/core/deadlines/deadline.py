"""
The deadline of a lead, as it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import field, frozen

from leadflow.core.deadlines.policy import Awaited, DeadlineAction
from leadflow.core.unknown import KeepsUnknown

__all__ = ["RECOUNT", "Deadline", "DueAction", "PartnerExpiries", "PlannedStep", "due_actions_at"]

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
        When it is due and all that `due_actions_at` has to know, for stores; None once nothing is ahead.
        """
        due_at = self.due_at
        if due_at is None:
            return None
        first, *later = self.steps[self.passed :]
        action = first.action.value if first.due_at is not None else RECOUNT
        follows = ",".join(f"{_micros(one.due_at)}@{one.action.value}" for one in later if one.due_at is not None)
        return due_at, f"{self.since} {self.passed + 1} {action} {follows} {self.policy}"


# Of many at once: without slots each takes two thirds of the time.
@frozen(slots=False)
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
        registration_id: Of the registration whose protection it is about; None for a deadline. *policy* is then
            ``protection`` and *action* ``remind_protection`` or ``end_protection``.
    """

    lead_id: str
    policy: str
    since: int
    step: int
    action: str
    due_at: datetime
    passed_over: int = 0
    registration_id: str | None = None

    @property
    def key(self) -> str:
        """
        The stable key: the same step of the same deadline has the same one, also after it was counted again.
        """
        whose = f"{self.lead_id}/{self.since}/{self.policy}/{self.step}"
        return whose if self.registration_id is None else f"{whose}/{self.registration_id}"


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


def due_actions_at(found: Iterable[tuple[str, datetime, str]], now: datetime) -> tuple[DueAction, ...]:
    """
    Return what is due of deadlines at *now*: of several steps of one that have passed, the latest.

    Args:
        found: Of each deadline the id of its lead, when its next step is due, and what `Deadline.due` gave the store.
        now: In UTC, at or after each of these moments.
    """
    limit, actions = _micros(now), list[DueAction]()
    # Nearly all moments have as many figures as this one, and are compared as texts.
    said = f"{limit}"
    width = len(said)
    # A thousand at a time are planned each minute, so little is made of each.
    for lead_id, due_at, told in found:
        since, step, action, follows, policy = told.split(" ", 4)
        alike = follows.find("@") == width
        if follows and (follows[:width] <= said if alike else int(follows.partition("@")[0]) <= limit):
            actions.append(_latest(lead_id, told, limit))
        else:
            actions.append(DueAction(lead_id, policy, int(since), int(step), action, due_at))
    return tuple(actions)


def _latest(lead_id: str, told: str, limit: int) -> DueAction:
    """
    Return the latest step that has passed, where the one after the next has.
    """
    since, step, action, follows, policy = told.split(" ", 4)
    over, due_at = 0, _EPOCH
    for number, one in enumerate(follows.split(","), start=1):
        at, _, later = one.partition("@")
        if int(at) > limit:
            break
        action, over, due_at = later, number, _EPOCH + int(at) * _MICROSECOND
    return DueAction(lead_id, policy, int(since), int(step) + over, action, due_at, over)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
