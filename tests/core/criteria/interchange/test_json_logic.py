"""
JsonLogic: as react-querybuilder and others write it, and what is refused because its readers differ.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria import Condition, Criteria, Group, any_of, where
from leadflow.core.criteria.interchange import MAX_DEPTH, from_json_logic, to_json_logic
from leadflow.core.schema import Subject

TOWN, SEATS, SINCE, KEEN, TAGS = ({"var": name} for name in ("town", "seats", "since", "keen", "tags"))
ITEM = {"var": ""}


def _read(rule: Any) -> Criteria:
    read, problems = from_json_logic(rule, SCHEMA)
    assert problems == ()
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        ({"==": [TOWN, "Rome"]}, where("town", "equals", "Rome")),
        ({"==": ["Rome", {"var": ["town"]}]}, where("town", "equals", "Rome")),
        ({"===": [{"var": ["town", None]}, "Rome"]}, where("town", "equals", "Rome")),
        ({"!=": [TOWN, "Rome"]}, where("town", "not_equals", "Rome")),
        ({"!==": [TOWN, "Rome"]}, where("town", "not_equals", "Rome")),
        ({"==": [TOWN, None]}, where("town", "is_empty")),
        ({"!=": [None, TOWN]}, where("town", "is_not_empty")),
        ({"in": [TOWN, ["Rome", "Bari"]]}, where("town", "in", ["Rome", "Bari"])),
        ({"!": {"in": [TOWN, ["Rome"]]}}, where("town", "not_in", ["Rome"])),
        ({"in": ["om", TOWN]}, where("town", "contains", "om")),
        ({"!": [{"in": ["om", TOWN]}]}, where("town", "not_contains", "om")),
        ({"startsWith": [TOWN, "R"]}, where("town", "starts_with", "R")),
        ({"!": {"endsWith": [TOWN, "e"]}}, where("town", "not_ends_with", "e")),
        ({"<": [SEATS, 5]}, where("seats", "less_than", 5)),
        ({"<": [5, SEATS]}, where("seats", "greater_than", 5)),
        ({">=": [5, SEATS]}, where("seats", "less_or_equal", 5)),
        ({"<=": [1, SEATS, 5]}, where("seats", "between", 1, 5)),
        ({"!": {"<=": [1, SEATS, 5]}}, where("seats", "not_between", 1, 5)),
        ({"==": [SINCE, "2026-03-01"]}, where("since", "on", "2026-03-01")),
        ({">": [SINCE, "2026-03-01"]}, where("since", "after", "2026-03-01")),
        ({"<": ["2026-03-01", SINCE]}, where("since", "after", "2026-03-01")),
        (KEEN, where("keen", "equals", True)),
        ({"!": KEEN}, where("keen", "not_equals", True)),
        ({"!!": [KEEN]}, where("keen", "equals", True)),
        ({"==": [KEEN, False]}, where("keen", "equals", False)),
        ({"in": ["a", TAGS]}, where("tags", "contains_any", ["a"])),
        ({"some": [TAGS, {"in": [ITEM, ["a", "b"]]}]}, where("tags", "contains_any", ["a", "b"])),
        (
            {"some": [TAGS, {"or": [{"==": [ITEM, "a"]}, {"==": [ITEM, "b"]}]}]},
            where("tags", "contains_any", ["a", "b"]),
        ),
        ({"none": [TAGS, {"===": [ITEM, "a"]}]}, where("tags", "contains_none", ["a"])),
        ({"all": [TAGS, {"!": {"in": [ITEM, ["a"]]}}]}, where("tags", "contains_none", ["a"])),
        ({"==": [{"var": "partner.rank"}, 1]}, where("rank", "equals", 1, subject=Subject.PARTNER)),
        ({"and": {"==": [TOWN, "a"]}}, where("town", "equals", "a")),
    ],
    ids=str,
)
def test_operations_are_read(rule: Any, condition: Condition) -> None:
    """
    The field stands on either side, and a negation becomes the opposite operator.
    """
    assert _read(rule) == any_of(condition)


def test_an_open_range_is_two_conditions() -> None:
    """
    Only the closed one is "between".
    """
    assert _read({"<": [1, SEATS, 5]}) == Criteria(
        (Group((where("seats", "greater_than", 1), where("seats", "less_than", 5))),)
    )


def test_a_guard_is_left_out_where_it_adds_nothing() -> None:
    """
    "Is not null and is not Rome" is what a condition means anyhow; negated, the guard counts.
    """
    guarded = {"and": [{"!=": [TOWN, None]}, {"!=": [TOWN, "Rome"]}]}

    assert _read(guarded) == any_of(where("town", "not_equals", "Rome"))
    assert _read({"!": guarded}) == any_of(where("town", "equals", "Rome", if_missing=True))


@pytest.mark.parametrize(
    ("rule", "code", "place"),
    [
        (None, "query_malformed", ""),
        ([], "query_malformed", ""),
        ({}, "query_malformed", ""),
        ({"==": [TOWN, 1], "!=": [TOWN, 2]}, "query_malformed", ""),
        (False, "group_empty", ""),
        (True, "group_empty", ""),
        ({"and": []}, "group_empty", ""),
        ({"and": [{"==": [TOWN, "a"]}, False]}, "group_empty", "and[1]"),
        ({"if": [KEEN, True, False]}, "operator_unknown", ""),
        ({"or": [{"match": [TOWN, "a"]}]}, "operator_unknown", "or[0]"),
        ({"==": [TOWN]}, "query_malformed", ""),
        ({"==": [TOWN, {"var": "land"}]}, "value_is_field", ""),
        ({"==": [1, 1]}, "field_missing", ""),
        ({"==": [TOWN, {"cat": ["a", "b"]}]}, "value_is_computed", "==[1]"),
        ({"==": [{"var": ["town", "Rome"]}, "a"]}, "default_not_taken", "==[0].var"),
        ({"==": [{"var": ""}, "a"]}, "field_missing", "==[0].var"),
        ({"==": [{"var": 1}, "a"]}, "field_missing", "==[0].var"),
        ({"==": [{"var": "twon"}, "a"]}, "field_unknown", "==[0].var"),
        ({"<": [TOWN, "a"]}, "operator_not_for_kind", ""),
        ({"and": [{"<": [SEATS, "x"]}]}, "number_unreadable", "and[0].<[1]"),
        ({"!": {"<": ["x", SEATS]}}, "number_unreadable", "!.<[0]"),
        ({"<=": [5, SEATS, 1]}, "bounds_reversed", ""),
        ({"<=": [SEATS, 1, 5]}, "query_malformed", ""),
        ({">": [5, SEATS, 1]}, "query_malformed", ""),
        ({"in": [TOWN, "Rome"]}, "value_list", "in[1]"),
        ({"startsWith": ["Rome", TOWN]}, "value_is_field", ""),
        (TOWN, "truth_of_value", ""),
        ({"!": SEATS}, "truth_of_value", "!"),
        ({"!": [KEEN, KEEN]}, "query_malformed", ""),
        ({"all": [TAGS, {"in": [ITEM, ["a"]]}]}, "match_not_said", ""),
        ({"some": [TAGS, {"<": [ITEM, 5]}]}, "match_not_said", "some[1]"),
        ({"some": [TOWN, {"==": [ITEM, "a"]}]}, "match_not_for_kind", ""),
        ({"some": [TAGS]}, "query_malformed", ""),
    ],
    ids=str,
)
def test_what_cannot_be_said_is_refused_at_its_place(rule: Any, code: str, place: str) -> None:
    """
    Places are paths of the rule.
    """
    read, problems = from_json_logic(rule, SCHEMA)

    assert read is None
    assert [(one.code, one.path) for one in problems] == [(code, place)]


def test_deep_rules_are_refused() -> None:
    """
    Nesting has a bound.
    """
    deep: Any = {"==": [TOWN, "a"]}
    for _ in range(MAX_DEPTH + 1):
        deep = {"!": deep}
    _, problems = from_json_logic(deep, SCHEMA)

    assert [one.code for one in problems] == ["query_too_deep"]


def test_what_null_would_satisfy_is_guarded() -> None:
    """
    To other readers null is less than 5 and not equal to anything.
    """
    rule, problems = to_json_logic(
        Criteria((Group((where("town", "equals", "a"), where("seats", "less_than", 5))),)), SCHEMA
    )

    assert problems == ()
    assert rule == {"and": [{"==": [TOWN, "a"]}, {"!==": [SEATS, None]}, {"<": [SEATS, 5]}]}


@pytest.mark.parametrize("operator", ["within_last_days", "within_next_days", "older_than_days"])
def test_what_it_has_no_operation_for_is_refused(operator: str) -> None:
    """
    Relative days have none.
    """
    rule, problems = to_json_logic(any_of(where("since", operator, 3)), SCHEMA)

    assert rule is None
    assert [(one.code, one.path) for one in problems] == [("operator_not_said", "groups[0][0].operator")]


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        (where("seats", "is_empty"), {"===": [SEATS, None]}),
        (where("keen", "is_not_empty"), {"!==": [KEEN, None]}),
        (where("seats", "equals", 0), {"and": [{"!==": [SEATS, None]}, {"==": [SEATS, 0]}]}),
        (where("seats", "in", [0, 5]), {"and": [{"!==": [SEATS, None]}, {"in": [SEATS, [0, 5]]}]}),
        (where("seats", "equals", 5), {"==": [SEATS, 5]}),
        (where("keen", "equals", False), {"and": [{"!==": [KEEN, None]}, {"==": [KEEN, False]}]}),
        (where("seats", "equals", 5, if_missing=True), {"or": [{"===": [SEATS, None]}, {"==": [SEATS, 5]}]}),
        (where("town", "equals", 12), {"==": [TOWN, "12"]}),
        (where("town", "contains", 1), {"in": ["1", TOWN]}),
        (where("seats", "equals", "1.000"), {"==": [SEATS, 1000]}),
        (where("land", "equals", "Germany"), {"==": [{"var": "land"}, "DE"]}),
        (where("land", "in", ["usa", "Narnia"]), {"in": [{"var": "land"}, ["US", "Narnia"]]}),
        (where("size", "equals", "LARGE"), {"==": [{"var": "size"}, "large"]}),
        (
            where("seen", "before", "2026-03-02T01:00:00+01:00"),
            {"and": [{"!==": [{"var": "seen"}, None]}, {"<": [{"var": "seen"}, "2026-03-02T00:00:00+00:00"]}]},
        ),
    ],
    ids=str,
)
def test_values_are_written_as_leads_hold_them(condition: Condition, rule: Any) -> None:
    """
    Absence is asked strictly, since to most readers null is 0, and to some false.
    """
    assert to_json_logic(any_of(condition), SCHEMA) == (rule, ())


@pytest.mark.parametrize(
    "condition",
    [
        where("budget", "less_than", "EUR 5"),
        where("budget", "equals", 5),
        where("budget", "in", ["EUR 5"], if_missing=True),
        where("budget", "not_between", "EUR 1", "EUR 5"),
        where("seen", "on", "2026-03-02"),
        where("seen", "before", "2026-03-02"),
        where("seen", "between", "2026-03-02", "2026-03-03"),
    ],
    ids=str,
)
def test_what_readers_could_not_compare_is_refused(condition: Condition) -> None:
    """
    Money without its currency and days of moments without the zone would only be compared as texts.
    """
    rule, problems = to_json_logic(any_of(condition), SCHEMA)

    assert rule is None
    assert [(one.code, one.path) for one in problems] == [("operator_not_said", "groups[0][0].operator")]


def test_whether_money_is_said_can_be_asked() -> None:
    """
    That needs no comparison of amounts.
    """
    assert to_json_logic(any_of(where("budget", "is_empty")), SCHEMA)[0] == {"===": [{"var": "budget"}, None]}
