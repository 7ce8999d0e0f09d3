"""
The operators: their names, kinds, values and tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.criteria.patterns import compile_pattern
from leadflow.core.kinds import Family
from leadflow.core.kinds.dates import day_in
from leadflow.core.values import Value

__all__ = ["OPERATORS", "EvaluationTime", "Operator", "Shape", "Test", "operators_of"]


@checked
@frozen
class EvaluationTime:
    """
    The time and zone for which criteria are evaluated.

    Attributes:
        now: An aware moment; "today" is its day in the zone.
        zone: Whose days count, for moments compared with days.
    """

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """
        The current day in the zone.
        """
        return day_in(self.zone, self.now)

    def day(self, value: Value) -> date:
        """
        Return the day of a date or a time, in the zone.
        """
        return day_in(self.zone, value) if isinstance(value, datetime) else value


Test = Callable[[Value, Any, EvaluationTime], bool | None]
"""
Takes the value, its key and the moment; None is unknown (money of another currency).
"""

Build = Callable[[Any], Test]
"""
Takes the operand, read, and gives the test.
"""


class Shape(Enum):
    """
    The shape of the value of an operator.
    """

    NONE = auto()
    ONE = auto()
    MANY = auto()
    PAIR = auto()
    DAYS = auto()


@frozen
class Operator:
    """
    One way to ask about a field.

    Attributes:
        name: As written in criteria and JSON.
        phrase: For sentences: ``country`` *is one of* ``US, CA``.
        families: The kinds that take it.
        shape: The shape of its value.
        build: Makes its test from the operand.
        negates: The operator of which it is the opposite wherever something is said; None if it is positive.
        free_text: True if its operand is a piece of text, not a value of the field's kind.
    """

    name: str
    phrase: str
    families: frozenset[Family]
    shape: Shape
    build: Build
    negates: str | None = None
    free_text: bool = False

    def __reduce__(self) -> tuple[Callable[[str, frozenset[Family]], Operator], tuple[str, frozenset[Family]]]:
        return _operator_named, (self.name, self.families)


def _operator_named(name: str, families: frozenset[Family]) -> Operator:
    return next(operator for operator in OPERATORS[name] if operator.families == families)


def _equals(operand: Any) -> Test:
    if isinstance(operand, frozenset):
        return lambda value, key, moment: key in operand
    return lambda value, key, moment: key == operand


def _in(operand: Any) -> Test:
    wanted = frozenset(operand)
    return lambda value, key, moment: key in wanted


def _contains(operand: Any) -> Test:
    return lambda value, key, moment: operand in key


def _begins(operand: Any) -> Test:
    return lambda value, key, moment: key.startswith(operand)


def _ends(operand: Any) -> Test:
    return lambda value, key, moment: key.endswith(operand)


def _matches(operand: str) -> Test:
    found = compile_pattern(operand)
    return lambda value, key, moment: found(key)


def _comparable(key: Any, operand: Any) -> bool:
    return not isinstance(key, tuple) or key[0] == operand[0]


def _number(compare: Callable[[Any, Any], bool]) -> Build:
    """
    Compare numbers; amounts of different currencies are unknown.
    """

    def build(operand: Any) -> Test:
        return lambda value, key, moment: compare(key, operand) if _comparable(key, operand) else None

    return build


def _number_in(operand: Any) -> Test:
    wanted = frozenset(operand)

    def test(value: Value, key: Any, moment: EvaluationTime) -> bool | None:
        if key in wanted:
            return True
        return False if all(_comparable(key, one) for one in wanted) else None

    return test


def _number_between(operand: Any) -> Test:
    low, high = operand

    def test(value: Value, key: Any, moment: EvaluationTime) -> bool | None:
        return low <= key <= high if _comparable(key, low) and _comparable(key, high) else None

    return test


def _date(compare: Callable[[Any, Any], bool]) -> Build:
    """
    Compare days; a moment is compared with a moment as it is, and with a day by its day in the zone.
    """

    def build(operand: Any) -> Test:
        if isinstance(operand, datetime):
            return lambda value, key, moment: compare(value, operand)
        return lambda value, key, moment: compare(moment.day(value), operand)

    return build


def _date_between(operand: Any) -> Test:
    low, high = operand
    after, before = _date(lambda left, right: left >= right)(low), _date(lambda left, right: left <= right)(high)
    return lambda value, key, moment: bool(after(value, key, moment) and before(value, key, moment))


def _within_last(operand: int) -> Test:
    def test(value: Value, key: Any, moment: EvaluationTime) -> bool:
        return timedelta(0) <= moment.today - moment.day(value) <= timedelta(days=operand)

    return test


def _within_next(operand: int) -> Test:
    def test(value: Value, key: Any, moment: EvaluationTime) -> bool:
        return timedelta(0) <= moment.day(value) - moment.today <= timedelta(days=operand)

    return test


def _older(operand: int) -> Test:
    return lambda value, key, moment: moment.today - moment.day(value) > timedelta(days=operand)


def _any(operand: Any) -> Test:
    wanted = frozenset(operand)
    return lambda value, key, moment: not wanted.isdisjoint(key)


def _all(operand: Any) -> Test:
    wanted = frozenset(operand)
    return lambda value, key, moment: wanted <= key


def _never(operand: Any) -> Test:
    raise AssertionError("emptiness is judged before any test")


def _not(build: Build) -> Build:
    def negated(operand: Any) -> Test:
        test = build(operand)

        def opposite(value: Value, key: Any, moment: EvaluationTime) -> bool | None:
            answer = test(value, key, moment)
            return None if answer is None else not answer

        return opposite

    return negated


_TEXT, _NUMBER, _DATE = frozenset({Family.TEXT}), frozenset({Family.NUMBER}), frozenset({Family.DATE})
_MULTI = frozenset({Family.MULTI})
_WORDS = frozenset({Family.TEXT, Family.CHOICE})


def _table() -> dict[str, tuple[Operator, ...]]:
    one, many, pair, days = Shape.ONE, Shape.MANY, Shape.PAIR, Shape.DAYS
    operators = (
        Operator("is_empty", "is empty", frozenset(Family), Shape.NONE, _never),
        Operator("is_not_empty", "is not empty", frozenset(Family), Shape.NONE, _never),
        Operator("equals", "is", _WORDS | {Family.BOOLEAN}, one, _equals),
        Operator("not_equals", "is not", _WORDS | {Family.BOOLEAN}, one, _not(_equals), "equals"),
        Operator("in", "is one of", _WORDS, many, _in),
        Operator("not_in", "is none of", _WORDS, many, _not(_in), "in"),
        Operator("contains", "contains", _TEXT, one, _contains, free_text=True),
        Operator("not_contains", "does not contain", _TEXT, one, _not(_contains), "contains", True),
        Operator("starts_with", "starts with", _TEXT, one, _begins, free_text=True),
        Operator("not_starts_with", "does not start with", _TEXT, one, _not(_begins), "starts_with", True),
        Operator("ends_with", "ends with", _TEXT, one, _ends, free_text=True),
        Operator("not_ends_with", "does not end with", _TEXT, one, _not(_ends), "ends_with", True),
        Operator("matches", "matches", _TEXT, one, _matches, free_text=True),
        Operator("equals", "is", _NUMBER, one, _number(lambda key, operand: key == operand)),
        Operator("not_equals", "is not", _NUMBER, one, _number(lambda key, operand: key != operand), "equals"),
        Operator("in", "is one of", _NUMBER, many, _number_in),
        Operator("not_in", "is none of", _NUMBER, many, _not(_number_in), "in"),
        Operator("less_than", "is less than", _NUMBER, one, _number(lambda key, operand: key < operand)),
        Operator("less_or_equal", "is at most", _NUMBER, one, _number(lambda key, operand: key <= operand)),
        Operator("greater_than", "is more than", _NUMBER, one, _number(lambda key, operand: key > operand)),
        Operator("greater_or_equal", "is at least", _NUMBER, one, _number(lambda key, operand: key >= operand)),
        Operator("between", "is between", _NUMBER, pair, _number_between),
        Operator("not_between", "is not between", _NUMBER, pair, _not(_number_between), "between"),
        Operator("on", "is on", _DATE, one, _date(lambda left, right: left == right)),
        Operator("not_on", "is not on", _DATE, one, _date(lambda left, right: left != right), "on"),
        Operator("before", "is before", _DATE, one, _date(lambda left, right: left < right)),
        Operator("after", "is after", _DATE, one, _date(lambda left, right: left > right)),
        Operator("on_or_before", "is on or before", _DATE, one, _date(lambda left, right: left <= right)),
        Operator("on_or_after", "is on or after", _DATE, one, _date(lambda left, right: left >= right)),
        Operator("between", "is between", _DATE, pair, _date_between),
        Operator("not_between", "is not between", _DATE, pair, _not(_date_between), "between"),
        Operator("within_last_days", "is within the last days:", _DATE, days, _within_last),
        Operator("within_next_days", "is within the next days:", _DATE, days, _within_next),
        Operator("older_than_days", "is older than days:", _DATE, days, _older),
        Operator("contains_any", "contains any of", _MULTI, many, _any),
        Operator("contains_all", "contains all of", _MULTI, many, _all),
        Operator("contains_none", "contains none of", _MULTI, many, _not(_any), "contains_any"),
    )
    table: dict[str, tuple[Operator, ...]] = {}
    for operator in operators:
        table[operator.name] = (*table.get(operator.name, ()), operator)
    return table


OPERATORS: Final = _table()
"""
Every operator by name; a name that means something of its own for numbers or dates has an entry for each family.
"""


_BY_FAMILY: Final = {
    family: MappingProxyType(
        {one.name: one for several in OPERATORS.values() for one in several if family in one.families}
    )
    for family in Family
}


def operators_of(family: Family) -> Mapping[str, Operator]:
    """
    Return the operators that a family of kinds takes, by name.
    """
    return _BY_FAMILY[family]
