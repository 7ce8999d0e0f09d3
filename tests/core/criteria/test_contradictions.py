"""
Groups that can never hold, and conditions that can go: named, and never wrongly.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.criteria.small import SCHEMA, about_one_field, criteria, says, subjects

from leadflow.core.criteria import Condition, Criteria, Group, all_of, any_of, check_criteria, where
from leadflow.core.problems import Severity
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects


def _warnings(*asked: Condition) -> dict[str, str]:
    checked, problems = check_criteria(any_of(all_of(*asked)), SCHEMA)
    assert checked is not None
    assert all(one.severity is Severity.WARNING for one in problems)
    return {one.path: one.code for one in problems}


CLASHES = [
    [where("town", "equals", "Rome"), where("town", "equals", "Bari")],
    [where("town", "equals", "Rome"), where("town", "not_equals", "ROME")],
    [where("town", "in", ["Rome", "Bari"]), where("town", "not_in", ["bari", "rome", "me"])],
    [where("town", "in", ["Rome", "Bari"]), where("town", "contains", "x")],
    [where("town", "in", ["Rome", "Bari"]), where("town", "contains", "m"), where("town", "starts_with", "b")],
    [where("town", "starts_with", "ro"), where("town", "equals", "Bari")],
    [where("town", "starts_with", "ro"), where("town", "starts_with", "ba")],
    [where("town", "starts_with", "rom"), where("town", "not_starts_with", "ro")],
    [where("town", "starts_with", "rom"), where("town", "not_contains", "o")],
    [where("town", "ends_with", "me"), where("town", "ends_with", "mo")],
    [where("town", "is_empty"), where("town", "equals", "Rome")],
    [where("town", "is_empty"), where("town", "is_not_empty")],
    [where("town", "equals", "Rome", exact=True), where("town", "is_empty")],
    [where("seats", "less_than", 5), where("seats", "greater_than", 10)],
    [where("seats", "less_than", 5), where("seats", "greater_or_equal", 5)],
    [where("seats", "between", 1, 3), where("seats", "not_between", 0, 4)],
    [where("seats", "between", 1, 3), where("seats", "in", [4, 5])],
    [where("seats", "in", [1, 2]), where("seats", "not_equals", 1), where("seats", "not_equals", 2)],
    [where("seats", "is_empty"), where("seats", "less_than", 5)],
    [where("budget", "greater_than", "EUR 1"), where("budget", "less_than", "USD 10")],
    [where("budget", "not_in", ["EUR 1", "USD 1"])],
    [where("since", "before", "2026-03-01"), where("since", "after", "2026-03-01")],
    [where("since", "after", "2026-03-01"), where("since", "before", "2026-03-02")],
    [where("since", "on", "2026-03-01"), where("since", "on", "2026-03-02")],
    [where("since", "within_last_days", 3), where("since", "older_than_days", 3)],
    [where("seen", "before", "2026-03-01T00:00+01:00"), where("seen", "after", "2026-03-01T00:00+00:00")],
    [where("keen", "equals", True), where("keen", "equals", False)],
    [where("keen", "not_equals", True), where("keen", "not_equals", False)],
    [where("size", "equals", "small"), where("size", "equals", "large")],
    [where("size", "not_in", ["small", "medium"]), where("size", "not_equals", "Large")],
    [where("seats", "greater_than", 3), where("seats", "less_than", 4)],
    [where("tags", "contains_none", ["a", "b"]), where("tags", "contains_all", ["b", "c"])],
    [where("tags", "contains_none", ["a", "b"]), where("tags", "contains_any", ["a", "b"])],
    [
        where("tags", "contains_none", ["a"]),
        where("tags", "contains_none", ["b"]),
        where("tags", "contains_any", ["a", "b"]),
    ],
    [where("land", "equals", "US"), where("land", "in", ["Germany", "Narnia"])],
]


@pytest.mark.parametrize("asked", CLASHES, ids=lambda asked: " ".join(one.operator for one in asked))
def test_a_group_that_can_never_hold_is_named(asked: list[Condition]) -> None:
    """
    The warning stands at the group.
    """
    found = _warnings(*asked, where("email", "is_not_empty"))

    assert found == {"groups[0]": "group_contradictory"}


IMPLIED = [
    ([where("town", "equals", "Rome"), where("town", "is_not_empty")], 1),
    ([where("town", "equals", "Rome"), where("town", "equals", "rome")], 1),
    ([where("town", "in", ["Rome", "Bari"]), where("town", "in", ["rome"])], 0),
    ([where("town", "equals", "Rome"), where("town", "not_equals", "Bari")], 1),
    ([where("town", "equals", "Rome"), where("town", "contains", "om")], 1),
    ([where("town", "starts_with", "rom"), where("town", "contains", "ro")], 1),
    ([where("town", "not_contains", "o"), where("town", "not_contains", "rom")], 1),
    ([where("town", "not_in", ["a", "b"]), where("town", "not_equals", "a")], 1),
    ([where("town", "starts_with", "r"), where("town", "not_starts_with", "b")], 1),
    ([where("town", "ends_with", "me"), where("town", "ends_with", "e", if_missing=True)], 1),
    ([where("town", "is_empty"), where("town", "ends_with", "e", if_missing=True)], 1),
    ([where("seats", "greater_than", 5), where("seats", "greater_than", 3)], 1),
    ([where("seats", "between", 2, 3), where("seats", "between", 1, 3)], 1),
    ([where("seats", "equals", 2), where("seats", "in", [1, 2])], 1),
    ([where("budget", "greater_than", "EUR 5"), where("budget", "greater_or_equal", "EUR 5")], 1),
    ([where("since", "on", "2026-03-01"), where("since", "on_or_after", "2026-03-01")], 1),
    ([where("since", "within_last_days", 3), where("since", "within_last_days", 30)], 1),
    ([where("keen", "equals", True), where("keen", "not_equals", False)], 1),
    ([where("tags", "contains_all", ["a", "b"]), where("tags", "contains_any", ["b", "c"])], 1),
    ([where("tags", "contains_any", ["a"]), where("tags", "contains_all", ["a"])], 1),
    ([where("tags", "contains_none", ["a", "b"]), where("tags", "contains_none", ["b"])], 1),
    ([where("town", "matches", "a+"), where("town", "matches", "a+")], 1),
    ([where("town", "equals", "Rome", exact=True), where("town", "is_not_empty")], 1),
]


@pytest.mark.parametrize(("asked", "index"), IMPLIED, ids=lambda given: str(given) if isinstance(given, int) else "")
def test_a_condition_that_another_implies_is_named(asked: list[Condition], index: int) -> None:
    """
    The warning stands at the condition that can go; of two that say the same it is the later.
    """
    if any(one.operator == "matches" for one in asked):
        pytest.importorskip("re2")
    found = _warnings(*asked, where("email", "is_not_empty"))

    assert found == {f"groups[0][{index}]": "condition_implied"}


@pytest.mark.parametrize(
    "asked",
    [
        [where("town", "equals", "Rome", if_missing=True), where("town", "equals", "Bari", if_missing=True)],
        [where("town", "equals", "Rome", exact=True), where("town", "equals", "rome")],
        [where("town", "starts_with", "ro"), where("town", "ends_with", "me")],
        [where("town", "not_contains", "a"), where("town", "not_contains", "b")],
        [where("seats", "greater_than", 3), where("seats", "less_than", 5)],
        [where("size", "not_equals", "small"), where("size", "not_equals", "large")],
        [where("seen", "after", "2026-03-01"), where("seen", "before", "2026-03-01T05:00+00:00")],
        [where("budget", "not_equals", "EUR 1"), where("budget", "not_equals", "EUR 2")],
        [where("tags", "contains_any", ["a", "b"]), where("tags", "contains_none", ["a"])],
        [where("town", "equals", "Rome"), where("land", "equals", "Rome")],
        [where("active", "equals", True), where("active", "equals", False, subject=Subject.PARTNER)],
    ],
    ids=lambda asked: " ".join(one.operator for one in asked),
)
def test_what_can_hold_and_adds_something_is_left_alone(asked: list[Condition]) -> None:
    """
    Nothing is said of groups that some lead satisfies and of which no condition is superfluous.
    """
    assert _warnings(*asked) == {}


LEADS = st.lists(subjects(), min_size=5, max_size=10)
GROUPS = criteria(exact=True, groups=1, most=4) | about_one_field(
    2, 4, lambda asked: asked.map(lambda some: Criteria((Group(tuple(some)),)))
)


@settings(max_examples=400)
@given(asked=GROUPS, leads=LEADS)
def test_warnings_are_never_wrong(asked: Criteria, leads: list[Subjects]) -> None:
    """
    No lead satisfies a group called contradictory, and the answer is the same without all that is called implied.
    """
    checked, problems = check_criteria(asked, SCHEMA)
    assert checked is not None
    implied = [one.path for one in problems if one.code == "condition_implied"]
    kept = [one for index, one in enumerate(asked.groups[0].conditions) if f"groups[0][{index}]" not in implied]
    answers = [says(asked, one) for one in leads]

    assert not (any(answers) and any(one.code == "group_contradictory" for one in problems))
    assert answers == [says(Criteria((Group(tuple(kept)),)), one) for one in leads]


def test_a_long_group_is_looked_at_in_time() -> None:
    """
    Two thousand conditions about one field, with long lists, are checked without comparing all with all.
    """
    group = Group(tuple(where("town", "in", [f"{one}-{other}" for other in range(50)]) for one in range(2_000)))
    checked, problems = check_criteria(Criteria((group,)), SCHEMA)

    assert checked is not None
    assert [one.code for one in problems] == ["group_contradictory"]


def test_swapped_bounds_are_kept_swapped() -> None:
    """
    Checked criteria carry their bounds the right way round.
    """
    checked, problems = check_criteria(any_of(where("seats", "between", 5, 1)), SCHEMA)

    assert [one.code for one in problems] == ["bounds_swapped"]
    assert checked is not None
    assert checked.criteria == any_of(evolve(where("seats", "between", 5, 1), value=(1, 5)))
