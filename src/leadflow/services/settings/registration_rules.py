"""
Changes by whose rules private leads are registered, and the rules of both sides.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.companies import company_key
from leadflow.core.handling import Refusal
from leadflow.core.lengths import about_name
from leadflow.core.problems import Problem, Severity, errors_in, near, or_list
from leadflow.core.registration import (
    MOST_IGNORED,
    MOST_RULES,
    AutoRegistration,
    AutoRegistrationMode,
    ManagedRules,
    RegistrationRule,
    check_rule,
    ignoring,
    not_ignoring,
    with_rule,
    without_rule,
)
from leadflow.core.settings import AllSettings, SettingName, may_change, may_read
from leadflow.core.text import clean_text, name_key
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.settings.partner import (
    SettingsUpdate,
    assembled_settings,
    changeable_partner,
    managed_rules_of,
    settings_changes,
)

__all__ = [
    "ManagedRulesUpdate",
    "change_company",
    "remove_managed_rule",
    "remove_rule",
    "save_managed_rule",
    "save_rule",
    "set_auto_registration",
    "shown_managed_rules",
]


@frozen(kw_only=True)
class ManagedRulesUpdate:
    """
    The supplier's rules after a change.

    Attributes:
        rules: As they are now, by name.
        warnings: What is allowed and probably not meant.
    """

    rules: tuple[RegistrationRule, ...]
    warnings: tuple[Problem, ...] = ()


def set_auto_registration(caller: Caller, partner_id: str, mode: AutoRegistrationMode) -> SettingsUpdate:
    """
    Say whose rules register the private leads of a partner from now on; leads that are there are not looked at.

    Raises:
        NotFound, NotAllowed, Conflict: As in `set_auto_accept`.
    """
    update = _change(
        caller, partner_id, SettingName.AUTO_REGISTRATION, lambda settings: (evolve(settings, mode=mode), ())
    )
    assert isinstance(update, SettingsUpdate)
    return update


def save_rule(caller: Caller, partner_id: str, rule: RegistrationRule) -> SettingsUpdate | Refusal:
    """
    Add a rule of a partner, or replace the one of its name.

    Raises:
        NotFound, NotAllowed, Conflict: As in `set_auto_accept`.
    """
    problems = check_rule(rule, caller.setting.programme.schema, own=True)
    return _change(
        caller,
        partner_id,
        SettingName.OWN_RULES,
        lambda settings: _with_rule(settings, rule, problems),
    )


def _with_rule(
    settings: AutoRegistration, rule: RegistrationRule, problems: tuple[Problem, ...]
) -> tuple[AutoRegistration, tuple[Problem, ...]]:
    rules = with_rule(settings.rules, rule)
    return evolve(settings, rules=rules), (*problems, *_about_number(rules))


def _about_number(rules: tuple[RegistrationRule, ...]) -> tuple[Problem, ...]:
    if len(rules) <= MOST_RULES:
        return ()
    message = f"there are {MOST_RULES} rules already; join some of them into one by groups, or remove some"
    return (Problem(code="rules_too_many", path="", message=message),)


def remove_rule(caller: Caller, partner_id: str, name: str) -> SettingsUpdate | Refusal:
    """
    Remove a rule of a partner.

    Raises:
        NotFound, NotAllowed, Conflict: As in `set_auto_accept`.
    """
    return _change(
        caller,
        partner_id,
        SettingName.OWN_RULES,
        lambda settings: (
            evolve(settings, rules=without_rule(settings.rules, name)),
            _about_rule(name, settings.rules),
        ),
    )


def change_company(caller: Caller, partner_id: str, company: str, *, ignored: bool) -> SettingsUpdate | Refusal:
    """
    Have a partner ignore a company, or no longer.

    Raises:
        NotFound, NotAllowed, Conflict: As in `set_auto_accept`.
    """
    company = clean_text(company).strip()
    problems = about_name(company, "company")
    if not company_key(company):
        message = "this name says nothing of a company; write the company's own name"
        problems = (Problem(code="company_says_nothing", path="company", message=message),)

    def change(settings: AutoRegistration) -> tuple[AutoRegistration, tuple[Problem, ...]]:
        after = (ignoring if ignored else not_ignoring)(settings, company)
        if len(after.ignored_companies) <= MOST_IGNORED:
            return after, problems
        message = f"{MOST_IGNORED:,} companies are ignored already; stop ignoring some"
        return after, (Problem(code="companies_too_many", path="company", message=message),)

    return _change(caller, partner_id, SettingName.IGNORED_COMPANIES, change)


def _about_rule(name: str, rules: tuple[RegistrationRule, ...]) -> tuple[Problem, ...]:
    """
    Return what to say if no rule has this name.
    """
    names = [one.name for one in rules]
    if name_key(name) in map(name_key, names):
        return ()
    close = near(name, names)
    hint = f"did you mean {or_list(close)}?" if close else "correct the name"
    message = f"there is no rule of this name; {hint}"
    return (Problem(code="rule_unknown", path="name", message=message, value=name, suggestions=close),)


def _change(
    caller: Caller,
    partner_id: str,
    setting: SettingName,
    change: Callable[[AutoRegistration], tuple[AutoRegistration, tuple[Problem, ...]]],
) -> SettingsUpdate | Refusal:
    """
    Change how a partner has leads registered.

    Raises:
        NotFound, NotAllowed, Conflict: As in `set_auto_accept`.
    """

    def plan(unit: UnitOfWork) -> tuple[SettingsUpdate | Refusal, Changes | None]:
        partner = changeable_partner(caller, unit, partner_id, setting)
        before = unit.records.one(AutoRegistration, partner_id)
        after, problems = change(before or AutoRegistration(partner_id=partner_id))
        if errors_in(problems):
            return Refusal(tuple(errors_in(problems))), None
        settings = evolve(
            assembled_settings(caller, unit, partner),
            auto_registration=after.mode,
            own_rules=after.rules,
            ignored_companies=after.ignored_companies,
        )
        warnings = (*problems, *_nothing_in_force(settings))
        return SettingsUpdate(settings=settings, warnings=warnings), settings_changes(caller, unit, before, after)

    return planned(caller.setting, plan)


def _nothing_in_force(settings: AllSettings) -> tuple[Problem, ...]:
    rules = {
        AutoRegistrationMode.OFF: None,
        AutoRegistrationMode.OWN_RULES: settings.own_rules,
        AutoRegistrationMode.SUPPLIER_MANAGED: settings.managed_rules,
    }[settings.auto_registration]
    if rules is None or rules:
        return ()
    message = "auto-registration is on, but no rule is in force, so it registers nothing; add a rule"
    return (Problem(code="no_rules_in_force", path="auto_registration", message=message, severity=Severity.WARNING),)


def shown_managed_rules(caller: Caller) -> tuple[RegistrationRule, ...]:
    """
    Return all rules of the supplier, by name.

    Raises:
        NotAllowed: The caller is a partner's user, or none of their roles allows it.
    """
    _check_managing(caller, changing=False)
    with caller.setting.unit() as unit:
        return managed_rules_of(unit).rules


def save_managed_rule(caller: Caller, rule: RegistrationRule) -> ManagedRulesUpdate | Refusal:
    """
    Add a rule of the supplier, or replace the one of its name.

    Raises:
        NotAllowed: None of the caller's roles allows it, or the caller is limited to groups. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    problems = check_rule(rule, caller.setting.programme.schema, own=False)

    def change(rules: tuple[RegistrationRule, ...]) -> tuple[tuple[RegistrationRule, ...], tuple[Problem, ...]]:
        after = with_rule(rules, rule)
        return after, (*problems, *_about_number(after))

    return _change_managed(caller, change)


