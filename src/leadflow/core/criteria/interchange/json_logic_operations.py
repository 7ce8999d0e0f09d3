"""
Splits JsonLogic operations into name, operands and field.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.criteria.interchange.reading import Reading, joined
from leadflow.core.fields import AnyField
from leadflow.core.schema import Subject

__all__ = ["Operation", "is_variable", "operation_of", "sides_of", "variable"]


@frozen(eq=False)
class Operation:
    """
    One operation, taken apart.

    Attributes:
        name: Such as ``==``.
        operands: What it is applied to; a single operand is a list of one.
        places: The place of each operand.
        place: The place of the rule.
        depth: How deep it nests.
    """

    name: str
    operands: list[object]
    places: list[str]
    place: str
    depth: int


def operation_of(reading: Reading, data: object, place: str, depth: int) -> Operation | None:
    """
    Read the one operation that a rule is; None, with a problem in *reading*, if it is not one.
    """
    if not reading.enters(place, depth):
        return None
    if not isinstance(data, dict) or len(data) != 1 or not isinstance(name := next(iter(data)), str):
        code, message = (
            "query_malformed",
            'a rule is an object with one operation, such as {"==": [{"var": "city"}, "Rome"]}',
        )
        if isinstance(data, bool):
            code, message = "group_empty", "this rule is always true or always false; leave it out"
        reading.refuse(code, place, message)
        return None
    given, inner = data[name], joined(place, name)
    if not isinstance(given, list):
        return Operation(name, [given], [inner], place, depth)
    return Operation(name, given, [joined(inner, number) for number in range(len(given))], place, depth)


def is_variable(given: object) -> bool:
    """
    Return whether *given* has the form ``{"var": ...}``.
    """
    return isinstance(given, dict) and len(given) == 1 and "var" in given


def variable(reading: Reading, given: object, place: str) -> tuple[Subject, AnyField] | None:
    """
    Return the field that a variable names; None, with a problem in *reading*, if there is none.
    """
    var = given.get("var") if isinstance(given, dict) else None
    names = var if isinstance(var, list) else [var]
    inner = joined(place, "var")
    if len(names) > 1 and names[1:] != [None]:
        reading.refuse("default_not_taken", inner, "a default would give leads without a value an answer; leave it out")
        return None
    return reading.field(names[0] if names else None, inner)


def sides_of(reading: Reading, operation: Operation, count: int = 2) -> tuple[tuple[Subject, AnyField], int] | None:
    """
    Find which operand is the field; the others have to be values.
    """
    if len(operation.operands) != count:
        reading.refuse(
            "query_malformed", operation.place, f"'{operation.name}' takes {count} operands here; change their number"
        )
        return None
    which = [number for number, one in enumerate(operation.operands) if is_variable(one)]
    if len(which) != 1:
        code = "value_is_field" if which else "field_missing"
        message = (
            "a field cannot be compared with a field; give a value" if which else 'name a field: {"var": "country"}'
        )
        reading.refuse(code, operation.place, message)
        return None
    for one, place in zip(operation.operands, operation.places, strict=True):
        if isinstance(one, dict) and not is_variable(one):
            reading.refuse("value_is_computed", place, "a computed value is not supported here; give a constant")
            return None
    about = variable(reading, operation.operands[which[0]], operation.places[which[0]])
    return None if about is None else (about, which[0])
