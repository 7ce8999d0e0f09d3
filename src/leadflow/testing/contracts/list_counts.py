"""
What counts of lists of leads must do.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Final

import pytest

from leadflow.core.access import scope_of
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.views import LeadList, LeadQuery
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER
from leadflow.testing.contracts.listed_leads import (
    EVERYBODY,
    MOMENT,
    QUERIES,
    lead_lister,
    shown,
    stored,
    wanted_ids,
)
from leadflow.testing.contracts.parties import PARTIES
from leadflow.testing.contracts.store import StoreContract

__all__ = ["ListCountsContract"]

_COUNTED: Final = ("status", "stage", "source", "email_status", "kind", "partner_id", "review", "campaign_id")
_SAID, _ = check_criteria(any_of(where("email", "is_not_empty")), KIT_SCHEMA)
# No lead says so before it is accepted, where addresses are hidden.
_HIDDEN: Final = LeadQuery(which=LeadList.DISTRIBUTED, criteria=_SAID, statuses=["pending", "unassigned"])
# Of each kind some: an estimate takes a statement more than a count.
_ESTIMATED: Final = (_HIDDEN, *list(QUERIES.values())[::4])


class ListCountsContract(StoreContract):
    """
    What counts of lists must do.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_count_is_the_length_of_the_list(self, open_unit: OpenUnit, who: str) -> None:
        """
        For every caller, only leads on the list are counted.
        """
        leads, scope = stored(open_unit), scope_of(PARTIES[who])

        for query in QUERIES.values():
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                assert lead_lister(unit).count(scope, query, MOMENT) == len(wanted_ids(leads, scope, query))

    @pytest.mark.usefixtures("kept_partners")
    def test_leads_are_counted_by_a_column(self, open_unit: OpenUnit) -> None:
        """
        What is on the list is counted by what it says, and None for what says nothing.
        """
        leads, scope = stored(open_unit), scope_of(PARTIES["gold_and_emea"])
        wanted = set(wanted_ids(leads, scope, LeadQuery()))

        for column in _COUNTED:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                found = lead_lister(unit).count_by(scope, LeadQuery(), column, MOMENT)
            assert dict(found) == Counter(shown(one, column) for one in leads if one.id in wanted)

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("within", [None, timedelta(days=1)], ids=["as long as it takes", "a day"])
    def test_count_is_exact_where_there_is_time(self, open_unit: OpenUnit, within: timedelta | None) -> None:
        """
        And says so, in all and by a column.
        """
        leads = stored(open_unit)

        for query in QUERIES.values():
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                found = lead_lister(unit).count(EVERYBODY, query, MOMENT, within)
                by_status = lead_lister(unit).count_by(EVERYBODY, query, "status", MOMENT, within)
            assert found.exact
            assert found == sum(by_status.values()) == len(wanted_ids(leads, EVERYBODY, query))
            assert all(one.exact for one in by_status.values())

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_estimate_says_so_and_is_made_of_what_the_caller_sees(self, open_unit: OpenUnit, who: str) -> None:
        """
        Without any time a count is exact, or an estimate that is 0 where nothing is on the list of the caller.
        """
        leads, scope = stored(open_unit), scope_of(PARTIES[who], hidden=frozenset({"company", "email"}))
        told = [scope.shown(one) for one in leads]

        for query in _ESTIMATED:
            wanted = [one for one in told if one.id in wanted_ids(told, scope, query)]
            by_stage = Counter[str | None](one.stage for one in wanted)
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                found = lead_lister(unit).count(scope, query, MOMENT, timedelta())
                groups = lead_lister(unit).count_by(scope, query, "stage", MOMENT, timedelta())
            counted = [(found, len(wanted)), *((one, by_stage[stage]) for stage, one in groups.items())]
            assert all(one == number or (number and not one.exact) for one, number in counted)
            assert groups.keys() <= by_stage.keys()
            assert groups.keys() == by_stage.keys() or not found.exact
