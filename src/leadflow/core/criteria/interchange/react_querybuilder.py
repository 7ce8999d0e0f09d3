"""
Reads the JSON of react-querybuilder.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.criteria.conditions import Criteria
from leadflow.core.criteria.interchange.elements import Elements, list_condition
from leadflow.core.criteria.interchange.normal_form import MAX_CONDITIONS, AllOf, AnyOf, Not, Tree
from leadflow.core.criteria.interchange.operator_names import RQB_OPERATORS
from leadflow.core.criteria.interchange.reading import Reading, joined
from leadflow.core.criteria.operators import OPERATORS, Shape
from leadflow.core.kinds import Family
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema, Subject

__all__ = ["from_react_querybuilder"]

_PLACEHOLDER: Final = "~"
_OF_ONE_VALUE: Final = ("contains", "doesnotcontain")
_MODES: Final = ("some", "none", "all")


@checked
def from_react_querybuilder(
    data: object, schema: Schema, *, subjects: Collection[Subject] = tuple(Subject), most: int = MAX_CONDITIONS
) -> tuple[Criteria | None, tuple[Problem, ...]]:
    """
    Read criteria from a query of react-querybuilder, with one combinator a group or with independent ones.

    Args:
        data: The query, as JSON gave it. Everything is accepted; if it is not a query, that is a problem.
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
    _flags(reading, data, place)
    return _rule(reading, data, place)


def _flags(reading: Reading, data: Mapping[str, object], place: str) -> None:
    """
    Refuse a flag that is neither true nor false.
    """
    for name in ("not", "muted"):
        if not isinstance(data.get(name), bool | None):
            reading.refuse("query_malformed", joined(place, name), f"'{name}' must be true or false")


def _group(reading: Reading, data: object, place: str, depth: int) -> Tree | None:
    if not reading.enters(place, depth):
        return None
    rules = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(rules, list):
        reading.refuse("query_malformed", place, "this must be a group: an object with a list 'rules'")
        return None
    _flags(reading, data, place)
    if _muted(data) or all(_muted(one) for one in (rules[::2] if _is_independent(data, rules) else rules)):
        message = "a group needs at least one rule that is not muted, because an empty one matches every lead; add one"
        reading.refuse("group_empty", place, message)
        return None
    read = _combined(reading, data, rules, place, depth)
    return Not(read) if read is not None and data.get("not") is True else read


def _combined(reading: Reading, data: Mapping[str, object], rules: list[object], place: str, depth: int) -> Tree | None:
    if _is_independent(data, rules):
        return _independent(reading, rules, place, depth)
    combinator = _combinator(reading, data.get("combinator"), joined(place, "combinator"))
    parts = _parts(reading, list(enumerate(rules)), joined(place, "rules"), depth)
    return None if combinator is None or parts is None else _join(combinator, parts)


def _is_independent(data: Mapping[str, object], rules: list[object]) -> bool:
    """
    Return whether every second of the rules is a combinator.
    """
    return data.get("combinator") is None and (len(rules) < 2 or any(isinstance(one, str) for one in rules))


def _independent(reading: Reading, rules: list[object], place: str, depth: int) -> Tree | None:
    """
    Read rules with combinators between them; AND binds tighter than OR.
    """
    inner = joined(place, "rules")
    runs: list[list[tuple[int, object]]] = [[]]
    well = True
    for number, one in enumerate(rules):
        if number % 2 == 0:
            runs[-1].append((number, one))
            continue
        combinator = _combinator(reading, one, joined(inner, number))
        well = well and combinator is not None
        if combinator == "or":
            runs.append([])
    if len(rules) % 2 == 0:
        reading.refuse(
            "query_malformed", inner, "rules and combinators must alternate and end with a rule; correct the list"
        )
        return None
    read = [_parts(reading, run, inner, depth) for run in runs if not all(_muted(one) for _, one in run)]
    joint = [_join("and", parts) for parts in read if parts is not None]
    return _join("or", joint) if well and len(joint) == len(read) else None


def _parts(reading: Reading, rules: list[tuple[int, object]], place: str, depth: int) -> list[Tree] | None:
    live = [(number, one) for number, one in rules if not _muted(one)]
    read = [_node(reading, one, joined(place, number), depth + 1) for number, one in live]
    parts = [part for part in read if part is not None]
    return parts if len(parts) == len(live) else None


def _combinator(reading: Reading, given: object, place: str) -> str | None:
    if isinstance(given, str) and given.lower() in ("and", "or"):
        return given.lower()
    reading.refuse("combinator_unknown", place, "a combinator must be 'and' or 'or'")
    return None


def _join(combinator: str, parts: list[Tree]) -> Tree:
    if len(parts) == 1:
        return parts[0]
    return AllOf(tuple(parts)) if combinator == "and" else AnyOf(tuple(parts))


def _muted(data: object) -> bool:
    return isinstance(data, dict) and data.get("muted") is True


