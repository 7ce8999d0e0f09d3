"""
A keep step leaves the partner that already works the lead's company.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import MOMENT, NOW, SCHEMA, a_lead, a_partner, a_router, codes, new_turns, no, routed

from leadflow.core.conflicts import ConflictReach, HeldLead, HeldLeadQuery, asks_for, held_lead, match_keys
from leadflow.core.criteria import any_of, where
from leadflow.core.fields import Field
from leadflow.core.kinds import TEXT
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, RegistrationStatus, ReviewReason
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import (
    CompanyDetail,
    Filter,
    Incumbents,
    Keep,
    RoutingModule,
    SeveralIncumbents,
    StepReason,
    TieBreak,
    check_module,
    explain_routing,
    lint_module,
    to_html,
    to_mermaid,
    why_not,
)
from leadflow.core.routing.why_not import WhyNotReason
from leadflow.core.schema import Subject

PARTNERS = tuple(a_partner(one, tier=one) for one in ("a", "b", "c"))
ANN = {"company": "Granit AB", "email": "ann@granit.se"}


def theirs(partner_id: str | None, lead_id: str, days: int = 1, **given: Any) -> Lead:
    """
    Return a lead of the company Granit at a partner, received so many days ago.
    """
    said = given.pop("said", {"company": "Granit", "email": f"{lead_id}@granit.se"})
    lead = a_lead(lead_id, **said)
    at = NOW - timedelta(days=days)
    return evolve(lead, **{"partner_id": partner_id, "status": DistributionStatus.PENDING, "received_at": at, **given})


def stored(*leads: Lead) -> Incumbents:
    """
    Return incumbents that find these leads as a store does.
    """

    def find(query: HeldLeadQuery) -> Iterable[HeldLead]:
        alike = (held_lead(lead) for lead in leads if match_keys(lead.values) & query.keys)
        return [held for held in alike if held is not None and asks_for(query, held)]

    return Incumbents(find)


def kept(lead: Lead, incumbents: Incumbents, *steps: Any, **given: Any) -> str | None:
    """
    Return the partner that steps leave, one keep step if none is given.
    """
    router = a_router(*(steps or (Keep(),)), partners=PARTNERS, **given)
    return routed(lead, router, incumbents=incumbents).partner_id


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ({"company": "Granit", "email": "x@granit.se"}, ANN),
        ({"website": "https://www.granit.se/om"}, {"email": "bo@granit.se"}),
        ({"company": "GRANIT Aktiebolag"}, {"company": "granit ab"}),
        (
            {"company": "Granit", "work_phone": "+46 8 123 45 67"},
            {"company": "Granit Norr", "work_phone": "08-1234567"},
        ),
        ({"company": "Granit"}, {"company": "Granit Bygg AB"}),
    ],
)
def test_lead_stays_with_the_partner_that_works_its_company(held: dict[str, str], says: dict[str, str]) -> None:
    """
    Companies are compared by the matcher that finds conflicts, so the last one is another company.
    """
    expected = None if says["company" if "company" in says else "email"] == "Granit Bygg AB" else "b"

    assert kept(a_lead("new", **says), stored(theirs("b", "old", said=held))) == expected


@pytest.mark.parametrize(
    "given",
    [
        {"active": False},
        {"status": DistributionStatus.REJECTED},
        {"kind": LeadKind.PRIVATE},
        {"kind": LeadKind.PRIVATE, "registration": RegistrationStatus.SUBMITTED},
        {"kind": LeadKind.REGISTERED, "registration": RegistrationStatus.EXPIRED},
        {"said": {"email": "eve@gmail.com"}},
        {"partner_id": "gone"},
        {"partner_id": None, "status": DistributionStatus.UNASSIGNED},
    ],
)
def test_these_make_nobody_an_incumbent(given: dict[str, Any]) -> None:
    """
    Deactivated, rejected and private leads, requests, ended protections, mail providers, and leads of nobody.
    """
    old = theirs("b", "old", **given) if "partner_id" not in given else evolve(theirs("b", "old"), **given)
    says = {"email": "ann@gmail.com"} if "said" in given else ANN

    assert kept(a_lead("new", **says), stored(old)) is None


def test_itself_and_the_lead_that_it_continues_do_not_count() -> None:
    """
    A lead that is routed again, or moves on, is no reason to stay where it was.
    """
    again = evolve(a_lead("again", **ANN), duplicated_from="old")

    assert kept(again, stored(theirs("b", "old"), theirs("b", "again"))) is None


@pytest.mark.parametrize(("rule", "partner"), [("earliest", "a"), ("latest", "c"), ("most", "b"), ("all", None)])
def test_one_of_several_incumbents_stays_by_the_rule(rule: str, partner: str | None) -> None:
    """
    The first, the last or the one with most leads; all of them leave it to the tie-break.
    """
    held = stored(theirs("a", "1", 9), theirs("b", "2", 5), theirs("b", "3", 4), theirs("c", "4", 1))
    decision = routed(
        a_lead("new", **ANN),
        a_router(Keep(several=SeveralIncumbents(rule)), partners=(*PARTNERS, a_partner("d"))),
        incumbents=held,
    )

    assert (decision.partner_id, decision.review) == (partner, None if partner else ReviewReason.TIE)
    assert decision.tied == (() if partner else ("a", "b", "c"))


def test_rule_chooses_among_those_that_are_left() -> None:
    """
    An incumbent that an earlier step dropped, or that declined the lead, does not stand in the way of the next.
    """
    held = stored(theirs("a", "1", 9), theirs("b", "2", 5), theirs("c", "3", 1))
    without_a = Filter(criteria=any_of(where("tier", "not_equals", "a", subject=Subject.PARTNER)))
    router = a_router(Keep(), partners=PARTNERS)

    assert kept(a_lead("new", **ANN), held, without_a, Keep()) == "b"
    assert routed(a_lead("new", **ANN), router, incumbents=held, declined={"a", "b"}).partner_id == "c"


@pytest.mark.parametrize(
    ("step", "said", "reason", "review"),
    [
        (Keep(), {"company": "Nobody knows it"}, StepReason.EMPTY_SKIPPED, ReviewReason.TIE),
        (Keep(required=True), {"company": "Nobody knows it"}, StepReason.EMPTY_REVIEW, ReviewReason.STEP_EMPTY),
        (Keep(), {"city": "Kiruna"}, StepReason.VALUE_MISSING_SKIPPED, ReviewReason.TIE),
        (Keep(required=True), {"city": "Kiruna"}, StepReason.VALUE_MISSING_REVIEW, ReviewReason.VALUE_MISSING),
        (Keep(when=no()), ANN, StepReason.NOT_APPLICABLE, ReviewReason.TIE),
    ],
)
def test_new_company_and_no_company_are_as_in_other_steps(
    step: Keep, said: dict[str, str], reason: StepReason, review: ReviewReason
) -> None:
    """
    Optional steps are skipped, required ones send the lead to a person, and *when* says where a step applies.
    """
    decision = routed(a_lead("new", **said), a_router(step, partners=PARTNERS), incumbents=stored(theirs("b", "old")))

    assert (decision.steps[0].reason, decision.review) == (reason, review)


@pytest.mark.parametrize(
    ("by", "partner"),
    [
        (CompanyDetail.EMAIL, "b"),
        (CompanyDetail.WEBSITE, None),
        (CompanyDetail.COMPANY, None),
        (CompanyDetail.PHONE, "c"),
    ],
)
def test_companies_are_compared_by_what_the_step_names(by: CompanyDetail, partner: str | None) -> None:
    """
    What is not named is not looked at, on either side.
    """
    held = stored(
        theirs("b", "1", 5, said={"email": "bo@granit.se", "company": "Other"}),
        theirs("c", "2", 4, said={"work_phone": "+46 8 123 45 67", "company": "Another"}),
    )
    lead = a_lead("new", company="Granit", email="ann@granit.se", work_phone="08-1234567")

    assert kept(lead, held, Keep(by=[by])) == partner


def test_campaign_limits_where_incumbents_are_looked_for() -> None:
    """
    By default they are looked for anywhere.
    """
    held = stored(theirs("b", "old", campaign_id="fair"))
    here, there = (evolve(a_lead("new", **ANN), campaign_id=one) for one in ("fair", "other"))
    within = Keep(within=ConflictReach.CAMPAIGN)

    assert [kept(here, held, within), kept(there, held, within), kept(there, held)] == ["b", None, "b"]


@pytest.mark.parametrize(("takes", "turn"), [(False, None), (True, 1)])
def test_incumbent_gets_its_lead_without_a_turn(takes: bool, turn: int | None) -> None:
    """
    Unless the step says that it takes one; a lead of a new company always does.
    """
    router = a_router(Keep(takes_turn=takes), partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)
    held = stored(theirs("b", "old"))
    decision = routed(a_lead("new", **ANN), router, incumbents=held)

    assert (decision.partner_id, decision.turn) == ("b", turn)
    assert routed(a_lead("new", company="New"), router, incumbents=held).turn == 1


def test_leads_of_a_batch_count_before_they_are_stored() -> None:
    """
    What was routed is remembered, in its order, also by the batch that goes on; what moved is where it moved.
    """
    first = evolve(a_lead("1", **ANN), received_at=NOW)
    batch = stored(theirs("b", "old"))
    batch.move(theirs("b", "old"), "c")
    assert kept(a_lead("new", **ANN), batch) == "c"

    batch = stored()
    batch.add(first, "a")
    batch.add(evolve(first, id="2"), "c")
    going_on = batch.going_on(lambda _: ())

    assert [kept(a_lead("new", **ANN), one) for one in (batch, going_on)] == ["a", "a"]


def test_later_leads_do_not_count_as_of_an_earlier_moment() -> None:
    """
    So a rehearsal asks about each lead as when it arrived.
    """
    leads = theirs("a", "1", 1), theirs("b", "0", 5)
    as_of = Incumbents(stored(*leads).find, as_of=lambda lead: lead.received_at)

    assert kept(evolve(a_lead("2", **ANN), received_at=NOW - timedelta(days=3)), as_of) == "b"
    assert kept(evolve(a_lead("2", **ANN), received_at=NOW - timedelta(days=6)), as_of) is None


def test_full_incumbent_does_not_get_the_lead() -> None:
    """
    It leaves before the first step, as every full partner does, and its last place is filled once.
    """
    partners = (a_partner("a"), a_partner("b", capacity=1))
    router, lead = a_router(Keep(), partners=partners, tie_break=TieBreak.ROUND_ROBIN), a_lead("new", **ANN)
    held, turns = stored(theirs("b", "old")), new_turns(a_router(Keep(), partners=partners))
    turns.add_load("b", chosen=True)

    assert turns.rooms() == {"b": 0}
    assert routed(lead, router, turns, incumbents=held).partner_id == "a"


def test_step_is_explained_drawn_and_asked_about() -> None:
    """
    In sentences, in both drawings, and by `why_not`.
    """
    router = a_router(
        Keep(by=[CompanyDetail.EMAIL, CompanyDetail.PHONE]), partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN
    )
    held, lead = stored(theirs("b", "old")), a_lead("new", **ANN)
    told = explain_routing(routed(lead, router, incumbents=held), module=router.module, directory=router.directory)
    not_a = why_not("a", lead, router, new_turns(router), incumbents=held)

    assert "1. incumbent: it already works this company; 1 of 3 partners left" in told
    assert (not_a.reason, not_a.step_name) == (WhyNotReason.STEP, "incumbent")
    for drawn in (to_html(router.module), to_mermaid(router.module)):
        assert "already work the lead" in drawn
        assert "by email, phone" in drawn


def test_mistakes_are_named_and_probable_ones_told() -> None:
    """
    Nothing to compare by, details that the supplier has not declared, and leads that never say any.
    """
    directory = PartnerDirectory.of(PARTNERS)
    module = RoutingModule(name="m", steps=[Keep(by=[]), Keep(by=[CompanyDetail.ACCOUNT, CompanyDetail.COMPANY])])
    declared = SCHEMA.extend(Field("account_id", TEXT))
    sample = [a_lead(city="Kiruna")]

    assert codes(check_module(module, SCHEMA, directory)[1]) == [
        ("details_empty", "steps[0].by"),
        ("field_unknown", "steps[1].by[0]"),
    ]
    parents = RoutingModule(name="m", steps=[Keep(by=[CompanyDetail.EMAIL, CompanyDetail.PARENT])])
    owned = declared.extend(Field("parent_company", TEXT))
    assert codes(check_module(parents, owned, directory)[1]) == [("parent_alone", "steps[0].by")]
    assert check_module(RoutingModule(name="m", steps=module.steps[1:]), declared, directory)[1] == ()
    found = lint_module(RoutingModule(name="m", steps=[Keep(required=True)]), SCHEMA, directory, MOMENT, leads=sample)
    assert codes(found) == [("field_never_filled", "steps[0].by")]
