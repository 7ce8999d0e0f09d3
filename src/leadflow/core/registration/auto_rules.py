"""
The rules by which private leads are registered automatically, and whose rules are in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from attrs import Attribute, evolve, field, frozen
from attrs.converters import optional

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, refused
from leadflow.core.companies import company_key
from leadflow.core.criteria import Criteria, check_criteria, criteria_of
from leadflow.core.lengths import about_name
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema, Subject
from leadflow.core.several import texts
from leadflow.core.text import clean_text, name_key
from leadflow.core.unknown import KeepsUnknown

__all__ = [
    "MOST_IGNORED",
    "MOST_RULES",
    "AutoRegistration",
    "AutoRegistrationMode",
    "ManagedRules",
    "RegistrationRule",
    "check_rule",
    "ignoring",
    "is_ignored",
    "not_ignoring",
    "with_rule",
    "without_rule",
]

MOST_RULES: Final = 200
"""
How many rules one side has at most.
"""

MOST_IGNORED: Final = 10_000
"""
How many companies a partner ignores at most.
"""

_LONGEST_DESCRIPTION: Final = 2_000


class AutoRegistrationMode(StrEnum):
    """
    Whose rules register a partner's private leads.

    Attributes:
        OFF: Nobody's; leads are registered by people only.
        SUPPLIER_MANAGED: The supplier's rules whose filter the partner passes.
        OWN_RULES: Those of the partner's administrators.
    """

    OFF = "off"
    SUPPLIER_MANAGED = "supplier_managed"
    OWN_RULES = "own_rules"


def _tidy(name: str) -> str:
    return clean_text(name).strip()


@checked
@frozen(kw_only=True)
class RegistrationRule:
    """
    Registers the private leads that satisfy its criteria.

    Attributes:
        name: Unique among the rules of one side, compared by its key.
        criteria: On the lead, its campaign and its partner: conditions of a group joined by AND, groups by OR.
        description: What it is for; empty says nothing.
        partners: For a supplier's rule, criteria on the partner only, where a condition that names no subject asks the
            partner. None is every partner; a partner's own rule has none.
    """

    name: str = field(converter=_tidy, validator=filled)
    criteria: Criteria = field(converter=criteria_of)
    description: str = ""
    partners: Criteria | None = field(default=None, converter=optional(criteria_of))


def _by_name(given: Iterable[RegistrationRule]) -> tuple[RegistrationRule, ...]:
    return tuple(sorted(given, key=lambda rule: (name_key(rule.name), rule.name)))


def _each_once(instance: object, attribute: Attribute[Any], rules: tuple[RegistrationRule, ...]) -> None:
    for one, other in pairwise(rules):
        if name_key(one.name) == name_key(other.name):
            raise refused("name_repeated", instance, attribute, f"two rules are called '{one.name}'; rename one")


@checked
@frozen(kw_only=True)
class AutoRegistration(KeepsUnknown):
    """
    How a partner's administrators have its private leads registered automatically.

    Attributes:
        partner_id: Whose leads.
        mode: Whose rules are in force.
        rules: The partner's own, by name; their order never matters.
        ignored_companies: Leads of these companies are never registered automatically, in the order in which people
            added them. Compared by `leadflow.core.companies.company_key`.
    """

    partner_id: str = field(validator=filled)
    mode: AutoRegistrationMode = AutoRegistrationMode.OFF
    rules: tuple[RegistrationRule, ...] = field(default=(), converter=_by_name, validator=_each_once)
    ignored_companies: tuple[str, ...] = field(default=(), converter=texts, repr=False)

    @cached_property
    def ignored_keys(self) -> frozenset[str]:
        """
        The ignored companies as they are compared.
        """
        return frozenset(map(company_key, self.ignored_companies))


@checked
@frozen(kw_only=True)
class ManagedRules(KeepsUnknown):
    """
    The supplier's rules, for the partners that let the supplier manage theirs.

    Attributes:
        purpose: What the rules do; a supplier has one set for each purpose.
        rules: By name; their order never matters.
    """

    purpose: str = field(default="auto_registration", validator=filled)
    rules: tuple[RegistrationRule, ...] = field(default=(), converter=_by_name, validator=_each_once)


@checked
def check_rule(rule: RegistrationRule, schema: Schema, *, own: bool) -> tuple[Problem, ...]:
    """
    Return the problems of a rule against the declared fields, warnings included.

    Args:
        rule: Which rule.
        schema: What can be asked about.
        own: True for a rule of a partner, which has no criteria on partners.
    """
    problems = list(about_name(rule.name, "name"))
    problems += about_name(rule.description, "description", _LONGEST_DESCRIPTION)
    _, found = check_criteria(rule.criteria, schema)
    problems += [one.at("criteria") for one in found]
    if rule.partners is not None and own:
        message = "a rule of one partner applies to its own leads only; leave the criteria on partners out"
        problems.append(Problem(code="partners_not_asked", path="partners", message=message))
    elif rule.partners is not None:
        _, found = check_criteria(rule.partners, schema, subjects=(Subject.PARTNER,))
        problems += [one.at("partners") for one in found]
    return tuple(problems)


def is_ignored(settings: AutoRegistration, company: str | None) -> bool:
    """
    Return whether leads of *company* are never registered automatically; one without a name is not ignored.
    """
    key = company_key(company) if company else ""
    return bool(key) and key in settings.ignored_keys


def with_rule(rules: tuple[RegistrationRule, ...], rule: RegistrationRule) -> tuple[RegistrationRule, ...]:
    """
    Return *rules* with *rule* added, or in the place of the one of its name.
    """
    return (*without_rule(rules, rule.name), rule)


def without_rule(rules: tuple[RegistrationRule, ...], name: str) -> tuple[RegistrationRule, ...]:
    """
    Return *rules* without the one of this name.
    """
    key = name_key(name)
    return tuple(one for one in rules if name_key(one.name) != key)


def ignoring(settings: AutoRegistration, company: str) -> AutoRegistration:
    """
    Return *settings* with *company* ignored; unchanged if one of the same normalised name is.
    """
    if is_ignored(settings, company):
        return settings
    return evolve(settings, ignored_companies=(*settings.ignored_companies, company))


def not_ignoring(settings: AutoRegistration, company: str) -> AutoRegistration:
    """
    Return *settings* with no company of the normalised name of *company* ignored.
    """
    key = company_key(company)
    kept = tuple(one for one in settings.ignored_companies if company_key(one) != key)
    return evolve(settings, ignored_companies=kept) if len(kept) < len(settings.ignored_companies) else settings
