"""
What a store that lists leads must do.
"""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.access import SupplierParty, scope_of
from leadflow.core.facts import FieldChange, ValuesChanged
from leadflow.core.views import LeadList, LeadPage, LeadQuery, last_acts
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, change_to, changes_of, puts_of
from leadflow.testing.contracts.list_counts import ListCountsContract
from leadflow.testing.contracts.list_hiding import ListHidingContract
from leadflow.testing.contracts.list_pages import ListPagesContract
from leadflow.testing.contracts.listed_leads import (
    EVERYBODY,
    MOMENT,
    PARTNERS_BY_ID,
    QUERIES,
    ids_of,
    lead_lister,
    shown,
    stored,
    wanted_ids,
    whole_list,
)
from leadflow.testing.contracts.parties import PARTIES
from leadflow.testing.contracts.store import committed

__all__ = ["LeadListerContract"]

_SHOWN: Final = tuple(name for name in KIT_SCHEMA.leads if name != "assignee_id")


class LeadListerContract(ListPagesContract, ListCountsContract, ListHidingContract):
    """
    What the `LeadReader` of a store must do that is a `LeadLister` too.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_somebodys_list_has_what_they_may_open(self, open_unit: OpenUnit, who: str) -> None:
        """
        A lead is on the list of a party exactly if they may open it.
        """
        leads, scope = stored(open_unit), scope_of(PARTIES[who])

        for which in LeadList:
            query = LeadQuery(which=which)
            assert sorted(ids_of(whole_list(open_unit, scope, query))) == wanted_ids(leads, scope, query)

    @pytest.mark.usefixtures("kept_partners")
    def test_list_has_what_is_asked_for(self, open_unit: OpenUnit) -> None:
        """
        All filters hold of each lead on a list, and each of which they hold is on it.
        """
        leads, limited = stored(open_unit), scope_of(SupplierParty(id="ann", groups=["emea"]))

        for scope, (name, asked) in product((EVERYBODY, limited), QUERIES.items()):
            found = sorted(ids_of(whole_list(open_unit, scope, asked)))
            assert found == wanted_ids(leads, scope, asked), name

    @pytest.mark.usefixtures("kept_partners")
    def test_row_shows_what_the_lead_says(self, open_unit: OpenUnit) -> None:
        """
        In each column, in the order that is asked for; None where nothing is said.
        """
        leads = {one.id: one for one in stored(open_unit)}

        acts = last_acts(leads.values())

        rows = whole_list(open_unit, EVERYBODY, LeadQuery(columns=_SHOWN))

        assert all(row.columns == _SHOWN for row in rows)
        for row in rows:
            wanted = tuple(shown(leads[row.id], column, acts) for column in _SHOWN)
            assert dict(zip(_SHOWN, row.values, strict=True)) == dict(zip(_SHOWN, wanted, strict=True))

    def test_text_finds_what_a_lead_says_now(self, open_unit: OpenUnit) -> None:
        """
        A value that was changed is found at once, and the one before no more.
        """
        committed(open_unit, changes_of(a_lead("lead-1", said={"company": "Granit"}), a_lead("lead-2")))
        assert found_by(open_unit, "granit") == ["lead-1"]
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            lead = unit.leads.get("lead-1")
        fact = ValuesChanged((FieldChange("company", "Granit", "Basalt"),))
        committed(open_unit, change_to(lead, fact))

        assert found_by(open_unit, "granit") == []
        assert found_by(open_unit, "basalt") == ["lead-1"]
        assert found_by(open_unit, "sal") == ["lead-1"]

    @pytest.mark.usefixtures("kept_partners")
    def test_foreign_leads_are_on_no_list(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's leads are neither listed nor counted.
        """
        stored(open_unit)

        with open_unit("globex", KIT_SCHEMA) as unit:
            asking = lead_lister(unit)
            assert asking.list_page(EVERYBODY, LeadQuery(), MOMENT) == LeadPage((), None)
            assert asking.count(EVERYBODY, LeadQuery(), MOMENT) == 0
            assert dict(asking.count_by(EVERYBODY, LeadQuery(), "status", MOMENT)) == {}

    @pytest.mark.usefixtures("kept_partners")
    def test_list_of_a_group_is_of_the_partners_that_are_in_it_now(self, open_unit: OpenUnit) -> None:
        """
        A partner that leaves a group takes its leads off the lists of that group, and one that enters it brings them.
        """
        leads, scope = stored(open_unit), scope_of(PARTIES["gold"])
        before = ids_of(whole_list(open_unit, scope, LeadQuery()))
        committed(
            open_unit,
            puts_of(evolve(PARTNERS_BY_ID["north"], groups=()), evolve(PARTNERS_BY_ID["west"], groups=("gold",))),
        )

        after = whole_list(open_unit, scope, LeadQuery(columns=["partner_id"]))

        assert {one.partner_id for one in leads if one.id in before} == {"north"}
        assert {row["partner_id"] for row in after} == {"west"}


def found_by(open_unit: OpenUnit, text: str) -> list[str]:
    """
    Return the ids of all leads that a free text finds.
    """
    return ids_of(whole_list(open_unit, EVERYBODY, LeadQuery(text=text)))
