"""
Criteria that can never be the first to hold: named, and never wrongly.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.criteria.small import SCHEMA, about_one_field, criteria, says, subjects

from leadflow.core.criteria import CheckedCriteria, Condition, Criteria, Group, all_of, any_of, check_criteria, where
from leadflow.core.criteria.covering import covered
from leadflow.core.criteria.engines.overlaps import pieces
from leadflow.core.criteria.implications import AskedCondition, asked, implies
from leadflow.core.subjects import Subjects


def _checked(*written: Criteria) -> list[CheckedCriteria]:
    found = []
    for one in written:
        checked, _ = check_criteria(one, SCHEMA)
        assert checked is not None
        found.append(checked)
    return found


COVERED = [
    (where("seats", "greater_than", 100), where("seats", "greater_than", 500)),
    (where("seats", "greater_than", 100), where("seats", "equals", 500)),
    (where("seats", "less_or_equal", 100), where("seats", "between", 5, 100)),
    (where("seats", "greater_than", 99), where("seats", "between", 100, 200)),
    (where("since", "after", "2026-01-31"), where("since", "on_or_after", "2026-02-02")),
    (where("seats", "not_equals", 5), where("seats", "greater_than", 5)),
    (where("budget", "greater_than", "EUR 100"), where("budget", "greater_or_equal", "EUR 101")),
    (where("since", "after", "2026-01-01"), where("since", "on", "2026-03-01")),
    (where("since", "within_last_days", 30), where("since", "within_last_days", 7)),
    (where("town", "in", ["Rome", "Bari"]), where("town", "equals", "ROME")),
    (where("town", "not_equals", "Rome"), where("town", "equals", "Bari")),
    (where("town", "not_equals", "Rome"), where("town", "not_in", ["Bari", "Rome"])),
    (where("town", "not_equals", "Rome"), where("town", "starts_with", "b")),
    (where("town", "not_equals", "Rome"), where("town", "not_contains", "o")),
    (where("town", "starts_with", "ro"), where("town", "starts_with", "rom")),
    (where("town", "starts_with", "ro"), where("town", "in", ["Rome", "Romeo"])),
    (where("town", "ends_with", "e"), where("town", "ends_with", "me")),
    (where("town", "contains", "om"), where("town", "starts_with", "rom")),
    (where("town", "contains", "om"), where("town", "equals", "Rome")),
    (where("town", "not_contains", "rom"), where("town", "not_contains", "o")),
    (where("town", "is_not_empty"), where("town", "equals", "Rome", exact=True)),
    (where("town", "equals", "Rome", if_missing=True), where("town", "is_empty")),
    (where("keen", "not_equals", False, if_missing=True), where("keen", "equals", True)),
    (where("tags", "contains_any", ["a", "b"]), where("tags", "contains_all", ["b", "c"])),
    (where("tags", "contains_none", ["b"]), where("tags", "contains_none", ["a", "b"])),
    (where("land", "in", ["US", "Germany"]), where("land", "equals", "usa")),
]


def _name(pair: tuple[Condition, Condition]) -> str:
    return f"{pair[0].operator} before {pair[1].operator}"


@pytest.mark.parametrize("pair", COVERED, ids=_name)
def test_criteria_that_demand_more_than_earlier_ones_are_covered(pair: tuple[Condition, Condition]) -> None:
    """
    The second is covered by the first, alone and where both demand something else as well.
    """
    wide, narrow = pair
    also, more = where("email", "is_not_empty"), where("company", "equals", "Acme")

    assert covered(_checked(any_of(wide), any_of(narrow))) == [1]
    assert covered(_checked(any_of(all_of(also, wide)), any_of(all_of(narrow, more, also)))) == [1]


@pytest.mark.parametrize("pair", COVERED, ids=_name)
def test_criteria_that_demand_less_are_not_covered(pair: tuple[Condition, Condition]) -> None:
    """
    The other way round both can be the first to hold.
    """
    wide, narrow = pair

    assert covered(_checked(any_of(narrow), any_of(wide))) == []


def test_each_group_has_to_be_covered() -> None:
    """
    Criteria are covered if each of their groups is, by a group of any earlier criteria.
    """
    rome, bari, other = where("town", "equals", "Rome"), where("town", "equals", "Bari"), where("town", "equals", "Me")

    assert covered(_checked(any_of(rome), any_of(bari), any_of(rome, bari), any_of(rome, other))) == [2]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (where("town", "equals", "Rome"), where("town", "starts_with", "b"), where("town", "in", ["Rome", "Bari"])),
        (where("land", "equals", "US"), where("land", "in", ["DE", "FR"]), where("land", "in", ["usa", "Germany"])),
        (where("seats", "less_than", 10), where("seats", "greater_than", 90), where("seats", "in", [5, 95, 99])),
        (where("seats", "less_than", 10), where("seats", "greater_than", 90), where("seats", "not_between", 9, 91)),
        (where("since", "before", "2026-02-01"), where("since", "after", "2026-03-01"), where("since", "not_between", "2026-01-31", "2026-03-02")),
    ],
    ids=["texts", "countries", "numbers", "spans", "days"],
)  # fmt: skip
def test_values_may_be_covered_by_several(first: Condition, second: Condition, both: Condition) -> None:
    """
    Each value of a condition by another group, also beside further conditions; with one value left it decides.
    """
    also, more = where("email", "is_not_empty"), where("company", "equals", "Acme")

    assert covered(_checked(any_of(first), any_of(second), any_of(both))) == [2]
    assert covered(_checked(any_of(all_of(also, first)), any_of(second), any_of(all_of(more, both, also)))) == [2]
    assert covered(_checked(any_of(first), any_of(all_of(also, second)), any_of(both))) == []


def test_groups_of_the_same_criteria_do_not_cover_each_other() -> None:
    """
    A group that another one of the same criteria covers says nothing about who is first.
    """
    assert covered(_checked(any_of(where("seats", "greater_than", 1), where("seats", "greater_than", 5)))) == []


LISTS = st.lists(criteria(exact=True), min_size=2, max_size=8) | about_one_field(
    1,
    2,
    lambda asked: st.lists(asked.map(lambda some: Criteria((Group(tuple(some)),))), min_size=2, max_size=8),
)


@settings(max_examples=300)
@given(written=LISTS, leads=st.lists(subjects(), min_size=5, max_size=10))
def test_covered_criteria_are_never_the_first_to_hold(written: list[Criteria], leads: list[Subjects]) -> None:
    """
    Whatever lead comes, the first criteria that hold are none of those called covered.
    """
    never = covered(_checked(*written))
    firsts = [next((at for at, one in enumerate(written) if says(one, lead)), None) for lead in leads]

    assert set(never).isdisjoint(firsts)


@settings(max_examples=300)
@given(written=LISTS)
def test_nothing_is_lost_by_comparing_with_few(written: list[Criteria]) -> None:
    """
    The same criteria are covered as where each group is compared with each earlier one.
    """
    rules = [[[asked(at, one) for at, one in enumerate(group)] for group in one.groups] for one in _checked(*written)]

    def held(group: list[AskedCondition], number: int) -> bool:
        return any(
            all(any(one.place == said.place and implies(said, one) for said in group) for one in before)
            for rule in rules[:number]
            for before in rule
        )

    def by_hand(number: int) -> bool:
        return all(
            held(group, number)
            or any(
                not one.absent
                and bool(pieces(one.question, 8))
                and all(
                    held([*group[:at], evolve(one, question=each), *group[at + 1 :]], number)
                    for each in pieces(one.question, 8)
                )
                for at, one in enumerate(group)
            )
            for group in rules[number]
        )

    assert covered(_checked(*written)) == [number for number in range(len(rules)) if by_hand(number)]
