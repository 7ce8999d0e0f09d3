"""
Regions: which values satisfy a condition, as far as they can be compared with those that satisfy another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

from attrs import frozen

from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.operators import Moment
from leadflow.core.kinds import Family

__all__ = ["EVERY", "NONE", "Amounts", "Every", "Pieces", "Region", "Span", "Tags", "Words", "region_of"]


@frozen
class Every:
    """
    All values, or none of them.
    """

    value: bool


EVERY: Final = Every(True)
NONE: Final = Every(False)


@frozen
class Words:
    """
    These values only.

    Attributes:
        keys: The values, in their comparison form.
    """

    keys: frozenset[Any]


@frozen
class Pieces:
    """
    The texts of which something can be said, such as that they begin with a piece.

    Attributes:
        relation: A positive operator: ``in``, ``contains``, ``begins_with``, ``ends_with`` or ``matches``.
        operand: What it is asked with.
        negated: True for all texts that are not so.
        has: Whether a text is one of them, *negated* included.
    """

    relation: str
    operand: Any
    negated: bool
    has: Callable[[Any], bool]


Span = tuple[Any, bool, Any, bool]
"""
From a low end, inclusive or not, to a high end, inclusive or not; an end that is None is open.
"""


@frozen
class Amounts:
    """
    The numbers or days within some spans, which do not overlap.

    Attributes:
        scale: What they are measured on: a currency, days, moments, days from today.
        spans: In ascending order.
    """

    scale: str
    spans: tuple[Span, ...]


@frozen
class Tags:
    """
    The sets of values that stand so to some others.

    Attributes:
        relation: ``contains_any``, ``contains_all`` or ``contains_none``.
        wanted: The others.
    """

    relation: str
    wanted: frozenset[str]


Region = Every | Words | Pieces | Amounts | Tags

_NO_TIME: Final = Moment(datetime(2000, 1, 1, tzinfo=UTC), UTC)


def region_of(one: CheckedCondition) -> Region:
    """
    Return the values that satisfy a condition; what it says of absence is left out.
    """
    name = one.operator.name
    if name in ("is_empty", "is_not_empty"):
        return Every(name == "is_not_empty")
    match one.field.kind.family:
        case Family.TEXT | Family.CHOICE:
            return _words(one)
        case Family.BOOLEAN:
            return Words(frozenset({one.operand is (name == "equals")}))
        case Family.NUMBER:
            return _numbers(one)
        case Family.DATE:
            return _dates(one)
        case Family.MULTI:
            return Tags(name, frozenset(one.operand))


def _words(one: CheckedCondition) -> Region:
    name, test = one.operator.name, one.test
    if name in ("equals", "in"):
        return Words(_several(one.operand))
    positive = one.operator.negates or name
    operand = _several(one.operand) if positive in ("equals", "in") else one.operand
    relation = "in" if positive == "equals" else positive
    return Pieces(relation, operand, one.operator.negates is not None, lambda key: test(key, key, _NO_TIME) is True)


def _several(operand: Any) -> frozenset[Any]:
    return frozenset(operand) if isinstance(operand, tuple | frozenset) else frozenset({operand})


def _numbers(one: CheckedCondition) -> Region:
    name, operand = one.operator.name, one.operand
    is_list = name in ("in", "not_in", "between", "not_between")
    bounds: tuple[Any, ...] = operand if is_list else (operand,)
    # Money compares within one currency: a list in several is none of its values' whole, and its negation nobody's.
    scales = {bound[0] if isinstance(bound, tuple) else "" for bound in bounds}
    if len(scales) > 1:
        return Words(frozenset(bounds)) if name == "in" else NONE
    amounts = [bound[1] if isinstance(bound, tuple) else bound for bound in bounds]
    return Amounts(f"number {scales.pop()}", _spans(name, amounts))


def _dates(one: CheckedCondition) -> Region:
    name, operand = one.operator.name, one.operand
    match name:
        case "within_last_days":
            return Amounts("days from today", ((-operand, True, 0, True),))
        case "within_next_days":
            return Amounts("days from today", ((0, True, operand, True),))
        case "older_than_days":
            return Amounts("days from today", ((None, False, -operand - 1, True),))
    bounds = operand if isinstance(operand, tuple) else (operand,)
    if isinstance(bounds[0], datetime):
        return Amounts("moments", _spans(name, bounds))
    return Amounts("days", _spans(name, [bound.toordinal() for bound in bounds]))


_SAME: Final = {
    "on": "equals",
    "not_on": "not_equals",
    "before": "less",
    "after": "greater",
    "on_or_before": "less_or_equal",
    "on_or_after": "greater_or_equal",
}


def _spans(name: str, bounds: Iterable[Any]) -> tuple[Span, ...]:
    bounds = sorted(set(bounds))
    first, last = bounds[0], bounds[-1]
    match _SAME.get(name, name):
        case "equals" | "in":
            return tuple((bound, True, bound, True) for bound in bounds)
        case "not_equals" | "not_in":
            ends = [None, *bounds, None]
            return tuple((low, False, high, False) for low, high in pairwise(ends))
        case "less":
            return ((None, False, first, False),)
        case "less_or_equal":
            return ((None, False, first, True),)
        case "greater":
            return ((first, False, None, False),)
        case "greater_or_equal":
            return ((first, True, None, False),)
        case "between":
            return ((first, True, last, True),)
        case _:
            return ((None, False, first, False), (last, False, None, False))
