"""
Assesses leads in the place of leadflow's own model.
"""

from __future__ import annotations

from typing import Protocol

from leadflow.core.assessment import Assessment
from leadflow.core.leads import Lead

__all__ = ["AssessLead"]


class AssessLead(Protocol):
    """
    Assesses a lead; a plain function will do.

    Must answer for every lead and must not change or keep it. Base and points must add up to the
    strength. Called for each lead that arrives, so it should take well under a millisecond, or the host lets it answer
    from what it has.

    Used by: `AssessmentDesk`, and every way in which leads arrive. Checked by: `leadflow.testing.AssessLeadContract`.
    """

    def __call__(self, lead: Lead, /) -> Assessment:
        """
        Return the assessment of *lead*.
        """
