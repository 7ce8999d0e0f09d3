"""
What other formats say and what leadflow makes of it give the same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.criteria.interchange.evaluators import JsonLogic, jquery_says, rqb_says, said_by
from tests.core.criteria.small import ASKED, FIELDS, PIECES, SCHEMA, criteria, says, subjects
from tests.drawing import picked

from leadflow.core.criteria import Criteria
from leadflow.core.criteria.interchange import (
    from_jquery_querybuilder,
    from_json_logic,
    from_react_querybuilder,
    to_jquery_querybuilder,
    to_json_logic,
    to_react_querybuilder,
)
from leadflow.core.criteria.interchange.operator_names import JQUERY_NAMES, JQUERY_OPERATORS, RQB_NAMES, RQB_OPERATORS
from leadflow.core.kinds import Family
from leadflow.core.problems import errors_in
from leadflow.core.subjects import Subjects

LEADS = st.lists(subjects(), min_size=3, max_size=6)
FULL = st.lists(subjects(full=True), min_size=3, max_size=6)
Rules = st.SearchStrategy[list[Any]]

OWN_ONLY = {"matches", "within_last_days", "within_next_days", "older_than_days"}
EVALUATED = st.sampled_from([field for field in FIELDS if field.name not in ("tags", "seen")])


def _agree(asked: Criteria, read: Criteria | None, leads: list[Subjects]) -> None:
    assert read is not None
    assert [says(read, one) for one in leads] == [says(asked, one) for one in leads]


@settings(max_examples=100)
@given(asked=criteria(), leads=LEADS)
def test_react_querybuilder_and_back_gives_the_same_answers(asked: Criteria, leads: list[Subjects]) -> None:
    """
    All operators survive, absence included.
    """
    query, problems = to_react_querybuilder(asked, SCHEMA)
    read, again = from_react_querybuilder(query, SCHEMA)

    assert errors_in(problems) == errors_in(again) == ()
    _agree(asked, read, leads)


@settings(max_examples=100)
@given(asked=criteria(), leads=LEADS)
def test_jquery_querybuilder_and_back_gives_the_same_answers(asked: Criteria, leads: list[Subjects]) -> None:
    """
    All operators survive, absence included, where jQuery QueryBuilder has a word for them.
    """
    data, problems = to_jquery_querybuilder(asked, SCHEMA)
    if data is None:
        assert {one.code for one in errors_in(problems)} == {"operator_not_said"}
        return
    read, again = from_jquery_querybuilder(data, SCHEMA)

    assert errors_in(again) == ()
    _agree(asked, read, leads)


@settings(max_examples=100)
@given(asked=criteria(), leads=LEADS)
def test_json_logic_and_back_gives_the_same_answers(asked: Criteria, leads: list[Subjects]) -> None:
    """
    All operators survive, absence included, where JsonLogic has an operation for them.
    """
    rule, problems = to_json_logic(asked, SCHEMA)
    if rule is None:
        assert {one.code for one in errors_in(problems)} == {"operator_not_said"}
        return
    read, again = from_json_logic(rule, SCHEMA)

    assert errors_in(again) == ()
    _agree(asked, read, leads)


@settings(max_examples=100)
@given(asked=criteria(), leads=LEADS)
def test_an_evaluator_of_json_logic_gives_our_answers(asked: Criteria, leads: list[Subjects]) -> None:
    """
    What is written says the same to JavaScript's null as to our absence.
    """
    skipped = {"seen", "budget"}
    assume(not any(one.field in skipped for group in asked.groups for one in group.conditions))
    rule, _ = to_json_logic(asked, SCHEMA)
    assume(rule is not None)

    assert [bool(JsonLogic(said_by(one)).says(rule)) for one in leads] == [says(asked, one) for one in leads]


@st.composite
def _rules(draw: st.DrawFn, jquery: bool) -> dict[str, Any]:
    field = draw(EVALUATED)
    names = (JQUERY_OPERATORS if jquery else RQB_OPERATORS)[field.kind.family]
    written = set((JQUERY_NAMES if jquery else RQB_NAMES)[field.kind.family].values()) | {"in", "notIn", "not_in"}
    operator = draw(picked(*[name for name in names if name in written and name not in OWN_ONLY]))
    ours = names[operator]
    asked = picked(*[one for one in ASKED[field.name] if not one.startswith("USD")])
    value: Any = ""
    if "begin" in ours or "end" in ours or "contain" in ours:
        value = draw(picked(*PIECES))
    elif ours in ("in", "not_in"):
        value = draw(st.lists(asked, min_size=1, max_size=3))
    elif "between" in ours:
        value = draw(st.lists(asked, min_size=2, max_size=2))
    elif "empty" not in ours:
        value = draw(asked)
    if isinstance(value, list) and not jquery and draw(st.booleans()):
        value = " ,".join(one.replace(",", "\\,") for one in value)
    if field.kind.family is Family.NUMBER and isinstance(value, str) and value.isdigit() and draw(st.booleans()):
        value = int(value)
    return {"field": field.name, "operator": operator, "value": value}


def _nested(group: Callable[[Rules], st.SearchStrategy[Any]], rule: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """
    Groups of rules, of groups and rules, and of both again.
    """
    flat = group(st.lists(rule, min_size=1, max_size=3))
    deeper = group(st.lists(flat | rule, min_size=1, max_size=3))
    return group(st.lists(deeper | rule, min_size=1, max_size=3))


@st.composite
def _rqb(draw: st.DrawFn, part: Rules) -> dict[str, Any]:
    rules: list[Any] = draw(part)
    combinator = draw(picked("and", "or", None))
    query: dict[str, Any] = {"not": draw(st.booleans())}
    if combinator is not None:
        return {**query, "combinator": combinator, "rules": rules}
    joined: list[Any] = rules[:1]
    for rule in rules[1:]:
        joined += [draw(picked("and", "or")), rule]
    return {**query, "rules": joined}


def _jquery(part: Rules) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"condition": picked("AND", "OR"), "not": st.booleans(), "rules": part})


@settings(max_examples=100)
@given(query=_nested(_rqb, _rules(False)), leads=FULL)
def test_what_a_query_says_is_what_we_make_of_it(query: dict[str, Any], leads: list[Subjects]) -> None:
    """
    Groups, negations, independent combinators and lists mean what they mean to react-querybuilder.
    """
    read, problems = from_react_querybuilder(query, SCHEMA)
    assume([one.code for one in errors_in(problems)] != ["criteria_too_large"])

    assert errors_in(problems) == ()
    assert read is not None
    assert [says(read, one) for one in leads] == [rqb_says(query, said_by(one)) for one in leads]


@settings(max_examples=100)
@given(data=_nested(_jquery, _rules(True)), leads=FULL)
def test_what_rules_say_is_what_we_make_of_it(data: dict[str, Any], leads: list[Subjects]) -> None:
    """
    Groups, negations and all twenty operators mean what they mean to jQuery QueryBuilder.
    """
    read, problems = from_jquery_querybuilder(data, SCHEMA)
    assume([one.code for one in errors_in(problems)] != ["criteria_too_large"])

    assert errors_in(problems) == ()
    assert read is not None
    assert [says(read, one) for one in leads] == [jquery_says(data, said_by(one)) for one in leads]


VAR = {field.name: {"var": field.name} for field in FIELDS}
COMPARED = st.sampled_from([one for one in FIELDS if one.name != "seen"])


def _json_logic(depth: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    """
    Rules of JsonLogic, at most *depth* operations around a comparison.
    """
    if not depth:
        return _comparisons()
    inner = _json_logic(depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    return _comparisons() | st.one_of(
        several.map(lambda some: {"and": some}),
        several.map(lambda some: {"or": some}),
        inner.map(lambda one: {"!": one}),
    )


@st.composite
def _comparisons(draw: st.DrawFn) -> dict[str, Any]:
    field = draw(COMPARED)
    var, asked = VAR[field.name], picked(*[one for one in ASKED[field.name] if not one.startswith("USD")])
    one, two = draw(asked), draw(asked)
    if field.kind.family is Family.MULTI:
        item = {"var": ""}
        name = draw(picked("some", "none", "all", "in"))
        if name == "in":
            return {"in": [one, var]}
        of_two = {"in": [item, [one, two]]}
        wide, narrow = ({"!": of_two}, {"!=": [item, one]}) if name == "all" else (of_two, {"==": [item, one]})
        return {name: [var, wide if draw(st.booleans()) else narrow]}
    flag: Any = one == "yes" if field.kind.family is Family.BOOLEAN else one
    rules: list[dict[str, Any]] = [{"==": [var, flag]}, {"!==": [flag, var]}, {"!=": [var, None]}, {"==": [None, var]}]
    if field.kind.family is not Family.BOOLEAN:
        rules += [{"in": [var, [one, two]]}]
    if field.kind.family in (Family.NUMBER, Family.DATE):
        rules += [{name: [var, one]} for name in ("<", "<=", ">", ">=")]
        rules += [{name: [one, var]} for name in ("<", "<=", ">", ">=")]
        low, high = sorted([one, two])
        rules += [{"<=": [low, var, high]}, {"<": [low, var, high]}]
    if field.name == "town":
        piece = draw(picked(*PIECES))
        rules += [{"in": [piece, var]}, {"startsWith": [var, piece]}, {"endsWith": [var, piece]}]
    return rules[draw(st.integers(0, len(rules) - 1))]


@settings(max_examples=150)
@given(rule=_json_logic(), leads=FULL)
def test_what_a_rule_says_is_what_we_make_of_it(rule: dict[str, Any], leads: list[Subjects]) -> None:
    """
    Comparisons either way round, ranges, lists and negations mean what they mean to JsonLogic.
    """
    read, problems = from_json_logic(rule, SCHEMA)
    assume([one.code for one in errors_in(problems)] != ["criteria_too_large"])

    assert errors_in(problems) == ()
    assert read is not None
    assert [says(read, one) for one in leads] == [bool(JsonLogic(said_by(one)).says(rule)) for one in leads]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["town", "seats", "~", "=", "and"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["rules", "combinator", "condition", "field", "operator", "value", "not", "match", "mode", "and"]
            )
            | st.sampled_from(["==", "var", "in", "some", "!", "<=", "id", "muted", "valueSource"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300)
@given(data=JSON)
def test_anything_is_read_or_refused(data: object) -> None:
    """
    Hostile data ends in criteria or in problems, and never in an exception.
    """
    for read in (from_react_querybuilder, from_jquery_querybuilder, from_json_logic):
        criteria, problems = read(data, SCHEMA)

        assert (criteria is None) is bool(errors_in(problems))
