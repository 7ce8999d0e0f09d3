"""
Criteria are checked before use: every mistake has its code, its place and the nearest right name.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.core.builders import EXTRA, SCHEMA, codes, mistakes

from leadflow.core.criteria import Condition, Criteria, Group, all_of, any_of, check_criteria, checking, where
from leadflow.core.kinds import Money
from leadflow.core.problems import Severity
from leadflow.core.routing import AssignByRules, Filter, Match, Rule
from leadflow.core.schema import Subject


@pytest.mark.parametrize(
    ("condition", "code", "place"),
    [
        (where("emial", "is_empty"), "field_unknown", "field"),
        (where("email", "equls", "a"), "operator_unknown", "operator"),
        (where("email", "less_than", "a"), "operator_not_for_kind", "operator"),
        (where("a_boolean", "in", [True]), "operator_not_for_kind", "operator"),
        (where("a_date", "equals", "2026-01-01"), "operator_not_for_kind", "operator"),
        (where("email", "is_empty", "a"), "value_not_taken", "value"),
        (where("a_text", "equals", "a", "b"), "value_single", "value"),
        (where("a_text", "equals"), "value_missing", "value"),
        (where("a_text", "in", "a"), "value_list", "value"),
        (where("a_text", "in", []), "value_list", "value"),
        (where("a_text", "in", [None]), "value_missing", "value"),
        (where("a_text", "in", [["a"]]), "value_missing", "value"),
        (where("a_text", "equals", True), "value_unreadable", "value"),
        (where("an_integer", "equals", True), "value_unreadable", "value"),
        (where("a_boolean", "equals", 1), "value_unreadable", "value"),
        (where("a_boolean", "equals", "perhaps"), "boolean_unreadable", "value"),
        (where("an_integer", "between", 5), "value_pair", "value"),
        (where("an_integer", "between", [1, 2, 3]), "value_pair", "value"),
        (where("a_money", "between", "EUR 1", "USD 2"), "value_pair", "value"),
        (where("a_datetime", "between", "2026-01-01", "2026-01-02T00:00+00:00"), "value_pair", "value"),
        (where("a_date", "within_last_days", -1), "value_days", "value"),
        (where("a_date", "within_last_days", 36_526), "value_days", "value"),
        (where("a_date", "within_last_days", "3"), "value_days", "value"),
        (where("a_date", "within_last_days", True), "value_days", "value"),
        (where("a_date", "within_last_days", 1.5), "value_days", "value"),
        (where("a_text", "equals", ""), "value_empty", "value"),
        (where("a_text", "contains", " \t"), "value_empty", "value"),
        (where("a_text", "contains", "\x00"), "value_empty", "value"),
        (where("a_text", "in", ["a", " "]), "value_empty", "value"),
        (where("a_text", "equals", " ", exact=True), "value_empty", "value"),
        (where("a_phone", "contains", "-"), "value_empty", "value"),
        (where("a_multi_choice", "contains_any", [";"]), "value_empty", "value"),
        (where("a_multi_choice", "contains_any", ["a;b"]), "value_single", "value"),
        (where("an_integer", "equals", "many"), "number_unreadable", "value"),
        (where("an_integer", "equals", 1.5), "number_not_whole", "value"),
        (where("an_integer", "equals", float("nan")), "value_empty", "value"),
        (where("a_decimal", "equals", float("inf")), "number_unreadable", "value"),
        (where("an_integer", "equals", 10**5000), "number_too_large", "value"),
        (where("a_money", "equals", "5 things"), "number_unreadable", "value"),
        (where("an_email", "equals", "nobody"), "email_invalid", "value"),
        (where("a_choice", "equals", "nwe"), "choice_unknown", "value"),
        (where("a_date", "on", "03/04/2026"), "value_unreadable", "value"),
        (where("a_date", "before", "2026-01-01T10:00+00:00"), "value_unreadable", "value"),
        (where("a_datetime", "on", "2026-01-01T10:00+00:00"), "value_unreadable", "value"),
        (where("a_datetime", "before", "2026-01-01T10:00"), "value_unreadable", "value"),
        (where("a_date", "on", 5), "value_unreadable", "value"),
        (where("a_money", "less_than", "EUR 5", exact=True), "exact_not_for_kind", "exact"),
        (where("an_integer", "in", [5], exact=True), "exact_not_for_kind", "exact"),
        (where("a_date", "on", "2026-03-01", exact=True), "exact_not_for_kind", "exact"),
        (where("a_boolean", "equals", True, exact=True), "exact_not_for_kind", "exact"),
        (where("a_multi_choice", "contains_any", ["a;b"], exact=True), "value_single", "value"),
        (where("a_multi_choice", "contains_any", [";"], exact=True), "value_empty", "value"),
    ],
    ids=lambda given: (
        f"{given.field}-{given.operator}-{str(given.value)[:20]}"
        if isinstance(given, Condition) and not isinstance(given.value, int)
        else None
    ),
)
def test_a_mistake_has_a_code_and_a_place(condition: Condition, code: str, place: str) -> None:
    """
    A mistake in the second group has its code and place.
    """
    right = where("email", "is_empty")

    assert mistakes(right, all_of(right, condition)) == [(code, f"groups[1][1].{place}")]


def test_every_mistake_comes_back_at_once() -> None:
    """
    Nothing is left for the second try.
    """
    found = mistakes(
        where("emial", "is_empty"), all_of(where("email", "less_than", 1), where("an_integer", "less_than", "x"))
    )

    assert found == [
        ("field_unknown", "groups[0][0].field"),
        ("operator_not_for_kind", "groups[1][0].operator"),
        ("number_unreadable", "groups[1][1].value"),
    ]


def test_criteria_without_groups_and_empty_groups_are_mistakes() -> None:
    """
    The first would never hold, the second always.
    """
    assert mistakes() == [("criteria_empty", "groups")]
    assert mistakes(where("email", "is_empty"), Group(())) == [("group_empty", "groups[1]")]


def test_criteria_of_too_many_conditions_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In one group or in many; a list of values is one condition.
    """
    monkeypatch.setattr(checking, "MOST_CONDITIONS", 3)
    one = where("city", "equals", "Oslo")
    for criteria in (
        any_of(one, one, one, one),
        any_of(all_of(one, one, one, one)),
        any_of(all_of(one, one), one, one),
    ):
        checked, problems = check_criteria(criteria, SCHEMA)

        assert (checked, [(problem.code, problem.path) for problem in problems]) == (
            None,
            [("criteria_too_large", "groups")],
        )
    assert check_criteria(any_of(one, where("city", "in", list("abcdefgh"))), SCHEMA)[0] is not None


