"""
Checks criteria against the declared fields, and reads their values.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final

from attrs import evolve

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria
from leadflow.core.criteria.conditions import AnyCriteria, Condition, Criteria, Group, Plain, criteria_of
from leadflow.core.criteria.contradictions import group_warnings
from leadflow.core.criteria.operators import OPERATORS, Operator, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import COUNTRY, DATETIME, PHONE, TEXT, Family
from leadflow.core.kinds.near_countries import country_warning
from leadflow.core.problems import Problem, Severity, Unreadable, errors_in, near, or_list
from leadflow.core.schema import Schema, Subject, unknown_field
from leadflow.core.text import clean_text
from leadflow.errors import clipped

__all__ = ["MOST_CONDITIONS", "CheckedCondition", "CheckedCriteria", "check_condition", "check_criteria"]

# Python refuses to write longer numbers than some 14,000 bits; the number is too large; the limit is 1e300 anyhow.
MOST_CONDITIONS: Final = 2_000
"""
How many conditions criteria have at most, in all groups; a list of values is one condition.
"""

_MAX_BITS: Final = 1_000


_ENDS: Final = ("ends_with", "not_ends_with")
_WRITTEN: Final = frozenset({Family.TEXT, Family.CHOICE, Family.MULTI})


@checked
def check_criteria(
    criteria: AnyCriteria, schema: Schema, *, subjects: Collection[Subject] = tuple(Subject)
) -> tuple[CheckedCriteria | None, tuple[Problem, ...]]:
    """
    Check *criteria* against the declared fields and read their values.

    Args:
        criteria: What was written; a group or a condition alone is the whole of it.
        schema: What can be asked about.
        subjects: Whose fields may be asked about here.

    Returns:
        The criteria, ready to be judged, or None if there is an error; and all problems, warnings included, with
        places such as ``groups[1][0].value``.

    Raises:
        InvalidInput: *subjects* is empty (``subjects_missing``).
    """
    if not subjects:
        raise wrong_value("subjects_missing", "there is no subject; name at least one", "check_criteria(subjects)")
    written = criteria_of(criteria)
    problems: list[Problem] = []
    if not written.groups:
        problems.append(
            Problem(code="criteria_empty", path="groups", message="criteria need at least one group; add one")
        )
    count = sum(len(group.conditions) for group in written.groups)
    if count > MOST_CONDITIONS:
        message = f"the criteria have {count:,} conditions; use at most {MOST_CONDITIONS:,}, or 'in' with a list"
        return None, (Problem(code="criteria_too_large", path="groups", message=message),)
    groups: list[tuple[CheckedCondition, ...]] = []
    for number, group in enumerate(written.groups):
        checked, found = _check_group(group, schema, subjects)
        problems += [problem.at(f"groups[{number}]") for problem in found]
        groups.append(checked)
    if errors_in(problems):
        return None, tuple(problems)
    straight = Criteria(tuple(Group(tuple(one.condition for one in group)) for group in groups))
    return CheckedCriteria(straight, tuple(groups)), tuple(problems)


def _check_group(
    group: Group, schema: Schema, subjects: Collection[Subject]
) -> tuple[tuple[CheckedCondition, ...], list[Problem]]:
    if not group.conditions:
        message = "a group needs at least one condition, because an empty one matches every lead; add one"
        return (), [Problem(code="group_empty", path="", message=message)]
    checked: list[CheckedCondition] = []
    problems: list[Problem] = []
    for index, condition in enumerate(group.conditions):
        one, found = _check_condition(condition, schema, subjects)
        problems += [problem.at(f"[{index}]") for problem in found]
        if one is not None:
            checked.append(one)
    if not errors_in(problems):
        problems += group_warnings(checked)
    return tuple(checked), problems


def check_condition(
    condition: Condition, schema: Schema, *, subjects: Collection[Subject] = tuple(Subject)
) -> tuple[CheckedCondition | None, tuple[Problem, ...]]:
    """
    Check one condition and read its value; bounds that are the wrong way round are swapped.

    Returns:
        The condition, or None if there is an error; and all problems, with the place ``subject``, ``field``,
        ``operator`` or ``value``.
    """
    checked, problems = _check_condition(condition, schema, subjects)
    return checked, tuple(problems)


def _check_condition(
    condition: Condition, schema: Schema, subjects: Collection[Subject]
) -> tuple[CheckedCondition | None, list[Problem]]:
    subject = condition.subject or (Subject.LEAD if Subject.LEAD in subjects else next(iter(subjects)))
    if subject not in subjects:
        allowed = or_list(subject.value for subject in subjects)
        message = f"criteria cannot be about a {subject} here; use {allowed}"
        return None, [Problem(code="subject_not_here", path="subject", message=message)]
    fields = schema.of(subject)
    declared = fields.get(condition.field)
    if declared is None:
        return None, [unknown_field(condition.field, fields).problem("field")]
    operator = operators_of(declared.kind.family).get(condition.operator)
    if operator is None:
        return None, [_wrong_operator(condition.operator, declared)]
    if condition.exact and declared.kind.family not in _WRITTEN:
        message = f"a field of the kind {declared.kind.name} cannot be compared as written; leave out 'exact'"
        return None, [Problem(code="exact_not_for_kind", path="exact", message=message)]
    try:
        operand, warnings = _operand(condition, declared, operator)
        if warnings and isinstance(condition.value, tuple):
            condition = evolve(condition, value=condition.value[::-1])
        if declared.kind is COUNTRY:
            warnings += _misspelt(condition.value)
        return CheckedCondition(condition, subject, declared, operator, operand), warnings
    except Unreadable as error:
        return None, [error.problem("value")]


def _misspelt(value: object) -> list[Problem]:
    """
    Return warnings about the countries of a condition that are probably misspelt.
    """
    given = value if isinstance(value, tuple) else (value,)
    told = (country_warning(one, "value") for one in given if isinstance(one, str))
    return [problem for problem in told if problem]


def _wrong_operator(name: str, declared: AnyField) -> Problem:
    takes = operators_of(declared.kind.family)
    if name in OPERATORS:
        message = f"'{name}' does not fit {declared.kind.name} field '{declared.name}'; it takes {', '.join(takes)}"
        return Problem(code="operator_not_for_kind", path="operator", message=message)
    close = near(name, takes) or near(name, OPERATORS)
    hint = f"did you mean {or_list(close)}?" if close else f"use {', '.join(takes)}"
    message = f"no operator is called '{clipped(name)}'; {hint}"
    return Problem(code="operator_unknown", path="operator", message=message, suggestions=close)


def _operand(condition: Condition, declared: AnyField, operator: Operator) -> tuple[Any, list[Problem]]:
    given = condition.value

    def read(one: Plain) -> Any:
        return _read_value(one, condition, declared, operator)

    match operator.shape:
        case Shape.NONE:
            if given is not None:
                raise Unreadable("value_not_taken", f"'{operator.name}' takes no value; leave it out")
            return None, []
        case Shape.ONE:
            if isinstance(given, tuple):
                raise Unreadable("value_single", f"'{operator.name}' takes one value, not a list")
            key = read(given)
            several = () if operator.free_text else _spellings(key, condition, declared)
            return (frozenset(several) if len(several) > 1 else key), []
        case Shape.MANY:
            if not isinstance(given, tuple) or not given:
                raise Unreadable("value_list", f"'{operator.name}' takes a list of at least one value")
            return tuple(key for one in given for key in _spellings(read(one), condition, declared)), []
        case Shape.DAYS:
            number = given if isinstance(given, int | float) and not isinstance(given, bool) else -1
            if not 0 <= number <= 36_525 or number != int(number):
                raise Unreadable("value_days", f"'{operator.name}' takes a number of days from 0 to 36525")
            return int(number), []
        case Shape.PAIR:
            if not isinstance(given, tuple) or len(given) != 2:
                raise Unreadable("value_pair", f"'{operator.name}' takes two values, the lower first")
            return _pair(read(given[0]), read(given[1]))


def _spellings(key: Any, condition: Condition, declared: AnyField) -> Sequence[Any]:
    """
    Return the keys that a value equals: its own, or those of every way to write it.
    """
    spell = declared.kind.spellings
    return (key,) if spell is None or condition.exact else sorted(spell(key))


def _pair(low: Any, high: Any) -> tuple[Any, list[Problem]]:
    if type(low) is not type(high) or (isinstance(low, tuple) and low[0] != high[0]):
        raise Unreadable(
            "value_pair",
            "the bounds are of different types; give two days, two moments, or two amounts in one currency",
        )
    if low <= high:
        return (low, high), []
    message = "the upper bound came first, so the bounds were swapped"
    return (high, low), [Problem(code="bounds_swapped", path="value", message=message, severity=Severity.WARNING)]


def _read_value(given: Plain, condition: Condition, declared: AnyField, operator: Operator) -> Any:
    if isinstance(given, tuple) or given is None:
        raise Unreadable("value_missing", f"'{operator.name}' needs a value; add one")
    if isinstance(given, int) and given.bit_length() > _MAX_BITS:
        raise Unreadable("number_too_large", "the number is too large; the limit is 1e300")
    if isinstance(given, bool) is not (declared.kind.family is Family.BOOLEAN) and not isinstance(given, str):
        message = f"a field of the kind {declared.kind.name} cannot be compared with {given!r}; give what it holds"
        raise Unreadable("value_unreadable", message)
    if operator.name == "matches":
        return str(given)
    if declared.kind.family is Family.DATE:
        return _day_or_moment(str(given), declared, operator)
    kind = TEXT if operator.free_text else declared.kind
    text = clean_text(str(given)).strip()
    value = text if operator.free_text else declared.take(given)
    operand = _written(value) if condition.exact else _key(value, kind, declared)
    if declared.kind is PHONE and operator.name in _ENDS and not condition.exact and text.startswith("00"):
        operand = str(PHONE.key(f"1{text}"))[1:]  # at the end, two zeros are not an international prefix
    if operand in (None, "", frozenset()):
        raise Unreadable("value_empty", "this value is blank; use 'is_empty' to ask whether a value is missing")
    return operand


def _written(value: Any) -> Any:
    if isinstance(value, tuple) and len(value) != 1:
        raise Unreadable("value_single", "list the values one by one")
    return value[0] if isinstance(value, tuple) else value


def _key(value: Any, kind: Any, declared: AnyField) -> Any:
    if value is None:
        return None
    if kind is TEXT and declared.kind.family is Family.TEXT:
        return declared.kind.key(value)
    key = kind.key(value)
    if isinstance(key, frozenset):
        if len(key) != 1:
            raise Unreadable("value_single", "list the values one by one")
        return next(iter(key))
    return key


def _day_or_moment(text: str, declared: AnyField, operator: Operator) -> date | datetime:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable("value_unreadable", "write a day as 2026-01-31, a moment as 2026-01-31T09:00+01:00") from None
    if declared.kind is not DATETIME or operator.name in ("on", "not_on"):
        raise Unreadable("value_unreadable", f"'{operator.name}' takes a day here, such as 2026-01-31")
    if moment.tzinfo is None:
        raise Unreadable("value_unreadable", "the moment has no offset; write it as 2026-01-31T09:00+01:00")
    return moment
