"""
Converts conditions to a few plain questions, which all engines use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from itertools import pairwise
from math import inf
from typing import Any, Final

from attrs import frozen

from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.criteria.operators import EvaluationTime, Shape
from leadflow.core.kinds import DATE, MONEY, Family

__all__ = ["Among", "HasWords", "Other", "Question", "Span", "Text", "TextPlace", "Within", "question_of"]


@frozen
class Among:
    """
    Is the column one of these keys? *negated*: is it something, and none of them?

    Without keys it asks whether anything is said: nobody is among none, and *negated* everybody who says something.
    """

    column: AskedField
    keys: frozenset[Any]
    negated: bool
    if_missing: bool


@frozen
class Span:
    """
    A stretch of ordered keys; None has no bound on that side.
    """

    low: Any = None
    high: Any = None
    low_in: bool = True
    high_in: bool = True


@frozen
class Within:
    """
    Does the column lie in one of these spans?
    """

    column: AskedField
    spans: tuple[Span, ...]
    if_missing: bool


class TextPlace(Enum):
    """
    Where in a text another one is looked for.
    """

    BEGIN = auto()
    END = auto()
    ANYWHERE = auto()


@frozen
class Text:
    """
    Does the column hold this text at that place?
    """

    column: AskedField
    place: TextPlace
    text: str
    negated: bool
    if_missing: bool


@frozen
class HasWords:
    """
    Does the column, a set, hold any of these words? *every*: all of them? *negated*: none of them?
    """

    column: AskedField
    words: frozenset[str]
    every: bool
    negated: bool
    if_missing: bool


@frozen(eq=False)
class Other:
    """
    A condition that is asked as it is, such as a regular expression.
    """

    condition: CheckedCondition


Question = Among | Within | Text | HasWords | Other

_PLACES: Final = {"starts_with": TextPlace.BEGIN, "ends_with": TextPlace.END, "contains": TextPlace.ANYWHERE}
_EQUAL: Final = frozenset({"equals", "in", "on"})


def question_of(checked: CheckedCondition, moment: EvaluationTime) -> Question | None:
    """
    Return the plain form of a condition; None if it always holds.

    An operator that is not named here is asked as it is, by its own test, and never taken for another.
    """
    operator, family = checked.operator, checked.field.kind.family
    if_missing = checked.condition.if_missing
    if operator.shape is Shape.NONE:
        column = _column(checked, KeyForm.KEY)
        if operator.name == "is_empty":
            return Among(column, frozenset(), False, True)
        if operator.name == "is_not_empty":
            return None if if_missing else Among(column, frozenset(), True, False)
        return Other(checked)
    match family:
        case Family.DATE:
            return _about_date(checked, moment)
        case Family.NUMBER:
            return _about_number(checked)
        case Family.MULTI:
            return _about_words(checked)
        case Family.TEXT | Family.CHOICE | Family.BOOLEAN:
            return _about_text(checked)


def _column(checked: CheckedCondition, form: KeyForm) -> AskedField:
    return AskedField(checked.subject, checked.field.name, form, checked.field)


def _written(checked: CheckedCondition) -> KeyForm:
    return KeyForm.WRITTEN if checked.condition.exact else KeyForm.KEY


def _about_words(checked: CheckedCondition) -> Question:
    column, if_missing = _column(checked, _written(checked)), checked.condition.if_missing
    match checked.operator.name:
        case "contains_all":
            return HasWords(column, frozenset(checked.operand), True, False, if_missing)
        case "contains_any":
            return HasWords(column, frozenset(checked.operand), False, False, if_missing)
        case "contains_none":
            return HasWords(column, frozenset(checked.operand), False, True, if_missing)
        case _:
            return Other(checked)


def _about_text(checked: CheckedCondition) -> Question:
    operator, operand = checked.operator, checked.operand
    column, if_missing = _column(checked, _written(checked)), checked.condition.if_missing
    negated = operator.negates is not None
    place = _PLACES.get(operator.negates or operator.name)
    if place is not None:
        return Text(column, place, operand, negated, if_missing)
    if (operator.negates or operator.name) not in _EQUAL:
        return Other(checked)
    keys = frozenset(operand if isinstance(operand, tuple | frozenset) else (operand,))
    return Among(column, keys, negated, if_missing)


def _about_number(checked: CheckedCondition) -> Question:
    """
    Amounts of another currency are unknown: each span of money stays within its currency.
    """
    operator, operand = checked.operator, checked.operand
    column, if_missing = _column(checked, KeyForm.KEY), checked.condition.if_missing
    money = checked.field.kind is MONEY
    positive = operator.negates or operator.name
    if positive == "between":
        low, high = operand
        least, most = _ends(low) if money else (None, None)
        if operator.negates is None:
            return Within(column, (Span(low, high),), if_missing)
        return Within(column, (Span(least, low, high_in=False), Span(high, most, low_in=False)), if_missing)
    if operator.name in _SIDES:
        least, most = _ends(operand) if money else (None, None)
        return Within(column, (_side(operator.name, operand, least, most),), if_missing)
    if positive not in _EQUAL:
        return Other(checked)
    keys = frozenset(operand if operator.shape is Shape.MANY else (operand,))
    if money and operator.negates is not None:
        return Within(column, _around(keys), if_missing)
    return Among(column, keys, operator.negates is not None, if_missing)


_SIDES: Final = {
    "less_than": (False, False),
    "less_or_equal": (False, True),
    "greater_than": (True, False),
    "greater_or_equal": (True, True),
    "before": (False, False),
    "on_or_before": (False, True),
    "after": (True, False),
    "on_or_after": (True, True),
}


def _side(name: str, bound: Any, least: Any = None, most: Any = None) -> Span:
    above, included = _SIDES[name]
    return Span(bound, most, low_in=included) if above else Span(least, bound, high_in=included)


def _ends(amount: tuple[str, float]) -> tuple[tuple[str, float], tuple[str, float]]:
    return (amount[0], -inf), (amount[0], inf)


def _around(amounts: frozenset[tuple[str, float]]) -> tuple[Span, ...]:
    """
    Return the spans of one currency between *amounts*; none if they are of several, since one is always unknown.
    """
    if len({currency for currency, _ in amounts}) > 1:
        return ()
    points = sorted(amounts)
    least, most = _ends(points[0])
    edges = [least, *points, most]
    return tuple(Span(low, high, low is least, high is most) for low, high in pairwise(edges))


def _about_date(checked: CheckedCondition, moment: EvaluationTime) -> Question:
    """
    Days and moments compare as ISO texts, whose order is that of time.
    """
    try:
        return _about_iso(checked, moment)
    except OverflowError:
        # A moment at the very end of the calendar that UTC does not have.
        return Other(checked)


def _about_iso(checked: CheckedCondition, moment: EvaluationTime) -> Question:
    operator, operand, if_missing = checked.operator, checked.operand, checked.condition.if_missing
    of_moment = isinstance(operand[0] if isinstance(operand, tuple) else operand, datetime)
    by_key = of_moment or checked.field.kind is DATE
    column = _column(checked, KeyForm.KEY if by_key else KeyForm.DAY)
    positive = operator.negates or operator.name
    if positive in _DAYS:
        return Within(column, _DAYS[positive](operand, moment.today), if_missing)
    if positive == "between":
        low, high = map(_iso, operand)
        if operator.negates is None:
            return Within(column, (Span(low, high),), if_missing)
        return Within(column, (Span(None, low, high_in=False), Span(high, None, low_in=False)), if_missing)
    if operator.name in _SIDES:
        return Within(column, (_side(operator.name, _iso(operand)),), if_missing)
    if positive not in _EQUAL:
        return Other(checked)
    return Among(column, frozenset({_iso(operand)}), operator.negates is not None, if_missing)


def _iso(operand: date | datetime) -> str:
    if isinstance(operand, datetime):
        return operand.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return operand.isoformat()


def _last_days(days: int, today: date) -> tuple[Span, ...]:
    return (Span(_moved(today, -days), today.isoformat()),)


def _next_days(days: int, today: date) -> tuple[Span, ...]:
    return (Span(today.isoformat(), _moved(today, days)),)


def _older_days(days: int, today: date) -> tuple[Span, ...]:
    far = _moved(today, -days)
    return (Span(None, far, high_in=False),) if far else ()


_DAYS: Final[Mapping[str, Callable[[int, date], tuple[Span, ...]]]] = {
    "within_last_days": _last_days,
    "within_next_days": _next_days,
    "older_than_days": _older_days,
}


def _moved(today: date, days: int) -> str | None:
    """
    Return the day so many days from *today*; None if the calendar ends before.
    """
    try:
        return (today + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
