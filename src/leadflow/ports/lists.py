"""
Lists of leads in a store.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol, runtime_checkable

from leadflow.core.access import Scope
from leadflow.core.criteria import EvaluationTime
from leadflow.core.views import Count, LeadPage, LeadQuery

__all__ = ["LeadLister"]


@runtime_checkable
class LeadLister(Protocol):
    """
    Lists the leads that somebody sees; an optional ability of a store's `LeadReader`.

    Without it, every lead of the supplier is read and looked at. *moment* is when and where criteria are judged.

    Used by: every list. Checked by: `leadflow.testing.LeadListerContract`.
    """

    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        """
        Return a page of the leads in *scope* that *query* asks for, in its order.

        Must show what `Scope.sees` and `LeadQuery.holds` answer, with the partner and the campaign that the lead names.
        Must show, sort and ask each lead as `Scope.shown` gives it: hidden values are absent.
        Must sort by what `leadflow.core.views.sort_key` gives, those of which it gives None last. Leads that sort alike
        may come in any order, which must be the same for every page. A page may begin after a lead that has changed
        since, or that nobody sees any more.

        Raises:
            InvalidInput: `leadflow.core.views.query_fields` or `read_cursor` refuses the query, or the store cannot ask
                one of the operators.
        """

    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        """
        Return the number of leads on all pages of *query*.

        Must be exact if it is found *within* this time, or takes as long as it takes if *within* is None. Otherwise it
        may be an estimate, which says so, and which is made of leads that are on the list: of an empty one it is 0.
        """

    def count_by(
        self, scope: Scope, query: LeadQuery, column: str, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Mapping[str | None, Count]:
        """
        Return the number of leads for each value of a column, as `count` does; None counts missing values. What no lead
        says is absent, and what few say may be absent from an estimate.

        Raises:
            InvalidInput: `leadflow.core.views.count_field` refuses the column.
        """
