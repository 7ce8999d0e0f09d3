"""
Generates a JSON Schema of criteria from the declared fields.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.criteria.interchange.reading import Json
from leadflow.core.criteria.operators import Shape, operators_of
from leadflow.core.criteria.patterns import MAX_PATTERN
from leadflow.core.kinds import Family
from leadflow.core.schema import Schema, Subject

__all__ = ["criteria_json_schema"]

_MAX_DAYS: Final = 36_525


@checked
def criteria_json_schema(schema: Schema, *, subjects: Collection[Subject] = tuple(Subject)) -> dict[str, Json]:
    """
    Describe criteria by a JSON Schema of draft 2020-12: which fields there are, what they take, and in what shape.

    Everything that `check_criteria` accepts is valid, and as `Wire` writes it, with the version of the format. What is
    valid may still be refused there, for a value of the right shape that is not a choice, no date or no pattern.

    Args:
        schema: What can be asked about.
        subjects: Whose fields may be asked about.
    """
    asked = [subject for subject in Subject if subject in subjects]
    condition: dict[str, Json] = {
        "type": "object",
        "required": ["field", "operator", *([] if Subject.LEAD in asked else ["subject"])],
        "additionalProperties": False,
        "properties": {
            "field": {"type": "string"},
            "operator": {"type": "string"},
            "value": {},
            "subject": {"enum": [subject.value for subject in asked], "default": Subject.LEAD.value},
            "exact": {"type": "boolean", "default": False},
            "if_missing": {"type": "boolean", "default": False},
        },
        "allOf": [rule for subject in asked for rule in _rules(schema, subject)],
    }
    kinds: dict[str, Json] = {family.value: _family(family) for family in Family}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Criteria",
        "description": "Groups joined by OR, each of conditions joined by AND.",
        "type": "object",
        "required": ["groups"],
        "additionalProperties": False,
        "properties": {
            "v": {"type": "integer", "minimum": 1},
            "needs": {"type": "integer", "minimum": 1},
            "groups": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/group"}},
        },
        "$defs": {
            "group": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}},
            "condition": condition,
            **kinds,
        },
    }


def _rules(schema: Schema, subject: Subject) -> Iterable[Json]:
    """
    Return which fields a subject has, and for each family of kinds what its fields take.
    """
    fields = schema.of(subject).values()
    yield _when(subject, {}, {"properties": {"field": {"enum": [field.name for field in fields]}}})
    for family in Family:
        names: list[Json] = [field.name for field in fields if field.kind.family is family]
        if names:
            yield _when(subject, {"field": {"enum": names}}, {"$ref": f"#/$defs/{family.value}"})


def _when(subject: Subject, properties: dict[str, Json], then: dict[str, Json]) -> Json:
    """
    Apply *then* to conditions about *subject*; one that names none is about the lead.
    """
    required: list[Json] = [*properties, *([] if subject is Subject.LEAD else ["subject"])]
    asked: dict[str, Json] = {"properties": {"subject": {"const": subject.value}, **properties}}
    return {"if": {**asked, "required": required} if required else asked, "then": then}


def _family(family: Family) -> Json:
    """
    Say for one family of kinds which operators it takes, and with which values.
    """
    operators = operators_of(family).values()
    rules: list[Json] = []
    for shape in Shape:
        names: list[Json] = [one.name for one in operators if one.shape is shape and one.name != "matches"]
        if names:
            rules.append(_operators(names, _value(shape, family), shape is not Shape.NONE))
    if any(one.name == "matches" for one in operators):
        rules.append(_operators(["matches"], {"type": ["string", "number"], "maxLength": MAX_PATTERN}, True))
    return {"properties": {"operator": {"enum": [one.name for one in operators]}}, "allOf": rules}


def _operators(names: list[Json], value: Json, needed: bool) -> Json:
    condition: Json = {"properties": {"operator": {"enum": names}}, "required": ["operator"]}
    then: dict[str, Json] = {"properties": {"value": value}}
    return {"if": condition, "then": {**then, "required": ["value"]} if needed else then}


def _value(shape: Shape, family: Family) -> Json:
    one: Json = {"type": ["boolean", "string"] if family is Family.BOOLEAN else ["string", "number"]}
    match shape:
        case Shape.NONE:
            return {"type": "null"}
        case Shape.ONE:
            return one
        case Shape.MANY:
            return {"type": "array", "minItems": 1, "items": one}
        case Shape.PAIR:
            return {"type": "array", "minItems": 2, "maxItems": 2, "items": one}
        case Shape.DAYS:
            return {"type": "integer", "minimum": 0, "maximum": _MAX_DAYS}
