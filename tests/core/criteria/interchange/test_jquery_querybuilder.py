"""
Rules of jQuery QueryBuilder: its twenty operators, its negated groups, and what it has no word for.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria import Condition, Criteria, Group, any_of, where
from leadflow.core.criteria.interchange import MAX_DEPTH, from_jquery_querybuilder, to_jquery_querybuilder
from leadflow.core.schema import Subject


def _rule(field: str, operator: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "id": field,
        "field": field,
        "type": "string",
        "input": "text",
        "operator": operator,
        "value": value,
        **more,
    }


def _all(*rules: Any, **more: Any) -> dict[str, Any]:
    return {"condition": "AND", "rules": list(rules), "valid": True, **more}


def _read(data: Any) -> Criteria:
    read, problems = from_jquery_querybuilder(data, SCHEMA)
    assert problems == ()
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (_rule("town", "equal", "Rome"), where("town", "equals", "Rome")),
        (_rule("town", "not_equal", "Rome"), where("town", "not_equals", "Rome")),
        (_rule("town", "in", ["Rome", "Bari"]), where("town", "in", ["Rome", "Bari"])),
        (_rule("town", "not_in", "Baro, me"), where("town", "not_in", ["Baro, me"])),
        (_rule("town", "in", "Rome"), where("town", "in", ["Rome"])),
        (_rule("seats", "less", 5), where("seats", "less", 5)),
        (_rule("seats", "less_or_equal", "5"), where("seats", "less_or_equal", "5")),
        (_rule("seats", "greater", 5), where("seats", "greater", 5)),
        (_rule("seats", "greater_or_equal", [5]), where("seats", "greater_or_equal", 5)),
        (_rule("seats", "between", [1, 5]), where("seats", "between", 1, 5)),
        (_rule("seats", "not_between", [1, 5]), where("seats", "not_between", 1, 5)),
        (_rule("town", "begins_with", "o"), where("town", "begins_with", "o")),
        (_rule("town", "not_begins_with", "o"), where("town", "not_begins_with", "o")),
        (_rule("town", "contains", "o"), where("town", "contains", "o")),
        (_rule("town", "not_contains", "o"), where("town", "not_contains", "o")),
        (_rule("town", "ends_with", "o"), where("town", "ends_with", "o")),
        (_rule("town", "not_ends_with", "o"), where("town", "not_ends_with", "o")),
        (_rule("town", "is_empty"), where("town", "is_empty")),
        (_rule("town", "is_not_empty"), where("town", "is_not_empty")),
        (_rule("seats", "is_null"), where("seats", "is_empty")),
        (_rule("seats", "is_not_null"), where("seats", "is_not_empty")),
        (_rule("since", "less", "2026-03-01"), where("since", "before", "2026-03-01")),
        (_rule("since", "equal", "2026-03-01"), where("since", "on", "2026-03-01")),
        (_rule("keen", "equal", True, type="boolean"), where("keen", "equals", True)),
        (_rule("tags", "contains", "a"), where("tags", "contains_any", ["a"])),
        (_rule("tags", "not_contains", "a"), where("tags", "contains_none", ["a"])),
        (_rule("tags", "contains", "a, b"), where("tags", "contains_any", ["a, b"])),
        (_rule("partner.rank", "equal", 1), where("rank", "equals", 1, subject=Subject.PARTNER)),
        ({"id": "town", "operator": "equal", "value": "x"}, where("town", "equals", "x")),
    ],
    ids=lambda given: f"{given['id']} {given['operator']}" if isinstance(given, dict) else "",
)
def test_every_operator_is_read(rule: dict[str, Any], condition: Condition) -> None:
    """
    The operators, with values as the builder sends them.
    """
    assert _read(_all(rule)) == any_of(condition)


def test_groups_nest_and_are_negated() -> None:
    """
    AND, OR and the "not" of the plugin.
    """
    inner = {"condition": "OR", "not": True, "rules": [_rule("town", "equal", "a"), _rule("seats", "less", 5)]}
    group = Group((where("town", "not_equals", "a"), where("seats", "greater_or_equal", 5)))

    assert _read(_all(inner)) == Criteria((group,))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (None, "query_malformed", ""),
        ({"condition": "AND"}, "query_malformed", ""),
        (_all(), "group_empty", ""),
        (_all(7), "query_malformed", "rules[0]"),
        (_all(_rule("town", "equal", "a"), condition="XOR"), "combinator_unknown", "condition"),
        (_all(_rule("town", "equal", "a"), **{"not": "no"}), "query_malformed", "not"),
        (_all(_rule("town", "equal", "a"), valid=False), "rule_incomplete", "valid"),
        (_all(_rule("twon", "equal", "a")), "field_unknown", "rules[0].field"),
        (_all({"id": "twon", "operator": "equal", "value": 1}), "field_unknown", "rules[0].id"),
        (_all({"operator": "equal", "value": 1}), "field_missing", "rules[0].id"),
        (_all(_rule("town", "equals", "a")), "operator_unknown", "rules[0].operator"),
        (_all(_rule("town", "matches", "a")), "operator_unknown", "rules[0].operator"),
        (_all(_rule("town", "less", "a")), "operator_not_for_kind", "rules[0].operator"),
        (_all(_rule("seats", "equal", "x")), "number_unreadable", "rules[0].value"),
        (_all(_rule("seats", "between", [1])), "value_pair", "rules[0].value"),
        (_all(_rule("town", "equal")), "value_missing", "rules[0].value"),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_place(data: Any, code: str, place: str) -> None:
    """
    Places are those of the rules.
    """
    read, problems = from_jquery_querybuilder(data, SCHEMA)

    assert read is None
    assert [(one.code, one.path) for one in problems] == [(code, place)]


def test_deep_rules_are_refused() -> None:
    """
    Nesting has a bound.
    """
    deep: Any = _rule("town", "equal", "a")
    for _ in range(MAX_DEPTH + 1):
        deep = _all(deep)
    _, problems = from_jquery_querybuilder(deep, SCHEMA)

    assert [one.code for one in problems] == ["query_too_deep"]


def test_what_is_written_is_what_the_builder_expects() -> None:
    """
    Types by kind, and questions about several values as groups.
    """
    criteria = any_of(where("tags", "contains_any", ["a", "b"]), where("seats", "is_empty"))
    data, problems = to_jquery_querybuilder(criteria, SCHEMA)
    tag = {"id": "tags", "field": "tags", "type": "string", "operator": "contains"}

    assert problems == ()
    assert data == {
        "condition": "OR",
        "rules": [
            {"condition": "AND", "rules": [{"condition": "OR", "rules": [tag | {"value": "a"}, tag | {"value": "b"}]}]},
            {
                "condition": "AND",
                "rules": [{"id": "seats", "field": "seats", "type": "integer", "operator": "is_null", "value": None}],
            },
        ],
        "valid": True,
    }


def test_what_it_has_no_word_for_is_refused() -> None:
    """
    Relative days are not among its operators.
    """
    data, problems = to_jquery_querybuilder(any_of(where("since", "older_than_days", 3)), SCHEMA)

    assert data is None
    assert [(one.code, one.path) for one in problems] == [("operator_not_said", "groups[0][0].operator")]


@pytest.mark.parametrize(
    "condition",
    [
        where("seats", "is_empty"),
        where("seats", "is_not_empty"),
        where("since", "is_empty"),
        where("keen", "equals", True, if_missing=True),
        where("land", "not_equals", "US", if_missing=True),
    ],
    ids=str,
)
def test_absence_is_null_and_no_empty_text(condition: Condition) -> None:
    """
    Its editor offers "is empty" for texts only, and its SQL makes a comparison with an empty text of it.
    """
    data, problems = to_jquery_querybuilder(any_of(condition), SCHEMA)

    assert problems == ()
    assert "null" in str(data)
    assert "empty" not in str(data)
