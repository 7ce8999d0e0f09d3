"""
Values to plain JSON and back, without loss.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from types import GenericAlias
from typing import Any, Final, TypeVar, cast, get_args, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from leadflow.core.criteria import Condition, Criteria, Group
from leadflow.core.facts import Fact, FieldChange
from leadflow.core.fields import AnyField
from leadflow.core.kinds.choices import same_flag
from leadflow.core.kinds.texts import same_text
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Unreadable, near, or_list
from leadflow.core.routing import RoutingModule, Step
from leadflow.core.schema import Fields, Schema
from leadflow.core.values import Layout, Value, Values
from leadflow.errors import ConfigurationError
from leadflow.wire.keys import KeyWriter

__all__ = ["FORMAT", "Wire", "make_converter"]

T = TypeVar("T")

FORMAT: Final = 1
"""
Version of everything that is written; it stands in every document as ``v``.
"""

_RECALLED: Final = 8_192

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Wire:
    """
    Turns leadflow's values into JSON texts and back, for stores and files. One serves all threads.
    """

    def __init__(self, schema: Schema) -> None:
        """
        Take the *schema* that says of which kind each value is.
        """
        self._converter = make_converter(schema, strict=False)
        self._keys = KeyWriter(schema)
        self._dump: dict[type, Callable[[Any], dict[str, Any]]] = {}
        self._load: dict[type, Callable[[Any, Any], Any]] = {}
        self._last: dict[type, tuple[tuple[str | bytes, ...], tuple[object, ...]]] = {}
        # Partners, campaigns and modules are read for every batch, and seldom change.
        self._recall: dict[type, Callable[[str | bytes], object]] = {
            cls: lru_cache(maxsize=_RECALLED)(partial(self._structure, cls))
            for cls in (Partner, Campaign, RoutingModule)
        }

    def dumps(self, value: object) -> str:
        """
        Write any of leadflow's values as a JSON object.
        """
        cls = type(value)
        dump = self._dump.get(cls)
        if dump is None:
            dump = self._dump[cls] = self._converter.get_unstructure_hook(cls)
        return _encode({"v": FORMAT, **dump(value)})

    def dump_keys(self, record: Lead | Partner | Campaign) -> str:
        """
        Write the keys of *record*, for stores that answer criteria; see `leadflow.wire.keys`.
        """
        return self._keys.dumps(record)

    def loads(self, cls: type[T], text: str | bytes) -> T:
        """
        Read back what `dumps` wrote of a *cls*.

        Raises:
            ConfigurationError: A newer leadflow wrote it.
        """
        recall = self._recall.get(cls)
        return self._structure(cls, text) if recall is None else cast("T", recall(text))

    def loads_all(self, cls: type[T], texts: tuple[str | bytes, ...]) -> tuple[T, ...]:
        """
        Read back what `dumps` wrote of many; the same texts as the last time give the same values.

        Raises:
            ConfigurationError: A newer leadflow wrote one of them.
        """
        before, values = self._last.get(cls, ((), ()))
        if before != texts:
            values = tuple(self.loads(cls, text) for text in texts)
            self._last[cls] = texts, values
        return cast("tuple[T, ...]", values)

    def _structure(self, cls: type[T], text: str | bytes) -> T:
        data = json.loads(text)
        if data.pop("v", 0) > FORMAT:
            raise ConfigurationError("this was written by a newer leadflow; upgrade this one. Nothing was written")
        load = self._load.get(cls)
        if load is None:
            load = self._load[cls] = self._converter.get_structure_hook(cls)
        return cast("T", load(data, cls))


def make_converter(schema: Schema, *, strict: bool) -> Converter:
    """
    Return a cattrs converter for leadflow's values; defaults are left out of what it writes.

    Args:
        schema: Says of which kind each value is.
        strict: True refuses unknown keys and keeps the place of every mistake, for what people wrote; False is for
            what leadflow itself wrote, and faster.
    """
    converter = Converter(omit_if_default=True, forbid_extra_keys=strict, detailed_validation=strict)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(datetime, lambda data, _: datetime.fromisoformat(data))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda data, _: date.fromisoformat(data))
    if strict:
        _register_strictness(converter)
    _register_values(converter, schema)
    _register_criteria(converter)
    configure_tagged_union(Step, converter, tag_name="step", tag_generator=_tag)
    configure_tagged_union(Fact, converter, tag_name="fact", tag_generator=_tag)
    return converter


def _register_strictness(converter: Converter) -> None:
    """
    Refuse what Python would make something of: "no" is no flag, a word is no list of letters, null is no name.
    """

    def only(cls: type, wanted: str) -> None:
        def take(data: object, _: object) -> object:
            if type(data) is not cls:
                raise Unreadable("value_malformed", f"{wanted} stands here, not {json.dumps(data)[:40]}")
            return data

        converter.register_structure_hook(cls, take)

    only(bool, "true or false")
    only(int, "a whole number")
    only(str, "a text")
    converter.register_structure_hook(StrEnum, _word)

    def load_tuple(data: object, cls: Any) -> object:
        if not isinstance(data, list):
            raise Unreadable("value_malformed", "a list stands here, in square brackets")
        items: Any = GenericAlias(list, get_args(cls)[:1])
        return tuple(converter.structure(data, items))

    def is_tuple(cls: Any) -> bool:
        return get_origin(cls) is tuple

    converter.register_structure_hook_func(is_tuple, load_tuple)


def _word(data: object, cls: type[StrEnum]) -> StrEnum:
    try:
        return cls(str(data))
    except ValueError:
        words = [member.value for member in cls]
        close = near(str(data), words)
        raise Unreadable("word_unknown", f"'{data}' stands where {or_list(close or words)} can", close) from None


def _tag(cls: type) -> str:
    name = cls.__name__
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")


def _register_values(converter: Converter, schema: Schema) -> None:
    encoders: dict[Layout, list[tuple[str, Callable[[Value], object] | None]]] = {}

    def dump(values: Values) -> dict[str, object]:
        known = encoders.get(values.layout)
        if known is None:
            known = encoders[values.layout] = [(one.name, _encoder(one)) for one in values.layout.fields]
        cells = zip(known, values.cells, strict=True)
        return {name: cell if encode is None else encode(cell) for (name, encode), cell in cells if cell is not None}

    converter.register_unstructure_hook(Values, dump)
    converter.register_structure_hook(Values, lambda data, _: _load_values(schema.leads, data))
    for cls, fields in ((Partner, schema.partners), (Campaign, schema.campaigns)):
        attributes = override(struct_hook=partial(_load_attributes, fields))
        load = make_dict_structure_fn(
            cls,
            converter,
            _cattrs_forbid_extra_keys=converter.forbid_extra_keys,
            _cattrs_detailed_validation=converter.detailed_validation,
            attributes=attributes,
        )
        converter.register_structure_hook(cls, load)

    def dump_change(change: FieldChange) -> dict[str, object]:
        encode = _encoder(schema.leads.layout_of((change.field,)).fields[0]) or _same
        sides = {"before": change.before, "after": change.after}
        said = {side: encode(value) for side, value in sides.items() if value is not None}
        return {"field": change.field, **said}

    def load_change(data: Mapping[str, Any], _: object) -> FieldChange:
        decode = schema.leads.layout_of((data["field"],)).fields[0].kind.from_json
        before, after = (None if data.get(side) is None else decode(data[side]) for side in ("before", "after"))
        return FieldChange(data["field"], before, after)

    converter.register_unstructure_hook(FieldChange, dump_change)
    converter.register_structure_hook(FieldChange, load_change)


def _same(value: Value) -> object:
    return cast("object", value)


def _encoder(field: AnyField) -> Callable[[Value], object] | None:
    """
    Return how a field's values become JSON; None where they are JSON already.
    """
    return None if field.kind.to_json in (same_text, same_flag) else field.kind.to_json


def _load_attributes(fields: Fields, data: Mapping[str, Any], _: object) -> Values:
    return _load_values(fields, data)


def _load_values(fields: Fields, data: Mapping[str, Any]) -> Values:
    layout = fields.layout_of(tuple(data))
    cells = zip(layout.fields, data.values(), strict=True)
    return Values(layout, tuple([one.kind.from_json(cell) for one, cell in cells]))


def _register_criteria(converter: Converter) -> None:
    """
    Criteria are written as lists: groups of conditions.
    """
    dump_condition = make_dict_unstructure_fn(
        Condition, converter, _cattrs_omit_if_default=True, value=override(unstruct_hook=_listed)
    )
    load_condition = make_dict_structure_fn(
        Condition,
        converter,
        _cattrs_forbid_extra_keys=converter.forbid_extra_keys,
        _cattrs_detailed_validation=converter.detailed_validation,
        value=override(struct_hook=lambda data, _: data),
    )
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
        _cattrs_forbid_extra_keys=converter.forbid_extra_keys,
        _cattrs_detailed_validation=converter.detailed_validation,
        groups=override(struct_hook=lambda data, _: converter.structure(data, groups)),
    )
    converter.register_structure_hook(Criteria, load_criteria)


def _listed(value: object) -> object:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value
