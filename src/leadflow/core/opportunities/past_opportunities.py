"""
What an opportunity of the past teaches.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from leadflow.core.assessment.policy import AssessmentPolicy
from leadflow.core.facts import OpportunityUpdated
from leadflow.core.leads import OpportunityStatus
from leadflow.core.opportunities.opportunity import Opportunity
from leadflow.core.timeline import LeadEvent

__all__ = ["AMOUNT", "opportunity_outcome", "registered_amount"]

AMOUNT: Final = "amount"
"""
The answer that an opportunity gives beside those of its lead.
"""


def opportunity_outcome(
    opportunity: Opportunity, events: Iterable[LeadEvent], policy: AssessmentPolicy, now: datetime
) -> bool | None:
    """
    Return whether an opportunity was won within the policy's time from its registration; None if it is younger.

    One that is open at the end of that time, or won later, is lost.

    Args:
        opportunity: As it is now.
        events: All of its lead's, in order.
        policy: The time in which it can be won.
        now: In UTC.
    """
    end = opportunity.registered_at + policy.within
    if end > now:
        return None
    status = opportunity.status
    for event in reversed(_updates(opportunity, events)):
        fact = event.fact
        assert isinstance(fact, OpportunityUpdated)
        if event.at <= end:
            return fact.status is OpportunityStatus.WON
        before = next((one.before for one in fact.changes if one.attribute == "status"), None)
        status = fact.status if before is None else OpportunityStatus(before)
    return status is OpportunityStatus.WON


def registered_amount(opportunity: Opportunity, events: Iterable[LeadEvent]) -> float | None:
    """
    Return the amount that an opportunity had when it was registered, in any currency; None if it had none.
    """
    for event in _updates(opportunity, events):
        assert isinstance(event.fact, OpportunityUpdated)
        for change in event.fact.changes:
            if change.attribute == AMOUNT:
                return float(change.before.split()[-1]) if change.before else None
    return float(opportunity.amount.amount) if opportunity.amount else None


def _updates(opportunity: Opportunity, events: Iterable[LeadEvent]) -> list[LeadEvent]:
    return [
        event
        for event in events
        if isinstance(event.fact, OpportunityUpdated) and event.fact.opportunity_id == opportunity.id
    ]
