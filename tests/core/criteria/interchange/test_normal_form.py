"""
Nested and, or and not become AND-groups joined by OR, exactly, or are refused with the size they would have.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.criteria.small import MOMENT, SCHEMA, conditions, says, subjects

from leadflow.core.criteria import Criteria, Group, Truth, any_of, check_criteria, evaluate, where
from leadflow.core.criteria.interchange.normal_form import AllOf, AnyOf, Asked, Not, Tree, normal_form
from leadflow.core.subjects import Subjects


def _asked(*written: object) -> Asked:
    return Asked(where(*written), "here")  # type: ignore[arg-type]  # the tests spell them rightly


A, B, C = (_asked("town", "equals", name) for name in ("a", "b", "c"))


def test_and_over_or_is_multiplied_out() -> None:
    """
    Each way to satisfy the parts becomes a group.
    """
    criteria, problems = normal_form(AllOf((A, AnyOf((B, C)))))

    assert problems == ()
    assert criteria == Criteria((Group((A.condition, B.condition)), Group((A.condition, C.condition))))


def test_not_goes_down_to_the_conditions() -> None:
    """
    The opposite of AND is OR of the opposites, and two negations are none.
    """
    criteria, _ = normal_form(Not(AllOf((A, Not(B)))))

    assert criteria == any_of(where("town", "not_equals", "a"), where("town", "equals", "b"))


@pytest.mark.parametrize(
    ("operator", "opposite"),
    [
        ("is_empty", "is_not_empty"),
        ("equals", "not_equals"),
        ("in", "not_in"),
        ("contains", "not_contains"),
        ("starts_with", "not_starts_with"),
        ("ends_with", "not_ends_with"),
        ("less_than", "greater_or_equal"),
        ("less_or_equal", "greater_than"),
        ("between", "not_between"),
        ("on", "not_on"),
        ("before", "on_or_after"),
        ("on_or_before", "after"),
        ("contains_any", "contains_none"),
    ],
)
def test_operators_have_opposites(operator: str, opposite: str) -> None:
    """
    An opposite is an operator, both ways round.
    """
    for one, other in ((operator, opposite), (opposite, operator)):
        criteria, _ = normal_form(Not(Asked(where("town", one, "x"), "")))

        assert criteria == any_of(where("town", other, "x"))


def test_not_all_of_several_is_one_of_them_missing() -> None:
    """
    ``contains_all`` has no operator for its opposite, but groups for it.
    """
    criteria, _ = normal_form(Not(_asked("tags", "contains_all", ["a", "b"])))

    assert criteria == any_of(where("tags", "contains_none", ["a"]), where("tags", "contains_none", ["b"]))


@pytest.mark.parametrize("operator", ["matches", "within_last_days", "within_next_days", "older_than_days"])
def test_what_has_no_opposite_is_refused_under_not(operator: str) -> None:
    """
    A negation that cannot be said exactly is a problem, at the condition.
    """
    criteria, (problem,) = normal_form(Not(AnyOf((A, Asked(where("town", operator, "5"), "rules[1]")))))

    assert criteria is None
    assert (problem.code, problem.path) == ("not_without_opposite", "rules[1]")


def test_or_empty_becomes_part_of_a_condition() -> None:
    """
    "Less than five, or empty" is one condition, and its opposite asks for a value.
    """
    tree = AnyOf((_asked("seats", "less_than", 5), _asked("seats", "is_empty")))
    opposite = Group((where("seats", "greater_or_equal", 5), where("seats", "is_not_empty")))

    assert normal_form(tree)[0] == any_of(where("seats", "less_than", 5, if_missing=True))
    assert normal_form(Not(tree))[0] == Criteria((opposite,))


def test_too_large_a_form_is_refused_with_its_size() -> None:
    """
    Ten choices of two make 1,024 groups of ten; that is counted, not built.
    """
    choices = tuple(AnyOf((_asked("town", "equals", f"{n}"), _asked("seats", "equals", n))) for n in range(10))
    criteria, (problem,) = normal_form(AllOf(choices))

    assert criteria is None
    assert problem.code == "criteria_too_large"
    assert "10,240" in problem.message


def test_an_enormous_form_is_counted_at_once() -> None:
    """
    Sizes beyond anything that could be built are named by their power of ten.
    """
    criteria, (problem,) = normal_form(AllOf((AnyOf((A, B, C)),) * 3_000))

    assert criteria is None
    assert "10^1434" in problem.message


def _trees() -> st.SearchStrategy[Tree]:
    leaves = (
        conditions()
        .filter(lambda one: "days" not in one.operator and not (one.if_missing and one.value is None))
        .map(lambda one: Asked(one, ""))
    )
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts)))
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
            | inner.map(Not)
        ),
        max_leaves=7,
    )


def _answer(tree: Tree, about: Subjects) -> Truth:
    match tree:
        case Asked(condition):
            checked, _ = check_criteria(any_of(condition), SCHEMA)
            assert checked is not None
            return evaluate(checked, about, MOMENT).answer
        case Not(part):
            opposite = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}
            return opposite[_answer(part, about)]
        case AllOf(parts) | AnyOf(parts):
            answers = {_answer(part, about) for part in parts}
            strong, weak = (Truth.NO, Truth.YES) if isinstance(tree, AllOf) else (Truth.YES, Truth.NO)
            return strong if strong in answers else Truth.UNKNOWN if Truth.UNKNOWN in answers else weak


@settings(max_examples=150)
@given(tree=_trees(), leads=st.lists(subjects(), min_size=3, max_size=5), guarded=st.booleans())
def test_the_normal_form_says_yes_exactly_when_the_tree_does(tree: Tree, leads: list[Subjects], guarded: bool) -> None:
    """
    Negation is that of three values, and nothing that is unknown becomes yes.
    """
    criteria, problems = normal_form(tree, most=5_000, guarded=guarded)

    assert problems == ()
    assert criteria is not None
    assert [says(criteria, one) for one in leads] == [_answer(tree, one) is Truth.YES for one in leads]
