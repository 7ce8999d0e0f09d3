"""
Judging: yes, no or unknown, with a finding for every condition, or just the answer.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from leadflow.core.criteria.checking import CheckedCondition, CheckedCriteria
from leadflow.core.criteria.conditions import Condition
from leadflow.core.criteria.operators import Moment, Shape
from leadflow.core.subjects import Subjects
from leadflow.core.values import Value

__all__ = ["Answer", "Finding", "Verdict", "holds", "judge"]


class Answer(StrEnum):
    """
    What a condition, a group or criteria say. Only yes satisfies; unknown means that nothing was said.
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
    answer: Answer
    seen: Value = field(repr=False)


@frozen
class Verdict:
    """
    What criteria say of one lead, with every finding, in the order of groups and conditions.
    """

    answer: Answer
    groups: tuple[tuple[Finding, ...], ...]

    @property
    def holds(self) -> bool:
        """
        True if at least one group holds.
        """
        return self.answer is Answer.YES


def judge(criteria: CheckedCriteria, subjects: Subjects, moment: Moment) -> Verdict:
    """
    Say whether *criteria* hold, and why: every condition is asked, also after the answer is clear.
    """
    groups = tuple(
        tuple(Finding(one.condition, _answer(ask(one, subjects, moment)), one.said(subjects)[0]) for one in group)
        for group in criteria.groups
    )
    return Verdict(_any_yes([_all_yes([one.answer for one in group]) for group in groups]), groups)


def holds(criteria: CheckedCriteria, subjects: Subjects, moment: Moment) -> bool:
    """
    Say whether *criteria* hold; the same answer as `judge`, without findings and as early as it is clear.
    """
    for group in criteria.groups:
        for condition in group:
            if not ask(condition, subjects, moment):
                break
        else:
            return True
    return False


def ask(condition: CheckedCondition, subjects: Subjects, moment: Moment) -> bool | None:
    """
    Ask one condition; None is unknown.
    """
    value, key = condition.said(subjects)
    empty = value is None or key == "" or key == frozenset()
    if condition.operator.shape is Shape.NONE:
        return empty is (condition.operator.name == "is_empty") or (empty and condition.condition.or_empty)
    if empty:
        return True if condition.condition.or_empty else None
    if condition.condition.exact:
        key = frozenset(value) if isinstance(value, tuple) else value
    return condition.test(value, key, moment)


def _answer(answer: bool | None) -> Answer:
    if answer is None:
        return Answer.UNKNOWN
    return Answer.YES if answer else Answer.NO


def _all_yes(answers: list[Answer]) -> Answer:
    if Answer.NO in answers:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in answers or not answers else Answer.YES


def _any_yes(answers: list[Answer]) -> Answer:
    if Answer.YES in answers:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.NO
