"""
Questions about stored keys, for databases and data frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from attrs import evolve

from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria
from leadflow.core.criteria.engines.accepted_keys import spans_of
from leadflow.core.criteria.engines.asked_fields import KeyForm
from leadflow.core.criteria.engines.days import moments_of
from leadflow.core.criteria.engines.questions import Among, HasWords, Other, Question, Text, Within, question_of
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.problems import Problem

__all__ = ["MOST_ASKED", "StorageQuestion", "refused_operators", "storage_questions"]

_BEGIN: Final = datetime(1, 1, 1, tzinfo=UTC)
_END: Final = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

StorageQuestion = Among | Within | Text | HasWords
"""
What can be asked of stored keys; columns are keys or values as written, never days.
"""


MOST_ASKED: Final = 100
"""
How many conditions a database or a data frame is asked at most; a list of values is one condition.
"""


def refused_operators(criteria: CheckedCriteria) -> tuple[Problem, ...]:
    """
    Name every condition that an engine without RE2 cannot ask, with its place, such as ``groups[1][0].operator``.

    More conditions than `MOST_ASKED` are refused as a whole (``criteria_too_large``): databases limit how deep an
    expression is, and take longer for each.
    """
    count = sum(map(len, criteria.groups))
    if count > MOST_ASKED:
        message = (
            f"the criteria have {count:,} conditions; at most {MOST_ASKED} can be asked here, or use 'in' with a list"
        )
        return (Problem(code="criteria_too_large", path="groups", message=message),)
    return tuple(
        Problem(
            code="operator_not_in_engine",
            path=f"groups[{number}][{index}].operator",
            message=f"'{one.operator.name}' cannot be asked here, only where leads are judged one by one; "
            "ask 'contains', 'starts_with' or 'ends_with', or judge the leads",
        )
        for number, group in enumerate(criteria.groups)
        for index, one in enumerate(group)
        if one.operator.name == "matches"
    )


def storage_questions(criteria: CheckedCriteria, moment: EvaluationTime) -> tuple[tuple[StorageQuestion, ...], ...]:
    """
    Return the questions of each group; a group holds when all of them are answered with yes, so one without always
    does.

    Everything relative to *moment* becomes a constant, and days of the zone become ranges of time.

    Args:
        criteria: Without anything that `refused_operators` names.
        moment: When and where they are judged.
    """
    return tuple(tuple(_questions(group, moment)) for group in criteria.groups)


def _questions(group: tuple[CheckedCondition, ...], moment: EvaluationTime) -> Iterator[StorageQuestion]:
    for condition in group:
        question = question_of(condition, moment)
        if isinstance(question, Other):
            question = question_of(evolve(condition, operand=_within_calendar(condition.operand)), moment)
        if question is not None:
            yield _of_moments(question, moment)


def _within_calendar(operand: Any) -> Any:
    """
    Move moments that UTC does not have to the end of its calendar; no lead has moments in between.
    """
    if isinstance(operand, tuple):
        return tuple(map(_within_calendar, operand))
    try:
        return operand.astimezone(UTC)
    except OverflowError:
        return _END if operand.year > 1 else _BEGIN


def _of_moments(question: Question, moment: EvaluationTime) -> StorageQuestion:
    if isinstance(question, Other):
        raise AssertionError("conditions that need Python have been refused before")
    if question.column.form is not KeyForm.DAY:
        return question
    assert isinstance(question, Among | Within), "days are compared with days"
    column = evolve(question.column, form=KeyForm.KEY)
    spans = tuple(one for days in spans_of(question) for one in moments_of(days, moment.zone))
    return Within(column, spans, question.if_missing)
