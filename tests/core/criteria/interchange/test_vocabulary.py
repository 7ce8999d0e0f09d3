"""
A host draws its rule editor from the schema: what an editor can make of it is what we read.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria.interchange import from_react_querybuilder, react_querybuilder_fields
from leadflow.core.criteria.operators import operators_of
from leadflow.core.schema import Subject
from leadflow.testing.builders import KIT_SCHEMA

VALUES = {
    "integer": "5",
    "decimal": "5.5",
    "money": "EUR 5",
    "boolean": True,
    "date": "2026-03-01",
    "datetime": "2026-03-01",
    "phone": "030",
    "choice": "new",
    "email": "a@example.com",
}


def _field(name: str) -> dict[str, Any]:
    every: Any = react_querybuilder_fields(SCHEMA, subjects=tuple(Subject))
    return next(one for one in every if one["name"] == name)


def _value(field: dict[str, Any], operator: dict[str, Any]) -> Any:
    if operator["name"].endswith("_days"):
        return "30"
    value = VALUES.get(field["kind"], "b") if "values" not in field else field["values"][0]["name"]
    return f"{value},{value}" if operator["name"] in ("between", "notBetween") else value


def test_whatever_the_editor_can_make_is_read() -> None:
    """
    Every operator of every field, with a value of its editor, makes criteria.
    """
    fields: Any = react_querybuilder_fields(KIT_SCHEMA, subjects=tuple(Subject))
    for field in fields:
        for operator in field["operators"]:
            if operator["name"] == "matches":
                continue
            rule = {"field": field["name"], "operator": operator["name"], "value": _value(field, operator)}
            read, problems = from_react_querybuilder({"combinator": "and", "rules": [rule]}, KIT_SCHEMA)

            assert read is not None, (rule, problems)


def test_every_field_and_operator_is_there() -> None:
    """
    Names, labels and operators are those of the schema, and all of it is JSON.
    """
    fields: Any = react_querybuilder_fields(KIT_SCHEMA)

    assert [one["name"] for one in fields] == list(KIT_SCHEMA.leads)
    assert [one["label"] for one in fields] == [field.title for field in KIT_SCHEMA.leads.values()]
    assert json.loads(json.dumps(fields)) == fields
    for one, field in zip(fields, KIT_SCHEMA.leads.values(), strict=True):
        assert len(one["operators"]) == len(operators_of(field.kind.family))


def _inputs(name: str, operator: str) -> tuple[str, str]:
    one = next(one for one in _field(name)["operators"] if one["name"] == operator)
    return one["inputType"], one["valueEditorType"]


@pytest.mark.parametrize(
    ("name", "operator", "expected"),
    [
        ("seats", "<", ("number", "text")),
        ("seats", "in", ("text", "text")),
        ("since", "=", ("date", "text")),
        ("since", "within_last_days", ("number", "text")),
        ("keen", "=", ("text", "checkbox")),
        ("notes", "contains", ("text", "textarea")),
        ("size", "=", ("text", "select")),
        ("size", "in", ("text", "multiselect")),
        ("email", "=", ("email", "text")),
        ("email", "contains", ("text", "text")),
        ("partner.rank", "=", ("number", "text")),
    ],
)
def test_editors_fit_the_kind_and_the_operator(name: str, operator: str, expected: tuple[str, str]) -> None:
    """
    Numbers, days, flags and choices have the editors that people expect, and lists and pieces theirs.
    """
    assert _inputs(name, operator) == expected


def test_fields_leave_the_editor_to_their_operators() -> None:
    """
    What stands on a field would win, and the operator's own would never be asked.
    """
    every: Any = react_querybuilder_fields(SCHEMA, subjects=tuple(Subject))

    assert all(not {"inputType", "valueEditorType"} & one.keys() for one in every)


def test_choices_and_labels_are_those_of_the_field() -> None:
    """
    A partner's field says whose it is.
    """
    assert _field("size")["values"] == [{"name": name, "label": name} for name in ("small", "medium", "large")]
    assert _field("partner.rank")["label"] == "Partner: Rank"


def test_countries_are_offered_by_name() -> None:
    """
    What is stored is the code, what people see the name.
    """
    land = _field("land")

    assert {"name": "DE", "label": "Germany"} in land["values"]


def test_a_new_rule_does_not_ask_for_emptiness() -> None:
    """
    Editors begin with the first operator, which takes one value, or several that are picked or typed.
    """
    every: Any = react_querybuilder_fields(SCHEMA)

    assert all(one["operators"][0]["name"] in ("=", "contains_any") for one in every)
    assert all("arity" not in one["operators"][0] for one in every)
    assert all([o.get("arity") for o in one["operators"][-2:]] == ["unary", "unary"] for one in every)
