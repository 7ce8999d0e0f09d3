"""
The ``fields`` of react-querybuilder for a schema.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.criteria.interchange.operator_names import RQB_NAMES
from leadflow.core.criteria.interchange.reading import Json
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import (
    COUNTRY,
    DATE,
    DATETIME,
    DECIMAL,
    EMAIL,
    INTEGER,
    LONG_TEXT,
    PHONE,
    URL,
    AnyFieldKind,
    Family,
)
from leadflow.core.kinds.countries import COUNTRIES
from leadflow.core.schema import Schema, Subject

__all__ = ["is_chosen", "react_querybuilder_fields"]

# Money stays text, so that its currency can be typed; a moment is compared with a day, since editors know no offsets.
_INPUTS: Final[Mapping[AnyFieldKind, str]] = {
    EMAIL: "email",
    PHONE: "tel",
    URL: "url",
    INTEGER: "number",
    DECIMAL: "number",
    DATE: "date",
    DATETIME: "date",
}


@checked
def react_querybuilder_fields(
    schema: Schema, *, subjects: Collection[Subject] = (Subject.LEAD,)
) -> list[dict[str, Json]]:
    """
    Describe the declared fields for react-querybuilder: names, labels, inputs, operators and choices.

    Beside what react-querybuilder reads, a field says its ``kind``, and each of its operators the ``inputType`` and
    ``valueEditorType`` of its value. A page passes them on with ``getInputType`` and ``getValueEditorType``, which
    react-querybuilder only asks where a field itself says neither.

    Args:
        schema: What can be asked about.
        subjects: Whose fields; those of a partner or a campaign are called ``partner.tier``, as readers take them.
    """
    return [_described(subject, field) for subject in subjects for field in schema.of(subject).values()]


def _described(subject: Subject, field: AnyField) -> dict[str, Json]:
    lead = subject is Subject.LEAD
    described: dict[str, Json] = {
        "name": field.name if lead else f"{subject.value}.{field.name}",
        "label": field.title if lead else f"{subject.value.capitalize()}: {field.title}",
        "kind": field.kind.name,
        "operators": [_operator(one, field) for one in _operators(field)],
        "valueSources": ["value"],
    }
    if is_chosen(field):
        described["values"] = _values(field)
    if field.kind.family is Family.BOOLEAN:
        described["defaultValue"] = True
    return described


def is_chosen(field: AnyField) -> bool:
    """
    Return whether editors offer the values of a field, and none is typed.
    """
    return field.kind is COUNTRY or bool(field.choices)


def _values(field: AnyField) -> list[Json]:
    if field.kind is COUNTRY:
        return [{"name": code, "label": name} for code, name in COUNTRIES.items()]
    return [{"name": choice.name, "label": choice.title} for choice in field.choices]


def _operators(field: AnyField) -> list[Operator]:
    """
    Return a field's operators; pairs come late and those about emptiness last, since editors begin a new rule with the
    first.
    """
    rank = {Shape.PAIR: 1, Shape.NONE: 2}
    return sorted(operators_of(field.kind.family).values(), key=lambda one: rank.get(one.shape, 0))


def _operator(operator: Operator, field: AnyField) -> dict[str, Json]:
    described: dict[str, Json] = {
        "name": RQB_NAMES[field.kind.family][operator.name],
        "label": operator.phrase.removesuffix(":"),
    }
    if operator.shape is Shape.NONE:
        return {**described, "arity": "unary"}
    return {
        **described,
        "inputType": _input(operator, field),
        "valueEditorType": _editor(operator, field),
    }


def _input(operator: Operator, field: AnyField) -> str:
    """
    Return the type of input: several values are typed into one, with commas, and pieces are not whole values.
    """
    match operator.shape:
        case Shape.DAYS:
            return "number"
        case Shape.MANY:
            return "text"
        case _:
            return "text" if operator.free_text else _INPUTS.get(field.kind, "text")


def _editor(operator: Operator, field: AnyField) -> str:
    if field.kind.family is Family.BOOLEAN:
        return "checkbox"
    if is_chosen(field):
        return "multiselect" if operator.shape is Shape.MANY else "select"
    return "textarea" if field.kind is LONG_TEXT else "text"
