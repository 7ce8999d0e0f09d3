"""
The contract of a store that can say which leads somebody sees.
"""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.access import PartnerParty, Party, ProgramParty, Role, Scope, SupplierParty, Width, scope_of
from leadflow.core.leads import DistributionStatus, Lead, LeadKind
from leadflow.ports import OpenUnit, ScopeReader
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, a_partner, changes_of, puts_of
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["ScopesContract"]

_PARTNERS: Final = tuple(
    evolve(a_partner(name, name.title()), groups=groups)
    for name, groups in {"north": ("gold", "emea"), "south": ("emea",), "west": (), "east": ("Gold", "emea %")}.items()
)
_BY_ID: Final = {one.id: one for one in _PARTNERS}
_WIDE: Final = Role(name="wide", sees=dict.fromkeys(LeadKind, Width.ALL))
_MIXED: Final = Role(name="mixed", sees={LeadKind.DISTRIBUTED: Width.ALL, LeadKind.REGISTERED: Width.ASSIGNED})
_REVIEWER: Final = Role(name="reviewer", may=["review"])

_PARTIES: Final[dict[str, Party]] = {
    "supplier": SupplierParty(id="ann", groups=()),
    "gold": SupplierParty(id="ann", groups=["gold"]),
    "gold_reviewer": SupplierParty(id="ann", groups=["gold"], roles=[_REVIEWER]),
    "gold_and_emea": SupplierParty(id="ann", groups=["gold", "emea"]),
    "unknown_group": SupplierParty(id="ann", groups=["silver"]),
    "program": ProgramParty(name="form"),
    "partner_wide": PartnerParty(id="maja", partner_id="north", roles=[_WIDE]),
    "partner_new": PartnerParty(id="maja", partner_id="north", roles=[Role(name="new")]),
    "partner_mixed": PartnerParty(id="maja", partner_id="south", roles=[_MIXED]),
    "partner_two_roles": PartnerParty(id="ola", partner_id="north", roles=[_MIXED, Role(name="new")]),
    "partner_without_roles": PartnerParty(id="maja", partner_id="north"),
    "unknown_partner": PartnerParty(id="maja", partner_id="nobody", roles=[_WIDE]),
}


class ScopesContract(StoreContract):
    """
    What a store whose `LeadReader` is a `ScopeReader` must do. Inherit it and override the fixture `open_unit`.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(_PARTIES))
    def test_list_has_what_may_be_opened(self, open_unit: OpenUnit, who: str) -> None:
        """
        A lead is on somebody's list exactly if they may open it, and the count is the length of the list.
        """
        leads, scope = _stored(open_unit), scope_of(_PARTIES[who])

        found, count = _seen(open_unit, scope)

        assert found == [one.id for one in leads if scope.sees(one, _BY_ID.get(one.partner_id or ""))]
        assert count == len(found)

    @pytest.mark.usefixtures("kept_partners")
    def test_scope_of_nothing_is_empty(self, open_unit: OpenUnit) -> None:
        """
        A scope that says nothing shows nothing.
        """
        _stored(open_unit)

        assert _seen(open_unit, Scope()) == ([], 0)

    @pytest.mark.usefixtures("kept_partners")
    def test_pages_joined_are_the_list(self, open_unit: OpenUnit) -> None:
        """
        However long a page is, nothing is left out or told twice.
        """
        _stored(open_unit)
        scope = scope_of(_PARTIES["gold_and_emea"])
        whole, _ = _seen(open_unit, scope)

        assert _seen(open_unit, scope, most=7)[0] == whole
        assert len(whole) > 7

    @pytest.mark.usefixtures("kept_partners")
    def test_foreign_leads_are_not_seen(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's leads are in nobody's scope, whatever their partners are called.
        """
        _stored(open_unit)

        assert _seen(open_unit, scope_of(_PARTIES["program"]), supplier_id="globex") == ([], 0)

    @pytest.mark.usefixtures("kept_partners")
    def test_groups_are_those_of_the_partner_as_it_is_stored(self, open_unit: OpenUnit) -> None:
        """
        A partner that leaves a group takes its leads out of the scopes of that group.
        """
        _stored(open_unit)
        scope = scope_of(_PARTIES["gold"])
        before, _ = _seen(open_unit, scope)
        committed(open_unit, puts_of(evolve(_BY_ID["north"], groups=("silver",))))

        assert before
        assert _seen(open_unit, scope) == ([], 0)


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
    committed(open_unit, evolve(changes_of(*leads), puts=puts_of(*_PARTNERS).puts))
    return leads


def _seen(
    open_unit: OpenUnit, scope: Scope, *, most: int = 1_000, supplier_id: str = SUPPLIER
) -> tuple[list[str], int]:
    """
    Return the ids of all leads in *scope*, read in pages, and their count.
    """
    found: list[str] = []
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, ScopeReader)
        while page := unit.leads.seen_by(scope, found[-1] if found else None, most):
            assert len(page) <= most
            found += [one.id for one in page]
        return found, unit.leads.count_seen_by(scope)