def _rule(reading: Reading, data: Mapping[str, object], place: str) -> Tree | None:
    places = {name: joined(place, name) for name in ("field", "operator", "value")}
    unfilled = [name for name in places if _unfilled(data.get(name))]
    for name in unfilled:
        reading.refuse("rule_incomplete", places[name], f"no {name} is chosen yet; choose one or remove the rule")
    if unfilled or not _compares_with_value(reading, data, place):
        return None
    about = reading.field(data.get("field"), places["field"])
    if about is None:
        return None
    if data.get("match") is not None:
        return _matched(reading, data, about[1].kind.family is Family.MULTI, place, places)
    operator = reading.operator(data.get("operator"), places["operator"], about[1], RQB_OPERATORS)
    if operator is None:
        return None
    listing = str(data.get("operator")).lower() not in _OF_ONE_VALUE
    value = _value(data.get("value"), operator, listing=listing)
    if _unfilled(value):  # one of several selects, joined by commas
        reading.refuse("rule_incomplete", places["value"], "no value is chosen yet; choose one or remove the rule")
        return None
    return reading.asked(about, operator, value, places, where=place)


def _unfilled(given: object) -> bool:
    """
    Return whether a select shows its placeholder still, or one of several does.
    """
    return given == _PLACEHOLDER or (isinstance(given, list) and _PLACEHOLDER in given)


def _compares_with_value(reading: Reading, data: Mapping[str, object], place: str) -> bool:
    source = data.get("valueSource")
    if source not in (None, "value"):
        message = (
            "a field cannot be compared with a field; give a value"
            if source == "field"
            else "'valueSource' must be 'value'; give a constant"
        )
        code = "value_is_field" if source == "field" else "value_is_computed"
        reading.refuse(code, joined(place, "valueSource"), message)
        return False
    if data.get("lhs") is not None:
        reading.refuse(
            "value_is_computed",
            joined(place, "lhs"),
            "functions of a field are not supported; compare the field itself",
        )
        return False
    return True


def _value(given: object, operator: str, *, listing: bool = True) -> object:
    """
    Return a value as our operators take it; where *listing*, lists were joined by commas, unless they are lists
    already.
    """
    shape = OPERATORS[operator][0].shape
    if shape is Shape.NONE:
        return None
    if shape not in (Shape.MANY, Shape.PAIR):
        return given
    items = _split(given) if isinstance(given, str) and listing else given if isinstance(given, list) else [given]
    trimmed = (item.strip() if isinstance(item, str) else item for item in items)
    return [item for item in trimmed if item not in ("", None)]


def _split(text: str) -> list[str]:
    return [item.replace("\\,", ",") for item in re.split(r"(?<!\\),", text)]


def _matched(
    reading: Reading, data: Mapping[str, object], is_list: bool, place: str, places: Mapping[str, str]
) -> Tree | None:
    match = data.get("match")
    mode = match.get("mode") if isinstance(match, dict) else None
    about = reading.field(data.get("field"), places["field"])
    mode_place = joined(joined(place, "match"), "mode")
    if not is_list or about is None:
        reading.refuse(
            "match_not_for_kind",
            joined(place, "match"),
            "a match mode needs a field with several values; leave the mode out",
        )
        return None
    if not isinstance(mode, str) or mode.lower() not in _MODES:
        reading.refuse("match_not_said", mode_place, "this match mode is not supported; use 'some', 'none' or 'all'")
        return None
    elements = _elements(reading, data.get("value"), places["value"], 0)
    if elements is None:
        return None
    return list_condition(reading, about, mode.lower(), elements, {**places, "operator": mode_place}, place)


def _elements(reading: Reading, data: object, place: str, depth: int) -> Elements | None:
    """
    Read what a match mode asks of each value: to be one of some, or none of some.
    """
    if not reading.enters(place, depth):
        return None
    rules = data.get("rules") if isinstance(data, dict) else None
    if isinstance(data, dict):
        _flags(reading, data, place)
    if isinstance(data, dict) and isinstance(rules, list) and rules and not any(map(_muted, rules)):
        read = [
            _elements(reading, one, joined(joined(place, "rules"), number), depth + 1)
            for number, one in enumerate(rules)
        ]
        known = [one for one in read if one is not None]
        combined = (
            Elements.joined(known, str(data.get("combinator", "and")).lower()) if len(known) == len(read) else None
        )
        if combined is not None:
            return combined.opposite() if data.get("not") is True else combined
        if len(known) < len(read):
            return None
    elif isinstance(data, dict) and _unfilled(data.get("value")):
        reading.refuse(
            "rule_incomplete", joined(place, "value"), "no value is chosen yet; choose one or remove the rule"
        )
        return None
    elif isinstance(data, dict) and data.get("field") in (None, ""):
        operator = str(data.get("operator")).lower()
        listing = operator in ("in", "notin")
        if operator in ("=", "!=", "in", "notin") and _compares_with_value(reading, data, place):
            value = _value(data.get("value"), "in") if listing else data.get("value")
            return Elements(tuple(value) if isinstance(value, list) else (value,), operator in ("!=", "notin"))
    message = "each value can only be compared with '=', '!=', 'in' and 'notIn'; list the values"
    reading.refuse("match_not_said", place, message)
    return None
