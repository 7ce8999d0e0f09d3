"""
What is a conflict, and what a partner learns of it.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from attrs import evolve

from leadflow.core.companies import COMMON_FREE_MAIL, CompanyEvidence, CompanyRecord
from leadflow.core.conflicts import (
    ConflictAnswer,
    ConflictPolicy,
    ConflictReach,
    HeldLeadQuery,
    OnConflict,
    answer_conflict,
    asks_for,
    conflict_query,
    held_lead,
    match_keys,
    same_prospect,
)
from leadflow.core.leads import DistributionStatus, LeadKind, RegistrationStatus
from leadflow.core.problems import Severity
from leadflow.testing import a_lead

ACME = CompanyRecord(name="Acme GmbH", email="ann@acme.de")


@pytest.mark.parametrize(
    ("other", "evidence"),
    [
        (CompanyRecord(email="Ann@ACME.de"), CompanyEvidence.EMAIL),
        (CompanyRecord(email="bob@acme.de"), CompanyEvidence.DOMAIN),
        (CompanyRecord(name="ACME"), CompanyEvidence.NAME),
        (CompanyRecord(name="Acme Energy", parent="Acme"), CompanyEvidence.PARENT),
        (CompanyRecord(name="Apex", email="eve@apex.de"), None),
        (CompanyRecord(), None),
    ],
    ids=str,
)
def test_same_address_or_company_is_one_prospect(other: CompanyRecord, evidence: CompanyEvidence | None) -> None:
    """
    One address is one person whatever else is said, and companies are compared by the matcher.
    """
    assert same_prospect(ACME, other, free_mail=COMMON_FREE_MAIL) is evidence
    assert same_prospect(other, ACME, free_mail=COMMON_FREE_MAIL) is evidence


def test_person_at_a_mail_provider_is_one_by_the_address_alone() -> None:
    """
    Two people at a provider of mail are two, and one address there is one person, whatever the companies are called.
    """
    ann, eve = CompanyRecord(email="ann@gmail.com", name="Acme"), CompanyRecord(email="eve@gmail.com", name="Apex")

    assert same_prospect(ann, eve, free_mail=COMMON_FREE_MAIL) is None
    assert same_prospect(ann, evolve(ann, name="Apex"), free_mail=COMMON_FREE_MAIL) is CompanyEvidence.EMAIL


def test_query_leaves_mail_providers_out() -> None:
    """
    A store is asked by the address of somebody at a provider, and never for all of its customers.
    """
    company = CompanyRecord(email="ann@gmail.com")

    query = conflict_query(company, campaign_id="fair", partner_id="nordlys", policy=ConflictPolicy())

    assert query.keys == {"email:ann@gmail.com"}
    assert (query.reach, query.campaign_id, query.other_than) == (ConflictReach.CAMPAIGN, "fair", "nordlys")


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"kind": LeadKind.PRIVATE},
        {"kind": LeadKind.PRIVATE, "registration": RegistrationStatus.DENIED},
        {"registration": RegistrationStatus.EXPIRED},
        {"status": DistributionStatus.REJECTED},
    ],
    ids=["deactivated", "private", "denied", "expired", "rejected"],
)
def test_lead_that_nobody_has_is_not_held(change: dict[str, Any]) -> None:
    """
    What left the lists, what was declined, what only a partner sees and what is free again is held by nobody.
    """
    lead = evolve(a_lead(), partner_id="nordlys")

    assert held_lead(lead) is not None
    assert held_lead(evolve(lead, **change)) is None


@pytest.mark.parametrize(
    ("reach", "campaign_id", "other_than", "asked"),
    [
        (ConflictReach.CAMPAIGN, "fair", None, True),
        (ConflictReach.CAMPAIGN, "expo", None, False),
        (ConflictReach.CAMPAIGN, None, None, False),
        (ConflictReach.ANYWHERE, "expo", None, True),
        (ConflictReach.ANYWHERE, None, "nordlys", False),
        (ConflictReach.ANYWHERE, None, "fjord", True),
    ],
)
def test_query_asks_for_its_campaign_and_other_partners(
    reach: ConflictReach, campaign_id: str | None, other_than: str | None, asked: bool
) -> None:
    """
    A query asks for leads of its campaign, or of any, that are not at the partner that asks.
    """
    held = held_lead(evolve(a_lead(campaign_id="fair"), partner_id="nordlys"))
    query = HeldLeadQuery(keys=frozenset(), reach=reach, campaign_id=campaign_id, other_than=other_than)

    assert held is not None
    assert asks_for(query, held) is asked


def test_keys_of_a_lead_have_its_mail_provider() -> None:
    """
    Stores keep what a lead says, so that a longer list of providers needs no other keys.
    """
    assert match_keys({"email": "ann@gmail.com"}) == {"email:ann@gmail.com", "label:gmail"}


@pytest.mark.parametrize(
    ("then", "severity"),
    [(OnConflict.ALLOW, None), (OnConflict.WARN, Severity.WARNING), (OnConflict.REFUSE, Severity.ERROR)],
)
def test_policy_says_what_happens(then: OnConflict, severity: Severity | None) -> None:
    """
    A conflict is passed over, warned about or refused, as the policy says; without one nothing is said.
    """
    policy = ConflictPolicy(then=then)

    answer = answer_conflict(found=True, ours=False, policy=policy)

    assert (answer.problem.severity if answer.problem else None) is severity
    assert answer.exists is (severity is not None)
    assert answer.refused is (severity is Severity.ERROR)
    assert answer_conflict(found=False, ours=False, policy=policy) == ConflictAnswer()


def test_company_of_the_supplier_is_refused_under_every_policy() -> None:
    """
    What the supplier serves itself is ineligible, whether somebody else has it too or not.
    """
    answers = [
        answer_conflict(found=found, ours=True, policy=ConflictPolicy(then=then))
        for found, then in product((True, False), OnConflict)
    ]

    assert {answer.problem.code for answer in answers if answer.problem} == {"company_ineligible"}
    assert all(answer.refused and not answer.exists for answer in answers)
