"""
Residues: what is left to ask of a group that no table rules out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from leadflow.core.criteria.columns import read_column
from leadflow.core.criteria.judging import ask
from leadflow.core.criteria.operators import Moment
from leadflow.core.criteria.questions import Other, Place, Question, Span, Text, Within, Words
from leadflow.core.subjects import Subjects

__all__ = ["Residue", "residue_of"]

Residue = Callable[[Subjects], bool]
"""
Says whether the questions that are left are all answered with yes.
"""


def residue_of(questions: list[Question], moment: Moment) -> Residue:
    """
    Return what asks *questions*, which is not empty; those that take longest come last.
    """
    ordered = sorted(questions, key=lambda one: isinstance(one, Other))
    tests = [_test(one, moment) for one in ordered]
    return tests[0] if len(tests) == 1 else partial(_every, tests)


def _every(tests: list[Residue], subjects: Subjects) -> bool:
    return all(test(subjects) for test in tests)


def _test(question: Question, moment: Moment) -> Residue:
    match question:
        case Other(condition=condition):
            return lambda subjects: bool(ask(condition, subjects, moment))
        case Text() | Words():
            return _told(read_column(question.column, moment), _asked(question), question.negated, question.or_empty)
        case Within(spans=spans, or_empty=or_empty):
            return _within(read_column(question.column, moment), spans, or_empty)
        case _:
            raise AssertionError("tables answer what is asked about whole keys")


def _told(read: Callable[[Subjects], Any], asked: Callable[[Any], bool], negated: bool, or_empty: bool) -> Residue:
    def test(subjects: Subjects) -> bool:
        said = read(subjects)
        return asked(said) is not negated if said else or_empty

    return test


def _within(read: Callable[[Subjects], Any], spans: tuple[Span, ...], or_empty: bool) -> Residue:
    def test(subjects: Subjects) -> bool:
        said = read(subjects)
        return or_empty if said is None else any(_inside(said, span) for span in spans)

    return test


def _inside(said: Any, span: Span) -> bool:
    above = span.low is None or said > span.low or (span.low_in and said == span.low)
    return above and (span.high is None or said < span.high or (span.high_in and said == span.high))


def _asked(question: Text | Words) -> Callable[[Any], bool]:
    match question:
        case Text(place=place, text=text):
            looks: dict[Place, Callable[[Any], bool]] = {
                Place.BEGIN: lambda said: bool(said.startswith(text)),
                Place.END: lambda said: bool(said.endswith(text)),
                Place.ANYWHERE: lambda said: text in said,
            }
            return looks[place]
        case Words(words=words, every=every):
            return words.issubset if every else lambda said: not words.isdisjoint(said)