def test_a_subject_that_has_no_meaning_here_is_refused() -> None:
    """
    A partner's criteria know no lead.
    """
    criteria = any_of(where("lead.email", "is_empty"))
    _, problems = check_criteria(criteria, SCHEMA, subjects=(Subject.PARTNER,))

    assert codes(problems) == [("subject_not_here", "groups[0][0].subject")]


@pytest.mark.parametrize(
    ("condition", "near"),
    [
        (where("emial", "is_empty"), "email"),
        (where("Job title", "is_empty"), "title"),
        (where("email", "equls", "a"), "equals"),
        (where("a_multi_choice", "contans_any", ["a"]), "contains_any"),
        (where("a_choice", "equals", "nwe"), None),
        (where("a_choice", "equals", "secondhand"), "Second hand"),
    ],
)
def test_a_misspelt_name_gets_the_nearest_right_one(condition: Condition, near: str | None) -> None:
    """
    A misspelled name comes with the nearest one, in the problem and in its message.
    """
    problem = check_criteria(any_of(condition), SCHEMA)[1][0]

    assert problem.suggestions[:1] == ((near,) if near else ())
    assert near is None or f"'{near}'" in problem.message


def test_reversed_bounds_are_a_warning() -> None:
    """
    What was meant is clear.
    """
    checked, problems = check_criteria(any_of(where("an_integer", "between", 9, 1)), SCHEMA)

    assert checked is not None
    assert codes(problems) == [("bounds_swapped", "groups[0][0].value")]
    assert problems[0].severity is Severity.WARNING


def test_checked_criteria_tell_whom_they_ask_about() -> None:
    """
    Checked criteria name the subjects that a caller has to load.
    """
    asked = any_of(where("email", "is_empty"), where("tier", "is_empty", subject=Subject.PARTNER))
    checked, _ = check_criteria(asked, SCHEMA)

    assert checked is not None
    assert checked.subjects == {Subject.LEAD, Subject.PARTNER}
    assert checked.criteria == asked


