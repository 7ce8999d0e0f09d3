"""
Reads JsonLogic rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from leadflow.core.criteria.interchange.json_logic_lists import quantified
from leadflow.core.criteria.interchange.json_logic_operations import Operation, operation_of, sides_of, variable
from leadflow.core.criteria.interchange.normal_form import AllOf, AnyOf, Not, Tree
from leadflow.core.criteria.interchange.reading import Reading
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family
from leadflow.core.problems import near
from leadflow.core.schema import Subject

__all__ = ["read_rule"]


def read_rule(reading: Reading, data: object, place: str = "", depth: int = 0) -> Tree | None:
    """
    Read a rule as conditions; None if something in it has been refused.
    """
    operation = operation_of(reading, data, place, depth)
    if operation is None:
        return None
    read = _READERS.get(operation.name)
    if read is None:
        message = f"'{operation.name[:60]}' is not an operation for criteria; use {', '.join(_READERS)}"
        reading.refuse("operator_unknown", place, message, near(operation.name, _READERS))
        return None
    return read(reading, operation)


def _several(reading: Reading, operation: Operation) -> Tree | None:
    if not operation.operands:
        message = "a group needs at least one rule, because an empty one matches every lead or none; add one"
        reading.refuse("group_empty", operation.place, message)
        return None
    read = [
        read_rule(reading, one, place, operation.depth + 1)
        for one, place in zip(operation.operands, operation.places, strict=True)
    ]
    parts = tuple(part for part in read if part is not None)
    if len(parts) < len(read):
        return None
    if operation.name == "or":
        return AnyOf(parts)
    return AllOf(parts)


def _not(reading: Reading, operation: Operation) -> Tree | None:
    if len(operation.operands) != 1:
        reading.refuse("query_malformed", operation.place, "'!' takes exactly one rule")
        return None
    read = read_rule(reading, operation.operands[0], operation.places[0], operation.depth + 1)
    return None if read is None else Not(read)


def _truth(reading: Reading, operation: Operation) -> Tree | None:
    """
    Read a single flag, or the rule under ``!!``.
    """
    if operation.name == "!!":
        if len(operation.operands) == 1:
            return read_rule(reading, operation.operands[0], operation.places[0], operation.depth + 1)
        reading.refuse("query_malformed", operation.place, "'!!' takes exactly one rule")
        return None
    about = variable(reading, {"var": operation.operands}, operation.place)
    if about is None:
        return None
    if about[1].kind.family is not Family.BOOLEAN:
        message = "readers disagree whether a value counts as true; compare it with a value or with null"
        reading.refuse("truth_of_value", operation.place, message)
        return None
    return reading.asked(about, "equals", True, {"field": operation.place}, where=operation.place)


_ORDER: Final = {"<": "less_than", "<=": "less_or_equal", ">": "greater_than", ">=": "greater_or_equal"}
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DATES: Final = {
    "equals": "on",
    "not_equals": "not_on",
    "less_than": "before",
    "less_or_equal": "on_or_before",
    "greater_than": "after",
    "greater_or_equal": "on_or_after",
}


def _equality(reading: Reading, operation: Operation) -> Tree | None:
    sides = sides_of(reading, operation)
    if sides is None:
        return None
    about, number = sides
    negated = operation.name.startswith("!")
    value = operation.operands[1 - number]
    if value is None:
        return _asked(reading, operation, about, "is_not_empty" if negated else "is_empty", None, 1 - number)
    return _asked(reading, operation, about, "not_equals" if negated else "equals", value, 1 - number)


def _order(reading: Reading, operation: Operation) -> Tree | None:
    if len(operation.operands) == 3 and operation.name in ("<", "<="):
        return _between(reading, operation)
    sides = sides_of(reading, operation)
    if sides is None:
        return None
    about, number = sides
    name = operation.name if number == 0 else _MIRRORED[operation.name]
    return _asked(reading, operation, about, _ORDER[name], operation.operands[1 - number], 1 - number)


def _between(reading: Reading, operation: Operation) -> Tree | None:
    sides = sides_of(reading, operation, 3)
    if sides is None:
        return None
    about, number = sides
    if number != 1:
        reading.refuse(
            "query_malformed", operation.place, "with three operands, the field must be the second; reorder them"
        )
        return None
    low, _, high = operation.operands
    if operation.name == "<=":
        return _asked(reading, operation, about, "between", [low, high], None)
    above = _asked(reading, operation, about, "greater_than", low, 0)
    below = _asked(reading, operation, about, "less_than", high, 2)
    return AllOf((above, below)) if above and below else None


def _in(reading: Reading, operation: Operation) -> Tree | None:
    sides = sides_of(reading, operation)
    if sides is None:
        return None
    about, number = sides
    value = operation.operands[1 - number]
    if number == 0 and not isinstance(value, list):
        reading.refuse(
            "value_list",
            operation.places[1],
            "'in' with a text on the right is not supported for a field; give a list of values",
        )
        return None
    if number == 0:
        return _asked(reading, operation, about, "in", value, 1)
    if about[1].kind.family is Family.MULTI:
        return _asked(reading, operation, about, "contains_any", [value], 0)
    return _asked(reading, operation, about, "contains", value, 0)


def _piece(reading: Reading, operation: Operation) -> Tree | None:
    sides = sides_of(reading, operation)
    if sides is None:
        return None
    about, number = sides
    if number != 0:
        reading.refuse("value_is_field", operation.place, "the field must be the first operand; swap the operands")
        return None
    name = "starts_with" if operation.name == "startsWith" else "ends_with"
    return _asked(reading, operation, about, name, operation.operands[1], 1)


def _asked(
    reading: Reading,
    operation: Operation,
    about: tuple[Subject, AnyField],
    name: str,
    value: object,
    number: int | None,
) -> Tree | None:
    """
    Make a condition; *number* says which operand the value was, None that it was several.
    """
    if about[1].kind.family is Family.DATE:
        name = _DATES.get(name, name)
    place = operation.place
    places = {"value": place if number is None else operation.places[number], "field": place, "operator": place}
    return reading.asked(about, name, value, places, where=place)


_READERS: Final[Mapping[str, Callable[[Reading, Operation], Tree | None]]] = {
    "and": _several,
    "or": _several,
    "!": _not,
    "!!": _truth,
    "var": _truth,
    "==": _equality,
    "===": _equality,
    "!=": _equality,
    "!==": _equality,
    "<": _order,
    "<=": _order,
    ">": _order,
    ">=": _order,
    "in": _in,
    "startsWith": _piece,
    "endsWith": _piece,
    "some": quantified,
    "none": quantified,
    "all": quantified,
}
