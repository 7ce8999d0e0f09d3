"""
Conditions, and criteria of them.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final

from hypothesis import strategies as st

from leadflow.core.criteria import Condition, Criteria, Group
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import MONEY, Family
from leadflow.core.schema import Schema, Subject
from leadflow.testing.builders import KIT_SCHEMA
from leadflow.testing.strategies.of_texts import AMOUNTS, DAYS, one_of, text_of, written

__all__ = ["conditions", "criteria"]


@st.composite
def conditions(
    draw: st.DrawFn, schema: Schema = KIT_SCHEMA, *, subjects: Sequence[Subject] = tuple(Subject)
) -> Condition:
    """
    Conditions about *subjects* that `check_criteria` takes; it may warn that a group can never hold.
    """
    subject = draw(one_of(*subjects))
    fields = schema.of(subject)
    field = fields[draw(one_of(*fields))]
    operators = operators_of(field.kind.family)
    # Patterns need an engine that may not be installed.
    operator = operators[draw(one_of(*[name for name in operators if name != "matches"]))]
    return Condition(
        subject=draw(one_of(None, subject)) if subject is subjects[0] is Subject.LEAD else subject,
        field=field.name,
        operator=operator.name,
        value=draw(_operand(field, operator)),
        if_missing=draw(st.booleans()) if operator.shape is not Shape.NONE else False,
    )


_EUROS: Final = AMOUNTS.map(lambda amount: f"EUR {amount:f}")

# A piece of a phone number needs a digit to be compared by.
_PIECES: Final = st.builds(
    "{}{}".format, written(string.ascii_lowercase + string.digits, 0, 4), st.sampled_from(string.digits)
)


@lru_cache(maxsize=1_024)
def _operand(field: AnyField, operator: Operator) -> st.SearchStrategy[object]:
    one = _comparand(field, operator)
    match operator.shape:
        case Shape.NONE:
            return st.none()
        case Shape.ONE:
            return one
        case Shape.MANY:
            return st.lists(one, min_size=1, max_size=4)
        case Shape.DAYS:
            return st.integers(0, 36_525)
        case Shape.PAIR:
            return st.lists(one, min_size=2, max_size=2).map(lambda pair: sorted(pair, key=partial(_key, field)))


def _comparand(field: AnyField, operator: Operator) -> st.SearchStrategy[object]:
    if field.kind.family is Family.BOOLEAN:
        return st.booleans()
    if field.kind.family is Family.DATE:
        return DAYS
    if field.kind is MONEY:
        return _EUROS
    if field.kind.family is Family.MULTI:
        return one_of(*([choice.name for choice in field.choices] or ["a", "B", "c d", "ä"]))
    if operator.free_text:
        return _PIECES
    return text_of(field)


def _key(field: AnyField, text: object) -> float | str | tuple[str, float]:
    """
    Return how a field's operands are ordered, so that the lower bound comes first.
    """
    key = field.kind.key(field.take(text))
    assert not isinstance(key, frozenset)
    return key


def criteria(
    schema: Schema = KIT_SCHEMA, *, subjects: Sequence[Subject] = tuple(Subject)
) -> st.SearchStrategy[Criteria]:
    """
    Criteria about *subjects* that `check_criteria` takes; it may warn that a group can never hold.
    """
    return _criteria(schema, tuple(subjects))


@lru_cache(maxsize=64)
def _criteria(schema: Schema, subjects: tuple[Subject, ...]) -> st.SearchStrategy[Criteria]:
    groups = st.lists(conditions(schema, subjects=subjects), min_size=1, max_size=3).map(
        lambda some: Group(tuple(some))
    )
    return st.lists(groups, min_size=1, max_size=3).map(lambda some: Criteria(tuple(some)))
