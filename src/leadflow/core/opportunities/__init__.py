"""
Opportunities: what comes of accepted leads.
"""

from __future__ import annotations

from leadflow.core.opportunities.asking import OpportunityQuery, holds_for, opportunity_schema
from leadflow.core.opportunities.opportunity import Opportunity, outcome_of
from leadflow.core.opportunities.past_opportunities import AMOUNT, opportunity_outcome, registered_amount
from leadflow.core.opportunities.policy import OpportunityPolicy, ToldUpdates

__all__ = [
    "AMOUNT",
    "Opportunity",
    "OpportunityPolicy",
    "OpportunityQuery",
    "ToldUpdates",
    "holds_for",
    "opportunity_outcome",
    "opportunity_schema",
    "outcome_of",
    "registered_amount",
]
