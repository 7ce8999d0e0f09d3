"""
A lead is assessed again, and people rate the assessment.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import LeadAssessment

__all__ = ["STEPS", "AssessmentChanged", "AssessmentRated"]


@frozen(kw_only=True)
class AssessmentChanged:
    """
    The lead was assessed again, with another result.

    Attributes:
        assessment: What it is now.
        before: What it was; None if the lead was never assessed before.
    """

    assessment: LeadAssessment
    before: LeadAssessment | None = None


@frozen(kw_only=True)
class AssessmentRated:
    """
    Somebody said whether the assessment of the lead is right.

    Attributes:
        helpful: True for thumbs up, False for thumbs down.
        assessment: What was rated; None if the lead was never assessed.
        comment: What the person wrote; None if nothing.
    """

    helpful: bool
    assessment: LeadAssessment | None = None
    comment: str | None = field(default=None, repr=False)


def _changed(_: Members, __: Happening, fact: AssessmentChanged, ___: Declared) -> Members:
    return {"assessment": fact.assessment}


def _rated(_: Members, __: Happening, ___: AssessmentRated, ____: Declared) -> Members:
    return {}


STEPS: Final[Steps] = {AssessmentChanged: _changed, AssessmentRated: _rated}
