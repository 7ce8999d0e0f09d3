"""
What a page with react-querybuilder, wired as the how-to says, showed and said in a browser is what is meant.

With LEADFLOW_BROWSER=1 (``make browser``) the page is made and used again; ``python -m tests.browser.asking`` writes a
new table.
"""

from __future__ import annotations

import json
import os
from typing import Any, Final

import pytest
from tests.browser.asking import SEEN, by_field, loaded, seen
from tests.browser.packages import VERSIONS, installed
from tests.browser.world import CASES, SCHEMA, Case, vocabulary

from leadflow.core.criteria import AnyCriteria, Condition, Criteria, Group, all_of, check_criteria, where
from leadflow.core.criteria.interchange import from_react_querybuilder

TABLE: Final[dict[str, Any]] = json.loads(SEEN.read_text(encoding="utf-8"))
FIELDS: Final = by_field()
fields = pytest.mark.parametrize(("name", "cases"), list(FIELDS.items()), ids=list(FIELDS))


def _meaning(criteria: AnyCriteria | None) -> list[list[tuple[Any, ...]]]:
    assert criteria is not None
    checked, problems = check_criteria(criteria, SCHEMA)
    assert checked is not None, problems
    return [[(one.subject, one.field, one.operator.name, one.operand) for one in group] for group in checked.groups]


def _alone(condition: Condition) -> Criteria:
    return Criteria((Group((condition,)),))


def _said(rules: list[dict[str, Any]]) -> list[Any]:
    """
    Return what each rule means by itself.
    """
    return [
        _meaning(from_react_querybuilder({"combinator": "and", "rules": [rule]}, SCHEMA)[0]) for rule in _leaves(rules)
    ]


def _leaves(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [leaf for one in rules for leaf in (_leaves(one["rules"]) if "rules" in one else [one])]


def _shown(rule: dict[str, Any], types: list[str]) -> list[Any]:
    """
    Return what inputs of these types hold if they show the value of a rule and nothing else.
    """
    value = rule["value"]
    match types:
        case []:
            return []
        case ["checkbox"] | ["select-one"]:
            return [value]
        case ["select-multiple"]:
            return [sorted(value)]
        case [_, _]:
            return [str(one) for one in value] or ["", ""]
        case _:
            return [",".join(str(one) for one in value) if isinstance(value, list) else str(value)]


def test_the_table_is_of_the_pinned_versions_and_of_each_operator() -> None:
    """
    A field of each kind, and each operator that the page is told of.
    """
    told = [(one["name"], operator["name"]) for one in vocabulary() for operator in one["operators"]]

    assert TABLE["versions"] == dict(VERSIONS)
    assert sorted(told) == sorted((case.field, case.operator) for case in CASES)
    assert list(TABLE["fields"]) == list(FIELDS)


@fields
def test_each_operator_has_the_input_that_its_value_needs(name: str, cases: list[Case]) -> None:
    """
    The inputs in the page are those of our vocabulary, and the browser knows their types.
    """
    (declared,) = [one for one in vocabulary() if one["name"] == name]
    told = {one["name"]: _types(one) for one in declared["operators"]}

    assert [one["types"] for one in TABLE["fields"][name]["built"]["rules"]] == [told[case.operator] for case in cases]


def _types(operator: dict[str, Any]) -> list[str]:
    if operator.get("arity") == "unary":
        return []
    editors = {"select": "select-one", "multiselect": "select-multiple", "checkbox": "checkbox", "textarea": "textarea"}
    one = editors.get(operator["valueEditorType"], operator["inputType"])
    return [one] * (2 if operator["name"] in ("between", "notBetween") else 1)


@fields
def test_what_is_built_with_the_page_is_what_is_meant(name: str, cases: list[Case]) -> None:
    """
    Each operator, its value typed or picked, exported by the page and read.
    """
    built = TABLE["fields"][name]["built"]["query"]["rules"]

    assert _said(built) == [_meaning(_alone(case.meant)) for case in cases]


@fields
def test_what_we_write_is_shown_and_stays(name: str, cases: list[Case]) -> None:
    """
    The page shows our own criteria, each with its value, and holds them unchanged.
    """
    page = TABLE["fields"][name]["loaded"]
    rules = _leaves(page["query"]["rules"])

    assert page["query"] == loaded(cases)
    assert [(one["field"], one["operator"]) for one in page["rules"]] == [(one.field, one.operator) for one in cases]
    assert [one["values"] for one in page["rules"]] == [
        _shown(rule, one["types"]) for rule, one in zip(rules, page["rules"], strict=True)
    ]


@fields
def test_what_is_edited_is_what_is_meant_then(name: str, cases: list[Case]) -> None:
    """
    Our own criteria, changed with the page, lose nothing that was not changed.
    """
    edited = TABLE["fields"][name]["edited"]["query"]["rules"]

    assert _said(edited) == [_meaning(_alone(case.then)) for case in cases]


@fields
def test_what_is_shown_is_what_is_said_when_an_operator_changes(name: str, cases: list[Case]) -> None:
    """
    A value that the new editor cannot show does not stay in the query unseen.
    """
    page = TABLE["fields"][name]["switched"]

    assert [one["values"] for one in page["rules"]] == [
        _shown(rule, one["types"]) for rule, one in zip(page["query"]["rules"], page["rules"], strict=True)
    ]


def test_groups_of_the_page_are_read() -> None:
    """
    A group in a group, joined by OR and negated.
    """
    read, problems = from_react_querybuilder(TABLE["nested"], SCHEMA)
    meant = all_of(
        where("a_integer", "less_than", 5), where("a_choice", "not_in", ["s"]), where("a_boolean", "not_equals", False)
    )

    assert problems == ()
    assert _meaning(read) == _meaning(meant)


@pytest.mark.skipif(not os.environ.get("LEADFLOW_BROWSER"), reason="LEADFLOW_BROWSER=1 installs a browser and uses it")
def test_the_page_shows_and_says_so_in_a_browser() -> None:
    """
    Made and used again, with the pinned versions, the page shows and says what the table says.
    """
    reason = installed()
    if reason:
        pytest.skip(reason)

    assert json.loads(json.dumps(seen())) == TABLE