@pytest.mark.parametrize("field", EXTRA, ids=lambda field: field.name)
@pytest.mark.parametrize("value", [None, "", "x", 5, 5.5, True, ["x"], [None], [[]], ["1", "2"], [1, "a"]], ids=repr)
@pytest.mark.parametrize("operator", ["equals", "in", "between", "contains", "on", "within_last_days", "contains_any"])
def test_no_value_surprises_the_check(field: Any, operator: str, value: Any) -> None:
    """
    Every combination of field, operator and value is valid or a problem.
    """
    condition = Condition(field=field.name, operator=operator, value=value)
    checked, problems = check_criteria(any_of(condition), SCHEMA)

    assert (checked is None) == bool([one for one in problems if one.severity is Severity.ERROR])


class TestWriting:
    def test_where_writes_a_condition_as_it_is_said(self) -> None:
        """
        One value, several, or none.
        """
        assert where("a", "between", 1, 5).value == (1, 5)
        assert where("a", "in", ["x"]).value == ("x",)
        assert where("a", "is_empty").value is None
        assert where(EXTRA[0], "equals", "x", exact=True) == Condition(
            field="a_text", operator="equals", value="x", exact=True
        )

    def test_python_values_become_what_json_holds(self) -> None:
        """
        Dates, moments, decimals and money as text.
        """
        given = [date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC), Decimal("0.1"), Money(5, "EUR")]

        assert where("a", "in", given).value == ("2026-01-02", "2026-01-02T00:00:00+00:00", "0.1", "EUR 5")

    def test_what_json_cannot_hold_is_a_type_error(self) -> None:
        """
        A program's mistake, not a person's.
        """
        with pytest.raises(TypeError):
            where("a", "equals", object())

    def test_a_condition_alone_is_a_group_of_one(self) -> None:
        """
        A single condition is a group of one, and groups stay in order.
        """
        one, two = where("a", "is_empty"), where("b", "is_empty")

        assert any_of(one, all_of(one, two)) == Criteria((Group((one,)), Group((one, two))))


class TestWhereCriteriaStand:
    """
    A group or a condition is taken too, and anything else is a type error at once.
    """

    ONE = where("country", "equals", "SE")

    @pytest.mark.parametrize("written", [ONE, all_of(ONE), any_of(ONE)])
    def test_a_group_or_a_condition_says_the_same(self, written: Criteria | Group | Condition) -> None:
        """
        Steps and checks accept a group or a condition as criteria.
        """
        rule = Rule(partners=("p1",), criteria=written)
        steps = (
            Match(lead_field="country", partner_field="territories", when=written),
            AssignByRules(rules=(), when=written),
        )
        by_partner = Filter(criteria=written, when=written)
        checked, problems = check_criteria(written, SCHEMA)

        assert {rule.criteria, by_partner.criteria, *(one.when for one in (*steps, by_partner))} == {any_of(self.ONE)}
        assert checked is not None
        assert (checked.criteria, problems) == (any_of(self.ONE), ())

    @pytest.mark.parametrize("wrong", ["country = SE", (ONE,), {"groups": []}, 5])
    def test_anything_else_is_a_type_error(self, wrong: Any) -> None:
        """
        Other types raise TypeError when the criteria are created.
        """
        with pytest.raises(TypeError, match="criteria"):
            Rule(partners=("p1",), criteria=wrong)
        with pytest.raises(TypeError, match="criteria"):
            Filter(criteria=wrong)
        with pytest.raises(TypeError, match="criteria"):
            AssignByRules(rules=(), when=wrong)
        with pytest.raises(TypeError, match="criteria"):
            check_criteria(wrong, SCHEMA)


def test_matches_needs_its_engine_or_uses_it() -> None:
    """
    Python's own regular expressions are never run instead.
    """
    found = mistakes(where("a_text", "matches", "^a+$"))

    assert found in ([], [("matches_needs_regex", "groups[0][0].value")])


@pytest.mark.parametrize("days", [0, 1, 36_525])
def test_days_go_from_none_to_a_hundred_years(days: int) -> None:
    """
    Both ends are taken.
    """
    checked, problems = check_criteria(all_of(where("a_date", "within_last_days", days)), SCHEMA)

    assert checked is not None
    assert problems == ()
