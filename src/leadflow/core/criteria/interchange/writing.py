"""
The parts that all writers of other formats share.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from leadflow.core.criteria.checking import CheckedCondition, CheckedCriteria, check_criteria
from leadflow.core.criteria.conditions import AnyCriteria, Plain
from leadflow.core.criteria.interchange.reading import Json
from leadflow.core.criteria.operators import Shape
from leadflow.core.kinds import COUNTRY, Family
from leadflow.core.kinds.countries import country_code
from leadflow.core.problems import Problem, Severity, Unreadable, errors_in
from leadflow.core.schema import Schema, Subject
from leadflow.core.text import clean_text

__all__ = ["listed", "name_of", "said_value", "write_groups"]


def write_groups(
    criteria: AnyCriteria,
    schema: Schema,
    write: Callable[[CheckedCondition], Json],
    unseen: Callable[[CheckedCondition], str] = lambda one: "",
) -> tuple[list[list[Json]] | None, tuple[Problem, ...]]:
    """
    Check *criteria* and write every condition.

    Args:
        criteria: What is to be written.
        schema: What they ask about.
        write: Writes one condition, or raises `Unreadable` where the other format has no word for it.
        unseen: Says why an editor does not show the value of a condition, or nothing.

    Returns:
        The conditions of each group, or None if there is an error; and all problems, in places of the criteria.
    """
    checked, found = check_criteria(criteria, schema)
    if checked is None:
        return None, found
    problems = list(found)
    groups = _written(checked, write, problems)
    problems += _unseen(checked, unseen)
    return (None if errors_in(problems) else groups), tuple(problems)


def _written(
    checked: CheckedCriteria, write: Callable[[CheckedCondition], Json], problems: list[Problem]
) -> list[list[Json]]:
    groups: list[list[Json]] = []
    for number, group in enumerate(checked.groups):
        rules: list[Json] = []
        for index, one in enumerate(group):
            place = f"groups[{number}][{index}]"
            if one.condition.exact:
                message = "this format cannot express exact comparison; leave out 'exact', or use leadflow's own JSON"
                problems.append(Problem(code="exact_not_said", path=f"{place}.exact", message=message))
            try:
                rules.append(write(one))
            except Unreadable as error:
                problems.append(error.problem(f"{place}.operator"))
        groups.append(rules)
    return groups


def _unseen(checked: CheckedCriteria, unseen: Callable[[CheckedCondition], str]) -> list[Problem]:
    found = [
        (f"groups[{number}][{index}].value", unseen(one))
        for number, group in enumerate(checked.groups)
        for index, one in enumerate(group)
    ]
    return [
        Problem(code="value_not_shown", path=place, message=message, severity=Severity.WARNING)
        for place, message in found
        if message
    ]


def name_of(one: CheckedCondition) -> str:
    """
    Return how other formats call a field: ``country``, ``partner.tier``.
    """
    subject = one.subject
    return one.field.name if subject is Subject.LEAD else f"{subject.value}.{one.field.name}"


def listed(one: CheckedCondition) -> list[Json]:
    """
    Return the values of a condition that takes several.
    """
    given = one.condition.value
    return [_said(one, item) for item in (given if isinstance(given, tuple) else (given,))]


def said_value(one: CheckedCondition) -> Json:
    """
    Return the value of a condition as leads hold it, in place of what was typed.
    """
    return listed(one) if isinstance(one.condition.value, tuple) else _said(one, one.condition.value)


def _said(one: CheckedCondition, given: Plain) -> Json:
    """
    Return numbers as numbers, flags as flags, choices and countries by the names that editors offer, texts as texts.
    """
    field = one.field
    if given is None:
        return None
    if one.operator.shape is Shape.DAYS:
        return int(one.operand)
    if one.operator.name == "matches":
        return str(given)
    if one.operator.free_text:
        return clean_text(str(given)).strip()
    if field.kind.family is Family.DATE:
        return str(given)
    match field.take(given):
        case bool() as flag:
            return flag
        case (int() | Decimal()) as number:
            return _number(number)
        case (single,):  # one of several values
            return str(single)
        case value if field.kind is COUNTRY:
            return country_code(str(value)) or str(value)
        case value:
            return str(value)


def _number(value: int | Decimal) -> Json:
    """
    Return a number as JSON's own where every reader gets the same one, else as a text.
    """
    if -(2**53) < value < 2**53 and value == int(value):
        return int(value)
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
