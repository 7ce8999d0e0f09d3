"""
What five engines of JsonLogic and two rule editors answered, as it was written down, is what leadflow answers.

With LEADFLOW_PEERS=1 (``make peers``) they are installed and asked again; ``python -m tests.peers.asking`` writes a new
table.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from typing import Any, Final

import pytest
from tests.peers.asking import ANSWERS, asked
from tests.peers.packages import NODE, PYTHON, installed
from tests.peers.world import FIELDS, SCHEMA, document, said, subjects_of

from leadflow.core.criteria import Criteria
from leadflow.core.criteria.interchange import from_json_logic, react_querybuilder_fields, to_json_logic
from leadflow.core.kinds import MULTI_CHOICE
from leadflow.core.schema import Subject
from leadflow.wire.converter import make_converter

TABLE: Final[dict[str, Any]] = json.loads(ANSWERS.read_text(encoding="utf-8"))
CASES: Final[list[dict[str, Any]]] = TABLE["criteria"]
CONVERTER: Final = make_converter(SCHEMA, strict=True)
LEADS: Final = [subjects_of(one) for one in TABLE["leads"]]
ENGINES: Final = ("json-logic-js", "json-logic-engine", *PYTHON)


def _criteria(case: dict[str, Any]) -> Criteria:
    return CONVERTER.structure(case["criteria"], Criteria)


def _ours(criteria: Criteria | None) -> str:
    assert criteria is not None
    return said(criteria, LEADS)


@cache
def _our_answers() -> list[str]:
    return [_ours(_criteria(case)) for case in CASES]


def _differing(answer: Callable[[dict[str, Any]], str | None]) -> list[tuple[Any, str, str | None]]:
    """
    Return the criteria to which *answer* is not ours; None is no answer.
    """
    found = [(case["criteria"], ours, answer(case)) for case, ours in zip(CASES, _our_answers(), strict=True)]
    return [one for one in found if one[2] is not None and one[1] != one[2]]


def test_the_table_is_of_the_pinned_versions_and_of_what_we_write_today() -> None:
    """
    300 criteria and 25 leads, and the rules that the engines were given are those that we write.
    """
    assert TABLE["versions"] == {**NODE, **PYTHON}
    assert (len(CASES), len(TABLE["leads"])) == (300, 25)
    assert [to_json_logic(_criteria(case), SCHEMA)[0] for case in CASES] == [case["json_logic"] for case in CASES]


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_of_json_logic_answer_as_we_do(engine: str) -> None:
    """
    Zero, false and nothing said are three things to each of them.
    """
    assert _differing(lambda case: case["answers"][engine]) == []


def test_what_we_write_is_read_as_the_same() -> None:
    """
    The rules of the table, read again.
    """
    assert _differing(lambda case: _ours(from_json_logic(case["json_logic"], SCHEMA)[0])) == []


def test_json_logic_of_react_querybuilder_means_the_same() -> None:
    """
    Our criteria, its query, its own export, and our reader.
    """
    rules = [case for case in CASES if case["react_querybuilder_json_logic"] is not None]

    def again(case: dict[str, Any]) -> str | None:
        rule = case["react_querybuilder_json_logic"]
        return None if rule is None else _ours(from_json_logic(rule, SCHEMA)[0])

    assert len(rules) > 150
    assert _differing(again) == []


@pytest.fixture(scope="module")
def rows() -> Iterator[sqlite3.Connection]:
    """
    The leads as rows of a table; what nothing is said about is NULL.
    """
    columns = [field.name for field in FIELDS if field.kind is not MULTI_CHOICE]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE lead (number, {', '.join(columns)})")
        for number, typed in enumerate(TABLE["leads"]):
            given = document(typed)
            values = [number, *(given.get(name) for name in columns)]
            connection.execute(f"INSERT INTO lead VALUES ({', '.join('?' * len(values))})", values)
        yield connection


def test_sql_of_jquery_querybuilder_finds_the_same_leads(rows: sqlite3.Connection) -> None:
    """
    Absence is NULL to its ``getSQL``, and never an empty text.
    """

    def found(case: dict[str, Any]) -> str | None:
        if case["sql"] is None:
            return None
        statement = f"SELECT number FROM lead WHERE {case['sql']['sql']}"
        numbers = {number for (number,) in rows.execute(statement, case["sql"]["params"])}
        return "".join(str(int(number in numbers)) for number in range(len(TABLE["leads"])))

    assert sum(case["sql"] is not None for case in CASES) > 100
    assert _differing(found) == []


def test_react_querybuilder_shows_the_editor_of_each_operator() -> None:
    """
    With the two functions of the reference page, every operator has the input that its value needs.
    """
    declared: Any = react_querybuilder_fields(SCHEMA, subjects=tuple(Subject))
    for field in declared:
        shown = TABLE["editors"].get(field["name"], {})
        for operator in field["operators"] if shown else ():
            assert shown[operator["name"]] == _expected(operator), (field["name"], operator)


def _expected(operator: dict[str, Any]) -> str:
    if operator.get("arity") == "unary":
        return ""
    match operator["valueEditorType"]:
        case "select":
            return "select"
        case "multiselect":
            return "select multiple"
        case "checkbox":
            return "input checkbox"
        case "textarea":
            return "textarea"
        case _:
            one = f"input {operator['inputType']}"
            return f"{one}, {one}" if operator["name"] in ("between", "notBetween") else one


@pytest.mark.skipif(not os.environ.get("LEADFLOW_PEERS"), reason="LEADFLOW_PEERS=1 installs the peers and asks them")
def test_the_peers_answer_as_it_is_written_down() -> None:
    """
    Asked again, with the pinned versions, they say what the table says.
    """
    reason = installed()
    if reason:
        pytest.skip(reason)

    assert json.loads(json.dumps(asked())) == TABLE
