"""
Rules that register private leads: their names, their checks and the companies that are ignored.
"""

from __future__ import annotations

import pytest
from tests.core.builders import SCHEMA

from leadflow.core.criteria import Criteria, where
from leadflow.core.registration import (
    AutoRegistration,
    ManagedRules,
    RegistrationRule,
    check_rule,
    ignoring,
    is_ignored,
    not_ignoring,
    with_rule,
    without_rule,
)
from leadflow.errors import InvalidInput

HOT = RegistrationRule(name="Hot", criteria=where("lead_score", "greater", 50))
NORDIC = RegistrationRule(name="nordic", criteria=where("country", "in", ["SE", "NO"]))
NOTHING = AutoRegistration(partner_id="p1")


def test_rules_stand_by_name() -> None:
    """
    The order in which rules are given is not kept, so that it cannot matter.
    """
    assert ManagedRules(rules=(NORDIC, HOT)) == ManagedRules(rules=(HOT, NORDIC))


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u00ad \u200d"])
def test_a_rule_has_a_name(name: str) -> None:
    """
    A name that shows nothing is none.
    """
    with pytest.raises(InvalidInput, match="text_missing"):
        RegistrationRule(name=name, criteria=HOT.criteria)


@pytest.mark.parametrize("name", ["hot", " HOT ", "Hot"])
def test_two_rules_of_one_name_are_refused(name: str) -> None:
    """
    Rules are replaced and explained by name, so a name stands once, letter case and blanks aside.
    """
    with pytest.raises(InvalidInput, match="name_repeated"):
        AutoRegistration(partner_id="p1", rules=(HOT, RegistrationRule(name=name, criteria=NORDIC.criteria)))


def test_a_rule_takes_the_place_of_the_one_of_its_name() -> None:
    """
    Saving a rule replaces the one of the same name and leaves the others.
    """
    colder = RegistrationRule(name="HOT", criteria=where("lead_score", "greater", 40))
    assert set(with_rule((HOT, NORDIC), colder)) == {colder, NORDIC}
    assert without_rule((HOT, NORDIC), "hot") == (NORDIC,)
    assert without_rule((HOT,), "other") == (HOT,)


@pytest.mark.parametrize(
    ("rule", "own", "expected"),
    [
        (RegistrationRule(name="a", criteria=Criteria()), True, [("criteria_empty", "criteria.groups")]),
        (
            RegistrationRule(name="a", criteria=where("lead_scor", "greater", 1)),
            True,
            [("field_unknown", "criteria.groups[0][0].field")],
        ),
        (
            RegistrationRule(name="a", criteria=HOT.criteria, partners=where("tier", "equals", "gold")),
            True,
            [("partners_not_asked", "partners")],
        ),
        (RegistrationRule(name="a", criteria=HOT.criteria, partners=where("tier", "equals", "gold")), False, []),
        (
            RegistrationRule(name="a", criteria=HOT.criteria, partners=where("lead_score", "greater", 1)),
            False,
            [("field_unknown", "partners.groups[0][0].field")],
        ),
        (RegistrationRule(name="a" * 201, criteria=HOT.criteria), True, [("text_too_long", "name")]),
        (
            RegistrationRule(name="a", criteria=HOT.criteria, description="a" * 2_001),
            True,
            [("text_too_long", "description")],
        ),
    ],
)
def test_a_rule_is_checked(rule: RegistrationRule, own: bool, expected: list[tuple[str, str]]) -> None:
    """
    Every mistake in a rule is named with its place, and a partner's own rule asks no partners.
    """
    assert [(one.code, one.path) for one in check_rule(rule, SCHEMA, own=own)] == expected


@pytest.mark.parametrize("company", ["Acme GmbH", "ACME", " acme, Inc. ", "Ácme"])
def test_companies_are_ignored_by_their_normalised_name(company: str) -> None:
    """
    Spelling and legal form do not matter, to ignore a company, to find it ignored and to stop.
    """
    settings = ignoring(NOTHING, "Acme AG")
    assert is_ignored(settings, company)
    assert ignoring(settings, company) == settings
    assert not_ignoring(settings, company) == NOTHING
    assert not_ignoring(settings, "Globex") == settings


@pytest.mark.parametrize("company", [None, "", "  ", "n/a", "Globex"])
def test_other_companies_are_not_ignored(company: str | None) -> None:
    """
    A lead that names no company, or another one, is not ignored.
    """
    assert not is_ignored(ignoring(NOTHING, "Acme"), company)
