"""
Finds contradictory groups and redundant conditions.

What is said here is sure; what cannot be decided with ease is left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import Final

from attrs import frozen

from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.criteria.engines.overlaps import accepts_all, accepts_none, apart, never_together, plain, within
from leadflow.core.criteria.engines.questions import Among, Other, Question, question_of
from leadflow.core.criteria.operators import Moment, Shape
from leadflow.core.problems import Problem, Severity
from leadflow.core.schema import Subject

__all__ = ["group_warnings"]

# Every pair about one field is looked at; what stands behind so many conditions about one field is not.
_MOST: Final = 50
# Days from today are compared among themselves only, so any today will do.
_NO_TIME: Final = Moment(datetime(2000, 1, 1, tzinfo=UTC), UTC)


@frozen(eq=False)
class _Asked:
    """
    A condition with its question.

    Attributes:
        index: Its number in the group.
        condition: As it was checked.
        question: What it asks, so that questions of one space compare.
        space: What it is compared in: keys, texts as they were written, days, or days from today.
    """

    index: int
    condition: CheckedCondition
    question: Question
    space: object

    @property
    def absent(self) -> bool:
        """
        Whether absence counts as yes.
        """
        return self.condition.operator.name == "is_empty" or self.condition.condition.if_missing


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
        several = fields.setdefault((one.subject, one.field.name), [])
        if len(several) < _MOST:
            several.append((index, one))
    # Alone, only "is none of" amounts in several currencies can never hold.
    return (several for several in fields.values() if len(several) > 1 or several[0][1].operator.name == "not_in")


def _asked(index: int, one: CheckedCondition) -> _Asked:
    question = question_of(one, _NO_TIME)
    if question is None:
        # It always holds, and says no more of what is said than this.
        question = Among(AskedField(one.subject, one.field.name, KeyForm.KEY, one.field), frozenset(), True, True)
    form = None if isinstance(question, Other) else question.column.form
    return _Asked(index, one, plain(question), (form, one.operator.shape is Shape.DAYS, one.condition.exact))


def _comparable(one: _Asked, other: _Asked) -> bool:
    if any(accepts_all(each.question) or accepts_none(each.question) for each in (one, other)):
        return True
    return one.space == other.space


def _contradiction(asked: list[_Asked]) -> Problem | None:
    if all(one.absent for one in asked):
        return None
    clash = _clash(asked)
    if clash is None:
        return None
    field = asked[0].condition.field
    told = " and ".join(f"'{phrase}'" for phrase in dict.fromkeys(one.condition.operator.phrase for one in clash))
    message = f"this group can never hold: no '{field.name}' satisfies {told} together"
    return Problem(code="group_contradictory", path="", message=message, severity=Severity.WARNING)


def _clash(asked: list[_Asked]) -> Sequence[_Asked] | None:
    for one in asked:
        if accepts_none(one.question):
            return (one, *(other for other in asked if not other.absent))[:2]
    for pair in combinations(asked, 2):
        if _comparable(*pair) and apart(pair[0].question, pair[1].question):
            return pair
    for space in dict.fromkeys(one.space for one in asked):
        same = [one for one in asked if one.space == space]
        if never_together([one.question for one in same]):
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
        message = f"condition [{by.index}] already says this; leave this one out"
        yield Problem(code="condition_implied", path=f"[{one.index}]", message=message, severity=Severity.WARNING)


def _implies(one: _Asked, other: _Asked) -> bool:
    if one.absent and not other.absent:
        return False
    return _comparable(one, other) and within(one.question, other.question)
