"""
Groups that can never be yes, and conditions that another of their group makes superfluous.

What is said here is sure; what cannot be decided with ease is left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from attrs import frozen

from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.overlaps import apart, never_together, within
from leadflow.core.criteria.regions import NONE, Every, Region, region_of
from leadflow.core.problems import Problem, Severity
from leadflow.core.schema import Subject

__all__ = ["group_warnings"]

# Every pair about one field is looked at; what stands behind so many conditions about one field is not.
_MOST: Final = 50


@frozen(eq=False)
class _Asked:
    """
    A condition as a region of values, and whether it counts absence as yes.
    """

    index: int
    condition: CheckedCondition
    absent: bool
    region: Region


def group_warnings(group: Sequence[CheckedCondition]) -> list[Problem]:
    """
    Say that a group can never hold, or which of its conditions can go without a change of what satisfies it.

    All conditions named as implied can go together.
    """
    fields = [[_asked(index, one) for index, one in several] for several in _by_field(group)]
    clashes = [clash for asked in fields if (clash := _contradiction(asked))]
    if clashes:
        return clashes
    return [problem for asked in fields for problem in _implied(asked)]


def _by_field(group: Sequence[CheckedCondition]) -> Iterator[list[tuple[int, CheckedCondition]]]:
    """
    Return the conditions that ask about one field, with their numbers, where anything can be said of them.
    """
    fields: dict[tuple[Subject, str], list[tuple[int, CheckedCondition]]] = {}
    for index, one in enumerate(group):
        several = fields.setdefault((one.condition.subject, one.field.name), [])
        if len(several) < _MOST:
            several.append((index, one))
    # Alone, only "is none of" amounts in several currencies can never hold.
    return (several for several in fields.values() if len(several) > 1 or several[0][1].operator.name == "not_in")


def _asked(index: int, one: CheckedCondition) -> _Asked:
    return _Asked(index, one, one.operator.name == "is_empty" or one.condition.or_empty, region_of(one))


def _comparable(one: _Asked, other: _Asked) -> bool:
    """
    Say whether the regions are of one space: keys are not compared with texts as they were written.
    """
    if isinstance(one.region, Every) or isinstance(other.region, Every):
        return True
    return one.condition.condition.exact is other.condition.condition.exact


def _contradiction(asked: list[_Asked]) -> Problem | None:
    if all(one.absent for one in asked):
        return None
    clash = _clash(asked)
    if clash is None:
        return None
    field = asked[0].condition.field
    told = " and ".join(f"'{phrase}'" for phrase in dict.fromkeys(one.condition.operator.phrase for one in clash))
    message = f"this group can never hold: no '{field.name}' satisfies {told} together as they stand here"
    return Problem(code="group_contradictory", where="", message=message, severity=Severity.WARNING)


def _clash(asked: list[_Asked]) -> Sequence[_Asked] | None:
    for one in asked:
        if one.region == NONE:
            return (one, *(other for other in asked if not other.absent))[:2]
    for pair in combinations(asked, 2):
        if _comparable(*pair) and apart(pair[0].region, pair[1].region):
            return pair
    for exact in (False, True):
        same = [one for one in asked if one.condition.condition.exact is exact]
        if never_together([one.region for one in same]):
            return same
    return None


def _implied(asked: list[_Asked]) -> Iterator[Problem]:
    """
    Find what is superfluous from the end, each by a condition that stays, so that all of it can go at once.
    """
    kept = list(asked)
    found = []
    for one in reversed(asked):
        by = next((other for other in kept if other is not one and _implies(other, one)), None)
        if by is not None:
            kept.remove(one)
            found.append((one, by))
    for one, by in reversed(found):
        message = f"condition [{by.index}] says this already; leave this one out"
        yield Problem(code="condition_implied", where=f"[{one.index}]", message=message, severity=Severity.WARNING)


def _implies(one: _Asked, other: _Asked) -> bool:
    if one.absent and not other.absent:
        return False
    if one.region == NONE or other.condition.operator.name == "is_not_empty":
        return True
    return _comparable(one, other) and within(one.region, other.region)
