"""
Reads routing modules and criteria from JSON, with place and remedy of each mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from attrs import fields_dict
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from leadflow.core.arguments import checked
from leadflow.core.partners import PartnerDirectory
from leadflow.core.problems import Problem, Unreadable, near, or_list
from leadflow.core.routing import AssignByRules, Filter, Keep, Match, RoutingModule, check_module
from leadflow.core.schema import Schema
from leadflow.errors import InvalidInput
from leadflow.wire.converter import make_converter

__all__ = ["FORMAT", "dump_module", "load_module", "problems_of", "read_module", "read_object"]

FORMAT: Final = 1
"""
Of the files that people write; it is in each as ``v``.
"""

_STEPS = ("match", "choose", "filter", "keep")


@checked
def dump_module(module: RoutingModule, schema: Schema) -> str:
    """
    Write *module* as JSON for people: indented, defaults left out, lossless.
    """
    data = {"v": FORMAT, **make_converter(schema, strict=False).unstructure(module)}
    data["steps"] = [{"step": step.pop("step"), **step} for step in data.get("steps", [])]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@checked
def load_module(text: str | bytes, schema: Schema, directory: PartnerDirectory) -> RoutingModule:
    """
    Read a module from JSON, checked against the declared fields and the partners.

    Raises:
        InvalidInput: With every problem that `read_module` finds.
    """
    module, problems = read_module(text, schema, directory)
    if module is None:
        raise InvalidInput(problems)
    return module


@checked
def read_module(
    text: str | bytes, schema: Schema, directory: PartnerDirectory
) -> tuple[RoutingModule | None, tuple[Problem, ...]]:
    """
    Read a module from JSON and check it against the declared fields and the partners.

    Returns:
        The module, or None if there is an error; and every problem with its place, such as
        ``steps[0].lead_field``, and near names.
    """
    data, found = read_object(text, "module")
    if data is None:
        return None, found
    problems = tuple(_unknown_steps(data))
    if problems:
        return None, problems
    try:
        module = make_converter(schema, strict=True).structure(data, RoutingModule)
    except (BaseValidationError, KeyError, TypeError, ValueError, RecursionError) as error:
        return None, tuple(problems_of(error, ""))
    checked, found = check_module(module, schema, directory)
    return (module if checked else None), found


def read_object(text: str | bytes, what: str) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """
    Read the JSON object of a file that people write, without its version; or say why it is none.

    Args:
        text: The file.
        what: What it is of, such as ``module``.
    """
    try:
        data = json.loads(text)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        message = "this is not JSON; correct it at the place named"
        return None, (Problem(code="json_unreadable", path=place, message=message),)
    if not isinstance(data, dict) or data.pop("v", FORMAT) != FORMAT:
        message = f'a {what} must be a JSON object with "v": {FORMAT}; correct it, or upgrade leadflow'
        return None, (Problem(code="format_unknown", path="", message=message),)
    return data, ()


def _unknown_steps(data: dict[str, Any]) -> Iterator[Problem]:
    steps = data.get("steps", [])
    for number, step in enumerate(steps if isinstance(steps, list) else []):
        kind = step.get("step") if isinstance(step, dict) else None
        if kind not in _STEPS:
            close = near(str(kind), _STEPS)
            message = f"'{kind}' is not a step; use {or_list(close or _STEPS)}"
            yield Problem(code="step_unknown", path=f"steps[{number}].step", message=message, suggestions=close)


def problems_of(error: BaseException, where: str) -> Iterator[Problem]:
    """
    Walk the errors of cattrs to the places of the mistakes.
    """
    if isinstance(error, ForbiddenExtraKeysError):
        known = (*fields_dict(error.cl), *(["step"] if error.cl in (Match, AssignByRules, Filter, Keep) else []))
        for key in sorted(error.extra_fields):
            close = near(key, known)
            message = f"there is no key '{key}' here; use {or_list(close or known)}"
            yield Problem(code="key_unknown", path=_join(where, key), message=message, suggestions=close)
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from problems_of(inner, _join(where, _step(inner)))
    elif isinstance(error, Unreadable):
        yield error.problem(where)
    elif isinstance(error, KeyError):
        message = f"the key '{error.args[0]}' is missing; add it"
        yield Problem(code="key_missing", path=_join(where, str(error.args[0])), message=message)
    else:
        message = "this value has the wrong type; use one of the type that the documentation names"
        yield Problem(code="value_malformed", path=where, message=message)


def _step(error: BaseException) -> str:
    """
    Return how a nested error is reached from the one around it.
    """
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]"
        if isinstance(note, AttributeValidationNote) and not isinstance(error, KeyError):
            return note.name
    return ""


def _join(where: str, step: str) -> str:
    if not step or not where:
        return where or step
    return f"{where}{step}" if step.startswith("[") else f"{where}.{step}"
