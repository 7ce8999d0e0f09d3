"""
Compares questions about one field: disjoint, contained or unrelated.

Only what is said counts, not its absence. Each function says True only if it is sure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import reduce
from math import ceil, floor
from typing import Any, Final

from attrs import evolve

from leadflow.core.criteria.engines.accepted_keys import accepts, spans_of
from leadflow.core.criteria.engines.asked_fields import KeyForm
from leadflow.core.criteria.engines.questions import Among, HasWords, Other, Question, Span, Text, TextPlace, Within
from leadflow.core.kinds import DATE, INTEGER, Family
from leadflow.core.text import text_key

__all__ = ["accepts_all", "accepts_none", "apart", "never_together", "pieces", "plain", "within"]

_FLAGS: Final = frozenset({True, False})
_MOST: Final = 100_000
"""
So many pairs of spans are compared; long lists against long lists could take long, and are left unsaid.
"""


def plain(question: Question) -> Question:
    """
    Return *question* so that those about one column compare: ordered keys as spans, flags and choices by what they
    are.
    """
    if isinstance(question, Within):
        return _closed(question)
    if not isinstance(question, Among) or not question.keys:
        return question
    match question.column.field.kind.family:
        case Family.NUMBER | Family.DATE:
            return _closed(Within(question.column, spans_of(question), question.if_missing))
        case Family.BOOLEAN if question.negated:
            return evolve(question, keys=_FLAGS - question.keys, negated=False)
        case Family.CHOICE if question.negated and question.column.form is KeyForm.KEY:
            choices = frozenset(text_key(one.name) for one in question.column.field.choices)
            return evolve(question, keys=choices - question.keys, negated=False) if choices else question
    return question


def pieces(question: Question, most: int) -> list[Question]:
    """
    Return questions that together accept what *question* does: one for each key or span, if there are several and at
    most so many; otherwise none.
    """
    if isinstance(question, Among) and not question.negated and 1 < len(question.keys) <= most:
        return [evolve(question, keys=frozenset({key})) for key in question.keys]
    if isinstance(question, Within) and 1 < len(question.spans) <= most:
        return [evolve(question, spans=(span,)) for span in question.spans]
    return []


def _closed(question: Within) -> Within:
    """
    Return *question* with bounds that belong to its spans, where there is nothing between two neighbours: whole numbers
    and days.
    """
    column = question.column
    if column.form is KeyForm.DAY or column.field.kind is DATE:
        return evolve(question, spans=tuple(map(_closed_days, question.spans)))
    if column.field.kind is INTEGER:
        return evolve(question, spans=tuple(map(_closed_numbers, question.spans)))
    return question


def _closed_numbers(span: Span) -> Span:
    low = span.low if span.low is None else ceil(span.low) if span.low_in else floor(span.low) + 1
    high = span.high if span.high is None else floor(span.high) if span.high_in else ceil(span.high) - 1
    return Span(low, high)


def _closed_days(span: Span) -> Span:
    try:
        low = span.low if span.low is None or span.low_in else _moved(span.low, 1)
        high = span.high if span.high is None or span.high_in else _moved(span.high, -1)
    except OverflowError:
        # There is no day behind the last one of the calendar.
        return span
    return Span(low, high)


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def accepts_all(question: Question) -> bool:
    """
    Return whether everything that is said is accepted.
    """
    return isinstance(question, Among) and question.negated and not question.keys


def accepts_none(question: Question) -> bool:
    """
    Return whether nothing that is said is accepted.
    """
    if isinstance(question, Within):
        return not question.spans
    return isinstance(question, Among) and not question.negated and not question.keys


def within(one: Question, other: Question) -> bool:
    """
    Return whether everything that *one* accepts surely is accepted by *other*.
    """
    if accepts_none(one) or accepts_all(other):
        return True
    match _negated(one), _negated(other):
        case False, False:
            return _within(one, other)
        case True, True:
            return _within(_positive(other), _positive(one))
        case False, True:
            return _apart(one, _positive(other))
        case _:
            return False


def apart(one: Question, other: Question) -> bool:
    """
    Return whether surely nothing is accepted by both.
    """
    if accepts_none(one) or accepts_none(other):
        return True
    match _negated(one), _negated(other):
        case False, False:
            return _apart(one, other)
        case True, False:
            return _within(other, _positive(one))
        case False, True:
            return _within(one, _positive(other))
        case _:
            return False


def never_together(questions: Sequence[Question]) -> bool:
    """
    Return whether surely nothing is accepted by all *questions*, though two of them may meet.
    """
    few = [one for one in questions if isinstance(one, Among) and not one.negated]
    if few:
        tests = [accepts(one) for one in questions if not isinstance(one, Other)]
        shared = frozenset.intersection(*(one.keys for one in few))
        return not any(all(test(key) for test in tests) for key in shared)
    spans = [one for one in questions if isinstance(one, Within)]
    return _no_span(spans) or _no_words([one for one in questions if isinstance(one, HasWords)])


def _negated(question: Question) -> bool:
    return isinstance(question, Among | Text | HasWords) and question.negated


def _positive(question: Question) -> Question:
    assert isinstance(question, Among | Text | HasWords)
    return evolve(question, negated=False)


def _within(one: Question, other: Question) -> bool:
    """
    Say it of two that are not negated.
    """
    match one, other:
        case Among(keys=keys), Among() | Text() | Within():
            return all(map(accepts(other), keys))
        case Within(), Within():
            return all(any(_spanned(span, wide) for wide in other.spans) for span in one.spans)
        case Text(place=TextPlace.BEGIN), Text(place=TextPlace.BEGIN):
            return one.text.startswith(other.text)
        case Text(place=TextPlace.END), Text(place=TextPlace.END):
            return one.text.endswith(other.text)
        case Text(), Text(place=TextPlace.ANYWHERE):
            return other.text in one.text
        case HasWords(), HasWords():
            return _words_within(one, other)
        case Other(condition=this), Other(condition=that):
            return this.operator.name == that.operator.name and bool(this.operand == that.operand)
        case _:
            return False


def _apart(one: Question, other: Question) -> bool:
    """
    Say it of two that are not negated.
    """
    match one, other:
        case (Among(keys=keys), (Among() | Text() | Within()) as asked) | (
            (Text() | Within()) as asked,
            Among(keys=keys),
        ):
            return not any(map(accepts(asked), keys))
        case Within(), Within():
            return not any(_meet(left, right) for left in one.spans for right in other.spans)
        case Text(place=TextPlace.BEGIN), Text(place=TextPlace.BEGIN):
            return not (one.text.startswith(other.text) or other.text.startswith(one.text))
        case Text(place=TextPlace.END), Text(place=TextPlace.END):
            return not (one.text.endswith(other.text) or other.text.endswith(one.text))
        case _:
            return False


def _words_within(one: HasWords, other: HasWords) -> bool:
    match one.every, other.every:
        case True, True:
            return other.words <= one.words
        case True, False:
            return not one.words.isdisjoint(other.words)
        case False, False:
            return one.words <= other.words
        case _:
            return len(one.words) == 1 and other.words == one.words


def _spanned(span: Span, wide: Span) -> bool:
    starts = wide.low is None or (
        span.low is not None and (span.low > wide.low or (span.low == wide.low and span.low_in <= wide.low_in))
    )
    ends = wide.high is None or (
        span.high is not None and (span.high < wide.high or (span.high == wide.high and span.high_in <= wide.high_in))
    )
    return starts and ends


def _meet(one: Span, other: Span) -> Span | None:
    low, low_in = _tighter(one.low, one.low_in, other.low, other.low_in, max)
    high, high_in = _tighter(one.high, one.high_in, other.high, other.high_in, min)
    if low is None or high is None or low < high or (low == high and low_in and high_in):
        return Span(low, high, low_in, high_in)
    return None


def _tighter(one: Any, one_in: bool, other: Any, other_in: bool, pick: Callable[[Any, Any], Any]) -> tuple[Any, bool]:
    if one is None or other is None:
        return (other, other_in) if one is None else (one, one_in)
    if one == other:
        return one, one_in and other_in
    return (one, one_in) if pick(one, other) == one else (other, other_in)


def _no_span(questions: Sequence[Within]) -> bool:
    if not questions:
        return False

    def both(left: tuple[Span, ...], right: tuple[Span, ...]) -> tuple[Span, ...]:
        if len(left) * len(right) > _MOST:
            return left
        met = (_meet(one, other) for one in left for other in right)
        return tuple(span for span in met if span is not None)

    return not reduce(both, (one.spans for one in questions))


def _no_words(questions: Sequence[HasWords]) -> bool:
    refused = frozenset[str]().union(*(one.words for one in questions if one.negated))
    demanded = frozenset[str]().union(*(one.words for one in questions if one.every))
    any_of = [one.words for one in questions if not (one.negated or one.every)]
    return not demanded.isdisjoint(refused) or any(words <= refused for words in any_of)
