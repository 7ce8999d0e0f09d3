"""
Assessing a lead again, and rating how it was assessed.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.facts import Actor, AssessmentChanged, AssessmentRated
from leadflow.core.handling.answers import check_comment
from leadflow.core.handling.outcomes import LeadUpdate, Refusal
from leadflow.core.leads import Lead, LeadAssessment
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange

__all__ = ["change_assessment", "rate_assessment"]


def change_assessment(lead: Lead, assessment: LeadAssessment, *, now: datetime, actor: Actor) -> LeadUpdate:
    """
    Keep on *lead* how it is assessed now; ``unchanged`` if it was assessed like this before.
    """
    if lead.assessment == assessment:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    fact = AssessmentChanged(assessment=assessment, before=lead.assessment)
    return LeadUpdate(change=LeadChange(lead).then(fact, at=now, actor=actor))


def rate_assessment(
    lead: Lead, *, helpful: bool, comment: str | None, now: datetime, actor: Actor
) -> LeadUpdate | Refusal:
    """
    Note on *lead* whether its assessment is right; every rating counts, also several of one person.
    """
    said = clean_text(comment or "").strip() or None
    wrong = check_comment(said)
    if wrong is not None:
        return wrong
    fact = AssessmentRated(helpful=helpful, assessment=lead.assessment, comment=said)
    return LeadUpdate(change=LeadChange(lead).then(fact, at=now, actor=actor))
