"""
The shape of what is stored of a class, so that a test sees when it changes.
"""

from __future__ import annotations

from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from attrs import Attribute, Factory, fields, has, resolve_types

from leadflow.core.criteria import Criteria
from leadflow.core.facts import Fact
from leadflow.core.notifications import MessageFact
from leadflow.core.routing import Step
from leadflow.core.values import Values

__all__ = ["shape_of"]


def shape_of(cls: type) -> dict[str, Any]:
    """
    Return the members of *cls*, with what stands in them at any depth, and their defaults.
    """
    resolve_types(cls)
    return {one.name: _member(one) for one in fields(cls) if one.name != "unknown" and one.init}


def _member(member: Attribute[Any]) -> Any:
    shape = _shape(member.type)
    if member.default.__class__.__name__ == "_Nothing":
        return shape
    default: Any = member.default
    said = default.factory() if isinstance(default, Factory) else default  # type: ignore[arg-type]  # a Factory is typed as what it makes
    return {"of": shape, "default": str(said) if isinstance(said, Enum) else repr(said)}


def _shape(cls: Any) -> Any:
    for union, name in ((Fact, "fact"), (MessageFact, "fact of a message"), (Step, "step")):
        if cls == union:
            return name
    if cls is Criteria:
        return "criteria"
    args = get_args(cls)
    if get_origin(cls) in (Union, UnionType):
        return {"any_of": [_shape(one) for one in args]} if len(args) > 2 else {"optional": _shape(args[0])}
    if get_origin(cls) is tuple:
        return [_shape(one) for one in args if one is not ...]
    if args:
        return {"each": _shape(args[-1])}
    if cls is Values:
        return "values"
    if has(cls):
        return shape_of(cls)
    if isinstance(cls, type) and issubclass(cls, Enum):
        return [str(one.value) for one in cls]
    return "none" if cls is NoneType else getattr(cls, "__name__", str(cls))
