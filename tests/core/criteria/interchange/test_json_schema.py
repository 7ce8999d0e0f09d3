"""
The JSON Schema of criteria: what can be checked without us, and nothing that we would take is refused.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria import Criteria, any_of, check_criteria, where
from leadflow.core.criteria.interchange import criteria_json_schema
from leadflow.core.schema import Subject
from leadflow.testing.builders import KIT_SCHEMA
from leadflow.testing.strategies import criteria
from leadflow.wire import Wire
from leadflow.wire.converter import make_converter

jsonschema = pytest.importorskip("jsonschema")


def _validator(schema: Any, **more: Any) -> Any:
    made = criteria_json_schema(schema, **more)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


VALID, KIT = _validator(SCHEMA), _validator(KIT_SCHEMA)
CONVERTER = make_converter(KIT_SCHEMA, strict=True)


def _one(**condition: Any) -> dict[str, Any]:
    return {"groups": [[condition]]}


@pytest.mark.parametrize(
    "document",
    [
        _one(field="town", operator="equals", value="Rome"),
        _one(field="town", operator="equals", value="Rome", exact=True, if_missing=True, subject="lead"),
        _one(field="town", operator="equals", value=7),
        _one(field="town", operator="is_empty"),
        _one(field="town", operator="is_empty", value=None),
        _one(field="town", operator="matches", value="^a"),
        _one(field="seats", operator="between", value=["1", 5]),
        _one(field="since", operator="within_last_days", value=30),
        _one(field="keen", operator="equals", value=True),
        _one(field="tags", operator="contains_all", value=["a"]),
        _one(field="rank", operator="less_than", value=1, subject="partner"),
        {"v": 2, "needs": 1} | _one(field="town", operator="is_empty"),
        {
            "groups": [
                [{"field": "town", "operator": "is_empty"}],
                [{"field": "seats", "operator": "less_than", "value": 1}],
            ]
        },
    ],
    ids=str,
)
def test_good_documents_are_valid(document: Any) -> None:
    """
    Every shape of value, and every key.
    """
    assert list(VALID.iter_errors(document)) == []


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        {"groups": []},
        {"groups": [[]]},
        {"groups": [{"field": "town", "operator": "is_empty"}]},
        {"groups": [[{"field": "town", "operator": "is_empty"}]], "more": 1},
        {"v": "2"} | _one(field="town", operator="is_empty"),
        _one(field="town"),
        _one(operator="is_empty"),
        _one(field="twon", operator="is_empty"),
        _one(field="rank", operator="is_empty"),
        _one(field="town", operator="is_empty", subject="partner"),
        _one(field="town", operator="is_empty", subject="everybody"),
        _one(field="town", operator="equal", value="a"),
        _one(field="town", operator="less_than", value="a"),
        _one(field="town", operator="equals"),
        _one(field="town", operator="equals", value=["a"]),
        _one(field="town", operator="equals", value=None),
        _one(field="town", operator="equals", value=True),
        _one(field="town", operator="is_empty", value="a"),
        _one(field="town", operator="in", value="a"),
        _one(field="town", operator="in", value=[]),
        _one(field="town", operator="in", value=["a", None]),
        _one(field="town", operator="matches", value="a" * 1_001),
        _one(field="seats", operator="between", value=[1]),
        _one(field="seats", operator="between", value=[1, 2, 3]),
        _one(field="since", operator="within_last_days", value="30"),
        _one(field="since", operator="within_last_days", value=-1),
        _one(field="keen", operator="equals", value=1),
        _one(field="tags", operator="equals", value="a"),
        _one(field="town", operator="is_empty", exact="yes"),
        _one(field="town", operator="is_empty", or_emtpy=True),
    ],
    ids=lambda document: str(document)[:60],
)
def test_bad_documents_are_not_valid(document: Any) -> None:
    """
    Unknown keys, fields and operators, and values of another shape.
    """
    assert list(VALID.iter_errors(document)) != []


@settings(max_examples=100)
@given(written=criteria())
def test_what_we_take_is_valid(written: Criteria) -> None:
    """
    Whatever is checked without an error is valid as it is stored.
    """
    checked, _ = check_criteria(written, KIT_SCHEMA)

    assert checked is not None
    assert list(KIT.iter_errors(CONVERTER.unstructure(written))) == []


@settings(max_examples=100)
@given(written=criteria())
def test_what_is_stored_is_valid(written: Criteria) -> None:
    """
    A stored document says its version.
    """
    assert list(KIT.iter_errors(json.loads(Wire(KIT_SCHEMA).dumps(written)))) == []


def test_whole_days_are_taken_in_both_ways_to_write_them() -> None:
    """
    To a JSON Schema 7.0 is a whole number, so it is one to us.
    """
    days = _one(field="since", operator="within_last_days", value=7.0)
    checked, _ = check_criteria(any_of(where("since", "within_last_days", 7.0)), SCHEMA)

    assert VALID.is_valid(days)
    assert checked is not None
    assert checked.groups[0][0].operand == 7
    assert check_criteria(any_of(where("since", "within_last_days", 7.5)), SCHEMA)[0] is None


def test_subjects_can_be_fewer() -> None:
    """
    Where only partners are asked about, the subject has to be named and is always theirs.
    """
    partners = _validator(SCHEMA, subjects=[Subject.PARTNER])

    assert partners.is_valid(_one(field="rank", operator="is_empty", subject="partner"))
    assert not partners.is_valid(_one(field="rank", operator="is_empty"))
    assert not partners.is_valid(_one(field="town", operator="is_empty", subject="lead"))
