"""
When a deadline begins, stays and ends: by the acts on its lead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, assert_never

from attrs import evolve, frozen

from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.criteria import CheckedCriteria, EvaluationTime, check_criteria, holds
from leadflow.core.deadlines.business_time import due_after, due_after_days
from leadflow.core.deadlines.calendars import BusinessCalendar
from leadflow.core.deadlines.deadline import Deadline, PlannedStep
from leadflow.core.deadlines.policy import Awaited, DeadlinePolicy, DeadlineRules
from leadflow.core.facts import (
    Accepted,
    Assigned,
    ExternalIdsChanged,
    FileAttached,
    OpportunityRegistered,
    OpportunityUpdated,
    Reactivated,
    Registered,
    Routed,
    ScoreChanged,
    StageChanged,
    ValuesChanged,
)
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, OpportunityStatus
from leadflow.core.problems import Problem, Severity, errors_in
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadEvent
from leadflow.errors import InvalidInput

__all__ = [
    "Ladder",
    "awaited_of",
    "begins",
    "begun",
    "calendar_gaps",
    "counted_again",
    "ended",
    "ladders_of",
    "latest_begin",
    "policy_for",
]

_RETRY: Final = timedelta(days=1)


@frozen
class Ladder:
    """
    A policy whose criteria are ready.
    """

    policy: DeadlinePolicy
    criteria: CheckedCriteria


@lru_cache(maxsize=64)
def ladders_of(policies: tuple[DeadlinePolicy, ...], schema: Schema) -> tuple[Ladder, ...]:
    """
    Make the criteria of policies ready.

    Raises:
        InvalidInput: Criteria do not fit the fields of the schema, with every problem.
    """
    ready, problems = list[Ladder](), list[Problem]()
    for number, policy in enumerate(policies):
        criteria, found = check_criteria(policy.criteria, schema)
        problems += [one.at(f"deadlines.policies[{number}].criteria") for one in errors_in(found)]
        if criteria is not None:
            ready.append(Ladder(policy, criteria))
    if problems:
        raise InvalidInput(tuple(problems))
    return tuple(ready)


def latest_begin(events: Iterable[LeadEvent], awaits: Awaited) -> LeadEvent | None:
    """
    Return the last of *events* that begins a deadline; None if none does.
    """
    return next((one for one in reversed(tuple(events)) if begins(one, awaits)), None)


def awaited_of(lead: Lead, closing_stages: Collection[str]) -> Awaited | None:
    """
    Return what the partner of *lead* is waited for; None if nothing is.
    """
    if not lead.active or lead.partner_id is None or lead.kind is LeadKind.PRIVATE:
        return None
    match lead.status:
        case DistributionStatus.PENDING:
            return Awaited.ANSWER
        case DistributionStatus.ACCEPTED:
            if lead.opportunity is not None:
                return Awaited.OPPORTUNITY if lead.opportunity is OpportunityStatus.OPEN else None
            return Awaited.UPDATE if lead.stage not in closing_stages else None
        case DistributionStatus.UNASSIGNED | DistributionStatus.REJECTED:
            return None
        case _:
            assert_never(lead.status)


def begins(event: LeadEvent, awaits: Awaited) -> bool:
    """
    Return whether *event* begins a deadline, or resets one that runs.

    An answer is awaited since the lead came to its partner; reassigning it to a colleague, and mail, change nothing.
    An update is awaited since the lead was accepted or its partner last did something with it; what the supplier does
    changes nothing, except that a stage counts from whomever it comes. An opportunity is awaited since it was
    registered or last updated. A lead that is reactivated begins again.
    """
    fact = event.fact
    match fact:
        case Reactivated():
            return True
        case Routed(notice=notice):
            return notice is not None and awaits is Awaited.ANSWER
        case Assigned():
            return awaits is Awaited.ANSWER
        case Accepted() | Registered() | StageChanged():
            return awaits is Awaited.UPDATE
        case OpportunityRegistered() | OpportunityUpdated():
            return awaits is Awaited.OPPORTUNITY
        case ValuesChanged() | ScoreChanged() | ExternalIdsChanged() | FileAttached():
            return awaits is Awaited.UPDATE and _by_partner(event.actor)
        case _:
            return False


def policy_for(
    awaits: Awaited, ladders: Iterable[Ladder], subjects: Subjects, moment: EvaluationTime
) -> DeadlinePolicy | None:
    """
    Return the first policy that waits for a lead; None if none does.

    Args:
        awaits: What the partner is waited for.
        ladders: The policies, in order.
        subjects: The lead with its partner and campaign.
        moment: When and where criteria are judged.
    """
    for one in ladders:
        if one.policy.awaits is awaits and holds(one.criteria, subjects, moment):
            return one.policy
    return None


def begun(
    policy: DeadlinePolicy, lead_id: str, partner_id: str, since: int, calendar: BusinessCalendar, start: datetime
) -> Deadline:
    """
    Begin a deadline by *policy*.

    Args:
        policy: Says the steps.
        lead_id, partner_id: Who is waited for.
        since: Number of the event that begins it.
        calendar: The working time of the partner.
        start: What is counted from, in UTC.
    """
    steps = tuple(
        PlannedStep(
            action=one.action,
            due_at=None,
            days=one.days,
            minutes=None if one.after is None else one.after // timedelta(minutes=1),
        )
        for one in policy.steps
    )
    deadline = Deadline(
        lead_id=lead_id,
        policy=policy.name,
        awaits=policy.awaits,
        partner_id=partner_id,
        since=since,
        began_at=start,
        steps=steps,
    )
    return counted_again(deadline, calendar, start, earlier=True)


def calendar_gaps(rules: DeadlineRules, now: datetime) -> tuple[Problem, ...]:
    """
    Return a warning for each step that a deadline could not reach if it began *now*, because a calendar ends before.
    """
    calendars = [("", rules.calendar), *((f" of partner '{one}'", rules.calendars[one]) for one in rules.calendars)]
    problems = list[Problem]()
    for number, policy in enumerate(rules.policies):
        for whose, calendar in calendars:
            planned = begun(policy, "", "", 0, calendar, now).steps if calendar is not None else ()
            at = next((at for at, step in enumerate(planned) if step.due_at is None), None)
            if at is not None:
                message = f"the calendar{whose} ends before this step; give one whose holidays are known for longer"
                path = f"deadlines.policies[{number}].steps[{at}]"
                problems.append(Problem(code="calendar_ends", path=path, message=message, severity=Severity.WARNING))
    return tuple(problems)


def counted_again(deadline: Deadline, calendar: BusinessCalendar, now: datetime, *, earlier: bool = False) -> Deadline:
    """
    Count the steps of *deadline* that are ahead by a calendar, from the act that began it.

    A step that is past is never moved, one that has a moment keeps one though the calendar ends before it, and none
    comes before the step in front of it.

    Args:
        deadline: As it runs.
        calendar: The working time of its partner as it is today.
        now: In UTC; where the calendar still ends too early, the next try is a day later.
        earlier: True moves steps to earlier moments too; False moves them only later.
    """
    steps = list[PlannedStep]()
    least: datetime | None = deadline.began_at
    for number, step in enumerate(deadline.steps):
        past = step.due_at is not None and step.due_at <= now
        if number >= deadline.passed and not past:
            step = evolve(step, due_at=_recounted(step, calendar, deadline.began_at, least, earlier=earlier))
        steps.append(step)
        least = step.due_at
    ahead = steps[deadline.passed :]
    retry_at = now + _RETRY if any(one.due_at is None for one in ahead) else None
    return evolve(deadline, steps=tuple(steps), retry_at=retry_at)


def ended(deadline: Deadline) -> Deadline:
    """
    Return *deadline* as it is once nothing is waited for.
    """
    return evolve(deadline, ended=True, retry_at=None)


def _recounted(
    step: PlannedStep, calendar: BusinessCalendar, start: datetime, least: datetime | None, *, earlier: bool
) -> datetime | None:
    """
    Count a step that is ahead; *least* is when the one in front of it is due.
    """
    due_at = _due_at(step, calendar, start) or step.due_at
    if due_at is None or least is None:
        return None
    if not earlier and step.due_at is not None:
        due_at = max(due_at, step.due_at)
    return max(due_at, least)


def _due_at(step: PlannedStep, calendar: BusinessCalendar, start: datetime) -> datetime | None:
    if step.days is not None:
        return due_after_days(calendar, start, step.days)
    return due_after(calendar, start, timedelta(minutes=step.minutes or 0))


def _by_partner(actor: Actor) -> bool:
    return actor.side is Side.PARTNER or actor.channel in (Channel.CRM, Channel.MAIL_LINK)
