"""
Facts in events and steps in modules, which are identified by their names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from cattrs import Converter

from leadflow.core.assessment import FieldEffects
from leadflow.core.facts import Fact, UnknownFact
from leadflow.core.routing import Step
from leadflow.errors import ConfigurationError
from leadflow.wire.forms import Form
from leadflow.wire.json import to_json
from leadflow.wire.lifts import RETIRED, lift

__all__ = ["register_union"]

_Dump = Callable[[Any], dict[str, Any]]
_Load = Callable[[Any, Any], Any]


def register_union(converter: Converter, union: Any, tag: str, forms: Mapping[type, Form]) -> None:
    """
    Have *converter* write and read the members of *union* with their name under *tag*, and their version if it is not
    the first.
    """
    named = {form.name: form for form in forms.values()}
    dumps: dict[type, tuple[dict[str, Any], _Dump]] = {}
    loads: dict[str, tuple[Form, _Load]] = {}

    def dump(value: Any) -> dict[str, Any]:
        known = dumps.get(type(value))
        if known is None:
            if isinstance(value, UnknownFact):
                return {tag: value.name, **json.loads(value.body)}
            known = dumps[type(value)] = _head(forms[type(value)], tag), converter.get_unstructure_hook(type(value))
        head, members = known
        return head | members(value)

    def load(data: Any, _: object) -> Any:
        name = data.pop(tag)
        version, needs = (1, 1) if converter.detailed_validation else (data.pop("v", 1), data.pop("needs", 1))
        if union is Fact and name in RETIRED:
            name, data = RETIRED[name](data)
        known = loads.get(name)
        if known is None and name in named:
            form = named[name]
            known = loads[name] = form, converter.get_structure_hook(form.cls)
        if known is None or needs > known[0].version:
            return _unknown(union, name, version, needs, data)
        form, structure = known
        if version <= form.version:
            return structure(lift(data, form, version) if version < form.version else data, form.cls)
        try:
            return structure(data, form.cls)
        except (LookupError, TypeError, ValueError):
            return _unknown(union, name, version, needs, data)

    converter.register_unstructure_hook(union, dump)
    converter.register_structure_hook(union, load)


def _head(form: Form, tag: str) -> dict[str, Any]:
    """
    Return what comes before the members of a value: its name, and what is not said by being the first version.
    """
    version = {"v": form.version} if form.version > 1 else {}
    needs = {"needs": form.needs} if form.needs > 1 else {}
    return {tag: form.name, **version, **needs}


def _unknown(union: Any, name: str, version: int, needs: int, data: dict[str, Any]) -> UnknownFact:
    """
    Return a fact of which only its name is known; a step or an effect that is not known cannot be taken.
    """
    if union is Step or union is FieldEffects:
        what = "step" if union is Step else "effects"
        raise ConfigurationError(f"a newer leadflow wrote the {what} '{name}'; upgrade leadflow. Nothing was written")
    said = {"v": version} | ({"needs": needs} if needs > 1 else {}) | data
    return UnknownFact(name=name, body=to_json(said))
