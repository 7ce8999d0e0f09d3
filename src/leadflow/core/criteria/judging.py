"""
Evaluates criteria, with a finding for every condition.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria
from leadflow.core.criteria.conditions import Condition
from leadflow.core.criteria.operators import EvaluationTime, Shape
from leadflow.core.subjects import Subjects
from leadflow.core.values import Value

__all__ = ["Evaluation", "Finding", "Truth", "evaluate", "holds"]


class Truth(StrEnum):
    """
    The truth of a condition, a group or criteria. Only yes satisfies; unknown means that nothing was said.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@frozen
class Finding:
    """
    What one condition found.

    Attributes:
        condition: The question.
        answer: What it says.
        seen: The value that was there, as it was written; None if there was none. Personal, so never in a repr.
    """

    condition: Condition
    answer: Truth
    seen: Value = field(repr=False)


@frozen
class Evaluation:
    """
    The result of criteria for one lead, with every finding, in order of groups and conditions.
    """

    answer: Truth
    groups: tuple[tuple[Finding, ...], ...]

    @property
    def holds(self) -> bool:
        """
        True if at least one group holds.
        """
        return self.answer is Truth.YES


@checked
def evaluate(criteria: CheckedCriteria, subjects: Subjects, moment: EvaluationTime) -> Evaluation:
    """
    Evaluate *criteria*, with a finding for every condition.
    """
    groups = tuple(
        tuple(Finding(one.condition, _answer(ask(one, subjects, moment)), one.said(subjects)[0]) for one in group)
        for group in criteria.groups
    )
    return Evaluation(_any_yes([_all_yes([one.answer for one in group]) for group in groups]), groups)


def holds(criteria: CheckedCriteria, subjects: Subjects, moment: EvaluationTime) -> bool:
    """
    Return whether *criteria* hold; the same answer as `evaluate`, without findings and as early as it is clear.
    """
    for group in criteria.groups:
        for condition in group:
            if not ask(condition, subjects, moment):
                break
        else:
            return True
    return False


_ABOUT_EMPTINESS: Final = {"is_empty": True, "is_not_empty": False}
"""
Whether an operator without a value holds where nothing is said.
"""


def ask(condition: CheckedCondition, subjects: Subjects, moment: EvaluationTime) -> bool | None:
    """
    Ask one condition; None is unknown.
    """
    value, key = condition.said(subjects)
    empty = value is None or key == "" or key == frozenset()
    if condition.operator.shape is Shape.NONE:
        return empty is _ABOUT_EMPTINESS[condition.operator.name] or (empty and condition.condition.if_missing)
    if empty:
        return True if condition.condition.if_missing else None
    if condition.condition.exact:
        key = frozenset(value) if isinstance(value, tuple) else value
    return condition.test(value, key, moment)


def _answer(answer: bool | None) -> Truth:
    if answer is None:
        return Truth.UNKNOWN
    return Truth.YES if answer else Truth.NO


def _all_yes(answers: list[Truth]) -> Truth:
    if Truth.NO in answers:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in answers or not answers else Truth.YES


def _any_yes(answers: list[Truth]) -> Truth:
    if Truth.YES in answers:
        return Truth.YES
    return Truth.UNKNOWN if Truth.UNKNOWN in answers else Truth.NO
