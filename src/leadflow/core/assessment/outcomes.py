"""
What a lead of the past teaches: whether it was won, judged when it is old enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from leadflow.core.assessment.model import PastLead
from leadflow.core.assessment.policy import AssessmentPolicy
from leadflow.core.assessment.used_fields import answers_of
from leadflow.core.facts import (
    Accepted,
    Continued,
    Deactivated,
    MergedInto,
    OpportunityRegistered,
    OpportunityUpdated,
    Reactivated,
    Rejected,
    StageChanged,
)
from leadflow.core.fields import AnyField
from leadflow.core.leads import Lead, OpportunityStatus
from leadflow.core.timeline import LeadEvent
from leadflow.core.values import Values

__all__ = ["outcome_of", "past_lead"]


def outcome_of(events: Sequence[LeadEvent], policy: AssessmentPolicy, now: datetime) -> bool | None:
    """
    Return whether a lead was won within the policy's time; None if it teaches nothing.

    Younger leads are not learned from, even if they are decided: those that are won fast would count, and those
    that are won late would not. Neither do leads that nobody accepted, that were continued by another one, or that left
    the lists; nor rejected ones, unless the reason is one of the policy's. What happened after that time does not
    count.

    Args:
        events: All of the lead's, in order.
        policy: What counts as won, and by when.
        now: In UTC.
    """
    end = events[0].at + policy.within
    if end > now:
        return None
    accepted, active = False, True
    for event in events:
        if event.at > end:
            break
        match event.fact:
            case StageChanged(stage=stage) if stage in policy.won_stages:
                return True
            case (
                OpportunityRegistered(outcome=OpportunityStatus.WON) | OpportunityUpdated(outcome=OpportunityStatus.WON)
            ):
                return True
            case Rejected(reason=reason):
                return False if reason in policy.lost_reasons else None
            case Accepted():
                accepted = True
            case Continued() | MergedInto() | Deactivated():
                active = False
            case Reactivated():
                active = True
            case _:
                pass
    return False if accepted and active else None


def past_lead(
    lead: Lead,
    events: Sequence[LeadEvent],
    arrived: Callable[[], Values],
    *,
    used: tuple[AnyField, ...],
    policy: AssessmentPolicy,
    now: datetime,
) -> PastLead | None:
    """
    Return what *lead* teaches; None if it teaches nothing, such as one whose values were erased.

    Args:
        lead: As it is now.
        events: All of its events, in order.
        arrived: Gives its values as they were when it arrived; what was filled in later must not be among them.
        used: The fields that leads are assessed by.
        policy: What counts as won, and by when.
        now: In UTC.
    """
    won = outcome_of(events, policy, now) if events and lead.values else None
    return None if won is None else PastLead(answers_of(lead, arrived(), used), won)
