"""
Writes the description of a form as a JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.criteria import Condition, Criteria, Group
from leadflow.core.forms.description import FormDescription, FormField
from leadflow.core.forms.wordings import form_words
from leadflow.core.kinds.countries import country_code
from leadflow.core.records import Subject
from leadflow.core.text import text_key

__all__ = ["form_json_schema"]

Json = Mapping[str, object]

_TEXT: Final = "string"
_TYPES: Final[Mapping[str, Json]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "money": {"type": [_TEXT, "number"]},
    "boolean": {"type": "boolean"},
    "email": {"type": _TEXT, "format": "email"},
    "url": {"type": _TEXT},
    "date": {"type": _TEXT, "format": "date"},
    "datetime": {"type": _TEXT, "format": "date-time"},
}
"""
What values of a kind are in JSON; of every other kind they are texts.
"""

_SAYS_SOMETHING: Final[Json] = {"pattern": r"\S"}
_NUMBERS: Final = frozenset({"integer", "decimal"})
_EXACT: Final = frozenset({"boolean", "choice", "country", "multi_choice"})
_BOUNDS: Final[Mapping[str, str]] = {
    "less_than": "exclusiveMaximum",
    "less_or_equal": "maximum",
    "greater_than": "exclusiveMinimum",
    "greater_or_equal": "minimum",
}
_OPPOSITES: Final[Mapping[str, str]] = {
    "not_equals": "equals",
    "not_in": "in",
    "not_between": "between",
    "contains_none": "contains_any",
}


@checked
def form_json_schema(form: FormDescription) -> dict[str, object]:
    """
    Write *form* as a JSON Schema of draft 2020-12, for what a program posts by it.

    It holds programs to types and to the names of choices; `leadflow.read_form` also reads what people write, such as
    ``1,200`` or the label of a choice. What it refuses for a field that is missing, the form refuses. What is valid may
    still be refused, for a value of the right type that cannot be read, a partner that nobody knows, or criteria that
    no JSON Schema can ask: of these, the description of the field says that it may be required. Files are not in it.

    Args:
        form: As `describe_form` gave it.
    """
    fields = {one.name: one for one in form.fields if one.kind != "file"}
    sometimes = form_words(form.language).sometimes
    properties = {name: _property(one, "" if _is_asked(one, fields) else sometimes) for name, one in fields.items()}
    schema: dict[str, object] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": [name for name, one in fields.items() if one.required],
        "additionalProperties": False,
    }
    always = [_present(one) for one in fields.values() if one.required and _is_text(one)]
    rules = [*always, *(rule for one in fields.values() for rule in _conditional(one, fields))]
    if form.any_of:
        rules.append({"anyOf": [_present(fields[name]) for name in form.any_of]})
    return {**schema, "allOf": rules} if rules else schema


def _is_asked(field: FormField, fields: Mapping[str, FormField]) -> bool:
    """
    Return whether the schema asks all criteria by which a field is required.
    """
    return field.required or all(_criteria(one, fields) is not None for one in field.required_when)


def _property(field: FormField, sometimes: str) -> dict[str, object]:
    said: dict[str, object] = {"title": field.label}
    help_text = ". ".join(filter(None, (field.help, sometimes)))
    if help_text:
        said["description"] = help_text
    if field.choices:
        chosen: Json = {"oneOf": [{"const": one.name, "title": one.title} for one in field.choices]}
    else:
        chosen = _TYPES.get(field.kind, {"type": _TEXT})
    if field.multiple:
        return {**said, "type": "array", "items": {"type": _TEXT, **chosen}, "uniqueItems": True}
    return {**said, **chosen}


def _is_text(field: FormField) -> bool:
    """
    Return whether a blank text could be given where a value is wanted.
    """
    return not field.choices and not field.multiple and _TYPES.get(field.kind, {}).get("type", _TEXT) == _TEXT


def _present(field: FormField) -> dict[str, object]:
    """
    Say that a field is there and not blank.
    """
    said: Json = {"minItems": 1} if field.multiple else _SAYS_SOMETHING if _is_text(field) else {}
    return {"required": [field.name], "properties": {field.name: said}}


def _conditional(field: FormField, fields: Mapping[str, FormField]) -> Iterable[dict[str, object]]:
    """
    Return a rule for each of a field's criteria that a JSON Schema can ask.
    """
    for criteria in field.required_when:
        asked = _criteria(criteria, fields)
        if asked is not None:
            yield {"if": asked, "then": _present(field)}


def _criteria(criteria: Criteria, fields: Mapping[str, FormField]) -> dict[str, object] | None:
    """
    Return criteria as a schema; None if one of the groups cannot be asked.
    """
    groups = [_group(one, fields) for one in criteria.groups]
    return None if None in groups else {"anyOf": groups}


def _group(group: Group, fields: Mapping[str, FormField]) -> dict[str, object] | None:
    asked = [_condition(one, fields) for one in group.conditions]
    return None if None in asked else {"allOf": asked}


def _condition(condition: Condition, fields: Mapping[str, FormField]) -> dict[str, object] | None:
    """
    Return a condition as a schema of the whole form; None if it cannot be asked.
    """
    field = fields.get(condition.field)
    if field is None or condition.subject not in (None, Subject.LEAD) or condition.exact:
        return None
    present = _present(field)
    if condition.operator == "is_not_empty":
        return present
    if condition.operator == "is_empty":
        return {"not": present}
    opposite = _OPPOSITES.get(condition.operator)
    test = _test(field, opposite or condition.operator, condition.value)
    if test is None:
        return None
    holds: Json = {"properties": {field.name: {"not": test} if opposite else test}}
    if condition.if_missing:
        return {"anyOf": [{"not": present}, holds]}
    return {"allOf": [present, holds]}


def _test(field: FormField, operator: str, value: object) -> Json | None:
    """
    Return what a value has to be, as a schema; None if that cannot be asked exactly.
    """
    values = list(value) if isinstance(value, tuple) else [value]
    if field.kind in _NUMBERS:
        return _number_test(operator, values)
    if field.kind not in _EXACT:
        return None
    meant = [_meant(field, one) for one in values]
    if None in meant:
        return None
    match operator:
        case "equals" | "in":
            return {"enum": meant}
        case "contains_any":
            return {"contains": {"enum": meant}}
        case "contains_all":
            return {"allOf": [{"contains": {"const": one}} for one in meant]}
        case _:
            return None


def _number_test(operator: str, values: list[object]) -> Json | None:
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        return None
    match operator, values:
        case (("equals" | "in"), _):
            return {"enum": values}
        case "between", [low, high]:
            return {"minimum": low, "maximum": high}
        case _, [bound] if operator in _BOUNDS:
            return {_BOUNDS[operator]: bound}
        case _:
            return None


def _meant(field: FormField, value: object) -> object | None:
    """
    Return what is posted for the value that criteria name; None if that is not known.
    """
    if field.kind == "boolean":
        return value if isinstance(value, bool) else None
    if not isinstance(value, str):
        return None
    if field.kind == "country":
        return country_code(value)
    named = {text_key(one.title): one.name for one in field.choices}
    named |= {text_key(one.name): one.name for one in field.choices}
    return named.get(text_key(value))
