"""
What lists of leads must do page by page.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve

from leadflow.core.facts import Accepted
from leadflow.core.views import LeadList, LeadQuery, Position, Sort, sort_key, write_cursor
from leadflow.errors import InvalidInput
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, change_to
from leadflow.testing.contracts.listed_leads import (
    CRITERIA,
    EVERYBODY,
    ids_of,
    in_order,
    page_of,
    stored,
    wanted_ids,
    whole_list,
)
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["ListPagesContract"]

_SORTABLE: Final = tuple(name for name, one in KIT_SCHEMA.leads.items() if one.sortable and name != "assignee_id")


class ListPagesContract(StoreContract):
    """
    What lists must do page by page, in any order.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
    def test_leads_are_sorted_by_any_column(self, open_unit: OpenUnit, descending: bool) -> None:
        """
        By what is compared, in either direction; those that say nothing come last.
        """
        leads = {one.id: one for one in stored(open_unit)}
        wanted = wanted_ids(list(leads.values()), EVERYBODY, LeadQuery())

        for column in _SORTABLE:
            found = ids_of(whole_list(open_unit, EVERYBODY, LeadQuery(sort=Sort(column, descending))))
            keys = [sort_key(KIT_SCHEMA.leads[column], leads[lead_id]) for lead_id in found]
            assert sorted(found) == wanted
            assert keys == in_order(keys, descending=descending), column

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("column", ["modified_at", "status", "review", "company", "kit_integer", "kit_money"])
    def test_pages_of_a_list_joined_are_the_list(self, open_unit: OpenUnit, column: str) -> None:
        """
        Whatever the length of pages, none is short but the last, and no lead is on two of them or on none, also where
        many sort alike or say nothing.
        """
        stored(open_unit)

        for descending in (False, True):
            query = LeadQuery(sort=Sort(column, descending))
            whole = ids_of(whole_list(open_unit, EVERYBODY, query))
            for most in (1, 3, 7):
                assert ids_of(whole_list(open_unit, EVERYBODY, evolve(query, most=most))) == whole
            assert len(whole) > 14

    @pytest.mark.usefixtures("kept_partners")
    def test_page_begins_after_a_lead_that_has_changed(self, open_unit: OpenUnit) -> None:
        """
        The next page continues where the page before ended, even if its last lead changed or is gone.
        """
        stored(open_unit)
        query = LeadQuery(sort=Sort("status", descending=True), statuses=["pending", "unassigned"], most=3)
        whole = ids_of(whole_list(open_unit, EVERYBODY, query))
        first = page_of(open_unit, EVERYBODY, query)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            last = unit.leads.get(first.rows[-1].id)
        committed(open_unit, change_to(last, Accepted()))

        second = page_of(open_unit, EVERYBODY, evolve(query, after=first.after))

        assert ids_of(second.rows) == whole[3:6]

    @pytest.mark.usefixtures("kept_partners")
    def test_cursor_of_another_query_is_refused(self, open_unit: OpenUnit) -> None:
        """
        What was handed out for other filters or another sort is refused by name; other columns and lengths are fine.
        """
        stored(open_unit)
        after = page_of(open_unit, EVERYBODY, LeadQuery(most=3)).after
        others = [
            LeadQuery(which=LeadList.DISTRIBUTED, after=after),
            LeadQuery(statuses=["pending"], after=after),
            LeadQuery(criteria=CRITERIA, after=after),
            LeadQuery(text="granit", after=after),
            LeadQuery(sort=Sort("created_at"), after=after),
            LeadQuery(sort=Sort(descending=False), after=after),
        ]

        for other in others:
            assert refused_codes(open_unit, other) == ["cursor_foreign"]
        assert page_of(open_unit, EVERYBODY, LeadQuery(columns=["status"], most=5, after=after)).rows

    def test_damaged_cursor_is_refused(self, open_unit: OpenUnit) -> None:
        """
        What no page has handed out is refused by name, also where only what it is made of is of another type.
        """
        query = LeadQuery(sort=Sort("modified_at"))
        keys: list[Any] = [["text"], [None], [], [1, 2], [2**70], [True, False], "text", {}, [1.5], [float("nan")]]
        ties: list[Any] = [[], 2**70, "\x00", "\ud800"]
        forged = [write_cursor(query, Position(key, tie)) for key in keys for tie in ("lead-1", 1)]
        forged += [write_cursor(query, Position((1,), tie)) for tie in ties]

        for damaged in ("", "x", "é", "W10", "bnVsbA", "\ud800", "A" * 10_000, *forged):
            assert refused_codes(open_unit, evolve(query, after=damaged)) == ["cursor_foreign"], damaged

    def test_query_that_cannot_be_shown_is_refused(self, open_unit: OpenUnit) -> None:
        """
        A field that is not declared, or that lists do not show or sort by, is refused by name.
        """
        refused = [
            (LeadQuery(columns=["nonsense"]), "field_unknown"),
            (LeadQuery(columns=["assignee_id"]), "column_refused"),
            (LeadQuery(sort=Sort("nonsense")), "field_unknown"),
            (LeadQuery(sort=Sort("partner_name")), "sort_refused"),
            (LeadQuery(sort=Sort("kit_multi_choice")), "sort_refused"),
        ]

        for query, code in refused:
            assert refused_codes(open_unit, query) == [code]


def refused_codes(open_unit: OpenUnit, query: LeadQuery) -> list[str]:
    """
    Return the codes for which a query is refused; none if it is answered.
    """
    try:
        page_of(open_unit, EVERYBODY, query)
    except InvalidInput as refused:
        return [one.code for one in refused.problems]
    return []
