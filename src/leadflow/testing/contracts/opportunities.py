"""
What a store must do that lists opportunities.
"""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from leadflow.core.access import SUPPLIER_ADMIN, PartnerParty, Role, Scope, SupplierParty, Visibility, scope_of
from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.criteria import Criteria, EvaluationTime, all_of, any_of, where
from leadflow.core.facts import Assigned, AssignedBy, Deactivated, Notice
from leadflow.core.kinds import Money
from leadflow.core.leads import EmailStatus, LeadKind, OpportunityStatus
from leadflow.core.opportunities import OpportunityQuery
from leadflow.ports import OpenUnit, OpportunityLister
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, change_to, changes_of, puts_of
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import a_partner, an_opportunity

__all__ = ["OpportunityListerContract"]

_MOMENT: Final = EvaluationTime(NOW, UTC)
_ALL: Final = scope_of(SupplierParty(id="ines", groups=(), roles=(SUPPLIER_ADMIN,)))
_NORTH: Final = evolve(a_partner("nordlys"), groups=("north",), tier="Gold", capacity=3)
_SOUTH: Final = evolve(a_partner("globex"), groups=("south",), tier=None, capacity=None)
_ONE: Final = an_opportunity("o-1")
_SAID: Final = (
    evolve(_ONE, name="Roof  of Granit", amount=Money(Decimal("1200.50"), "SEK"), probability=25),
    evolve(
        _ONE,
        id="o-2",
        stage="won",
        status=OpportunityStatus.WON,
        amount=Money(Decimal("90"), "EUR"),
        probability=100,
        close_date=date(2026, 3, 1),
        owner="Éva",
    ),
    evolve(_ONE, id="o-3", lead_id="lead-2", partner_id="globex", amount=None, probability=None, owner="", name=""),
    evolve(_ONE, id="O-4", lead_id="lead-3", close_date=None, stage="Proposal"),
)

_PLACES: Final = (("lead-1", "nordlys", "somebody"), ("lead-2", "globex", None), ("lead-3", "nordlys", "somebody"))

_CRITERIA: Final[tuple[Criteria, ...]] = (
    any_of(where("stage", "equals", "proposal")),
    any_of(where("stage", "not_equals", "won")),
    any_of(where("name", "contains", "of granit")),
    any_of(where("owner", "is_empty")),
    any_of(where("owner", "equals", "éva")),
    any_of(where("status", "in", ["won", "lost"])),
    any_of(where("amount", "greater_than", "SEK 1200")),
    any_of(where("amount", "between", ["EUR 50", "EUR 90"])),
    any_of(where("probability", "less_or_equal", 25), where("probability", "is_empty")),
    any_of(where("close_date", "before", "2026-03-02")),
    any_of(where("close_date", "within_last_days", 30)),
    any_of(where("registered_at", "on", NOW.date().isoformat())),
    any_of(where("lead_id", "equals", "lead-2")),
    any_of(where("id", "starts_with", "o-")),
    any_of(where("partner.tier", "equals", "gold")),
    any_of(where("partner.tier", "not_equals", "gold", if_missing=True)),
    any_of(where("partner.capacity", "greater_than", 2)),
    any_of(all_of(where("partner.groups", "contains_any", ["south"]), where("amount", "is_empty"))),
)


