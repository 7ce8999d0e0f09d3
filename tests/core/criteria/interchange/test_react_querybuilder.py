"""
Queries of react-querybuilder: read as they are meant, refused where they cannot be said, at their own places.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.criteria.small import SCHEMA

from leadflow.core.criteria import AnyCriteria, Condition, Criteria, Group, any_of, check_criteria, where
from leadflow.core.criteria.interchange import MAX_DEPTH, MAX_PARTS, from_react_querybuilder, to_react_querybuilder
from leadflow.core.problems import Severity
from leadflow.core.schema import Subject


def _rule(field: str, operator: str, value: Any = "", **more: Any) -> dict[str, Any]:
    return {"id": "r-1", "field": field, "operator": operator, "value": value, **more}


def _all(*rules: Any, **more: Any) -> dict[str, Any]:
    return {"id": "g-1", "combinator": "and", "rules": list(rules), **more}


def _any(*rules: Any, **more: Any) -> dict[str, Any]:
    return {"combinator": "or", "rules": list(rules), **more}


def _read(query: Any) -> Criteria:
    read, problems = from_react_querybuilder(query, SCHEMA)
    assert problems == ()
    assert read is not None
    return read


def _problems(query: Any) -> list[tuple[str, str]]:
    read, problems = from_react_querybuilder(query, SCHEMA)
    assert read is None
    return [(one.code, one.path) for one in problems]


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (_rule("town", "=", "Rome"), where("town", "equals", "Rome")),
        (_rule("town", "!=", "Rome"), where("town", "not_equals", "Rome")),
        (_rule("town", "contains", "o"), where("town", "contains", "o")),
        (_rule("town", "doesNotContain", "o"), where("town", "not_contains", "o")),
        (_rule("town", "beginsWith", "o"), where("town", "starts_with", "o")),
        (_rule("town", "doesNotBeginWith", "o"), where("town", "not_starts_with", "o")),
        (_rule("town", "endsWith", "o"), where("town", "ends_with", "o")),
        (_rule("town", "doesNotEndWith", "o"), where("town", "not_ends_with", "o")),
        (_rule("town", "null"), where("town", "is_empty")),
        (_rule("town", "notNull", None), where("town", "is_not_empty")),
        (_rule("town", "in", "Rome, Bari"), where("town", "in", ["Rome", "Bari"])),
        (_rule("town", "notIn", ["Rome", " Bari ", ""]), where("town", "not_in", ["Rome", "Bari"])),
        (_rule("town", "in", "Bari\\, Italy , Rome,,"), where("town", "in", ["Bari, Italy", "Rome"])),
        (_rule("seats", "<", "30"), where("seats", "less_than", "30")),
        (_rule("seats", "<=", 30), where("seats", "less_or_equal", 30)),
        (_rule("seats", ">", 30.0), where("seats", "greater_than", 30.0)),
        (_rule("seats", ">=", "30"), where("seats", "greater_or_equal", "30")),
        (_rule("seats", "in", 5), where("seats", "in", [5])),
        (_rule("seats", "between", "12,14"), where("seats", "between", "12", "14")),
        (_rule("seats", "notBetween", [12, 14]), where("seats", "not_between", 12, 14)),
        (_rule("since", "=", "2026-03-01"), where("since", "on", "2026-03-01")),
        (_rule("since", "!=", "2026-03-01"), where("since", "not_on", "2026-03-01")),
        (_rule("since", "<", "2026-03-01"), where("since", "before", "2026-03-01")),
        (_rule("since", ">=", "2026-03-01"), where("since", "on_or_after", "2026-03-01")),
        (_rule("keen", "=", True), where("keen", "equals", True)),
        (_rule("keen", "=", "true"), where("keen", "equals", "true")),
        (_rule("size", "in", "small,large"), where("size", "in", ["small", "large"])),
        (_rule("tags", "contains", "a"), where("tags", "contains_any", ["a"])),
        (_rule("tags", "doesNotContain", "a"), where("tags", "contains_none", ["a"])),
        (_rule("tags", "contains", "a, b"), where("tags", "contains_any", ["a, b"])),
        (_rule("tags", "doesNotContain", "a,b"), where("tags", "contains_none", ["a,b"])),
        (_rule("tags", "contains_all", "a,b"), where("tags", "contains_all", ["a", "b"])),
        (_rule("since", "within_last_days", "30"), where("since", "within_last_days", 30)),
        (_rule("town", "NOTNULL"), where("town", "is_not_empty")),
        (_rule("town", "doesnotcontain", "o"), where("town", "not_contains", "o")),
        (_rule("partner.rank", "=", 1), where("rank", "equals", 1, subject=Subject.PARTNER)),
        (_rule("lead.town", "=", "x"), where("town", "equals", "x")),
        (_rule("town", "=", "x", disabled=True, muted=False, valueSource="value"), where("town", "equals", "x")),
    ],
    ids=lambda given: f"{given['field']} {given['operator']}" if isinstance(given, dict) else "",
)
def test_every_operator_is_read(rule: dict[str, Any], condition: Condition) -> None:
    """
    The operators, in any case of letters, with values as editors send them.
    """
    assert _read(_all(rule)) == any_of(condition)


def test_a_list_for_a_kind_without_lists_becomes_groups() -> None:
    """
    "One of these days" is one group a day; "none of them" is one group of all.
    """
    one, two = where("since", "on", "2026-03-01"), where("since", "on", "2026-03-02")
    days = "2026-03-01,2026-03-02"
    not_one, not_two = where("since", "not_on", "2026-03-01"), where("since", "not_on", "2026-03-02")

    assert _read(_all(_rule("since", "in", days))) == any_of(one, two)
    assert _read(_all(_rule("since", "notIn", days))) == any_of(Group((not_one, not_two)))


def test_independent_combinators_bind_as_they_should() -> None:
    """
    AND binds tighter than OR; a muted rule goes with its place in the row.
    """
    a, b, c = (_rule("town", "=", name) for name in "abc")
    wa, wb, wc = (where("town", "equals", name) for name in "abc")

    assert _read({"rules": [a, "or", b, "AND", c]}) == any_of(wa, Group((wb, wc)))
    assert _read({"rules": [a]}) == any_of(wa)
    assert _read({"rules": [a, "or", {**b, "muted": True}, "and", c]}) == any_of(wa, wc)
    assert _read({"rules": [{**a, "muted": True}, "or", b]}) == any_of(wb)
    assert _read({"not": True, "rules": [a, "or", b]}) == any_of(
        Group((where("town", "not_equals", "a"), where("town", "not_equals", "b")))
    )


def test_not_takes_the_opposite_of_a_group() -> None:
    """
    A negated group turns each operator and the combinator.
    """
    query = _all(_any(_rule("seats", "<", 5), _rule("town", "null"), **{"not": True}), _rule("keen", "=", True))
    group = Group((where("seats", "greater_or_equal", 5), where("town", "is_not_empty"), where("keen", "equals", True)))

    assert _read(query) == Criteria((group,))


def test_muted_rules_and_groups_are_left_out() -> None:
    """
    As in react-querybuilder's own exports; what is disabled stays.
    """
    muted = [_rule("nonsense", "?", muted=True), _any(_rule("~", "~"), muted=True)]

    assert _read(_all(_rule("town", "=", "a", disabled=True), *muted)) == any_of(where("town", "equals", "a"))


SOME = {"mode": "some", "threshold": 1}


@pytest.mark.parametrize(
    ("mode", "inner", "condition"),
    [
        ("some", _any(_rule("", "=", "a"), _rule("", "=", "b")), where("tags", "contains_any", ["a", "b"])),
        ("some", _all(_rule("", "in", "a,b")), where("tags", "contains_any", ["a", "b"])),
        ("none", _all(_rule("", "=", "a")), where("tags", "contains_none", ["a"])),
        ("all", _all(_rule("", "!=", "a"), _rule("", "notIn", "b,c")), where("tags", "contains_none", ["a", "b", "c"])),
        ("all", _all(_rule("", "=", "a"), **{"not": True}), where("tags", "contains_none", ["a"])),
    ],
)
def test_match_modes_are_read_where_they_can_be_said(mode: str, inner: Any, condition: Condition) -> None:
    """
    Some, none and all of the values being so, as far as that is to contain some of the values or none of them.
    """
    assert _read(_all(_rule("tags", "=", inner, match={"mode": mode}))) == any_of(condition)


@pytest.mark.parametrize(
    ("mode", "inner", "place"),
    [
        ("all", _all(_rule("", "=", "a")), "rules[0].match.mode"),
        ("some", _all(_rule("", "!=", "a")), "rules[0].match.mode"),
        ("none", _all(_rule("", "!=", "a")), "rules[0].match.mode"),
        ("atLeast", _all(_rule("", "=", "a")), "rules[0].match.mode"),
        ("some", _all(_rule("", "contains", "a")), "rules[0].value.rules[0]"),
        ("some", _all(_rule("", "=", "a"), _rule("", "!=", "b")), "rules[0].value"),
        ("some", _all(_rule("", "=", "a", muted=True)), "rules[0].value"),
        ("some", "a", "rules[0].value"),
        (7, _all(_rule("", "=", "a")), "rules[0].match.mode"),
    ],
)
def test_match_modes_are_refused_where_they_cannot_be_said(mode: Any, inner: Any, place: str) -> None:
    """
    "All tags are a" is not that the tags contain a.
    """
    assert _problems(_all(_rule("tags", "=", inner, match={"mode": mode}))) == [("match_not_said", place)]


@pytest.mark.parametrize(
    ("query", "code", "place"),
    [
        (None, "query_malformed", ""),
        ("town = Rome", "query_malformed", ""),
        ([], "query_malformed", ""),
        ({}, "query_malformed", ""),
        (_rule("town", "=", "a"), "query_malformed", ""),
        ({"combinator": "and", "rules": {}}, "query_malformed", ""),
        (_all(), "group_empty", ""),
        (_all(_rule("seats", "between", "5,~")), "rule_incomplete", "rules[0].value"),
        (_all(_rule("size", "in", "~, small")), "rule_incomplete", "rules[0].value"),
        (_all(_rule("town", "=", "a", muted=True)), "group_empty", ""),
        ({"rules": [_rule("town", "=", "a", muted=True), "or", _all(muted=True)]}, "group_empty", ""),
        (
            _all({"rules": [_rule("town", "=", "a", muted=True), "and", {"rules": [], "muted": True}]}),
            "group_empty",
            "rules[0]",
        ),
        (_all(_any()), "group_empty", "rules[0]"),
        ({"rules": []}, "group_empty", ""),
        ({"combinator": "xor", "rules": [_rule("town", "=", "a")]}, "combinator_unknown", "combinator"),
        ({"rules": [_rule("town", "=", "a"), _rule("town", "=", "a")]}, "combinator_unknown", "combinator"),
        ({"rules": [_rule("town", "=", "a"), "nor", _rule("town", "=", "a")]}, "combinator_unknown", "rules[1]"),
        ({"rules": [_rule("town", "=", "a"), "and"]}, "query_malformed", "rules"),
        (_all("and"), "query_malformed", "rules[0]"),
        (_all(_rule("town", "=", "a"), **{"not": 1}), "query_malformed", "not"),
        (_all(_rule("town", "=", "a", muted="yes")), "query_malformed", "rules[0].muted"),
        (_all(_rule("~", "=", "a")), "rule_incomplete", "rules[0].field"),
        (_all(_rule("town", "~", "a")), "rule_incomplete", "rules[0].operator"),
        (_all(_rule("", "=", "a")), "field_missing", "rules[0].field"),
        (_all({"operator": "="}), "field_missing", "rules[0].field"),
        (_all(_rule("twon", "=", "a")), "field_unknown", "rules[0].field"),
        (_all(_rule("partner.town", "=", "a")), "field_unknown", "rules[0].field"),
        (_all(_rule("town", "equals", "a")), "operator_unknown", "rules[0].operator"),
        (_all({"field": "town", "operator": ["="]}), "operator_unknown", "rules[0].operator"),
        (_all(_rule("town", "<", "a")), "operator_not_for_kind", "rules[0].operator"),
        (_all(_rule("size", "contains", "a")), "operator_not_for_kind", "rules[0].operator"),
        (_all(_rule("tags", "in", "a")), "operator_not_for_kind", "rules[0].operator"),
        (_all(_rule("town", "=", "land", valueSource="field")), "value_is_field", "rules[0].valueSource"),
        (_all(_rule("town", "=", "x", valueSource="expression")), "value_is_computed", "rules[0].valueSource"),
        (_all(_rule("town", "=", "x", lhs={"op": "lower"})), "value_is_computed", "rules[0].lhs"),
        (_all(_rule("town", "=", "x", match=SOME)), "match_not_for_kind", "rules[0].match"),
        (_all(_rule("town", "=", "")), "value_empty", "rules[0].value"),
        (_all(_rule("town", "=", None)), "value_missing", "rules[0].value"),
        (_all(_rule("town", "=", ["a"])), "value_single", "rules[0].value"),
        (_all(_rule("town", "=", {"a": 1})), "value_unreadable", "rules[0].value"),
        (_all(_rule("town", "in", " , ,")), "value_list", "rules[0].value"),
        (_all(_rule("since", "in", "")), "value_list", "rules[0].value"),
        (_all(_rule("seats", "=", "many")), "number_unreadable", "rules[0].value"),
        (_all(_rule("seats", "=", 10**5000)), "number_too_large", "rules[0].value"),
        (_all(_rule("seats", "=", float("nan"))), "value_empty", "rules[0].value"),
        (_all(_rule("seats", "between", "1")), "value_pair", "rules[0].value"),
        (_all(_rule("seats", "between", "1,2,3")), "value_pair", "rules[0].value"),
        (_all(_rule("size", "=", "~")), "rule_incomplete", "rules[0].value"),
        (_all(_rule("land", "!=", "~")), "rule_incomplete", "rules[0].value"),
        (_all(_rule("land", "notIn", ["US", "~"])), "rule_incomplete", "rules[0].value"),
        (
            _all(_rule("tags", "=", _all(_rule("", "=", "~")), match={"mode": "some"})),
            "rule_incomplete",
            "rules[0].value.rules[0].value",
        ),
        (_all(_rule("since", "within_last_days", "many")), "value_days", "rules[0].value"),
        (
            _all(_all(_rule("keen", "=", True), _rule("since", "older_than_days", 3), **{"not": True})),
            "not_without_opposite",
            "rules[0].rules[1]",
        ),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_place(query: Any, code: str, place: str) -> None:
    """
    Places are those of the query, and what is wrong is never guessed at.
    """
    assert _problems(query) == [(code, place)]


def test_all_problems_come_at_once() -> None:
    """
    Every rule is read, whatever is wrong with those before it.
    """
    query = _any(_rule("twon", "=", "a"), _all(_rule("seats", "=", "x"), _rule("town", "<", "a")), "and")

    assert _problems(query) == [
        ("field_unknown", "rules[0].field"),
        ("number_unreadable", "rules[1].rules[0].value"),
        ("operator_not_for_kind", "rules[1].rules[1].operator"),
        ("query_malformed", "rules[2]"),
    ]


def test_reversed_bounds_are_swapped_with_a_warning() -> None:
    """
    As react-querybuilder's own exports do, but not silently.
    """
    read, (problem,) = from_react_querybuilder(_all(_rule("seats", "between", "9,5")), SCHEMA)

    assert read == any_of(where("seats", "between", "5", "9"))
    assert (problem.code, problem.path, problem.severity) == (
        "bounds_swapped",
        "rules[0].value",
        Severity.WARNING,
    )


def test_deep_and_large_queries_are_refused() -> None:
    """
    Nesting and size have bounds, also where a query contains itself.
    """
    deep: Any = _rule("town", "=", "a")
    for _ in range(MAX_DEPTH + 1):
        deep = _all(deep)
    itself: dict[str, Any] = _all()
    itself["rules"] += [itself, itself]
    wide = _any(*[_rule("town", "=", "a")] * (MAX_PARTS + 10))

    assert [code for code, _ in _problems(deep)] == ["query_too_deep"]
    assert _problems(wide) == [("query_too_large", f"rules[{MAX_PARTS - 1}]")]
    assert {code for code, _ in _problems(itself)} == {"query_too_deep", "query_too_large"}


def test_subjects_that_have_no_meaning_are_refused() -> None:
    """
    A host that judges leads alone says so.
    """
    _, problems = from_react_querybuilder(_all(_rule("partner.rank", "=", 1)), SCHEMA, subjects=[Subject.LEAD])

    assert [(one.code, one.path) for one in problems] == [("subject_not_here", "rules[0].field")]


def test_what_is_written_is_what_an_editor_expects() -> None:
    """
    One combinator a group, texts of a list with commas, numbers as numbers, and "or empty" as a group of its own.
    """
    criteria = any_of(
        Group((where("town", "in", ["a,b", "c"]), where("seats", "between", "1", "5"))),
        where("keen", "equals", "yes", if_missing=True),
    )
    query, problems = to_react_querybuilder(criteria, SCHEMA)

    assert problems == ()
    assert query == {
        "combinator": "or",
        "rules": [
            {
                "combinator": "and",
                "rules": [
                    {"field": "town", "operator": "in", "valueSource": "value", "value": "a\\,b,c"},
                    {"field": "seats", "operator": "between", "valueSource": "value", "value": [1, 5]},
                ],
            },
            {
                "combinator": "and",
                "rules": [
                    {
                        "combinator": "or",
                        "rules": [
                            {"field": "keen", "operator": "=", "valueSource": "value", "value": True},
                            {"field": "keen", "operator": "null", "valueSource": "value", "value": ""},
                        ],
                    }
                ],
            },
        ],
    }


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (where("tags", "contains_any", ["a, b", "c\\", "d"]), "a\\, b,c\\ ,d"),
        (where("town", "not_in", ["a\\,b", "c"]), "a\\\\,b,c"),
        (where("budget", "in", ["EUR 5"]), "EUR 5"),
        (where("seats", "in", [1, 5]), [1, 5]),
        (where("size", "in", ["small", "large"]), ["small", "large"]),
        (where("land", "not_in", ["DE"]), ["DE"]),
    ],
)
def test_lists_are_what_their_input_shows(condition: Condition, expected: Any) -> None:
    """
    An array of texts in one input would lose all marks before commas, and of operators that are ours all but its first
    item; what is picked is an array. Either is read as the same.
    """
    written: Any = to_react_querybuilder(any_of(condition), SCHEMA)
    query, problems = written

    assert problems == ()
    assert query["rules"][0]["value"] == expected
    assert _meaning(from_react_querybuilder(query, SCHEMA)[0]) == _meaning(any_of(condition))


def _meaning(criteria: AnyCriteria | None) -> list[list[object]]:
    assert criteria is not None
    checked, _ = check_criteria(criteria, SCHEMA)
    assert checked is not None
    return [[(one.operator.name, one.operand) for one in group] for group in checked.groups]


def test_values_that_an_editor_does_not_show_are_warned_about() -> None:
    """
    A date input shows no moment, and a select no country that it does not offer.
    """
    criteria = any_of(
        where("seen", "before", "2026-03-02T09:30:00+00:00"),
        where("seen", "between", "2026-03-02", "2026-03-03"),
        where("land", "in", ["DE", "Narnia"]),
        where("land", "is_empty"),
    )
    query, problems = to_react_querybuilder(criteria, SCHEMA)

    assert query is not None
    assert [(one.code, one.path, one.severity) for one in problems] == [
        ("value_not_shown", "groups[0][0].value", Severity.WARNING),
        ("value_not_shown", "groups[2][0].value", Severity.WARNING),
    ]


def test_what_cannot_be_written_is_refused_at_its_place() -> None:
    """
    Exact text cannot be said; criteria that are wrong are refused as they always are.
    """
    exact = any_of(where("keen", "is_empty"), where("town", "equals", "a", exact=True))
    wrong = any_of(where("twon", "equals", "a"))

    def found(criteria: Criteria) -> list[tuple[str, str]]:
        query, problems = to_react_querybuilder(criteria, SCHEMA)
        assert query is None
        return [(one.code, one.path) for one in problems]

    assert found(exact) == [("exact_not_said", "groups[1][0].exact")]
    assert found(wrong) == [("field_unknown", "groups[0][0].field")]
