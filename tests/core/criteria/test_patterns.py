"""
Patterns of people who mean harm, or do not know better: judged in time, or refused.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Final

import pytest
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.criteria.interchange import from_react_querybuilder
from leadflow.core.criteria.patterns import MAX_PATTERN, MAX_TEXT, compile_pattern
from leadflow.core.problems import Unreadable

PATTERNS: Final = Path(__file__).with_name("hostile_patterns.txt").read_text(encoding="utf-8").splitlines()
LIMIT: Final = 0.05
CHOOSE: Final = random.Random(20260302)


def _mixed(alphabet: str) -> str:
    return "".join(CHOOSE.choices(alphabet, k=2 * MAX_TEXT))


TEXTS: Final = (
    "",
    "a" * 2 * MAX_TEXT,
    "a" * (MAX_TEXT - 1) + "!",
    "ab" * MAX_TEXT,
    "x" * 2 * MAX_TEXT,
    " " * 2 * MAX_TEXT,
    "a@" * MAX_TEXT,
    "0123456789" * (MAX_TEXT // 5),
    "日本🎉é" * (MAX_TEXT // 2),
    _mixed("ab"),
    _mixed("01"),
    _mixed("abxyz01 .!"),
    _mixed("aéß日🎉k\u0301"),
)
CODES: Final = {"pattern_too_long", "pattern_too_large", "pattern_unreadable"}


def _fastest(run: object, tries: int = 3) -> float:
    """
    Time a call by the processor's clock and the best of several tries, since the machine may be busy.
    """
    assert callable(run)
    best = float("inf")
    for _ in range(tries):
        start = process_time()
        run()
        best = min(best, process_time() - start)
        if best < LIMIT / 2:
            break
    return best


def test_there_are_many_patterns() -> None:
    """
    No pattern stands in the collection twice.
    """
    assert len(set(PATTERNS)) == len(PATTERNS) >= 200


@pytest.mark.parametrize("number", range(len(PATTERNS)))
def test_a_hostile_pattern_is_judged_in_time_or_refused(number: int) -> None:
    """
    Compiling takes no longer than judging may, and no text makes a pattern slow.
    """
    pytest.importorskip("re2")
    pattern = PATTERNS[number]
    try:
        found = compile_pattern(pattern)
    except Unreadable as error:
        assert error.code in CODES
        return

    assert _fastest(lambda: compile_pattern.__wrapped__(pattern)) < LIMIT
    for text in TEXTS:
        assert _fastest(lambda text=text: found(text)) < LIMIT


def test_most_hostile_patterns_are_harmless_here() -> None:
    """
    What is refused is what RE2 does not know, or what would make it slow, and not whatever looks suspicious.
    """
    pytest.importorskip("re2")
    taken = [pattern for pattern in PATTERNS if check_criteria(any_of(where("town", "matches", pattern)), SCHEMA)[0]]

    assert {"(a+)+$", "(a|aa)+$", "(.*a){20}", "(x+x+)+y", "(\\w+\\s?)*$"} <= set(taken)
    assert len(taken) > 100


def test_long_patterns_are_refused() -> None:
    """
    A thousand characters are the most.
    """
    pytest.importorskip("re2")
    _, (problem,) = check_criteria(any_of(where("town", "matches", "a" * (MAX_PATTERN + 1))), SCHEMA)

    assert (problem.code, problem.path) == ("pattern_too_long", "groups[0][0].value")


@pytest.fixture
def without_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    A Python on which the engine is not installed.
    """
    compile_pattern.cache_clear()
    monkeypatch.setitem(sys.modules, "re2", None)
    yield
    compile_pattern.cache_clear()


@pytest.mark.usefixtures("without_engine")
def test_without_the_engine_patterns_are_refused_when_checked() -> None:
    """
    Criteria that could not be judged are refused before they are used, with what to install.
    """
    checked, (problem,) = check_criteria(any_of(where("town", "matches", "a+")), SCHEMA)

    assert checked is None
    assert (problem.code, problem.path) == ("matches_needs_regex", "groups[0][0].value")
    assert "pip install" in problem.message


@pytest.mark.usefixtures("without_engine")
def test_without_the_engine_patterns_are_refused_when_read() -> None:
    """
    What a rule editor sends is refused at its place.
    """
    rule = {"field": "town", "operator": "matches", "value": "a+"}
    _, (problem,) = from_react_querybuilder({"combinator": "and", "rules": [rule]}, SCHEMA)

    assert (problem.code, problem.path) == ("matches_needs_regex", "rules[0].value")
