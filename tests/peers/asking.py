"""
Asks the peers about random criteria, and writes down what they answer: ``python -m tests.peers.asking``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, cast

from tests.peers.packages import NODE, PYTHON, installed, node, python
from tests.peers.world import FIELDS, RANK, SCHEMA, document, random_criteria, random_leads

from leadflow.core.criteria import Criteria
from leadflow.core.criteria.interchange import (
    react_querybuilder_fields,
    to_jquery_querybuilder,
    to_json_logic,
    to_react_querybuilder,
)
from leadflow.core.kinds import DATETIME, MULTI_CHOICE
from leadflow.core.schema import Subject
from leadflow.wire.converter import make_converter

__all__ = ["ANSWERS", "asked"]

ANSWERS: Final = Path(__file__).parent / "answers.json"
"""
What the peers answered.
"""

_IN_SQL: Final = frozenset(one.name for one in FIELDS if one.kind not in (MULTI_CHOICE, DATETIME))
_IN_LOGIC: Final = frozenset(one.name for one in (*FIELDS, RANK) if one.kind is not MULTI_CHOICE)


def _about_these(names: frozenset[str], criteria: list[Criteria]) -> list[int]:
    """
    Return the numbers of the criteria that ask about no other fields: SQL has no lists, and react-querybuilder's
    JsonLogic leaves out operators that are ours.
    """
    fields = [{one.field for group in criteria.groups for one in group.conditions} for criteria in criteria]
    return [number for number, used in enumerate(fields) if used <= names]


def asked(leads: int = 25, count: int = 300) -> dict[str, Any]:
    """
    Return criteria, leads, what we make of them for each peer, and what the peers answer.
    """
    typed, criteria = random_leads(leads), random_criteria(count)
    rules = [to_json_logic(one, SCHEMA)[0] for one in criteria]
    documents = [document(one) for one in typed]
    answers = cast("dict[str, Any]", node("engines.mjs", given=[rules, documents]))
    answers |= {peer: python("engine.py", peer, given=[rules, documents]) for peer in PYTHON}
    editors = _editors(criteria)
    converter = make_converter(SCHEMA, strict=True)
    return {
        "versions": {**NODE, **PYTHON},
        "leads": typed,
        "editors": editors["editors"],
        "criteria": [
            {
                "criteria": converter.unstructure(one),
                "json_logic": rules[number],
                "answers": {peer: _line(given[number]) for peer, given in answers.items()},
                "sql": editors["sql"].get(number),
                "react_querybuilder_json_logic": editors["logic"].get(number),
            }
            for number, one in enumerate(criteria)
        ],
    }


def _line(answers: list[bool | str]) -> str:
    """
    Return the answers as ones and zeros; an E is an error.
    """
    return "".join("E" if isinstance(one, str) else str(int(one)) for one in answers)


def _editors(criteria: list[Criteria]) -> dict[str, Any]:
    in_sql, in_logic = _about_these(_IN_SQL, criteria), _about_these(_IN_LOGIC, criteria)
    filters: list[dict[str, Any]] = [{"id": name, "type": "string"} for name in sorted(_IN_SQL)]
    given = {
        "filters": filters,
        "rules": [to_jquery_querybuilder(criteria[number], SCHEMA)[0] for number in in_sql],
        "fields": [
            *(one for one in react_querybuilder_fields(SCHEMA) if one["name"] in {field.name for field in FIELDS}),
            *(
                one
                for one in react_querybuilder_fields(SCHEMA, subjects=(Subject.PARTNER,))
                if one["name"] == f"partner.{RANK.name}"
            ),
        ],
        "queries": [to_react_querybuilder(criteria[number], SCHEMA)[0] for number in in_logic],
    }
    made = cast("dict[str, Any]", node("editors.mjs", given=given))
    sql, logic = dict(zip(in_sql, made["sql"], strict=True)), dict(zip(in_logic, made["logic"], strict=True))
    return {"editors": made["editors"], "sql": sql, "logic": logic}


if __name__ == "__main__":
    reason = installed()
    if reason:
        raise SystemExit(f"nothing was written: {reason}")
    found = asked()
    lines = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in found.pop("criteria"))
    head = json.dumps(found, ensure_ascii=False, indent=1)[:-2]
    ANSWERS.write_text(f'{head},\n "criteria": [\n  {lines}\n ]\n}}\n', encoding="utf-8")
    print(f"{ANSWERS.name} is written")
