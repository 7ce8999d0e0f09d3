"""
Functions that assess leads and each break one promise of the port.
"""

from __future__ import annotations

from typing import ClassVar

import pytest
from attrs import evolve

from leadflow.core.assessment import Assessment, FieldPart
from leadflow.core.leads import Lead
from leadflow.ports import AssessLead
from leadflow.testing import AssessLeadContract


class Honest:
    """
    Likes leads with a company.
    """

    def __call__(self, lead: Lead, /) -> Assessment:
        """
        Look for the company.
        """
        points = 20.0 if "company" in lead.values else 0.0
        parts = (FieldPart("company", lead.values.get("company"), points),)
        return Assessment(30.0 + points, 10.0, 20.0, 60.0, 50, 30.0, parts, 7, 1)


class AssessKit(AssessLeadContract):
    """
    The kit on a function that the subclass names.
    """

    sabotaged: ClassVar[type[AssessLead]]

    @pytest.fixture
    def assess(self) -> AssessLead:
        """
        The function.
        """
        return self.sabotaged()


class TestHonestAssessing(AssessKit):
    """
    The kit on what the sabotaged ones are built on.
    """

    sabotaged = Honest


class _Unbound(Honest):
    def __call__(self, lead: Lead, /) -> Assessment:
        made = super().__call__(lead)
        return evolve(made, confidence=101.0) if not lead.values else made


class TestOutOfRange(AssessKit):
    """
    The kit on one that is surer than sure of empty leads.
    """

    sabotaged = _Unbound


class _Rounded(Honest):
    def __call__(self, lead: Lead, /) -> Assessment:
        made = super().__call__(lead)
        return evolve(made, strength=made.strength + 0.4)


class TestLeavesARest(AssessKit):
    """
    The kit on one whose parts leave a rest.
    """

    sabotaged = _Rounded


class _Counting(Honest):
    def __init__(self) -> None:
        self._seen = 0

    def __call__(self, lead: Lead, /) -> Assessment:
        self._seen += 1
        return evolve(super().__call__(lead), leads=self._seen)


class TestLearnsFromAssessing(AssessKit):
    """
    The kit on one that takes each lead that it assesses for a past one.
    """

    sabotaged = _Counting
