"""
What is allowed in a module and probably not meant.
"""

from __future__ import annotations

import pytest
from tests.core.builders import MOMENT, SCHEMA, a_lead, a_partner, codes

from leadflow.core.criteria import AnyCriteria, all_of, any_of, where
from leadflow.core.fields import Field
from leadflow.core.kinds import CHOICE, MULTI_CHOICE
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import AssignByRules, Filter, Match, RoutingModule, Rule, RuleMode, Step, lint_module
from leadflow.core.schema import Subject

PARTNERS = (
    a_partner("p1", tier="gold", territories=("SE",)),
    a_partner("p2", tier="silver"),
    a_partner("p3", active=False),
)
SOFTWARE = where("industry", "equals", "Software")


def linted(*steps: Step, default_partner: str | None = None, partners: tuple[Partner, ...] = PARTNERS) -> list[object]:
    """
    Return code and place of everything that linting finds, with one lead as a sample.
    """
    module = RoutingModule(name="emea", steps=steps, default_partner=default_partner)
    sample = [a_lead(email="ann@acme.example", industry="Software", country="SE", employee_count=50, city="Lund")]
    return list(codes(lint_module(module, SCHEMA, PartnerDirectory.of(partners), MOMENT, leads=sample)))


def a_rule(*partners: str, narrow: bool = False) -> Rule:
    """
    Return a rule for software leads; a narrow one asks for the country as well.
    """
    country = where("country", "equals", "SE")
    return Rule(criteria=any_of(all_of(SOFTWARE, country) if narrow else SOFTWARE), partners=partners)


def test_sound_module_has_nothing_to_mend() -> None:
    """
    A module that says what it means is left alone.
    """
    assert [] == linted(AssignByRules(rules=(a_rule("p1", narrow=True), a_rule("p2"))))


def test_rule_behind_a_wider_one_is_unreachable() -> None:
    """
    A rule that demands more than an earlier one never decides.
    """
    found = linted(AssignByRules(rules=(a_rule("p1"), a_rule("p2", narrow=True))))

    assert [("rule_unreachable", "steps[0].rules[1]")] == found


def test_higher_threshold_behind_a_lower_one_is_unreachable() -> None:
    """
    "More than 500" after "more than 100" never decides; before it, it does.
    """
    small = Rule(criteria=where("employee_count", "greater_than", 100), partners=("p1",))
    large = Rule(criteria=where("employee_count", "greater_than", 500), partners=("p2",))

    found = linted(AssignByRules(rules=(small, large)))

    assert ([("rule_unreachable", "steps[0].rules[1]")], []) == (found, linted(AssignByRules(rules=(large, small))))


def test_all_rules_are_reachable_together() -> None:
    """
    With `all`, no rule hides another.
    """
    assert [] == linted(AssignByRules(rules=(a_rule("p1"), a_rule("p2", narrow=True)), take=RuleMode.ALL))


def test_names_inactive_partners() -> None:
    """
    A rule that names an inactive partner says so, with the place.
    """
    assert ("partner_inactive", "steps[0].rules[0].partners[1]") in linted(AssignByRules(rules=(a_rule("p1", "p3"),)))


def test_names_an_inactive_default() -> None:
    """
    An inactive default partner gets nothing.
    """
    assert ("partner_inactive", "default_partner") in linted(default_partner="p3")


def test_partner_that_a_required_step_drops_never_wins() -> None:
    """
    A partner that a required filter never keeps is named; others are not.
    """
    gold = any_of(where("tier", "equals", "gold", subject=Subject.PARTNER))

    found = linted(Filter(criteria=gold, required=True))

    assert [("partner_never_wins", "steps")] == found


@pytest.mark.parametrize(
    "never",
    [
        (SOFTWARE, all_of(SOFTWARE, where("city", "equals", "Lund"))),
        (where("employee_count", "greater_than", 9), where("employee_count", "greater_than", 99)),
        (SOFTWARE, all_of(where("city", "equals", "Lund"), where("city", "equals", "Malmö"))),
    ],
    ids=["narrower", "higher", "contradictory"],
)
def test_partner_named_by_rules_that_never_decide_never_wins(never: tuple[AnyCriteria, AnyCriteria]) -> None:
    """
    A partner that only rules name that can never decide is named if the step is required; an optional step is skipped
    for leads without a rule, and then anybody may get them.
    """
    first, second = (Rule(criteria=one, partners=(who,)) for one, who in zip(never, ("p1", "p2"), strict=True))
    required, optional = (AssignByRules(rules=(first, second), required=one) for one in (True, False))

    assert ("partner_never_wins", "steps") in linted(required)
    assert ("partner_never_wins", "steps") not in linted(optional)


def test_partner_without_capacity_for_any_lead_never_wins() -> None:
    """
    A capacity of 0 takes nothing, whatever the steps keep; the default partner gets leads all the same.
    """
    full = (*PARTNERS[:1], a_partner("p2", capacity=0))

    assert [("partner_never_wins", "steps")] == linted(partners=full)
    assert [] == linted(partners=full, default_partner="p2")


def test_partner_with_none_of_the_choices_never_wins() -> None:
    """
    A required match on a choice drops the partners that hold none of the values which leads can have.
    """
    schema = SCHEMA.extend(Field("size", CHOICE, choices=("small", "large")), partners=(Field("takes", MULTI_CHOICE),))
    takes = [schema.partners.fill(takes=one) for one in ("small", "SMALL; large", "tiny", None)]
    partners = [a_partner(f"p{number}", attributes=one) for number, one in enumerate(takes)]
    module = RoutingModule(name="m", steps=(Match(lead_field="size", partner_field="takes", required=True),))

    found = lint_module(module, schema, PartnerDirectory.of(partners), MOMENT)

    assert [name in one.message for one, name in zip(found, ("(p2)", "(p3)"), strict=True)] == [True, True]


def test_optional_step_leaves_everybody_a_chance() -> None:
    """
    An optional step may be skipped, so nobody is called hopeless for it.
    """
    gold = any_of(where("tier", "equals", "gold", subject=Subject.PARTNER))

    assert [] == linted(Filter(criteria=gold))


def test_required_step_that_nobody_passes() -> None:
    """
    A required match on something that no partner says sends every lead to review.
    """
    found = linted(Match(lead_field="country", partner_field="specialisations", required=True))

    assert [("step_never_passes", "steps[0]")] == found


def test_negative_operators_leave_out_absence() -> None:
    """
    "Country is not US" leaves out leads without a country, unless that is said to be meant.
    """
    unsaid = AssignByRules(rules=(a_rule("p1"),), when=any_of(where("country", "not_equals", "US")))
    meant = AssignByRules(rules=(a_rule("p1"),), when=any_of(where("country", "not_equals", "US", if_missing=True)))

    assert ([("absent_left_out", "steps[0].when.groups[0][0]")], []) == (linted(unsaid), linted(meant))


def test_fields_that_no_lead_fills() -> None:
    """
    With a sample of leads, a field that none of them fills is named.
    """
    found = linted(Match(lead_field="state", partner_field="territories"))

    assert [("field_never_filled", "steps[0].lead_field")] == found


def test_errors_come_first_and_alone() -> None:
    """
    A module that cannot route is not linted further.
    """
    assert [("field_unknown", "steps[0].lead_field")] == linted(
        Match(lead_field="kountry", partner_field="territories")
    )
