"""
Converts values to plain JSON and back without loss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from inspect import isclass
from typing import Any, Final, TypeVar, get_args, get_origin

from attrs import NOTHING, Attribute, Factory, fields, has, resolve_types
from cattrs import Converter
from cattrs.fns import identity
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from leadflow.core.actors import Channel, Side
from leadflow.core.assessment import FieldEffects
from leadflow.core.connectors import Connection, SharedField
from leadflow.core.decisions import Notice, RoutingTrace
from leadflow.core.facts import Fact
from leadflow.core.kinds import MONEY, Money
from leadflow.core.notifications import MessageFact
from leadflow.core.partners import Campaign, Partner
from leadflow.core.registration import RegistrationRule
from leadflow.core.routing import RoutingModule, Rule, Step
from leadflow.core.schema import Schema
from leadflow.core.settings import SettingValue
from leadflow.core.unknown import KeepsUnknown
from leadflow.wire.criteria import register_criteria
from leadflow.wire.decisions import pack_notice, pack_trace, unpack_notice, unpack_trace
from leadflow.wire.forms import EFFECTS, FACTS, POST_FACTS, STEPS
from leadflow.wire.strictness import register_strictness
from leadflow.wire.unions import register_union
from leadflow.wire.values import ValuesReader, register_values

__all__ = ["UnknownMembers", "make_converter"]

_BY_PEOPLE: Final = frozenset({RoutingModule, Rule, RegistrationRule, Connection, SharedField, *STEPS})
"""
What people write: its defaults are left out, so that a file and what is stored look alike.
"""

_UNSAID: Final = (None, "", ())
"""
What a member that is left out says.
"""


class UnknownMembers(Exception):
    """
    A newer build wrote what is read.
    """


_CHANNELS: Final = {one.value: one for one in Channel}
_SIDES: Final = {one.value: one for one in Side}
W = TypeVar("W")

_Dump = Callable[[Any], dict[str, Any]]
_Load = Callable[[Any, Any], Any]


def make_converter(schema: Schema, *, strict: bool, lenient: bool = False) -> Converter:
    """
    Return a cattrs converter for leadflow's values. What is None or empty is left out of what it writes.

    Args:
        schema: Says of which kind each value is.
        strict: True keeps the place of every mistake and guesses nothing, for what people wrote; False is for what
            leadflow itself wrote, and faster.
        lenient: True passes over members that are not known; False refuses them.
    """
    converter = Converter(forbid_extra_keys=strict, detailed_validation=strict)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(datetime, _read_moment)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda data, _: date.fromisoformat(data))
    converter.register_unstructure_hook(Money, MONEY.to_json)
    converter.register_structure_hook(Money, lambda data, _: MONEY.from_json(data))
    converter.register_unstructure_hook_func(_is_plain, identity)
    converter.register_unstructure_hook_factory(has, partial(_dumper, converter=converter))
    converter.register_structure_hook_factory(
        has, partial(_loader, converter=converter, schema=schema, lenient=lenient)
    )
    if strict:
        register_strictness(converter)
    else:
        converter.register_structure_hook(Channel, partial(_word, _CHANNELS, Channel.OTHER, lenient=lenient))
        converter.register_structure_hook(Side, partial(_word, _SIDES, Side.OTHER, lenient=lenient))
    register_values(converter, schema)
    register_criteria(converter)
    converter.register_unstructure_hook(RoutingTrace, pack_trace)
    converter.register_structure_hook(RoutingTrace, lambda data, _: unpack_trace(data))
    converter.register_unstructure_hook(Notice, pack_notice)
    converter.register_structure_hook(Notice, lambda data, _: unpack_notice(data))
    converter.register_unstructure_hook(SettingValue, partial(_dump_setting, converter))
    converter.register_structure_hook(SettingValue, partial(_load_setting, converter))
    register_union(converter, Step, "step", STEPS)
    register_union(converter, Fact, "fact", FACTS)
    register_union(converter, MessageFact, "fact", POST_FACTS)
    register_union(converter, FieldEffects, "kind", EFFECTS)
    return converter


def _word(words: Mapping[str, W], other: W, data: object, _: object, *, lenient: bool) -> W:
    """
    Read a channel or a side. A word that is not known is what members are that are not known.
    """
    known = words.get(str(data), other)
    if known is other and not lenient and data != other:
        raise UnknownMembers
    return known


def _is_plain(cls: Any) -> bool:
    """
    Return whether JSON writes values of *cls* as they are: words of enumerations are texts, and tuples are lists.
    """
    if get_origin(cls) is tuple:
        return all(one in (int, str, ...) or _is_plain(one) for one in get_args(cls))
    return isclass(cls) and issubclass(cls, StrEnum)


def _dumper(cls: type, converter: Converter) -> _Dump:
    resolve_types(cls)
    overrides: dict[str, Any] = {one.name: _written(one, converter) for one in fields(cls)}
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=cls in _BY_PEOPLE, **overrides)


def _written(member: Attribute[Any], converter: Converter) -> Any:
    if member.name == "unknown":
        return override(omit=True)
    if not _may_be_unsaid(member):
        return override()
    said = [one for one in get_args(member.type) if one is not type(None)]
    # What is written is not None, so nothing needs to ask.
    hook = converter.get_unstructure_hook(said[0]) if member.default is None and len(said) == 1 else None
    return override(omit_if_default=True, unstruct_hook=hook)


def _may_be_unsaid(member: Attribute[Any]) -> bool:
    default = member.default
    return default in _UNSAID or (isinstance(default, Factory) and default.factory is dict)  # type: ignore[arg-type]  # a Factory is typed as what it makes


def _dump_setting(converter: Converter, said: SettingValue) -> object:
    return converter.unstructure(said) if isinstance(said, RegistrationRule) else said


def _load_setting(converter: Converter, data: Any, _: object) -> SettingValue:
    """
    Read what a setting says: a rule is an object, and several texts are a list.
    """
    if isinstance(data, dict):
        return converter.structure(data, RegistrationRule)
    return tuple(data) if isinstance(data, list) else data


def _read_moment(data: str, _: object) -> datetime:
    """
    Read a moment; one without a zone, which earlier builds let in, is in UTC.
    """
    moment = datetime.fromisoformat(data)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _loader(cls: type, converter: Converter, schema: Schema, lenient: bool) -> _Load:
    resolve_types(cls)
    overrides: dict[str, Any] = {"unknown": override(omit=True)} if issubclass(cls, KeepsUnknown) else {}
    if cls in (Partner, Campaign):
        declared = schema.partners if cls is Partner else schema.campaigns
        overrides["attributes"] = override(struct_hook=ValuesReader(declared))
    structure: _Load = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=converter.detailed_validation,
        _cattrs_detailed_validation=converter.detailed_validation,
        **overrides,
    )
    if converter.detailed_validation:
        return structure
    members = () if cls in _BY_PEOPLE else fields(cls)
    unsaid = {one.name: said for one in members if (said := _unsaid(one)) is not NOTHING}
    return _reading(structure, cls, unsaid, lenient)


def _unsaid(member: Attribute[Any]) -> object:
    """
    Return what *member* says where it is left out: None or empty, regardless of its default; NOTHING if it never is.
    """
    if member.default is NOTHING or _may_be_unsaid(member):
        return NOTHING
    if type(None) in get_args(member.type):
        return None
    return [] if get_origin(member.type) is tuple else "" if member.type is str else NOTHING


def _reading(structure: _Load, cls: type, unsaid: Mapping[str, object], lenient: bool) -> _Load:
    """
    Refuse members that *cls* has not, unless *lenient*. The library's own check takes as long as all the rest.
    """
    known = frozenset(one.name for one in fields(cls)) - {"unknown"}

    def load(data: Any, as_what: Any) -> Any:
        if not lenient and not data.keys() <= known:
            raise UnknownMembers
        for name in unsaid:
            if name not in data:
                data = {**unsaid, **data}
        return structure(data, as_what)

    return load
