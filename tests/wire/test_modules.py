"""
A module in JSON: every mistake has its code and its place, and nothing that is read is guessed.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import SCHEMA, a_partner, codes
from tests.laws.strategies import examples, modules, partners

from leadflow.core.partners import PartnerDirectory
from leadflow.core.problems import errors_in
from leadflow.errors import InvalidInput
from leadflow.wire import dump_module, load_module, read_module

ROSTER = PartnerDirectory.of([a_partner("p1", name="Nordlys AS"), a_partner("p2", name="Globex")])

HOLDS = {"groups": [[{"field": "country", "operator": "in", "value": ["SE", "NO"]}]]}


def a_document() -> dict[str, Any]:
    """
    Return a module as a person writes it.
    """
    return {
        "v": 1,
        "name": "emea",
        "steps": [
            {"step": "match", "lead_field": "country", "partner_field": "territories", "required": True},
            {"step": "choose", "rules": [{"criteria": HOLDS, "partners": ["p1"]}], "take": "all", "when": HOLDS},
            {
                "step": "filter",
                "criteria": {"groups": [[{"subject": "partner", "field": "tier", "operator": "is_not_empty"}]]},
            },
        ],
        "tie_break": "round_robin",
        "default_partner": "Nordlys AS",
    }


def changed(path: str, value: Any) -> dict[str, Any]:
    """
    Return the document with one thing changed; the path is written with dots, a value of ... takes it away.
    """
    document: dict[str, Any] = json.loads(json.dumps(a_document()))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = document
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return document


def problems_of(document: Any) -> list[tuple[str, str]]:
    """
    Return code and place of every error in a document.
    """
    module, problems = read_module(json.dumps(document), SCHEMA, ROSTER)
    assert (module is None) == bool(errors_in(problems))
    return codes(errors_in(problems))


def test_a_module_that_is_right_is_read() -> None:
    """
    A valid module is read and written back unchanged.
    """
    module = load_module(json.dumps(a_document()), SCHEMA, ROSTER)

    assert json.loads(dump_module(module, SCHEMA)) == a_document()
    assert load_module(dump_module(module, SCHEMA), SCHEMA, ROSTER) == module


CONDITION = "steps.1.rules.0.criteria.groups.0.0"
AT = "steps[1].rules[0].criteria.groups[0][0]"


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        ("nmae", "x", "key_unknown", "nmae"),
        ("steps.0.requird", True, "key_unknown", "steps[0].requird"),
        ("steps.1.rules.0.partner", [], "key_unknown", "steps[1].rules[0].partner"),
        ("steps.1.when.group", [], "key_unknown", "steps[1].when.group"),
        (f"{CONDITION}.feild", "x", "key_unknown", f"{AT}.feild"),
        ("name", ..., "key_missing", "name"),
        ("steps.0.lead_field", ..., "key_missing", "steps[0].lead_field"),
        ("steps.1.rules.0.partners", ..., "key_missing", "steps[1].rules[0].partners"),
        (f"{CONDITION}.operator", ..., "key_missing", f"{AT}.operator"),
        ("steps.0.step", "mach", "step_unknown", "steps[0].step"),
        ("steps.0.step", ..., "step_unknown", "steps[0].step"),
        ("steps.0.step", ["match"], "step_unknown", "steps[0].step"),
        ("steps.0", "match", "step_unknown", "steps[0].step"),
        (f"{CONDITION}.operator", "inn", "operator_unknown", f"{AT}.operator"),
        (f"{CONDITION}.operator", "less_than", "operator_not_for_kind", f"{AT}.operator"),
        (f"{CONDITION}.field", "contry", "field_unknown", f"{AT}.field"),
        (f"{CONDITION}.value", [], "value_list", f"{AT}.value"),
        (f"{CONDITION}.value", {"a": 1}, "value_malformed", AT),
        (f"{CONDITION}.subject", "led", "word_unknown", f"{AT}.subject"),
        ("steps.1.when.groups.0.0.field", "contry", "field_unknown", "steps[1].when.groups[0][0].field"),
        ("steps.1.when.groups", [], "criteria_empty", "steps[1].when.groups"),
        ("steps.1.when.groups", [[]], "group_empty", "steps[1].when.groups[0]"),
        ("steps.2.criteria.groups.0.0.subject", "lead", "subject_not_here", "steps[2].criteria.groups[0][0].subject"),
        ("steps.1.rules.0.partners", ["p1", "Globx"], "partner_unknown", "steps[1].rules[0].partners[1]"),
        ("default_partner", "Nobody", "partner_unknown", "default_partner"),
        ("tie_break", "round_robbin", "word_unknown", "tie_break"),
        ("steps.1.take", "frist", "word_unknown", "steps[1].take"),
        ("version", "two", "value_malformed", "version"),
        ("version", "2", "value_malformed", "version"),
        ("version", 1.5, "value_malformed", "version"),
        ("version", True, "value_malformed", "version"),
        ("name", None, "value_malformed", "name"),
        ("name", 5, "value_malformed", "name"),
        ("default_partner", 5, "value_malformed", "default_partner"),
        ("steps.0.required", "no", "value_malformed", "steps[0].required"),
        ("steps.0.required", 1, "value_malformed", "steps[0].required"),
        (f"{CONDITION}.if_missing", "false", "value_malformed", f"{AT}.if_missing"),
        ("steps.0.lead_field", ["country"], "value_malformed", "steps[0].lead_field"),
        ("steps.1.rules.0.partners", "p1", "value_malformed", "steps[1].rules[0].partners"),
        ("steps", "match", "value_malformed", "steps"),
        ("steps", None, "value_malformed", "steps"),
        ("steps", {"a": 1}, "value_malformed", "steps"),
        ("steps.1.rules", {}, "value_malformed", "steps[1].rules"),
        ("steps.1.rules", [5], "value_malformed", "steps[1].rules[0]"),
        ("v", 2, "format_unknown", ""),
        ("v", "1", "format_unknown", ""),
    ],
)
def test_a_mistake_has_its_code_and_place(path: str, value: Any, code: str, place: str) -> None:
    """
    A misspelt key, step, operator, field, partner or word, a missing one, and a value of another form.
    """
    found = problems_of(changed(path, value))

    assert (code, place) in found


@pytest.mark.parametrize(
    ("path", "value", "near"),
    [
        ("requird", 1, ()),
        ("tie_brake", "x", ("tie_break",)),
        ("steps.0.step", "mach", ("match",)),
        ("steps.1.take", "frist", ("first",)),
        (f"{CONDITION}.operator", "inn", ("in",)),
        (f"{CONDITION}.field", "contry", ("country",)),
        ("default_partner", "Nordlys", ("Nordlys AS",)),
    ],
)
def test_near_names_are_offered(path: str, value: Any, near: tuple[str, ...]) -> None:
    """
    The nearest first.
    """
    problems = read_module(json.dumps(changed(path, value)), SCHEMA, ROSTER)[1]

    assert problems[0].suggestions[: len(near)] == near


def test_several_mistakes_come_back_at_once() -> None:
    """
    Each with its place.
    """
    document = changed("steps.0.requird", True)
    document["tie_brake"] = "x"
    document["steps"][1]["take"] = "frist"

    assert {place for _, place in problems_of(document)} == {"steps[0].requird", "tie_brake", "steps[1].take"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nul",
        "[1,",
        '{"name": "a",}',
        b"\xff\xfe",
        "[" * 2_000,
        '{"a":' * 2_000,
        f'{{"version": {"9" * 5000}}}',
    ],
    ids=["empty", "open", "word", "list", "comma", "bytes", "deep list", "deep object", "digits"],
)
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    """
    Text that is not JSON is refused at any depth and length.
    """
    module, problems = read_module(text, SCHEMA, ROSTER)

    assert module is None
    assert [one.code for one in problems] == ["json_unreadable"]


def test_the_place_of_broken_json_is_named() -> None:
    """
    A syntax error in JSON has line and column.
    """
    assert read_module('{\n  "name" "a"\n}', SCHEMA, ROSTER)[1][0].path == "line 2, column 10"


@pytest.mark.parametrize("document", ["null", "[]", "5", '"emea"', "true"])
def test_json_that_is_no_object_is_no_module(document: str) -> None:
    """
    The message names the format.
    """
    assert [one.code for one in read_module(document, SCHEMA, ROSTER)[1]] == ["format_unknown"]


@pytest.mark.parametrize("depth", [50, 2_000])
def test_nested_values_are_no_surprise(depth: int) -> None:
    """
    A list in a list is no value.
    """
    nested = "[" * depth + "]" * depth
    text = json.dumps(changed(f"{CONDITION}.value", "HERE")).replace('"HERE"', nested)
    module, problems = read_module(text, SCHEMA, ROSTER)

    assert module is None
    assert errors_in(problems)


def test_load_raises_with_every_problem() -> None:
    """
    For callers that want a module or nothing.
    """
    with pytest.raises(InvalidInput) as caught:
        load_module(json.dumps(changed("default_partner", "Nobody")), SCHEMA, ROSTER)

    assert "default_partner" in str(caught.value)
    assert [one.code for one in caught.value.problems] == ["partner_unknown"]


@examples(60)
@given(data=st.data(), among=partners())
def test_every_module_comes_back_as_it_was(data: st.DataObject, among: Any) -> None:
    """
    Through the text that people edit.
    """
    module = data.draw(modules(among))

    assert load_module(dump_module(module, SCHEMA), SCHEMA, PartnerDirectory.of(among)) == module


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["match", "country", "p1", "", "in"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["step", "name", "rules", "criteria", "groups", "field", "v", "steps", "when"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
places = st.sampled_from(
    ["name", "steps", "steps.0", "steps.0.step", "steps.1.rules", "steps.1.rules.0", "steps.1.rules.0.criteria"]
    + [
        "steps.1.rules.0.criteria.groups",
        "steps.1.rules.0.partners",
        "steps.1.when",
        "steps.2.criteria",
        "v",
        "version",
    ]
    + ["tie_break", "default_partner", CONDITION, f"{CONDITION}.value", f"{CONDITION}.field", f"{CONDITION}.exact"]
)


@examples(120)
@given(path=places, value=junk)
def test_nothing_that_is_written_surprises(path: str, value: Any) -> None:
    """
    Anything in any place is a module or problems.
    """
    module, problems = read_module(json.dumps(changed(path, value)), SCHEMA, ROSTER)

    assert (module is None) == bool(errors_in(problems))
    if module is not None:
        assert load_module(dump_module(module, SCHEMA), SCHEMA, ROSTER) == module
