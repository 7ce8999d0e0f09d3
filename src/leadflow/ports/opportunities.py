"""
Lists of opportunities in a store.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from leadflow.core.access import Scope
from leadflow.core.criteria import EvaluationTime
from leadflow.core.opportunities import Opportunity, OpportunityQuery

__all__ = ["OpportunityLister"]


@runtime_checkable
class OpportunityLister(Protocol):
    """
    Lists opportunities; an optional ability of a store's `Records`.

    Somebody sees the opportunities of the leads in their scope. Without this ability, every opportunity of the supplier
    is read and looked at. *moment* is when and where criteria are judged; they were checked, and ask no operator that
    only Python has.

    Used by: `leadflow.OpportunityDesk`. Checked by: `leadflow.testing.OpportunityListerContract`.
    """

    def opportunities(
        self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, most: int, /
    ) -> tuple[Opportunity, ...]:
        """
        Return up to *most* opportunities that are seen and asked for, by ascending id, beginning after `query.after`.

        Must answer what `Scope.sees` says of the lead with its partner, and what `OpportunityQuery.holds` says. Must
        compare ids character by character, as Python does.
        """

    def count_opportunities(self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, /) -> int:
        """
        Return how many are seen and asked for, on all pages.
        """
