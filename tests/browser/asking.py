"""
Does in a browser what people do, and writes down what pages show and say: ``python -m tests.browser.asking``.
"""

from __future__ import annotations

import json
from itertools import groupby, permutations
from pathlib import Path
from typing import Any, Final

from tests.browser.packages import VERSIONS, in_browser, installed
from tests.browser.world import CASES, SCHEMA, Case, vocabulary

from leadflow.core.criteria import Criteria, Group
from leadflow.core.criteria.interchange import to_react_querybuilder

__all__ = ["SEEN", "by_field", "loaded", "seen"]

SEEN: Final = Path(__file__).parent / "editors.json"
"""
What pages showed and said.
"""

EMPTY: Final[dict[str, Any]] = {"combinator": "and", "rules": []}
Act = list[Any]


def by_field() -> dict[str, list[Case]]:
    """
    Return the cases of each field.
    """
    return {name: list(cases) for name, cases in groupby(CASES, key=lambda case: case.field)}


def loaded(cases: list[Case]) -> dict[str, Any]:
    """
    Return the query that we write of the conditions, joined by OR.
    """
    query, problems = to_react_querybuilder(Criteria(tuple(Group((case.meant,)) for case in cases)), SCHEMA)
    assert query is not None, problems
    return query


def _asked(number: int, field: str, operator: str) -> list[Act]:
    return [["add", 0], ["field", number, field], ["operator", number, operator]]


def _built(cases: list[Case]) -> dict[str, Any]:
    acts = [
        act
        for number, case in enumerate(cases)
        for act in (*_asked(number, case.field, case.operator), ["value", number, case.typed])
    ]
    return {"query": EMPTY, "acts": acts}


def _edited(cases: list[Case]) -> dict[str, Any]:
    acts: list[Act] = [[case.edit[0], number, case.edit[1]] for number, case in enumerate(cases) if case.edit]
    return {"query": loaded(cases), "acts": acts}


def _switched(cases: list[Case]) -> dict[str, Any]:
    """
    Choose a field; then, for each two editors of it, fill the one and switch to the other.
    """
    name, typed = cases[0].field, {case.operator: case.typed for case in cases}
    (declared,) = [one for one in vocabulary() if one["name"] == name]
    operators = {_editor(one): one["name"] for one in declared["operators"]}.values()
    acts: list[Act] = [["add", 0], ["field", 0, name]]
    for number, (old, new) in enumerate(permutations(operators, 2), start=1):
        acts += [*_asked(number, name, old), ["value", number, typed[old]], ["operator", number, new]]
    return {"query": EMPTY, "acts": acts}


def _editor(operator: dict[str, Any]) -> tuple[Any, ...]:
    return operator.get("inputType"), operator.get("valueEditorType"), operator["name"] in ("between", "notBetween")


NESTED: Final[list[Act]] = [
    *_asked(0, "a_integer", "<"),
    ["value", 0, ["5"]],
    ["addGroup", 0],
    ["combinator", 1, "or"],
    ["not", 1],
    ["add", 1],
    ["field", 1, "a_choice"],
    ["operator", 1, "in"],
    ["value", 1, [["Small"]]],
    ["add", 1],
    ["field", 2, "a_boolean"],
    ["value", 2, [False]],
]


def seen() -> dict[str, Any]:
    """
    Return what pages show and say, for each field.
    """
    fields = by_field()
    tries = {
        name: [_built(cases), {"query": loaded(cases), "acts": []}, _edited(cases), _switched(cases)]
        for name, cases in fields.items()
    }
    given = [one for some in tries.values() for one in some]
    found = in_browser("editors.mjs", fields=vocabulary(), tries=[*given, {"query": EMPTY, "acts": NESTED}])
    assert found["mistakes"] == []
    *rest, nested = found["tried"]
    kinds = ("built", "loaded", "edited", "switched")
    return {
        "versions": dict(VERSIONS),
        "fields": {name: dict(zip(kinds, rest[4 * at : 4 * at + 4], strict=True)) for at, name in enumerate(fields)},
        "nested": nested["query"],
    }


if __name__ == "__main__":
    reason = installed()
    if reason:
        raise SystemExit(f"nothing was written: {reason}")
    found = seen()
    lines = ",\n  ".join(
        f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in found.pop("fields").items()
    )
    head = json.dumps(found, ensure_ascii=False, indent=1)[:-2]
    SEEN.write_text(f'{head},\n "fields": {{\n  {lines}\n }}\n}}\n', encoding="utf-8")
    print(f"{SEEN.name} is written")
