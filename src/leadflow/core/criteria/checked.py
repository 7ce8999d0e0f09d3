"""
Checked criteria, which can be evaluated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from attrs import frozen

from leadflow.core.criteria.conditions import Condition, Criteria
from leadflow.core.criteria.operators import Operator, Shape, Test
from leadflow.core.fields import AnyField
from leadflow.core.schema import Subject
from leadflow.core.subjects import Said, Subjects, reader

__all__ = ["CheckedCondition", "CheckedCriteria"]


@frozen(eq=False)
class CheckedCondition:
    """
    A condition whose value has been read.

    Attributes:
        condition: As it was written.
        subject: Whose field it asks about.
        field: What it asks about.
        operator: How it asks.
        operand: The value or values in their comparison form; a frozenset where one value has several spellings; None
            for operators that take nothing.
    """

    condition: Condition
    subject: Subject
    field: AnyField
    operator: Operator
    operand: Any
    said: Callable[[Subjects], Said] = attrs.field(init=False, repr=False)
    test: Test = attrs.field(init=False, repr=False)

    @said.default
    def _reader(self) -> Callable[[Subjects], Said]:
        return reader(self.subject, self.field)

    @test.default
    def _built(self) -> Test:
        return self.operator.build(self.operand) if self.operator.shape is not Shape.NONE else _unasked

    def __reduce__(self) -> tuple[type[CheckedCondition], tuple[Condition, Subject, AnyField, Operator, Any]]:
        # The reader and the test are closures, made again where the condition is loaded.
        return CheckedCondition, (self.condition, self.subject, self.field, self.operator, self.operand)


def _unasked(*_: object) -> bool | None:
    return None


@frozen(eq=False)
class CheckedCriteria:
    """
    Criteria that can be evaluated; only `check_criteria` creates them.

    Attributes:
        criteria: As they were written, reversed bounds swapped.
        groups: Their conditions, read.
        subjects: Whose fields they ask about.
    """

    criteria: Criteria
    groups: tuple[tuple[CheckedCondition, ...], ...]

    @classmethod
    def taken_from(cls, given: object) -> CheckedCriteria:
        """
        Refuse what was not checked, which needs the schema.
        """
        raise TypeError(f"takes checked criteria, not a {type(given).__name__}; give what check_criteria returns")

    @property
    def subjects(self) -> frozenset[Subject]:
        """
        The subjects of the fields that the criteria use.
        """
        return frozenset(one.subject for group in self.groups for one in group)
