"""
A module is checked against fields and partners, every mistake with its place.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.builders import SCHEMA, a_partner, codes, yes

from leadflow.core.criteria import Criteria, any_of, where
from leadflow.core.partners import PartnerDirectory
from leadflow.core.problems import errors_in
from leadflow.core.routing import AssignByRules, Filter, Match, RoutingModule, Rule, check_module, check_partner
from leadflow.core.schema import Subject

ROSTER = PartnerDirectory.of(
    [
        a_partner("p1", name="Nordlys AS"),
        a_partner("p2", name="Globex Reseller GmbH"),
        a_partner("p3", name="nordlys  as"),
    ]
)
WRONG = any_of(where("emial", "is_empty"))


def found(*steps: Any, **given: Any) -> list[tuple[str, str]]:
    """
    Return code and place of every error in a module.
    """
    module = RoutingModule(**{"name": "emea", "steps": steps, **given})
    return codes(errors_in(check_module(module, SCHEMA, ROSTER)[1]))


@pytest.mark.parametrize(
    ("step", "code", "place"),
    [
        (Match(lead_field="contry", partner_field="territories"), "field_unknown", "lead_field"),
        (Match(lead_field="country", partner_field="territory"), "field_unknown", "partner_field"),
        (Match(lead_field="country", partner_field="capacity"), "kinds_differ", "partner_field"),
        (Match(lead_field="created_at", partner_field="p_since"), "kinds_differ", "partner_field"),
        (Match(lead_field="a_date", partner_field="p_seen"), "kinds_differ", "partner_field"),
        (Match(lead_field="a_money", partner_field="capacity"), "kinds_differ", "partner_field"),
        (Match(lead_field="an_integer", partner_field="p_turnover"), "kinds_differ", "partner_field"),
        (Match(lead_field="a_boolean", partner_field="tier"), "kinds_differ", "partner_field"),
        (Match(lead_field="city", partner_field="tier", when=WRONG), "field_unknown", "when.groups[0][0].field"),
        (AssignByRules(rules=()), "rules_empty", "rules"),
        (AssignByRules(rules=(Rule(criteria=yes(), partners=()),)), "partners_empty", "rules[0].partners"),
        (AssignByRules(rules=(Rule(criteria=yes(), partners=("p1", "x")),)), "partner_unknown", "rules[0].partners[1]"),
        (
            AssignByRules(rules=(Rule(criteria=yes(), partners=("Nordlys AS",)),)),
            "partner_ambiguous",
            "rules[0].partners[0]",
        ),
        (
            AssignByRules(rules=(Rule(criteria=WRONG, partners=("p1",)),)),
            "field_unknown",
            "rules[0].criteria.groups[0][0].field",
        ),
        (
            AssignByRules(rules=(Rule(criteria=Criteria(), partners=("p1",)),)),
            "criteria_empty",
            "rules[0].criteria.groups",
        ),
        (
            AssignByRules(
                rules=(Rule(criteria=any_of(where("tier", "is_empty", subject=Subject.PARTNER)), partners=("p1",)),)
            ),
            "subject_not_here",
            "rules[0].criteria.groups[0][0].subject",
        ),
        (Filter(criteria=where("lead.country", "is_not_empty")), "subject_not_here", "criteria.groups[0][0].subject"),
        (
            Filter(criteria=any_of(where("tier", "less_than", 5, subject=Subject.PARTNER))),
            "operator_not_for_kind",
            "criteria.groups[0][0].operator",
        ),
    ],
)
def test_a_mistake_in_a_step_has_its_place(step: Any, code: str, place: str) -> None:
    """
    A mistake in the second step has its place.
    """
    right = Match(lead_field="country", partner_field="territories")

    assert (code, f"steps[1].{place}") in found(right, step)


@pytest.mark.parametrize(
    ("lead_field", "partner_field"),
    [("an_integer", "p_share"), ("a_decimal", "capacity"), ("a_money", "p_turnover"), ("a_date", "p_since")]
    + [
        ("created_at", "p_seen"),
        ("a_boolean", "p_open"),
        ("email", "p_emails"),
        ("country", "tier"),
        ("notes", "groups"),
    ],
)
def test_fields_that_can_be_equal_are_matched(lead_field: str, partner_field: str) -> None:
    """
    Words with words, whole numbers with fractions, else kind with kind.
    """
    assert found(Match(lead_field=lead_field, partner_field=partner_field)) == []


def test_a_module_needs_a_name_and_a_default_that_exists() -> None:
    """
    Both are told at once.
    """
    assert found(name=" ", default_partner="nobody") == [
        ("partner_unknown", "default_partner"),
        ("name_missing", "name"),
    ]


def test_a_module_without_steps_is_right() -> None:
    """
    Everybody reaches the tie-break.
    """
    checked, problems = check_module(RoutingModule(name="m", default_partner="p2"), SCHEMA, ROSTER)

    assert checked is not None
    assert errors_in(problems) == ()
    assert checked.default_partner_id == "p2"


class TestNamingPartners:
    @pytest.mark.parametrize("reference", ["p2", "Globex Reseller GmbH", " globex  RESELLER gmbh "])
    def test_a_partner_is_named_by_id_or_name(self, reference: str) -> None:
        """
        Case and blanks do not count in names.
        """
        partner, problem = check_partner(reference, ROSTER)

        assert problem is None
        assert partner is not None
        assert partner.id == "p2"

    def test_an_unknown_name_gets_near_ones(self) -> None:
        """
        People shorten names.
        """
        _, problem = check_partner("Globex Reseller", ROSTER)

        assert problem is not None
        assert (problem.code, problem.suggestions) == ("partner_unknown", ("Globex Reseller GmbH",))

    def test_a_name_that_two_share_is_named_by_ids(self) -> None:
        """
        None is chosen.
        """
        partner, problem = check_partner("NORDLYS AS", ROSTER)

        assert partner is None
        assert problem is not None
        assert problem.code == "partner_ambiguous"
        assert "'p1' or 'p3'" in problem.message

    @pytest.mark.parametrize("reference", ["", " ", "\x00", "p9"])
    def test_nobody_is_nobody(self, reference: str) -> None:
        """
        A blank name is unknown like any other.
        """
        _, problem = check_partner(reference, ROSTER)

        assert problem is not None
        assert problem.code == "partner_unknown"
