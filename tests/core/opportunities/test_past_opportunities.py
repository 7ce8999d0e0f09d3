"""
What an opportunity of the past teaches.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import NOW

from leadflow.core.assessment import AssessmentPolicy
from leadflow.core.facts import Actor, OpportunityChange, OpportunityUpdated
from leadflow.core.kinds import Money
from leadflow.core.leads import OpportunityStatus
from leadflow.core.opportunities import Opportunity, opportunity_outcome, registered_amount
from leadflow.core.timeline import LeadEvent

POLICY = AssessmentPolicy(within_days=100)
OPEN, WON, LOST = OpportunityStatus.OPEN, OpportunityStatus.WON, OpportunityStatus.LOST
SALE = Opportunity(
    id="o", lead_id="L1", partner_id="p", stage="open", registered_at=NOW, modified_at=NOW, amount=Money(500, "SEK")
)


def _updated(day: int, before: OpportunityStatus, after: OpportunityStatus, *, of: str = "o") -> LeadEvent:
    changes = (
        OpportunityChange("status", before.value, after.value),
        OpportunityChange("amount", "SEK 200", "SEK 500"),
    )
    fact = OpportunityUpdated(opportunity_id=of, status=after, outcome=after, changes=changes)
    return LeadEvent("L1", day, NOW + timedelta(days=day), Actor(), fact)


@pytest.mark.parametrize(
    ("status", "events", "won"),
    [
        (OPEN, [], False),
        (WON, [], True),
        (WON, [_updated(50, OPEN, WON)], True),
        (WON, [_updated(100, OPEN, WON)], True),
        (WON, [_updated(101, OPEN, WON)], False),
        (LOST, [_updated(50, OPEN, LOST)], False),
        (OPEN, [_updated(50, OPEN, WON), _updated(60, WON, OPEN)], False),
        (LOST, [_updated(50, OPEN, WON), _updated(150, WON, LOST)], True),
        (LOST, [_updated(150, WON, LOST)], True),
        (OPEN, [_updated(50, OPEN, WON, of="another")], False),
    ],
)
def test_outcome_is_the_status_at_the_end_of_the_time(
    status: OpportunityStatus, events: list[LeadEvent], won: bool
) -> None:
    """
    An opportunity is won if it is when its time is over; what happens later does not count.
    """
    sale = evolve(SALE, status=status)

    assert opportunity_outcome(sale, events, POLICY, NOW + timedelta(days=400)) is won
    assert opportunity_outcome(sale, events, POLICY, NOW + timedelta(days=99)) is None


def test_amount_is_that_of_the_registration() -> None:
    """
    An amount that was filled in while the sale went on is not learnt from.
    """
    filled = OpportunityUpdated(
        opportunity_id="o", status=OPEN, outcome=OPEN, changes=(OpportunityChange("amount", None, "SEK 500"),)
    )

    assert registered_amount(SALE, []) == 500.0
    assert registered_amount(SALE, [_updated(5, OPEN, OPEN), _updated(9, OPEN, WON)]) == 200.0
    assert registered_amount(SALE, [LeadEvent("L1", 2, NOW, Actor(), filled)]) is None
