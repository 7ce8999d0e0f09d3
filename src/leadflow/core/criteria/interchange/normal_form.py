"""
Converts nested and, or and not to AND-groups joined by OR.

Negation is that of three values: what is unknown stays unknown, so that "not" never answers for a field that says
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import product
from math import prod
from typing import Final

from attrs import evolve, frozen

from leadflow.core.criteria.conditions import Condition, Criteria, Group
from leadflow.core.criteria.operators import OPERATORS, Shape
from leadflow.core.problems import Problem

__all__ = ["MAX_CONDITIONS", "AllOf", "AnyOf", "Asked", "Not", "Tree", "normal_form"]

MAX_CONDITIONS: Final = 1_000
"""
How many conditions criteria may have when their nesting has been undone.
"""


@frozen
class Asked:
    """
    One condition, and its place in what was read.
    """

    condition: Condition
    place: str


@frozen
class AllOf:
    """
    Holds when all of its parts hold; there is at least one.
    """

    parts: tuple[Tree, ...]


@frozen
class AnyOf:
    """
    Holds when one of its parts holds; there is at least one.
    """

    parts: tuple[Tree, ...]


@frozen
class Not:
    """
    Is the opposite of its part, and unknown where its part is.
    """

    part: Tree


Tree = Asked | AllOf | AnyOf | Not
"""
Conditions, nested as other formats nest them.
"""


def normal_form(
    tree: Tree, *, most: int = MAX_CONDITIONS, guarded: bool = False
) -> tuple[Criteria | None, tuple[Problem, ...]]:
    """
    Undo the nesting of *tree*.

    Args:
        tree: No deeper than Python's stack allows; readers see to that.
        most: How many conditions there may be afterwards.
        guarded: True leaves out "is not empty" if the group has another condition on the same field that cannot
            hold without a value either.

    Returns:
        Criteria that are yes exactly when *tree* is; None if a condition has no exact opposite, or if there would be
        too many conditions. The problem names their number.
    """
    problems: list[Problem] = []
    positive = _positive(tree, False, problems)
    if problems:
        return None, tuple(problems)
    _, conditions = _size(positive)
    if conditions > most:
        message = f"this has {_counted(conditions)} conditions once its nesting is resolved, more than {most:,}; use fewer nested groups"
        return None, (Problem(code="criteria_too_large", path="", message=message),)
    groups = (dict.fromkeys(group) for group in _expanded(positive))
    return Criteria(tuple(Group(tuple(_unguarded(group) if guarded else group)) for group in groups)), ()


def _unguarded(group: Collection[Condition]) -> list[Condition]:
    sure = {(one.subject, one.field) for one in group if _takes_value(one) and not one.if_missing}
    return [one for one in group if one.operator != "is_not_empty" or (one.subject, one.field) not in sure]


def _positive(tree: Tree, negated: bool, problems: list[Problem]) -> Tree:
    """
    Push negation down to the conditions, where it becomes the opposite operator.
    """
    match tree:
        case Not(part):
            return _positive(part, not negated, problems)
        case Asked():
            return _opposite(tree, problems) if negated else tree
        case AllOf(parts) | AnyOf(parts):
            inner = tuple(_positive(part, negated, problems) for part in parts)
            return AllOf(inner) if isinstance(tree, AllOf) is not negated else _or_empty(inner)


_OPPOSITES: Final = {
    "is_empty": "is_not_empty",
    "less_than": "greater_or_equal",
    "less_or_equal": "greater_than",
    "before": "on_or_after",
    "on_or_before": "after",
    **{one.negates: one.name for several in OPERATORS.values() for one in several if one.negates},
}
_NEGATED: Final = _OPPOSITES | {negative: positive for positive, negative in _OPPOSITES.items()}


def _opposite(asked: Asked, problems: list[Problem]) -> Tree:
    condition = asked.condition
    # "Yes, or nothing is said" has "no" for its opposite, which is only ever said of something.
    bare = evolve(condition, if_missing=False)
    if condition.operator == "contains_all" and isinstance(condition.value, tuple):
        return AnyOf(
            tuple(Asked(evolve(bare, operator="contains_none", value=(one,)), asked.place) for one in condition.value)
        )
    name = _NEGATED.get(condition.operator)
    if name is None:
        message = f"'{condition.operator}' has no exact opposite, so 'not' cannot be applied to it; rewrite the rule without 'not'"
        problems.append(Problem(code="not_without_opposite", path=asked.place, message=message))
        return asked
    return Asked(evolve(bare, operator=name), asked.place)


def _or_empty(parts: tuple[Tree, ...]) -> Tree:
    """
    Join by OR; "or it is empty" becomes part of a condition on the same field, which keeps the groups few.
    """
    empty = {_about(part) for part in _plain(parts) if part.condition.operator == "is_empty"}
    kept: list[Tree] = []
    for part in parts:
        if isinstance(part, Asked) and _about(part) in empty and _takes_value(part.condition):
            empty.discard(_about(part))
            part = Asked(evolve(part.condition, if_missing=True), part.place)
        kept.append(part)
    left = tuple(part for part in kept if not _is_said(part, parts, empty))
    return left[0] if len(left) == 1 else AnyOf(left)


def _is_said(part: Tree, parts: tuple[Tree, ...], empty: set[object]) -> bool:
    """
    Return whether *part* asks for emptiness and another part of *parts* does so now.
    """
    return isinstance(part, Asked) and part.condition.operator == "is_empty" and _about(part) not in empty


def _plain(parts: Iterable[Tree]) -> Iterator[Asked]:
    return (part for part in parts if isinstance(part, Asked))


def _about(asked: Asked) -> object:
    return asked.condition.subject, asked.condition.field


def _takes_value(condition: Condition) -> bool:
    return OPERATORS[condition.operator][0].shape is not Shape.NONE


def _size(tree: Tree) -> tuple[int, int]:
    """
    Return how many groups and conditions *tree* will have.
    """
    match tree:
        case AllOf(parts):
            sizes = [_size(part) for part in parts]
            groups = prod(count for count, _ in sizes)
            return groups, sum(conditions * (groups // count) for count, conditions in sizes)
        case AnyOf(parts):
            sizes = [_size(part) for part in parts]
            return sum(count for count, _ in sizes), sum(conditions for _, conditions in sizes)
        case Asked() | Not():
            return 1, 1


def _expanded(tree: Tree) -> Iterator[tuple[Condition, ...]]:
    match tree:
        case Asked(condition):
            yield (condition,)
        case AnyOf(parts):
            for part in parts:
                yield from _expanded(part)
        case AllOf(parts):
            for groups in product(*(tuple(_expanded(part)) for part in parts)):
                yield tuple(condition for group in groups for condition in group)
        case Not():
            raise AssertionError("negations are pushed to the conditions before")


def _counted(number: int) -> str:
    return f"{number:,}" if number < 10**15 else f"about 10^{len(str(number)) - 1}"
