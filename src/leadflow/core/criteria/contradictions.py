"""
Finds contradictory groups and redundant conditions.

What is said here is sure; what cannot be decided with ease is left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria
from leadflow.core.criteria.engines.overlaps import accepts_none, apart, never_together
from leadflow.core.criteria.implications import AskedCondition, asked, comparable, implies
from leadflow.core.problems import Problem, Severity
from leadflow.core.schema import Subject

__all__ = ["group_warnings", "never_holds"]

# Every pair about one field is looked at; what comes after so many conditions about one field is not.
_MOST: Final = 50


def group_warnings(group: Sequence[CheckedCondition]) -> list[Problem]:
    """
    Say that a group can never hold, or which of its conditions can go without a change of what satisfies it.

    All conditions named as implied can go together.
    """
    fields = [[asked(index, one) for index, one in several] for several in _by_field(group)]
    clashes = [clash for several in fields if (clash := _contradiction(several))]
    if clashes:
        return clashes
    return [problem for several in fields for problem in _implied(several)]


def never_holds(criteria: CheckedCriteria) -> bool:
    """
    Return whether *criteria* surely hold for nobody, because none of their groups can.
    """
    return not any(_can_hold(group) for group in criteria.groups)


def _can_hold(group: Sequence[CheckedCondition]) -> bool:
    return not any(_contradiction([asked(index, one) for index, one in several]) for several in _by_field(group))


def _by_field(group: Sequence[CheckedCondition]) -> Iterator[list[tuple[int, CheckedCondition]]]:
    """
    Return the conditions that ask about one field, with their numbers, where anything can be said of them.
    """
    fields: dict[tuple[Subject, str], list[tuple[int, CheckedCondition]]] = {}
    for index, one in enumerate(group):
        several = fields.setdefault((one.subject, one.field.name), [])
        if len(several) < _MOST:
            several.append((index, one))
    # Alone, only "is none of" amounts in several currencies can never hold.
    return (several for several in fields.values() if len(several) > 1 or several[0][1].operator.name == "not_in")


def _contradiction(several: list[AskedCondition]) -> Problem | None:
    if all(one.absent for one in several):
        return None
    clash = _clash(several)
    if clash is None:
        return None
    field = several[0].condition.field
    told = " and ".join(f"'{phrase}'" for phrase in dict.fromkeys(one.condition.operator.phrase for one in clash))
    message = f"this group can never hold: no '{field.name}' satisfies {told} together"
    return Problem(code="group_contradictory", path="", message=message, severity=Severity.WARNING)


def _clash(several: list[AskedCondition]) -> Sequence[AskedCondition] | None:
    for one in several:
        if accepts_none(one.question):
            return (one, *(other for other in several if not other.absent))[:2]
    for pair in combinations(several, 2):
        if comparable(*pair) and apart(pair[0].question, pair[1].question):
            return pair
    for space in dict.fromkeys(one.space for one in several):
        same = [one for one in several if one.space == space]
        if never_together([one.question for one in same]):
            return same
    return None


def _implied(several: list[AskedCondition]) -> Iterator[Problem]:
    """
    Find what is superfluous from the end, each by a condition that stays, so that all of it can go at once.
    """
    kept = list(several)
    found = []
    for one in reversed(several):
        by = next((other for other in kept if other is not one and implies(other, one)), None)
        if by is not None:
            kept.remove(one)
            found.append((one, by))
    for one, by in reversed(found):
        message = f"condition [{by.index}] already says this; leave this one out"
        yield Problem(code="condition_implied", path=f"[{one.index}]", message=message, severity=Severity.WARNING)
