"""
Criteria to JSON and back: groups of conditions, as lists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from leadflow.core.criteria import Condition, Criteria, Group, subject_of

__all__ = ["register_criteria"]

_RENAMED: Final = {"or_empty": "if_missing"}
"""
Members of conditions as stored criteria and files of people had them before, and what they are called now. Both are
read.
"""


def register_criteria(converter: Converter) -> None:
    """
    Have *converter* write criteria as lists: groups of conditions. Of criteria nothing may be unknown.
    """
    dump_condition = make_dict_unstructure_fn(
        Condition, converter, _cattrs_omit_if_default=True, value=override(unstruct_hook=_listed)
    )
    load_renamed: Callable[[Any, Any], Condition] = make_dict_structure_fn(
        Condition,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=converter.detailed_validation,
        value=override(struct_hook=lambda data, _: data),
    )

    def load_condition(data: Any, cls: Any) -> Condition:
        if isinstance(data, dict) and not _RENAMED.keys().isdisjoint(data):
            data = {_RENAMED.get(name, name): said for name, said in data.items()}
        if isinstance(data, dict) and "subject" not in data and "." in str(data.get("field", "")):
            whose, name = subject_of(str(data["field"]))
            data = {**data, "field": name, "subject": whose.value} if whose else data
        return load_renamed(data, cls)

    converter.register_unstructure_hook(Condition, dump_condition)
    converter.register_structure_hook(Condition, load_condition)
    conditions, groups = tuple[Condition, ...], tuple[Group, ...]
    converter.register_unstructure_hook(Group, lambda group: [dump_condition(one) for one in group.conditions])
    converter.register_structure_hook(Group, lambda data, _: Group(converter.structure(data, conditions)))
    converter.register_unstructure_hook(
        Criteria, lambda written: {"groups": [converter.unstructure(group) for group in written.groups]}
    )
    load_criteria = make_dict_structure_fn(
        Criteria,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=converter.detailed_validation,
        groups=override(struct_hook=lambda data, _: converter.structure(data, groups)),
    )
    converter.register_structure_hook(Criteria, load_criteria)


def _listed(value: object) -> object:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value