class OpportunityListerContract(StoreContract):
    """
    What a store whose `Records` are an `OpportunityLister` must do. Inherit it and override the fixture `open_unit`.
    """

    @pytest.mark.parametrize("criteria", _CRITERIA, ids=lambda one: str(one.groups[0].conditions[0].operator))
    def test_criteria_choose_opportunities(self, open_unit: OpenUnit, criteria: Criteria) -> None:
        """
        Of each kind of field, with the partner's, as they choose in Python.
        """
        _fill(open_unit)
        query = OpportunityQuery(criteria=criteria).checked(KIT_SCHEMA)
        partners = {one.id: one for one in (_NORTH, _SOUTH)}
        expected = sorted(one.id for one in _SAID if query.holds(one, partners[one.partner_id], _MOMENT))

        assert _ids(open_unit, _ALL, query) == expected
        assert _count(open_unit, _ALL, query) == len(expected)

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, ["O-4", "o-1", "o-2", "o-3"]),
            ({"status": OpportunityStatus.WON}, ["o-2"]),
            ({"partner_id": "globex"}, ["o-3"]),
            ({"after": "o-1"}, ["o-2", "o-3"]),
            ({"after": "O-4", "status": OpportunityStatus.OPEN}, ["o-1", "o-3"]),
        ],
    )
    def test_they_come_by_id(self, open_unit: OpenUnit, asked: dict[str, Any], expected: list[str]) -> None:
        """
        Compared character by character, in pages that go on after an id.
        """
        _fill(open_unit)

        assert _ids(open_unit, _ALL, OpportunityQuery(**asked)) == expected
        assert _ids(open_unit, _ALL, OpportunityQuery(**asked), most=1) == expected[:1]
        if "after" not in asked:
            assert _count(open_unit, _ALL, OpportunityQuery(**asked)) == len(expected)

    def test_who_does_not_see_the_lead_does_not_see_them(self, open_unit: OpenUnit) -> None:
        """
        Partners, groups, assignees, kinds and deactivated leads limit them as they limit leads.
        """
        _fill(open_unit)
        own = Role(name="own", sees={LeadKind.DISTRIBUTED: Visibility.ASSIGNED})
        seen = {
            "south": _ids(open_unit, scope_of(SupplierParty(id="ines", groups=["south"])), OpportunityQuery()),
            "globex": _ids(open_unit, _partner_scope("globex", own), OpportunityQuery()),
            "assigned": _ids(open_unit, _partner_scope("nordlys", own), OpportunityQuery()),
            "nothing": _ids(open_unit, Scope(), OpportunityQuery()),
        }

        assert seen == {"south": ["o-3"], "globex": ["o-3"], "assigned": ["o-1", "o-2"], "nothing": []}
        assert _count(open_unit, _partner_scope("globex", own), OpportunityQuery()) == 1

    def test_an_update_is_asked_as_it_is_now(self, open_unit: OpenUnit) -> None:
        """
        Whether it was replaced or put whatever was there.
        """
        _fill(open_unit)
        first = _SAID[0]
        query = OpportunityQuery(criteria=any_of(where("stage", "equals", "lost"))).checked(KIT_SCHEMA)
        lost = evolve(first, stage="lost", status=OpportunityStatus.LOST)
        committed(open_unit, Changes(puts=(Put(lost, before=first),)))
        assert _ids(open_unit, _ALL, query) == ["o-1"]
        committed(open_unit, Changes(puts=(Put(first, before=ANY),)))
        assert _ids(open_unit, _ALL, query) == []

    def test_those_of_others_are_not_listed(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's have the same ids and are not seen.
        """
        _fill(open_unit)
        with open_unit("globex", KIT_SCHEMA) as unit:
            assert isinstance(unit.records, OpportunityLister)
            assert unit.records.opportunities(_ALL, OpportunityQuery(), _MOMENT, 10) == ()


def _fill(open_unit: OpenUnit) -> None:
    committed(open_unit, puts_of(_NORTH, _SOUTH), changes_of(*map(a_lead, ("lead-1", "lead-2", "lead-3"))))
    for lead_id, partner_id, person_id in _PLACES:
        placed = Assigned(
            partner_id=partner_id, by=AssignedBy.PERSON, assignee_id=person_id, notice=Notice(EmailStatus.NOT_DUE, ())
        )
        facts = (placed, Deactivated()) if lead_id == "lead-3" else (placed,)
        committed(open_unit, change_to(a_lead(lead_id), *facts))
    committed(open_unit, puts_of(*_SAID))


def _partner_scope(partner_id: str, role: Role) -> Scope:
    return scope_of(PartnerParty(id="somebody", partner_id=partner_id, roles=(role,)))


def _ids(open_unit: OpenUnit, scope: Scope, query: OpportunityQuery, most: int = 10) -> list[str]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.records, OpportunityLister), "give the records of a unit the method `opportunities`"
        return [one.id for one in unit.records.opportunities(scope, query, _MOMENT, most)]


def _count(open_unit: OpenUnit, scope: Scope, query: OpportunityQuery) -> int:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.records, OpportunityLister)
        return unit.records.count_opportunities(scope, query, _MOMENT)
