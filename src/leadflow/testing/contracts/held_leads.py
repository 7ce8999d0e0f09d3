"""
What a store must do that finds leads of one person or company.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve

from leadflow.core.conflicts import ConflictReach, HeldLead, HeldLeadQuery, held_lead, match_keys
from leadflow.core.facts import Deactivated, FieldChange, ValuesChanged
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, RegistrationStatus
from leadflow.errors import StaleLead
from leadflow.ports import HeldLeadReader, OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, change_to, changes_of
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["HeldLeadContract"]

_ACME: Final = {"email": "ann@acme.example", "company": "Acme GmbH", "work_phone": "+49 30 5551234"}


class HeldLeadContract(StoreContract):
    """
    What a store whose `LeadReader` is a `HeldLeadReader` must do. Inherit it and override the fixture `open_unit`.
    """

    @pytest.mark.parametrize(
        "said",
        [
            {"email": "ann@acme.example"},
            {"email": "bob@it.acme.example"},
            {"website": "https://www.acme.example/shop"},
            {"company": "ACME"},
            {"company": "The Acme Holding Ltd."},
            {"work_phone": "030/555 12 34"},
        ],
        ids=["address", "domain", "website", "spelling", "legal form", "phone"],
    )
    def test_leads_are_found_by_any_key(self, open_unit: OpenUnit, said: dict[str, object]) -> None:
        """
        A lead is found by its address, its domain, its company in any spelling, and its phone; others are not.
        """
        one, other = _lead("lead-1"), _lead("lead-2", email="eve@apex.example", company="Apex", work_phone="12345678")
        committed(open_unit, changes_of(one), changes_of(other))

        assert _held(open_unit, said) == _all(one)

    def test_leads_are_found_in_the_midst_of_a_unit(self, open_unit: OpenUnit) -> None:
        """
        Leads are found after something else was read, and once more by the same unit.
        """
        lead = _lead("lead-1")
        committed(open_unit, changes_of(lead))
        query = _query(_ACME)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert isinstance(unit.leads, HeldLeadReader)
            assert unit.leads.get("lead-1") == lead
            assert set(unit.leads.held(query, 9)) == set(unit.leads.held(query, 9)) == _all(lead)

    def test_no_more_are_returned_than_asked_for(self, open_unit: OpenUnit) -> None:
        """
        Of many leads as many are returned as were asked for, each once, and all if there are not more.
        """
        leads = [_lead(f"lead-{number}") for number in range(5)]
        committed(open_unit, *(changes_of(lead) for lead in leads))

        assert len(_held(open_unit, _ACME, most=1)) == 1
        assert len(_held(open_unit, _ACME, most=4)) == 4
        assert _held(open_unit, _ACME, most=5) == _held(open_unit, _ACME) == _all(*leads)

    @pytest.mark.parametrize(
        "change",
        [
            {"active": False},
            {"kind": LeadKind.PRIVATE, "partner_id": "nordlys"},
            {"kind": LeadKind.PRIVATE, "registration": RegistrationStatus.DENIED},
            {"kind": LeadKind.PRIVATE, "registration": RegistrationStatus.WITHDRAWN},
            {"kind": LeadKind.REGISTERED, "registration": RegistrationStatus.EXPIRED},
            {"status": DistributionStatus.REJECTED},
        ],
        ids=["deactivated", "private", "denied", "withdrawn", "expired", "rejected"],
    )
    def test_lead_that_nobody_has_is_not_found(self, open_unit: OpenUnit, change: dict[str, Any]) -> None:
        """
        A deactivated lead, a rejected one, a private one and one whose protection has ended are never found.
        """
        committed(open_unit, changes_of(evolve(_lead("lead-1"), **change)))

        assert _held(open_unit, _ACME) == set()

    @pytest.mark.parametrize("status", [RegistrationStatus.SUBMITTED, RegistrationStatus.RETURNED])
    def test_private_lead_of_an_open_request_is_found(self, open_unit: OpenUnit, status: RegistrationStatus) -> None:
        """
        A private lead is found while the supplier is asked to register it, and once it is registered.
        """
        request = evolve(_lead("lead-1"), kind=LeadKind.PRIVATE, partner_id="nordlys", registration=status)
        registered = evolve(_lead("lead-2"), kind=LeadKind.REGISTERED, registration=RegistrationStatus.APPROVED)
        committed(open_unit, changes_of(request), changes_of(registered))

        assert _held(open_unit, _ACME) == _all(request, registered)

    @pytest.mark.parametrize("campaign_id", ["fair", None])
    def test_other_campaigns_are_left_out(self, open_unit: OpenUnit, campaign_id: str | None) -> None:
        """
        Within a campaign only its leads are found, and without one only leads without one; anywhere, all are.
        """
        leads = [evolve(_lead(f"lead-{one}"), campaign_id=one) for one in ("fair", None, "expo")]
        committed(open_unit, *(changes_of(lead) for lead in leads))

        within = _held(open_unit, _ACME, reach=ConflictReach.CAMPAIGN, campaign_id=campaign_id)

        assert within == _all(*(lead for lead in leads if lead.campaign_id == campaign_id))
        assert _held(open_unit, _ACME) == _all(*leads)

    def test_leads_of_the_partner_that_asks_are_left_out(self, open_unit: OpenUnit) -> None:
        """
        A partner's own leads are left out; those of other partners, and those of none, are found.
        """
        leads = [evolve(_lead(f"lead-{one}"), partner_id=one) for one in ("nordlys", "fjord", None)]
        committed(open_unit, *(changes_of(lead) for lead in leads))

        assert _held(open_unit, _ACME, other_than="nordlys") == _all(*leads[1:])
        assert _held(open_unit, _ACME, other_than="nobody") == _all(*leads)

    def test_lead_is_found_by_what_it_says_now(self, open_unit: OpenUnit) -> None:
        """
        A lead whose values were changed is found by the new ones alone, and not at all once it is deactivated.
        """
        lead = _lead("lead-1")
        committed(open_unit, changes_of(lead))
        assert _held(open_unit, _ACME)
        said = KIT_SCHEMA.leads.fill(**_APEX)
        fact = ValuesChanged(changes=tuple(FieldChange(name, lead.values[name], said[name]) for name in _APEX))
        changed = change_to(lead, fact)
        committed(open_unit, changed)

        assert _held(open_unit, _ACME) == set()
        assert {one.lead_id for one in _held(open_unit, _APEX)} == {"lead-1"}
        committed(open_unit, change_to(changed.leads[0].after, Deactivated()))
        assert _held(open_unit, _APEX) == set()

    def test_refused_commit_leaves_no_key(self, open_unit: OpenUnit) -> None:
        """
        A lead of a commit that was refused is not found.
        """
        committed(open_unit, changes_of(_lead("lead-1")))

        with pytest.raises(StaleLead):
            committed(open_unit, changes_of(_lead("lead-2"), a_lead("lead-1")))

        assert {one.lead_id for one in _held(open_unit, _ACME)} == {"lead-1"}

    def test_other_suppliers_leads_are_not_found(self, open_unit: OpenUnit) -> None:
        """
        Leads of another supplier are never found.
        """
        committed(open_unit, changes_of(evolve(_lead("lead-1"), supplier_id="globex")), supplier_id="globex")

        assert _held(open_unit, _ACME) == set()


_APEX: Final = {"email": "eve@apex.example", "company": "Apex", "work_phone": "+49 40 9998888"}


def _lead(lead_id: str, **said: object) -> Lead:
    return a_lead(lead_id, said=said or _ACME)


def _all(*leads: Lead) -> set[HeldLead]:
    return {found for found in map(held_lead, leads) if found is not None}


def _query(said: dict[str, Any]) -> HeldLeadQuery:
    keys = match_keys(KIT_SCHEMA.leads.fill(**said))
    return HeldLeadQuery(keys=keys, reach=ConflictReach.ANYWHERE, campaign_id=None, other_than=None)


def _held(
    open_unit: OpenUnit,
    said: dict[str, Any],
    *,
    most: int = 100,
    reach: ConflictReach = ConflictReach.ANYWHERE,
    campaign_id: str | None = None,
    other_than: str | None = None,
) -> set[HeldLead]:
    query = evolve(_query(said), reach=reach, campaign_id=campaign_id, other_than=other_than)
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, HeldLeadReader), "give the leads of a unit the method `held`"
        found = unit.leads.held(query, most)
    assert len({one.lead_id for one in found}) == len(found), "a lead is returned once"
    return set(found)
