"""
Sets of rules.
"""

from __future__ import annotations

import pickle
import random
import time
from datetime import UTC, datetime

import pytest

from leadflow.core.criteria import Condition, Criteria, EvaluationTime, Group, check_criteria, holds, where
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.rule_sets import RuleSet
from leadflow.core.subjects import Subjects
from leadflow.testing.builders import KIT_SCHEMA, a_lead

MOMENT = EvaluationTime(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), UTC)
COUNTRIES = ("US", "CA", "DE", "FR", "NO")


def checked(*groups: tuple[Condition, ...]) -> CheckedCriteria:
    """
    Check groups joined by OR.
    """
    found, problems = check_criteria(Criteria(tuple(Group(group) for group in groups)), KIT_SCHEMA)
    assert found is not None, problems
    return found


def said(**values: str) -> Subjects:
    """
    Return a lead alone, which says these values.
    """
    return Subjects(a_lead(said=values))


def rules(count: int, seed: int = 1) -> list[CheckedCriteria]:
    """
    Return rules on country, postal code, size and words.
    """
    dice = random.Random(seed)

    def group() -> tuple[Condition, ...]:
        more = [
            where("postal_code", "starts_with", str(dice.randrange(100))),
            where("postal_code", "not_ends_with", str(dice.randrange(10))),
            where("employee_count", "between", *sorted((dice.randrange(100), dice.randrange(100)))),
            where("employee_count", "less_than", dice.randrange(100), if_missing=True),
            where("title", "contains", dice.choice(("head", "chief", "buyer"))),
            where("kit_multi_choice", "contains_none", ["a", "b"]),
            where("city", "is_empty"),
        ]
        return (where("country", "in", dice.sample(COUNTRIES, 2)), *dice.sample(more, dice.randrange(3)))

    return [checked(*(group() for _ in range(dice.randint(1, 3)))) for _ in range(count)]


def leads(count: int, seed: int = 2) -> list[Subjects]:
    """
    Return leads that such rules ask about.
    """
    dice = random.Random(seed)

    def one() -> Subjects:
        whole = {
            "country": dice.choice(COUNTRIES),
            "postal_code": f"{dice.randrange(10_000):04}",
            "employee_count": str(dice.randrange(100)),
            "title": dice.choice(("Head Buyer", "CHIEF", "Clerk")),
            "kit_multi_choice": dice.choice(("a", "c", "b;c")),
            "city": "Bergen",
        }
        return said(**{name: text for name, text in whole.items() if dice.random() < 0.85})

    return [one() for _ in range(count)]


@pytest.mark.parametrize(("few", "block"), [(10_000, 4_096), (0, 4_096), (0, 7), (0, 64), (12, 512)])
def test_first_and_all_are_those_that_hold(few: int, block: int) -> None:
    """
    Asked one by one, from tables, or in blocks: the answers are those of judging.
    """
    some, those = rules(300), leads(60)
    compiled = RuleSet(some, MOMENT, few=few, block=block)
    expected = [[at for at, rule in enumerate(some) if holds(rule, one, MOMENT)] for one in those]

    assert [compiled.all(one) for one in those] == expected
    assert [compiled.first(one) for one in those] == [found[0] if found else None for found in expected]


def test_a_set_of_more_than_a_block_answers_the_same() -> None:
    """
    More groups than a block of 4,096 takes.
    """
    some, those = rules(4_000), leads(20)
    compiled = RuleSet(some, MOMENT, block=4_096)

    for one in those:
        expected = [at for at, rule in enumerate(some) if holds(rule, one, MOMENT)]
        assert compiled.all(one) == expected
        assert compiled.first(one) == (expected[0] if expected else None)


def test_the_first_rule_wins() -> None:
    """
    The first matching rule is found, by any of its groups.
    """
    late = checked((where("country", "equals", "DE"),), (where("city", "equals", "Bergen"),))
    compiled = RuleSet([checked((where("country", "equals", "US"),)), late, late], MOMENT, few=0)

    assert compiled.first(said(city="bergen")) == 1
    assert compiled.all(said(city="bergen", country="DE")) == [1, 2]


def test_an_empty_set_finds_nothing() -> None:
    """
    Without rules there is neither a first one nor any.
    """
    compiled = RuleSet([], MOMENT)

    assert (len(compiled), compiled.first(said()), compiled.all(said())) == (0, None, [])


def test_prefixes_end_at_the_last_character() -> None:
    """
    A text that begins with the highest character there is is found by its beginning, and other texts are not.
    """
    highest = "\U0010ffff"
    begins = [checked((where("city", "starts_with", text),)) for text in (highest, f"a{highest}", "a")]
    compiled = RuleSet(begins, MOMENT, few=0)

    assert compiled.all(said(city=f"{highest}x")) == [0]
    assert compiled.all(said(city=f"A{highest}{highest}")) == [1, 2]
    assert compiled.all(said(city="b")) == []


def test_rule_sets_pickle() -> None:
    """
    A set is compiled again where it is loaded.
    """
    some, those = rules(80), leads(30)
    loaded = pickle.loads(pickle.dumps(RuleSet(some, MOMENT)))

    assert [loaded.all(one) for one in those] == [RuleSet(some, MOMENT).all(one) for one in those]


def test_compiling_ten_thousand_rules_takes_seconds_at_most() -> None:
    """
    It takes about a second; ten would mean that something grows faster than the rules do.
    """
    some = rules(2_500) * 4
    start = time.process_time()
    RuleSet(some, MOMENT)

    assert time.process_time() - start < 10
