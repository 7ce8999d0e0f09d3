"""
Laws of auto-registration: what never matters, what never un-registers, and what never registers.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples

from leadflow.core.companies import company_key
from leadflow.core.criteria import Criteria, EvaluationTime, Group, any_of, where
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.partners import Partner
from leadflow.core.registration import (
    AutoRegistration,
    AutoRegistrationDecision,
    AutoRegistrationMode,
    ManagedRules,
    RegistrationRule,
    decide_auto_registration,
    explain_auto_registration,
    ignoring,
)
from leadflow.core.schema import Subject
from leadflow.testing import KIT_SCHEMA, NOW
from leadflow.testing.strategies import criteria, leads, partners

MOMENT: Final = EvaluationTime(NOW, KIT_SCHEMA.zone)
IN_FORCE: Final = st.sampled_from([AutoRegistrationMode.OWN_RULES, AutoRegistrationMode.SUPPLIER_MANAGED])


@st.composite
def private_leads(draw: st.DrawFn) -> Lead:
    """
    Active private leads, of which half would satisfy a rule about their own company.
    """
    return evolve(draw(leads()), kind=LeadKind.PRIVATE, active=True)


@st.composite
def rules(draw: st.DrawFn, *, own: bool = False) -> tuple[RegistrationRule, ...]:
    """
    Up to five rules with names of their own.
    """
    asked = st.none() if own else st.none() | criteria(KIT_SCHEMA, subjects=(Subject.PARTNER,))
    return tuple(
        RegistrationRule(name=f"rule {number}", criteria=draw(criteria()), partners=draw(asked))
        for number in range(draw(st.integers(0, 5)))
    )


def decided(
    lead: Lead, partner: Partner, mode: AutoRegistrationMode, some: tuple[RegistrationRule, ...]
) -> AutoRegistrationDecision:
    """
    Decide by *some* rules, which are the partner's own or the supplier's as *mode* says.
    """
    return by(AutoRegistration(partner_id="p", mode=mode, rules=some), lead, partner, some)


def by(
    settings: AutoRegistration, lead: Lead, partner: Partner, some: tuple[RegistrationRule, ...]
) -> AutoRegistrationDecision:
    """
    Decide by these settings and supplier's rules.
    """
    return decide_auto_registration(
        lead, partner, None, settings=settings, managed=ManagedRules(rules=some), schema=KIT_SCHEMA, moment=MOMENT
    )


@examples(300)
@given(st.data(), private_leads(), partners(), IN_FORCE)
def test_order_never_matters(data: st.DataObject, lead: Lead, partner: Partner, mode: AutoRegistrationMode) -> None:
    """
    Rules, groups and conditions in another order decide the same, and name the same rules.
    """
    some = data.draw(rules())
    shuffled = tuple(
        evolve(
            rule,
            criteria=Criteria(
                tuple(
                    Group(tuple(data.draw(st.permutations(group.conditions))))
                    for group in data.draw(st.permutations(rule.criteria.groups))
                )
            ),
        )
        for rule in data.draw(st.permutations(some))
    )
    assert decided(lead, partner, mode, some) == decided(lead, partner, mode, shuffled)


@examples(300)
@given(private_leads(), partners(), IN_FORCE, rules(), criteria())
def test_a_rule_added_never_un_registers(
    lead: Lead, partner: Partner, mode: AutoRegistrationMode, some: tuple[RegistrationRule, ...], more: Criteria
) -> None:
    """
    What some rules register, they register with one more rule, and what held before is still named.
    """
    before = decided(lead, partner, mode, some)
    after = decided(lead, partner, mode, (*some, RegistrationRule(name="added", criteria=more)))
    assert after.registers or not before.registers
    assert set(before.rules) <= set(after.rules)


@examples(200)
@given(private_leads(), partners(), IN_FORCE, rules(), st.sampled_from(["", " GmbH", ", Inc.", " ltd"]))
def test_ignored_companies_never_register(
    lead: Lead, partner: Partner, mode: AutoRegistrationMode, some: tuple[RegistrationRule, ...], form: str
) -> None:
    """
    Whatever the rules, a lead of an ignored company is not registered, however the company is spelt.
    """
    everything = (*some, RegistrationRule(name="all", criteria=any_of(*_anything())))
    company = lead.values.get("company")
    named = isinstance(company, str) and company_key(company) != ""
    settings = AutoRegistration(partner_id="p", mode=mode, rules=everything)
    spelt = (
        f"{company}{form}" if named and company_key(f"{company}{form}") == company_key(str(company)) else "Elsewhere"
    )
    decision = by(ignoring(settings, spelt), lead, partner, everything)
    assert decision.registers is (company_key(spelt) != company_key(str(company or "")))


def _anything() -> list[Group]:
    return [Group((where("email", "is_empty"),)), Group((where("email", "is_not_empty"),))]


@examples(200)
@given(leads(), partners(), rules(), rules(own=True), st.booleans())
def test_off_means_off(
    lead: Lead,
    partner: Partner,
    managed: tuple[RegistrationRule, ...],
    own: tuple[RegistrationRule, ...],
    requested: bool,
) -> None:
    """
    With auto-registration off nothing registers, whatever the lead and the rules.
    """
    decision = decide_auto_registration(
        lead,
        partner,
        None,
        settings=AutoRegistration(partner_id="p", rules=own),
        managed=ManagedRules(rules=managed),
        schema=KIT_SCHEMA,
        moment=MOMENT,
        requested=requested,
    )
    assert not decision.registers
    assert decision.rules == ()


@examples(200)
@given(leads(), partners(), IN_FORCE, rules(), st.booleans())
def test_the_explanation_agrees_with_the_decision(
    lead: Lead, partner: Partner, mode: AutoRegistrationMode, some: tuple[RegistrationRule, ...], private: bool
) -> None:
    """
    The rules that the explanation finds to hold are those that the decision names, and it never fails.
    """
    lead = evolve(lead, kind=LeadKind.PRIVATE) if private else lead
    settings, managed = AutoRegistration(partner_id="p", mode=mode, rules=some), ManagedRules(rules=some)
    decision = by(settings, lead, partner, some)
    told = explain_auto_registration(
        lead, partner, None, decision, settings=settings, managed=managed, schema=KIT_SCHEMA, moment=MOMENT
    )
    assert tuple(one.rule.name for one in told.findings if one.holds) == decision.rules
    assert told.text
