"""
The decision whether a private lead is registered automatically, and its explanation.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve
from tests.core.builders import MOMENT, SCHEMA, a_campaign, a_lead, a_partner

from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.partners import Partner
from leadflow.core.registration import (
    AutoRegistration,
    AutoRegistrationDecision,
    AutoRegistrationExplanation,
    AutoRegistrationMode,
    AutoRegistrationReason,
    ManagedRules,
    RegistrationRule,
    decide_auto_registration,
    explain_auto_registration,
    rules_in_force,
)
from leadflow.core.schema import STANDARD_SCHEMA

OWN: Final = AutoRegistrationMode.OWN_RULES
MANAGED: Final = AutoRegistrationMode.SUPPLIER_MANAGED
GOLD: Final = a_partner("p1", tier="gold")
SWEDISH: Final = RegistrationRule(name="swedish", criteria=where("country", "equals", "SE"))
SAAS: Final = RegistrationRule(name="saas", criteria=where("industry", "equals", "SaaS"))
FOR_SILVER: Final = RegistrationRule(
    name="silver", criteria=where("country", "equals", "SE"), partners=where("tier", "equals", "silver")
)


def a_private_lead(**said: Any) -> Lead:
    """
    Return a private lead of the partner.
    """
    return evolve(a_lead("lead-1", **said), kind=LeadKind.PRIVATE, partner_id="p1")


def decided(
    lead: Lead,
    settings: AutoRegistration,
    *managed: RegistrationRule,
    partner: Partner = GOLD,
    **given: Any,
) -> AutoRegistrationDecision:
    """
    Decide about *lead* by these settings and supplier's rules.
    """
    return decide_auto_registration(
        lead,
        partner,
        a_campaign(),
        settings=settings,
        managed=ManagedRules(rules=managed),
        schema=given.pop("schema", SCHEMA),
        moment=MOMENT,
        **given,
    )


def settings_of(
    mode: AutoRegistrationMode, *rules: RegistrationRule, ignored: tuple[str, ...] = ()
) -> AutoRegistration:
    """
    Return settings of the partner.
    """
    return AutoRegistration(partner_id="p1", mode=mode, rules=rules, ignored_companies=ignored)


LEAD: Final = a_private_lead(country="SE", company="Acme AB")


@pytest.mark.parametrize(
    ("lead", "settings", "managed", "given", "reason"),
    [
        (LEAD, settings_of(OWN, SWEDISH), (), {}, "rule_holds"),
        (LEAD, settings_of(OWN, SAAS), (SWEDISH,), {}, "no_rule_holds"),
        (LEAD, settings_of(OWN), (SWEDISH,), {}, "no_rules"),
        (LEAD, settings_of(MANAGED, SAAS), (SWEDISH,), {}, "rule_holds"),
        (LEAD, settings_of(MANAGED, SWEDISH), (), {}, "no_rules"),
        (LEAD, settings_of(MANAGED), (FOR_SILVER,), {}, "no_rules"),
        (LEAD, settings_of(MANAGED), (FOR_SILVER,), {"partner": a_partner("p1", tier="Silver")}, "rule_holds"),
        (LEAD, settings_of(AutoRegistrationMode.OFF, SWEDISH), (SWEDISH,), {}, "off"),
        (LEAD, AutoRegistration(partner_id="p1"), (SWEDISH,), {}, "off"),
        (LEAD, settings_of(OWN, SWEDISH, ignored=("ACME",)), (), {}, "company_ignored"),
        (LEAD, settings_of(MANAGED, ignored=("ACME",)), (SWEDISH,), {}, "company_ignored"),
        (LEAD, settings_of(OWN, SWEDISH), (), {"offered": False}, "switched_off"),
        (LEAD, settings_of(OWN, SWEDISH), (), {"requested": True}, "already_requested"),
        (evolve(LEAD, active=False), settings_of(OWN, SWEDISH), (), {}, "not_private"),
        (evolve(LEAD, kind=LeadKind.DISTRIBUTED), settings_of(OWN, SWEDISH), (), {}, "not_private"),
        (a_private_lead(), settings_of(OWN, SWEDISH), (), {}, "no_rule_holds"),
    ],
)
def test_a_lead_is_registered_by_the_rules_in_force(
    lead: Lead,
    settings: AutoRegistration,
    managed: tuple[RegistrationRule, ...],
    given: dict[str, Any],
    reason: str,
) -> None:
    """
    Only rules in force register, only private leads, and a lead that says nothing satisfies no rule.
    """
    decision = decided(lead, settings, *managed, **given)
    assert decision.reason == reason
    assert decision.registers is (reason == "rule_holds") is bool(decision.rules)


def test_conditions_are_joined_by_and_and_groups_by_or() -> None:
    """
    A rule holds if all conditions of at least one of its groups hold.
    """
    rule = RegistrationRule(
        name="mixed",
        criteria=any_of(
            all_of(where("country", "equals", "SE"), where("industry", "equals", "SaaS")),
            where("company", "equals", "Globex"),
        ),
    )
    found = [
        decided(a_private_lead(**said), settings_of(OWN, rule)).registers
        for said in ({"country": "SE"}, {"country": "SE", "industry": "saas"}, {"company": "globex"}, {})
    ]
    assert found == [False, True, True, False]


def test_all_rules_that_hold_are_named() -> None:
    """
    The answer names each rule that holds, so that no order decides which is said.
    """
    other = RegistrationRule(name="Acme", criteria=where("company", "contains", "acme"))
    assert decided(LEAD, settings_of(OWN, SWEDISH, other, SAAS)).rules == ("Acme", "swedish")


def test_a_rule_about_a_field_that_is_gone_never_holds() -> None:
    """
    A rule that the schema no longer fits registers nothing, is for no partner if that is what it asks, and says so.
    """
    gone = RegistrationRule(name="gone", criteria=where("a_text", "equals", "x"))
    for_gone = RegistrationRule(name="for gone", criteria=SWEDISH.criteria, partners=where("a_text", "equals", "x"))
    assert decided(LEAD, settings_of(OWN, gone), schema=STANDARD_SCHEMA).reason == "no_rule_holds"
    assert decided(LEAD, settings_of(MANAGED), for_gone, schema=STANDARD_SCHEMA).reason == "no_rules"
    finding = explained(LEAD, settings_of(OWN, gone), schema=STANDARD_SCHEMA).findings[0]
    assert not finding.holds
    assert [one.code for one in finding.problems] == ["field_unknown"]


def explained(
    lead: Lead,
    settings: AutoRegistration,
    *managed: RegistrationRule,
    registered_by: tuple[str, ...] = (),
    **given: Any,
) -> AutoRegistrationExplanation:
    """
    Explain the decision about *lead*.
    """
    schema = given.get("schema", SCHEMA)
    return explain_auto_registration(
        lead,
        GOLD,
        a_campaign(),
        decided(lead, settings, *managed, **given),
        settings=settings,
        managed=ManagedRules(rules=managed),
        schema=schema,
        moment=MOMENT,
        registered_by=registered_by,
    )


def test_the_rule_that_registered_is_told() -> None:
    """
    Of a registered lead the rules that registered it are named, whatever is in force today.
    """
    lead = evolve(LEAD, kind=LeadKind.REGISTERED)
    told = explained(lead, settings_of(OWN), requested=True, registered_by=("swedish",))
    assert told.text == "Registered automatically by the rule 'swedish'."
    assert explained(lead, settings_of(OWN), requested=True, registered_by=("a", "b")).text.endswith("rules 'a', 'b'.")


@pytest.mark.parametrize("reason", AutoRegistrationReason)
def test_each_reason_is_told_in_a_sentence(reason: AutoRegistrationReason) -> None:
    """
    Whatever the reason, there is a sentence that shows no value of the lead.
    """
    told = AutoRegistrationExplanation(reason=reason)
    assert told.text.startswith("Not registered")
    assert told.text.endswith(".")


def test_each_rule_says_which_condition_failed() -> None:
    """
    Why no rule held is told rule by rule, with the fields that failed and whether they said nothing.
    """
    told = explained(
        LEAD, settings_of(OWN, SAAS, RegistrationRule(name="no", criteria=where("country", "equals", "NO")))
    )
    assert told.text.splitlines()[1:] == [
        "  rule 'no' does not hold: country (no)",
        "  rule 'saas' does not hold: industry (unknown)",
    ]
    assert "Acme" not in told.text


def test_the_rules_in_force_can_be_shown() -> None:
    """
    A partner is shown its own rules, or the supplier's that are for it, or none.
    """

    def shown(settings: AutoRegistration) -> tuple[str, ...]:
        managed = ManagedRules(rules=(FOR_SILVER, SAAS))
        found = rules_in_force(settings, managed, GOLD, schema=SCHEMA, moment=MOMENT)
        return tuple(one.name for one in found)

    assert shown(settings_of(OWN, SWEDISH)) == ("swedish",)
    assert shown(settings_of(MANAGED, SWEDISH)) == ("saas",)
    assert shown(AutoRegistration(partner_id="p1")) == ()
