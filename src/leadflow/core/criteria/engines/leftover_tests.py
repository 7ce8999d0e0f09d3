"""
Tests that remain for a group after all tables were used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from leadflow.core.criteria.engines.accepted_keys import accepts
from leadflow.core.criteria.engines.asked_fields import AskedField, is_lead_key, read_column
from leadflow.core.criteria.engines.questions import HasWords, Other, Question, Text, TextPlace
from leadflow.core.criteria.judging import ask
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.subjects import Subjects

__all__ = ["LeftoverTest", "leftover_test_of"]

Keys = Mapping[str, Any]

LeftoverTest = Callable[[Subjects, Keys], Any]
"""
Says whether the questions that are left are all answered with yes, given the keys that the lead has made.

It raises KeyError where one that it asks about is not made yet.
"""


def leftover_test_of(questions: list[Question], moment: EvaluationTime) -> LeftoverTest:
    """
    Return what asks *questions*, which is not empty; those that take longest come last.
    """
    ordered = sorted(questions, key=lambda one: isinstance(one, Other))
    tests = [_test(one, moment) for one in ordered]
    return tests[0] if len(tests) == 1 else partial(_every, tests)


def _every(tests: list[LeftoverTest], subjects: Subjects, keys: Keys) -> bool:
    return all(test(subjects, keys) for test in tests)


def _test(question: Question, moment: EvaluationTime) -> LeftoverTest:
    match question:
        case Other(condition=condition):
            return lambda subjects, _: ask(condition, subjects, moment)
        case Text(column=column, place=TextPlace.ANYWHERE) if is_lead_key(column):
            return _held(column.name, question.text, question.negated, question.if_missing)
        case Text() | HasWords():
            return _told(question.column, moment, accepts(question), question.if_missing)
        case _:
            raise AssertionError("tables answer what is asked about whole keys and spans")


def _reader(column: AskedField, moment: EvaluationTime) -> Callable[[Subjects], Any] | None:
    return None if is_lead_key(column) else read_column(column, moment)


def _held(name: str, text: str, negated: bool, if_missing: bool) -> LeftoverTest:
    """
    The most frequent of all, and so without a call of its own for the text.
    """

    def test(_: Subjects, keys: Keys) -> bool:
        said = keys[name]
        return (text in said) is not negated if said else if_missing

    return test


def _told(
    column: AskedField, moment: EvaluationTime, accepted: Callable[[Any], bool], if_missing: bool
) -> LeftoverTest:
    name, read = column.name, _reader(column, moment)

    def test(subjects: Subjects, keys: Keys) -> bool:
        said = read(subjects) if read else keys[name]
        return accepted(said) if said else if_missing

    return test
