"""
Reads and writes the JSON of jQuery QueryBuilder.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.criteria.checking import CheckedCondition
from leadflow.core.criteria.conditions import AnyCriteria, Criteria
from leadflow.core.criteria.interchange.normal_form import MAX_CONDITIONS, AllOf, AnyOf, Not, Tree
from leadflow.core.criteria.interchange.operator_names import JQUERY_NAMES, JQUERY_OPERATORS
from leadflow.core.criteria.interchange.reading import Json, Reading, joined
from leadflow.core.criteria.interchange.writing import listed, name_of, said_value, write_groups
from leadflow.core.criteria.operators import OPERATORS, Shape
from leadflow.core.kinds import BOOLEAN, DATE, DATETIME, DECIMAL, INTEGER, MONEY, AnyFieldKind, Family
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.schema import Schema, Subject

__all__ = ["from_jquery_querybuilder", "to_jquery_querybuilder"]


@checked
def from_jquery_querybuilder(
    data: object, schema: Schema, *, subjects: Collection[Subject] = tuple(Subject), most: int = MAX_CONDITIONS
) -> tuple[Criteria | None, tuple[Problem, ...]]:
    """
    Read criteria from the rules of jQuery QueryBuilder, the "not" of its plugin included.

    Args:
        data: The rules, as ``getRules`` gave them. Everything is accepted; if it is not a set of rules, that is a
            problem.
        schema: What can be asked about. Fields of a partner or a campaign are called ``partner.tier``.
        subjects: Whose fields may be asked about here.
        most: How many conditions there may be when the nesting has been undone.

    Returns:
        The criteria, or None if there is an error; and all problems, with places such as
        ``rules[1].rules[0].value``.
    """
    reading = Reading(schema, subjects)
    return reading.finish(_group(reading, data, "", 0), most)


def _node(reading: Reading, data: object, place: str, depth: int) -> Tree | None:
    if isinstance(data, dict) and "rules" in data:
        return _group(reading, data, place, depth)
    if not reading.enters(place, depth):
        return None
    if not isinstance(data, dict):
        reading.refuse("query_malformed", place, "this must be an object: a rule or a group")
        return None
    return _rule(reading, data, place)


def _group(reading: Reading, data: object, place: str, depth: int) -> Tree | None:
    if not reading.enters(place, depth):
        return None
    rules = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(rules, list):
        reading.refuse("query_malformed", place, "this must be a group: an object with a list 'rules'")
        return None
    _well_formed(reading, data, place)
    if not rules:
        message = "a group needs at least one rule, because an empty one matches every lead; add one"
        reading.refuse("group_empty", place, message)
        return None
    read = [_node(reading, one, joined(joined(place, "rules"), number), depth + 1) for number, one in enumerate(rules)]
    parts = tuple(part for part in read if part is not None)
    if len(parts) < len(read):
        return None
    tree = AllOf(parts) if str(data.get("condition")).upper() == "AND" else AnyOf(parts)
    return Not(tree) if data.get("not") is True else tree


def _well_formed(reading: Reading, data: Mapping[str, object], place: str) -> None:
    """
    Refuse a group whose condition or flags are not what they have to be; its rules are read nevertheless.
    """
    if str(data.get("condition")).upper() not in ("AND", "OR"):
        reading.refuse("combinator_unknown", joined(place, "condition"), "a condition must be 'AND' or 'OR'")
    if not isinstance(data.get("not"), bool | None):
        reading.refuse("query_malformed", joined(place, "not"), "'not' must be true or false")
    if data.get("valid") is False:
        reading.refuse(
            "rule_incomplete", joined(place, "valid"), "the builder marked this rule as unfinished; complete it"
        )


def _rule(reading: Reading, data: Mapping[str, object], place: str) -> Tree | None:
    name = "id" if data.get("field") is None else "field"
    places = {"field": joined(place, name), "operator": joined(place, "operator"), "value": joined(place, "value")}
    about = reading.field(data.get(name), places["field"])
    if about is None:
        return None
    operator = reading.operator(data.get("operator"), places["operator"], about[1], JQUERY_OPERATORS)
    if operator is None:
        return None
    return reading.asked(about, operator, _value(data.get("value"), operator), places, where=place)


def _value(given: object, operator: str) -> object:
    match OPERATORS[operator][0].shape:
        case Shape.NONE:
            return None
        case Shape.MANY | Shape.PAIR:
            return given if isinstance(given, list) else [given]  # a text with commas is one value
        case _:
            return given[0] if isinstance(given, list) and len(given) == 1 else given


@checked
def to_jquery_querybuilder(criteria: AnyCriteria, schema: Schema) -> tuple[dict[str, Json] | None, tuple[Problem, ...]]:
    """
    Write criteria as rules of jQuery QueryBuilder, for its ``setRules``.

    Returns:
        The rules, or None if there is an error; and all problems, with places such as ``groups[1][0].operator``.
    """
    groups, problems = write_groups(criteria, schema, _written)
    if groups is None:
        return None, problems
    inner: list[Json] = [_written_group("AND", group) for group in groups]
    root = _written_group("AND", groups[0]) if len(groups) == 1 else _written_group("OR", inner)
    return {**root, "valid": True}, problems


def _written_group(condition: str, rules: list[Json]) -> dict[str, Json]:
    return {"condition": condition, "rules": rules}


def _written(one: CheckedCondition) -> Json:
    rule = _written_tags(one) if one.field.kind.family is Family.MULTI else _written_plain(one)
    if not one.condition.if_missing:
        return rule
    return _written_group("OR", [rule, _written_rule(one, "is_null", None)])


def _written_plain(one: CheckedCondition) -> Json:
    name = JQUERY_NAMES[one.field.kind.family].get(one.operator.name)
    if name is None:
        message = f"jQuery QueryBuilder has no operator for '{one.operator.name}'; use another operator"
        raise Unreadable("operator_not_said", message)
    several = one.operator.shape in (Shape.MANY, Shape.PAIR)
    return _written_rule(one, name, listed(one) if several else said_value(one))


def _written_tags(one: CheckedCondition) -> Json:
    """
    Write a question about several values: its operators for that take one each.
    """
    if one.operator.shape is Shape.NONE:
        return _written_plain(one)
    name = "not_contains" if one.operator.name == "contains_none" else "contains"
    rules: list[Json] = [_written_rule(one, name, value) for value in listed(one)]
    return _written_group("OR" if one.operator.name == "contains_any" else "AND", rules)


_TYPES: Final[Mapping[AnyFieldKind, str]] = {
    INTEGER: "integer",
    DECIMAL: "double",
    MONEY: "string",
    BOOLEAN: "boolean",
    DATE: "date",
    DATETIME: "datetime",
}


def _written_rule(one: CheckedCondition, operator: str, value: Json) -> dict[str, Json]:
    name = name_of(one)
    return {
        "id": name,
        "field": name,
        "type": _TYPES.get(one.field.kind, "string"),
        "operator": operator,
        "value": value,
    }
