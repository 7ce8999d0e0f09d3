"""
Patterns are run by RE2 alone, and so bounded in size that no text makes one slow; limits are lowered here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.criteria.interchange import from_react_querybuilder
from leadflow.core.criteria.patterns import MAX_PATTERN, MAX_TEXT, compile_pattern
from leadflow.core.problems import Unreadable


def _refused(pattern: str, **limits: int) -> str:
    with pytest.raises(Unreadable) as refused:
        compile_pattern(pattern, **limits)
    return refused.value.code


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("a+b", "xaab"), ("(ab|cd)+$", "abcd"), ("[a-z]{2,3}", "ab"), (r"\d+", "a1"), ("(?i)ACME", "acme"), ("ß|é", "é")],
)
def test_what_patterns_are_for_is_taken(pattern: str, text: str) -> None:
    """
    What is found is found anywhere in the text.
    """
    pytest.importorskip("re2")

    assert compile_pattern(pattern)(text)
    assert not compile_pattern(pattern)("")


@pytest.mark.parametrize(
    "pattern", [r"(a)\1", "(?P<x>a)(?P=x)", "(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(?>a)b", "a++b", "(a)?(?(1)b|c)"]
)
def test_what_needs_to_look_back_is_refused(pattern: str) -> None:
    """
    RE2 does not take what no engine can run in a time that grows with the text alone.
    """
    pytest.importorskip("re2")

    assert _refused(pattern) == "pattern_unreadable"


def test_no_other_engine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Python's own engine has no bound on its time, so it sees no pattern.
    """
    pytest.importorskip("re2")
    compile_pattern.cache_clear()
    monkeypatch.setattr(re, "compile", None)

    assert compile_pattern("a+b")("aab")


def test_large_patterns_are_refused() -> None:
    """
    What counts is the number of instructions that a pattern is made of, and not how long it is written.
    """
    pytest.importorskip("re2")

    assert compile_pattern("(ab){3}", largest=40)("ababab")
    assert _refused("(ab){3}", largest=4) == "pattern_too_large"


def test_only_the_beginning_of_a_text_is_looked_at() -> None:
    """
    The rest of a long text is not seen.
    """
    pytest.importorskip("re2")

    assert compile_pattern("b", within=4)("aaab")
    assert not compile_pattern("b", within=3)("aaab")
    assert not compile_pattern("b")("a" * MAX_TEXT + "b")


def test_long_patterns_are_refused() -> None:
    """
    A thousand characters are the most.
    """
    pytest.importorskip("re2")
    _, (problem,) = check_criteria(any_of(where("town", "matches", "a" * (MAX_PATTERN + 1))), SCHEMA)

    assert (problem.code, problem.path) == ("pattern_too_long", "groups[0][0].value")
    assert _refused("abcd", longest=3) == "pattern_too_long"


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
