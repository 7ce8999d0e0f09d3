"""
Whether a condition holds wherever another one does.

What is said here is sure; what cannot be decided with ease is left unsaid.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from attrs import frozen

from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.criteria.engines.overlaps import accepts_all, accepts_none, plain, within
from leadflow.core.criteria.engines.questions import Among, Other, Question, question_of
from leadflow.core.criteria.operators import EvaluationTime, Shape
from leadflow.core.schema import Subject

__all__ = ["AskedCondition", "asked", "comparable", "implies"]

# Days from today are compared among themselves only, so any today will do.
_NO_TIME: Final = EvaluationTime(datetime(2000, 1, 1, tzinfo=UTC), UTC)


@frozen(eq=False)
class AskedCondition:
    """
    A condition with its question.

    Attributes:
        index: Its number in the group.
        condition: As it was checked.
        question: What it asks, so that questions of one space compare.
        space: What it is compared in: keys, texts as they were written, days, or days from today.
        absent: True if absence counts as yes.
    """

    index: int
    condition: CheckedCondition
    question: Question
    space: object
    absent: bool

    @property
    def place(self) -> tuple[Subject, str]:
        """
        The field that it asks about.
        """
        return self.condition.subject, self.condition.field.name


def asked(index: int, one: CheckedCondition) -> AskedCondition:
    """
    Return the condition *one*, whose number in its group is *index*, with its question.
    """
    question = question_of(one, _NO_TIME)
    if question is None:
        # It always holds, and says no more of what is said than this.
        question = Among(AskedField(one.subject, one.field.name, KeyForm.KEY, one.field), frozenset(), True, True)
    form = None if isinstance(question, Other) else question.column.form
    space = (form, one.operator.shape is Shape.DAYS, one.condition.exact)
    absent = one.operator.name == "is_empty" or one.condition.if_missing
    return AskedCondition(index, one, plain(question), space, absent)


def comparable(one: AskedCondition, other: AskedCondition) -> bool:
    """
    Return whether the questions of two conditions about one field can be compared.
    """
    if any(accepts_all(each.question) or accepts_none(each.question) for each in (one, other)):
        return True
    return one.space == other.space


def implies(one: AskedCondition, other: AskedCondition) -> bool:
    """
    Return whether *other* surely holds wherever *one* does; both ask about one field.
    """
    if one.absent and not other.absent:
        return False
    return comparable(one, other) and within(one.question, other.question)
