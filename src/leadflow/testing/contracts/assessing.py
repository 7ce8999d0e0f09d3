"""
The contract of a function that assesses leads.
"""

from __future__ import annotations

from math import isclose, isfinite
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.leads import Lead
from leadflow.ports import AssessLead
from leadflow.testing.builders import a_full_lead, a_lead

__all__ = ["AssessLeadContract"]

_LEADS: Final[dict[str, Lead]] = {
    "usual": a_lead(),
    "full": a_full_lead(),
    "empty": a_lead(said={}),
    "without campaign": evolve(a_full_lead("lead-2"), campaign_id=None, source=""),
}


class AssessLeadContract:
    """
    What every `AssessLead` must do. Inherit it and override the fixture `assess`.
    """

    @pytest.fixture
    def assess(self) -> AssessLead:
        """
        Override this: what assesses leads.
        """
        raise NotImplementedError("override the fixture assess")

    @pytest.mark.parametrize("name", _LEADS)
    def test_every_lead_has_figures_in_range(self, assess: AssessLead, name: str) -> None:
        """
        Whatever a lead says, strength, confidence and rank are from 0 to 100, and the strength is in its interval.
        """
        assessed = assess(_LEADS[name])

        figures = (assessed.strength, assessed.confidence, assessed.base, assessed.low, assessed.high)
        assert all(isfinite(one) and 0 <= one <= 100 for one in (*figures, assessed.rank))
        assert assessed.low <= assessed.strength <= assessed.high

    @pytest.mark.parametrize("name", _LEADS)
    def test_parts_add_up(self, assess: AssessLead, name: str) -> None:
        """
        Base and points are the strength.
        """
        assessed = assess(_LEADS[name])

        assert isclose(assessed.base + sum(one.points for one in assessed.parts), assessed.strength, abs_tol=1e-6)

    def test_answers_are_not_mixed_up(self, assess: AssessLead) -> None:
        """
        A lead is assessed the same before and after another one.
        """
        before = [assess(one) for one in _LEADS.values()]

        assert [assess(one) for one in reversed(_LEADS.values())] == before[::-1]