def remove_managed_rule(caller: Caller, name: str) -> ManagedRulesUpdate | Refusal:
    """
    Remove a rule of the supplier.

    Raises:
        NotAllowed, Conflict: As in `save_managed_rule`.
    """
    return _change_managed(caller, lambda rules: (without_rule(rules, name), _about_rule(name, rules)))


def _check_managing(caller: Caller, *, changing: bool) -> None:
    """
    Make sure that the caller is shown, or changes, the rules of the supplier.
    """
    of_supplier = caller.scope.partner_id is None
    allowed = may_change if changing else may_read
    if not of_supplier or not allowed(caller.party, SettingName.MANAGED_RULES):
        raise caller.refusing(Act.SAVE_PARTNERS)


def _change_managed(
    caller: Caller,
    change: Callable[[tuple[RegistrationRule, ...]], tuple[tuple[RegistrationRule, ...], tuple[Problem, ...]]],
) -> ManagedRulesUpdate | Refusal:
    _check_managing(caller, changing=True)

    def plan(unit: UnitOfWork) -> tuple[ManagedRulesUpdate | Refusal, Changes | None]:
        before = unit.records.one(ManagedRules, ManagedRules().purpose)
        rules, problems = change(before.rules if before else ())
        if errors_in(problems):
            return Refusal(tuple(errors_in(problems))), None
        after = evolve(before or ManagedRules(), rules=rules)
        return ManagedRulesUpdate(rules=after.rules, warnings=problems), settings_changes(caller, unit, before, after)

    return planned(caller.setting, plan)
