"""
What lists of leads must hide.
"""

from __future__ import annotations

import pytest

from leadflow.core.access import scope_of
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.views import LeadQuery, Sort, sort_key
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER
from leadflow.testing.contracts.listed_leads import (
    MOMENT,
    PARTNERS_BY_ID,
    ids_of,
    in_order,
    lead_lister,
    stored,
    told,
    wanted_ids,
    whole_list,
)
from leadflow.testing.contracts.parties import PARTIES
from leadflow.testing.contracts.store import StoreContract

__all__ = ["ListHidingContract"]


class ListHidingContract(StoreContract):
    """
    What lists must do with values that are hidden until a lead is disclosed.
    """

    @pytest.mark.usefixtures("kept_partners")
    def test_hidden_values_are_absent_until_a_lead_is_disclosed(self, open_unit: OpenUnit) -> None:
        """
        In columns, in criteria that ask for a value or for its absence, in counts and in the order of the list.
        """
        leads = stored(open_unit)
        scope = scope_of(PARTIES["partner_wide"], hidden=frozenset({"company", "kit_integer", "email"}))
        asked = [
            where("company", "is_empty"),
            where("company", "is_not_empty"),
            where("company", "equals", "granit ab"),
            where("company", "begins_with", "granit"),
            where("kit_integer", "greater_than", 5),
            where("kit_integer", "not_in", [5, 10]),
            where("kit_integer", "less_than", 10, if_missing=True),
        ]
        checked = [check_criteria(any_of(one), KIT_SCHEMA)[0] for one in asked]
        sorts = [Sort("company"), Sort("kit_integer", descending=False), Sort("last_name")]
        seen = {one.id for one in leads if scope.sees(one, PARTNERS_BY_ID.get(one.partner_id or ""))}
        shown = {one.id: scope.shown(one) for one in leads if one.id in seen}

        assert {one.id for one in leads if one.id in seen and shown[one.id] != one} not in (set(), seen)
        for criteria in (None, *checked):
            for sort in sorts:
                query = LeadQuery(criteria=criteria, sort=sort, columns=("company", "last_name", "kit_integer"), most=3)
                rows = whole_list(open_unit, scope, query)
                assert sorted(ids_of(rows)) == wanted_ids(list(shown.values()), scope, query)
                assert [row.values for row in rows] == [told(shown[row.id], query.columns) for row in rows]
                keys = [sort_key(KIT_SCHEMA.leads[sort.column], shown[row.id]) for row in rows]
                assert keys == in_order(keys, descending=sort.descending)
                with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                    assert lead_lister(unit).count(scope, query, MOMENT) == len(rows)

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("text", ["granit", "example", "0@ gr", "äp"], ids=["shown", "address", "two", "hidden"])
    def test_hidden_values_are_found_by_no_text(self, open_unit: OpenUnit, text: str) -> None:
        """
        Until a lead is disclosed; what is not hidden is found.
        """
        leads = stored(open_unit)
        scope = scope_of(PARTIES["partner_wide"], hidden=frozenset({"company"}))
        seen = [one for one in leads if scope.sees(one, PARTNERS_BY_ID.get(one.partner_id or ""))]
        query = LeadQuery(text=text)

        assert sorted(ids_of(whole_list(open_unit, scope, query))) == wanted_ids(
            [scope.shown(one) for one in seen], scope, query
        )
