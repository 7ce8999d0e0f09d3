"""
Decides whether a private lead is registered automatically, and says why.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from attrs import frozen

from leadflow.core.criteria import CheckedCriteria, EvaluationTime, check_criteria, holds
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem, errors_in
from leadflow.core.registration.auto_rules import (
    AutoRegistration,
    AutoRegistrationMode,
    ManagedRules,
    RegistrationRule,
    is_ignored,
)
from leadflow.core.schema import Schema, Subject
from leadflow.core.subjects import Subjects

__all__ = [
    "AutoRegistrationDecision",
    "AutoRegistrationReason",
    "decide_auto_registration",
    "managed_for",
    "ready_rule",
    "rules_in_force",
]


class AutoRegistrationReason(StrEnum):
    """
    Why a lead is registered automatically, or why not.

    Attributes:
        RULE_HOLDS: At least one rule in force holds; the only reason that registers.
        SWITCHED_OFF: The programme offers no registration.
        NOT_PRIVATE: The lead is not a partner's private lead, or is deactivated.
        ALREADY_REQUESTED: Its registration was requested before, regardless of the result.
        OFF: The partner has auto-registration switched off.
        COMPANY_IGNORED: The partner ignores the lead's company.
        NO_RULES: No rule is in force for this partner.
        NO_RULE_HOLDS: None of the rules in force holds.
    """

    RULE_HOLDS = "rule_holds"
    SWITCHED_OFF = "switched_off"
    NOT_PRIVATE = "not_private"
    ALREADY_REQUESTED = "already_requested"
    OFF = "off"
    COMPANY_IGNORED = "company_ignored"
    NO_RULES = "no_rules"
    NO_RULE_HOLDS = "no_rule_holds"


@frozen(kw_only=True)
class AutoRegistrationDecision:
    """
    Whether a lead is registered automatically.

    Attributes:
        reason: Why, or why not.
        rules: Names of the rules that hold, in their order by name; empty unless the lead is registered.
        mode: Whose rules were in force.
    """

    reason: AutoRegistrationReason
    mode: AutoRegistrationMode
    rules: tuple[str, ...] = ()

    @property
    def registers(self) -> bool:
        """
        True if the lead is registered.
        """
        return self.reason is AutoRegistrationReason.RULE_HOLDS


@frozen
class ReadyRule:
    """
    A rule whose criteria are checked.

    Attributes:
        rule: Which rule.
        criteria: None if any of its criteria do not fit the declared fields any more; it never holds then.
        partners: None also if it asks none.
        problems: Why they do not fit.
    """

    rule: RegistrationRule
    criteria: CheckedCriteria | None
    partners: CheckedCriteria | None
    problems: tuple[Problem, ...]


@lru_cache(maxsize=1_024)
def ready_rule(rule: RegistrationRule, schema: Schema) -> ReadyRule:
    """
    Check the criteria of *rule*, once for each schema.
    """
    criteria, problems = check_criteria(rule.criteria, schema)
    partners = None
    if rule.partners is not None:
        partners, more = check_criteria(rule.partners, schema, subjects=(Subject.PARTNER,))
        problems = (*problems, *more)
    wrong = tuple(errors_in(problems))
    return ReadyRule(rule, None if wrong else criteria, partners, wrong)


def rules_in_force(
    settings: AutoRegistration, managed: ManagedRules, partner: Partner, *, schema: Schema, moment: EvaluationTime
) -> tuple[RegistrationRule, ...]:
    """
    Return the rules that register leads of *partner*, by name.

    Of the supplier's rules these are the ones whose criteria on partners hold for it.
    """
    match settings.mode:
        case AutoRegistrationMode.OFF:
            return ()
        case AutoRegistrationMode.OWN_RULES:
            return settings.rules
        case AutoRegistrationMode.SUPPLIER_MANAGED:
            return managed_for(managed.rules, partner, schema=schema, moment=moment)
        case never:
            assert_never(never)


def managed_for(
    rules: tuple[RegistrationRule, ...], partner: Partner, *, schema: Schema, moment: EvaluationTime
) -> tuple[RegistrationRule, ...]:
    """
    Return those of a supplier's *rules* that are for *partner*; one whose criteria cannot be read is for nobody.
    """
    return tuple(rule for rule in rules if _is_for(ready_rule(rule, schema), partner, moment))


def _is_for(ready: ReadyRule, partner: Partner, moment: EvaluationTime) -> bool:
    if ready.rule.partners is None:
        return True
    return ready.partners is not None and holds(ready.partners, Subjects(partner=partner), moment)


def decide_auto_registration(
    lead: Lead,
    partner: Partner,
    campaign: Campaign | None,
    *,
    settings: AutoRegistration,
    managed: ManagedRules,
    schema: Schema,
    moment: EvaluationTime,
    offered: bool = True,
    requested: bool = False,
) -> AutoRegistrationDecision:
    """
    Decide whether *lead*, as it was just created or updated, is registered automatically.

    Args:
        lead: As it is now.
        partner: The lead's.
        campaign: The lead's; None if it has none.
        settings: The partner's.
        managed: The supplier's rules.
        schema: The declared fields.
        moment: What the time and the day are.
        offered: Whether the programme offers registration.
        requested: Whether the lead's registration was requested before.
    """
    reason = _before_the_rules(lead, settings, offered=offered, requested=requested)
    if reason is not None:
        return AutoRegistrationDecision(reason=reason, mode=settings.mode)
    rules = rules_in_force(settings, managed, partner, schema=schema, moment=moment)
    if not rules:
        return AutoRegistrationDecision(reason=AutoRegistrationReason.NO_RULES, mode=settings.mode)
    subjects = Subjects(lead, partner, campaign)
    held = tuple(rule.name for rule in rules if _holds(ready_rule(rule, schema), subjects, moment))
    found = AutoRegistrationReason.RULE_HOLDS if held else AutoRegistrationReason.NO_RULE_HOLDS
    return AutoRegistrationDecision(reason=found, mode=settings.mode, rules=held)


def _before_the_rules(
    lead: Lead, settings: AutoRegistration, *, offered: bool, requested: bool
) -> AutoRegistrationReason | None:
    """
    Return why no rule is even asked; None if they are.
    """
    if not offered:
        return AutoRegistrationReason.SWITCHED_OFF
    if requested:
        return AutoRegistrationReason.ALREADY_REQUESTED
    if lead.kind is not LeadKind.PRIVATE or not lead.active:
        return AutoRegistrationReason.NOT_PRIVATE
    if settings.mode is AutoRegistrationMode.OFF:
        return AutoRegistrationReason.OFF
    company = lead.values.get("company")
    if is_ignored(settings, company if isinstance(company, str) else None):
        return AutoRegistrationReason.COMPANY_IGNORED
    return None


def _holds(ready: ReadyRule, subjects: Subjects, moment: EvaluationTime) -> bool:
    return ready.criteria is not None and holds(ready.criteria, subjects, moment)
