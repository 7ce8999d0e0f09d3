"""
Reads the JsonLogic operations on lists: some, none, all.
"""

from __future__ import annotations

from leadflow.core.criteria.interchange.elements import Elements, list_condition
from leadflow.core.criteria.interchange.json_logic_operations import Operation, is_variable, operation_of, variable
from leadflow.core.criteria.interchange.normal_form import Tree
from leadflow.core.criteria.interchange.reading import Reading
from leadflow.core.kinds import Family

__all__ = ["quantified"]


def quantified(reading: Reading, operation: Operation) -> Tree | None:
    """
    Read ``all``, ``some`` or ``none`` over a list; None, with a problem in *reading*, if it cannot be expressed.
    """
    if len(operation.operands) != 2 or not is_variable(operation.operands[0]):
        reading.refuse(
            "query_malformed", operation.place, f"'{operation.name}' takes a field and a rule for each value"
        )
        return None
    about = variable(reading, operation.operands[0], operation.places[0])
    elements = _elements(reading, operation.operands[1], operation.places[1], operation.depth + 1)
    if about is None or elements is None:
        return None
    if about[1].kind.family is not Family.MULTI:
        reading.refuse(
            "match_not_for_kind",
            operation.place,
            "only a field with several values can be asked about each value; compare the field itself",
        )
        return None
    places = {"operator": operation.place, "value": operation.places[1]}
    return list_condition(reading, about, operation.name, elements, places, operation.place)


def _elements(reading: Reading, data: object, place: str, depth: int) -> Elements | None:
    """
    Read what is asked of each value: to be one of some, or none of some.
    """
    operation = operation_of(reading, data, place, depth)
    if operation is None:
        return None
    if operation.name in ("and", "or", "!") and operation.operands:
        pairs = zip(operation.operands, operation.places, strict=True)
        known = [one for given, inner in pairs if (one := _elements(reading, given, inner, depth + 1)) is not None]
        if len(known) < len(operation.operands):
            return None
        combined = Elements.joined(known, operation.name)
        if combined is not None:
            return combined.opposite() if operation.name == "!" else combined
    elif operation.name in ("==", "===", "!=", "!==", "in") and len(operation.operands) == 2:
        item, value = operation.operands
        if item in ({"var": ""}, {"var": [""]}) and isinstance(value, list) is (operation.name == "in"):
            values = tuple(value) if isinstance(value, list) else (value,)
            return Elements(values, operation.name.startswith("!"))
    reading.refuse("match_not_said", place, "each value can only be compared with '==', '!=' and 'in'; list the values")
    return None
