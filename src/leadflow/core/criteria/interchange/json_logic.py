"""
Reads and writes JsonLogic.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.criteria.checking import CheckedCondition
from leadflow.core.criteria.conditions import AnyCriteria, Criteria
from leadflow.core.criteria.interchange.json_logic_rules import read_rule
from leadflow.core.criteria.interchange.normal_form import MAX_CONDITIONS
from leadflow.core.criteria.interchange.reading import Json, Reading
from leadflow.core.criteria.interchange.writing import listed, name_of, said_value, write_groups
from leadflow.core.criteria.operators import Shape
from leadflow.core.kinds import DATETIME, MONEY, Family
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.schema import Schema, Subject

__all__ = ["from_json_logic", "to_json_logic"]


@checked
def from_json_logic(
    data: object, schema: Schema, *, subjects: Collection[Subject] = tuple(Subject), most: int = MAX_CONDITIONS
) -> tuple[Criteria | None, tuple[Problem, ...]]:
    """
    Read criteria from a JsonLogic rule, as react-querybuilder writes it and as people do.

    Args:
        data: The rule, as JSON gave it. Everything is accepted; if it is not a rule, that is a problem.
        schema: What can be asked about. Fields of a partner or a campaign are called ``partner.tier``.
        subjects: Whose fields may be asked about here.
        most: How many conditions there may be when the nesting has been undone.

    Returns:
        The criteria, or None if there is an error; and all problems, with places such as ``and[1].!.==[1]``.
    """
    reading = Reading(schema, subjects)
    tree = read_rule(reading, data)
    reading.warn_as_error(
        "bounds_swapped",
        "bounds_reversed",
        "the upper bound comes first, so JsonLogic never matches; write the lower bound first",
    )
    return reading.finish(tree, most, guarded=True)


@checked
def to_json_logic(criteria: AnyCriteria, schema: Schema) -> tuple[dict[str, Json] | None, tuple[Problem, ...]]:
    """
    Write criteria as a JsonLogic rule that is false for missing values.

    Most readers take null for 0 or false and say yes to "not equal" of nothing, so such conditions go with "and is not
    null", asked strictly. What readers are given of a lead: numbers as numbers, days and moments in UTC as ISO texts,
    choices by their names, countries by their codes, several values as a list. Beginnings and ends need the operations
    ``startsWith`` and ``endsWith``, which react-querybuilder's users register.

    Returns:
        The rule, or None if there is an error; and all problems, with places such as ``groups[1][0].operator``.
    """
    groups, problems = write_groups(criteria, schema, _written)
    if groups is None:
        return None, problems
    written = _join("or", [_join("and", group) for group in groups])
    return (written if isinstance(written, dict) else None), problems


def _join(combinator: str, rules: list[Json]) -> Json:
    flat: list[Json] = []
    for rule in rules:
        inner = rule.get(combinator) if isinstance(rule, dict) else None
        flat += inner if isinstance(inner, list) else [rule]
    return flat[0] if len(flat) == 1 else {combinator: flat}


def _written(one: CheckedCondition) -> Json:
    var: Json = {"var": name_of(one)}
    rule = _plain(one, var)
    if one.condition.if_missing and one.operator.name != "is_empty":
        return {"or": [{"===": [var, None]}, rule]}
    return {"and": [{"!==": [var, None]}, rule]} if _null_may_satisfy(one) else rule


def _null_may_satisfy(one: CheckedCondition) -> bool:
    """
    Return whether some reader says yes of null: most take it for 0, some for false.
    """
    if one.operator.shape is Shape.NONE:
        return False
    if one.operator.name not in _FALSE_OF_NULL:
        return True
    return one.field.kind.family in (Family.NUMBER, Family.BOOLEAN) and not all(listed(one))


_FALSE_OF_NULL: Final = frozenset({"equals", "in", "on", "contains", "contains_any", "contains_all"})

_COMPARISONS: Final[Mapping[str, str]] = {
    "equals": "==",
    "on": "==",
    "not_equals": "!=",
    "not_on": "!=",
    "less_than": "<",
    "before": "<",
    "less_or_equal": "<=",
    "on_or_before": "<=",
    "greater_than": ">",
    "after": ">",
    "greater_or_equal": ">=",
    "on_or_after": ">=",
    "starts_with": "startsWith",
    "ends_with": "endsWith",
}


def _plain(one: CheckedCondition, var: Json) -> Json:
    name = one.operator.name
    if name in _COMPARISONS:
        return {_COMPARISONS[name]: [var, _comparable(one)[0]]}
    if name in ("not_starts_with", "not_ends_with"):
        return {"!": {_COMPARISONS[name.removeprefix("not_")]: [var, said_value(one)]}}
    match name:
        case "is_empty":
            return {"===": [var, None]}
        case "is_not_empty":
            return {"!==": [var, None]}
        case "contains":
            return {"in": [said_value(one), var]}
        case "not_contains":
            return {"!": {"in": [said_value(one), var]}}
        case "matches" | "within_last_days" | "within_next_days" | "older_than_days":
            raise Unreadable("operator_not_said", f"JsonLogic has no operation for '{name}'; use another operator")
        case _:
            return _several(name, var, _comparable(one))


def _comparable(one: CheckedCondition) -> list[Json]:
    """
    Return the values in the form in which readers find them in a lead.

    Moments are texts in UTC, which are in order as they are in time; a day of a moment depends on the zone, and an
    amount of money is compared with no other currency.
    """
    if one.field.kind is MONEY:
        message = "JsonLogic does not compare money, because it knows no currencies; ask about a number field"
        raise Unreadable("operator_not_said", message)
    if one.field.kind is not DATETIME:
        return listed(one)
    operands = one.operand if isinstance(one.operand, tuple) else (one.operand,)
    if not all(isinstance(operand, datetime) for operand in operands):
        message = "JsonLogic does not compare a moment with a day; give a moment, such as 2026-01-31T09:00+01:00"
        raise Unreadable("operator_not_said", message)
    return [operand.astimezone(UTC).isoformat() for operand in operands]


def _several(name: str, var: Json, values: list[Json]) -> Json:
    match name:
        case "in":
            return {"in": [var, values]}
        case "not_in":
            return {"!": {"in": [var, values]}}
        case "between":
            return {"<=": [values[0], var, values[1]]}
        case "not_between":
            return {"!": {"<=": [values[0], var, values[1]]}}
        case "contains_all":
            return _join("and", [{"in": [value, var]} for value in values])
        case "contains_any":
            return {"some": [var, {"in": [{"var": ""}, values]}]}
        case "contains_none":
            return {"none": [var, {"in": [{"var": ""}, values]}]}
        case _:
            raise Unreadable("operator_not_said", f"JsonLogic has no operation for '{name}'; use another operator")
