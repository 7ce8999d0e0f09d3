"""
Residues: what is left to ask of a group that no table rules out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from leadflow.core.criteria.accepting import accepts
from leadflow.core.criteria.columns import Column, is_lead_key, read_column
from leadflow.core.criteria.judging import ask
from leadflow.core.criteria.operators import Moment
from leadflow.core.criteria.questions import Other, Place, Question, Text, Words
from leadflow.core.subjects import Subjects

__all__ = ["Residue", "residue_of"]

Keys = Mapping[str, Any]

Residue = Callable[[Subjects, Keys], Any]
"""
Says whether the questions that are left are all answered with yes, given the keys that the lead has made.

It raises KeyError where one that it asks about is not made yet.
"""


def residue_of(questions: list[Question], moment: Moment) -> Residue:
    """
    Return what asks *questions*, which is not empty; those that take longest come last.
    """
    ordered = sorted(questions, key=lambda one: isinstance(one, Other))
    tests = [_test(one, moment) for one in ordered]
    return tests[0] if len(tests) == 1 else partial(_every, tests)


def _every(tests: list[Residue], subjects: Subjects, keys: Keys) -> bool:
    return all(test(subjects, keys) for test in tests)


def _test(question: Question, moment: Moment) -> Residue:
    match question:
        case Other(condition=condition):
            return lambda subjects, _: ask(condition, subjects, moment)
        case Text(column=column, place=Place.ANYWHERE) if is_lead_key(column):
            return _held(column.name, question.text, question.negated, question.or_empty)
        case Text() | Words():
            return _told(question.column, moment, accepts(question), question.or_empty)
        case _:
            raise AssertionError("tables answer what is asked about whole keys and spans")


def _reader(column: Column, moment: Moment) -> Callable[[Subjects], Any] | None:
    return None if is_lead_key(column) else read_column(column, moment)


def _held(name: str, text: str, negated: bool, or_empty: bool) -> Residue:
    """
    The most frequent of all, and so without a call of its own for the text.
    """

    def test(_: Subjects, keys: Keys) -> bool:
        said = keys[name]
        return (text in said) is not negated if said else or_empty

    return test


def _told(column: Column, moment: Moment, accepted: Callable[[Any], bool], or_empty: bool) -> Residue:
    name, read = column.name, _reader(column, moment)

    def test(subjects: Subjects, keys: Keys) -> bool:
        said = read(subjects) if read else keys[name]
        return accepted(said) if said else or_empty

    return test
