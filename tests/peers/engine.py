"""
What one Python engine of JsonLogic says: reads [rules, leads], prints [[answer of each lead] of each rule].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any


def _datalogic() -> Callable[[Any, Any], Any]:
    import datalogic_py

    names = {'"startsWith"': '"starts_with"', '"endsWith"': '"ends_with"'}

    def apply(rule: Any, lead: Any) -> Any:
        text = json.dumps(rule)
        for ours, theirs in names.items():
            text = text.replace(ours + ":", theirs + ":")
        return datalogic_py.apply(text, json.dumps(lead))

    return apply


def _panzi() -> Callable[[Any, Any], Any]:
    from json_logic.apply import apply  # type: ignore[import-not-found]  # not installed everywhere, or without types
    from json_logic.builtins import BUILTINS  # type: ignore[import-not-found]  # not installed everywhere, or without types

    known = {
        **BUILTINS,
        "startsWith": lambda _data, text, piece: _starts(text, piece),
        "endsWith": lambda _data, text, piece: _ends(text, piece),
    }
    return lambda rule, lead: apply(rule, lead, known)


def _qubit() -> Callable[[Any, Any], Any]:
    import json_logic  # type: ignore[import-not-found]  # not installed everywhere, or without types

    json_logic.add_operation("startsWith", _starts)
    json_logic.add_operation("endsWith", _ends)
    found: Callable[[Any, Any], Any] = json_logic.jsonLogic
    return found


def _starts(text: object, piece: str) -> bool:
    return isinstance(text, str) and text.startswith(piece)


def _ends(text: object, piece: str) -> bool:
    return isinstance(text, str) and text.endswith(piece)


def _answer(apply: Callable[[Any, Any], Any], rule: Any, lead: Any) -> bool | str:
    try:
        return bool(apply(rule, lead))
    except Exception as error:
        return f"raises {type(error).__name__}: {error}"


if __name__ == "__main__":
    makers = {"datalogic-py": _datalogic, "panzi-json-logic": _panzi, "json-logic-qubit": _qubit}
    engine = makers[sys.argv[1]]()
    rules, leads = json.load(sys.stdin)
    print(json.dumps([[_answer(engine, rule, lead) for lead in leads] for rule in rules]))
