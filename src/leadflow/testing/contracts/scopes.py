"""
The contract of a store that can say which leads somebody sees.
"""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.access import Scope, scope_of
from leadflow.core.leads import DistributionStatus, Lead, LeadKind
from leadflow.ports import OpenUnit, ScopeReader
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.parties import PARTIES, PARTNERS
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["ScopesContract"]

_BY_ID: Final = {one.id: one for one in PARTNERS}


class ScopesContract(StoreContract):
    """
    What a store whose `LeadReader` is a `ScopeReader` must do. Inherit it and override the fixture `open_unit`.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_list_has_what_may_be_opened(self, open_unit: OpenUnit, who: str) -> None:
        """
        A lead is on the list of a party exactly if they may open it.
        """
        leads, scope = _stored(open_unit), scope_of(PARTIES[who])

        found = _seen(open_unit, scope)

        assert found == [one.id for one in leads if scope.sees(one, _BY_ID.get(one.partner_id or ""))]

    @pytest.mark.usefixtures("kept_partners")
    def test_scope_of_nothing_is_empty(self, open_unit: OpenUnit) -> None:
        """
        A scope that says nothing shows nothing.
        """
        _stored(open_unit)

        assert _seen(open_unit, Scope()) == []

    @pytest.mark.usefixtures("kept_partners")
    def test_pages_joined_are_the_list(self, open_unit: OpenUnit) -> None:
        """
        With pages of any length, every lead is returned exactly once.
        """
        _stored(open_unit)
        scope = scope_of(PARTIES["gold_and_emea"])
        whole = _seen(open_unit, scope)

        assert _seen(open_unit, scope, most=7) == whole
        assert len(whole) > 7

    @pytest.mark.usefixtures("kept_partners")
    def test_foreign_leads_are_not_seen(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's leads are in nobody's scope, even if their partners have the same ids.
        """
        _stored(open_unit)

        assert _seen(open_unit, scope_of(PARTIES["program"]), supplier_id="globex") == []

    @pytest.mark.usefixtures("kept_partners")
    def test_groups_are_those_of_the_partner_as_it_is_stored(self, open_unit: OpenUnit) -> None:
        """
        A partner that leaves a group takes its leads out of the scopes of that group.
        """
        _stored(open_unit)
        scope = scope_of(PARTIES["gold"])
        before = _seen(open_unit, scope)
        committed(open_unit, puts_of(evolve(_BY_ID["north"], groups=("silver",))))

        assert before
        assert _seen(open_unit, scope) == []


def _stored(open_unit: OpenUnit) -> list[Lead]:
    """
    Commit partners, and a lead of each kind at each partner and none, named to each of some people and nobody.
    """
    places = (*_BY_ID, "gone", None)
    sorts = product(LeadKind, places, ("maja", "ola", None), (True, False))
    leads = [
        evolve(
            a_lead(f"lead-{number:03}"),
            kind=kind,
            partner_id=place,
            assignee_id=person if place else None,
            status=DistributionStatus.PENDING if place else DistributionStatus.UNASSIGNED,
            active=active,
        )
        for number, (kind, place, person, active) in enumerate(sorts)
    ]
    committed(open_unit, evolve(changes_of(*leads), puts=puts_of(*PARTNERS).puts))
    return leads


def _seen(open_unit: OpenUnit, scope: Scope, *, most: int = 1_000, supplier_id: str = SUPPLIER) -> list[str]:
    """
    Return the ids of all leads in *scope*, read in pages.
    """
    found: list[str] = []
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, ScopeReader)
        while page := unit.leads.seen_by(scope, found[-1] if found else None, most):
            assert len(page) <= most
            found += [one.id for one in page]
        return found
