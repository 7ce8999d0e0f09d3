"""
Strict reading of JSON that people wrote.
"""

from __future__ import annotations

import json
from enum import StrEnum
from types import GenericAlias
from typing import Any, get_args, get_origin

from cattrs import Converter

from leadflow.core.problems import Unreadable, near, or_list

__all__ = ["register_strictness"]


def register_strictness(converter: Converter) -> None:
    """
    Have *converter* refuse what Python would make something of: "no" is not a flag, a word is not a list of letters,
    null is not a name.
    """

    def only(cls: type, wanted: str) -> None:
        def take(data: object, _: object) -> object:
            if type(data) is not cls:
                raise Unreadable("value_malformed", f"this must be {wanted}, not {json.dumps(data)[:40]}")
            return data

        converter.register_structure_hook(cls, take)

    only(bool, "true or false")
    only(int, "a whole number")
    only(str, "a text")
    converter.register_structure_hook(StrEnum, _word)

    def load_tuple(data: object, cls: Any) -> object:
        if not isinstance(data, list):
            raise Unreadable("value_malformed", "this must be a list, in square brackets")
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
        raise Unreadable(
            "word_unknown", f"'{data}' is not allowed here; use {or_list(close or words)}", close
        ) from None
