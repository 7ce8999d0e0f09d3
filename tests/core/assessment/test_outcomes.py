"""
What a lead of the past teaches.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA, a_lead

from leadflow.core.assessment import AssessmentPolicy, outcome_of, past_lead, used_fields
from leadflow.core.facts import (
    Accepted,
    Actor,
    Continued,
    Deactivated,
    Fact,
    FieldChange,
    OpportunityRegistered,
    OpportunityUpdated,
    Reactivated,
    Received,
    Rejected,
    StageChanged,
    ValuesChanged,
)
from leadflow.core.leads import LeadKind, OpportunityStatus
from leadflow.core.timeline import LeadEvent, admitted_values

POLICY = AssessmentPolicy(within_days=100, lost_reasons=("no_budget",))
QUALIFIED = StageChanged(stage="qualified", before="open")
REGISTERED = OpportunityRegistered(opportunity_id="o")
SOLD = OpportunityUpdated(opportunity_id="o", status=OpportunityStatus.WON, outcome=OpportunityStatus.WON)
LOST = StageChanged(stage="unqualified", before="open")


def _events(*facts: tuple[int, Fact]) -> list[LeadEvent]:
    told: list[tuple[int, Fact]] = [(0, Received(kind=LeadKind.DISTRIBUTED, source="manual")), *facts]
    return [LeadEvent("L1", seq, NOW + timedelta(days=day), Actor(), fact) for seq, (day, fact) in enumerate(told, 1)]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ([(1, Accepted()), (50, QUALIFIED)], True),
        ([(50, QUALIFIED)], True),
        ([(1, Accepted()), (100, QUALIFIED)], True),
        ([(1, Accepted()), (50, QUALIFIED), (60, Deactivated())], True),
        ([(1, Accepted()), (50, LOST)], False),
        ([(1, Accepted()), (5, REGISTERED), (50, SOLD)], True),
        ([(1, Accepted()), (5, REGISTERED), (101, SOLD)], False),
        ([(1, Accepted()), (5, REGISTERED)], False),
        ([(1, Accepted())], False),
        ([(1, Accepted()), (101, QUALIFIED)], False),
        ([(1, Accepted()), (101, Deactivated())], False),
        ([(1, Accepted()), (9, Deactivated()), (10, Reactivated())], False),
        ([(1, Rejected(reason="no_budget"))], False),
        ([(1, Rejected(reason="too_far"))], None),
        ([(1, Rejected())], None),
        ([], None),
        ([(1, Accepted()), (9, Deactivated())], None),
        ([(1, Accepted()), (9, Continued(lead_id="L2"))], None),
        ([(101, Accepted())], None),
    ],
    ids=str,
)
def test_outcome_is_what_happened_in_time(facts: list[tuple[int, Fact]], outcome: bool | None) -> None:
    """
    A lead is won by a stage reached in time; an accepted one is lost if it was silent; the others teach nothing.
    """
    assert outcome_of(_events(*facts), POLICY, NOW + timedelta(days=400)) is outcome


@pytest.mark.parametrize(
    "facts", [[(1, Accepted())], [(1, Accepted()), (2, QUALIFIED)], [(1, Rejected(reason="no_budget"))]]
)
def test_young_leads_teach_nothing(facts: list[tuple[int, Fact]]) -> None:
    """
    Until its time is over a lead has no outcome, even if it was won: fast ones would count and slow ones would not.
    """
    assert outcome_of(_events(*facts), POLICY, NOW + timedelta(days=99)) is None
    assert outcome_of(_events(*facts), POLICY, NOW + timedelta(days=100)) is not None


def test_answers_are_those_of_the_arrival() -> None:
    """
    What somebody filled in while working the lead is not learnt from.
    """
    lead = evolve(a_lead(), values=SCHEMA.leads.fill(email="a@x.example", industry="Retail", employee_count="50"))
    edited = ValuesChanged((FieldChange("industry", "Trade", "Retail"), FieldChange("employee_count", None, 50)))
    events = _events((1, Accepted()), (2, edited), (50, QUALIFIED))
    used = used_fields(SCHEMA.leads, POLICY)
    past = past_lead(
        lead,
        events,
        lambda: admitted_values(lead.values, events, SCHEMA.leads),
        used=used,
        policy=POLICY,
        now=NOW + timedelta(days=400),
    )

    assert past is not None
    assert past.won
    assert (past.answers["industry"], past.answers["employee_count"]) == ("trade", None)


def test_empty_leads_teach_nothing() -> None:
    """
    A lead whose values were erased says nothing of leads that are not.
    """
    lead = evolve(a_lead(), values=SCHEMA.leads.fill())
    found = past_lead(
        lead,
        _events((1, Accepted())),
        lambda: lead.values,
        used=used_fields(SCHEMA.leads, POLICY),
        policy=POLICY,
        now=NOW + timedelta(days=400),
    )

    assert found is None
