"""
How long ids, names and other texts may be, and texts as they are saved: cleaned, and within these lengths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

from attrs import Attribute, evolve, fields, has

from leadflow.core.problems import Problem
from leadflow.core.text import clean_text
from leadflow.core.values import Values
from leadflow.errors import InvalidInput

__all__ = [
    "LONGEST_ADDRESS",
    "LONGEST_ID",
    "LONGEST_ID_BYTES",
    "LONGEST_NAME",
    "about_id",
    "about_language",
    "about_name",
    "about_texts",
    "all_storable",
    "is_storable",
    "language_tag",
    "tidied",
]

T = TypeVar("T")

LONGEST_ID: Final = 160
"""
How many characters an id has at most.
"""

LONGEST_ID_BYTES: Final = 255
"""
How many bytes an id has at most in UTF-8, so that it fits into links.
"""

LONGEST_NAME: Final = 200
"""
How many characters a name has at most: of partners, campaigns, people, groups, roles, sources, systems and stages.
"""

LONGEST_ADDRESS: Final = 320
"""
How many characters an e-mail address of a person has at most.
"""

_NOT_STORED: Final = re.compile("[\x00\ud800-\udfff]")
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ADDRESSES: Final = frozenset({"email"})
_LANGUAGES: Final = frozenset({"language"})
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def is_storable(text: str) -> bool:
    """
    Return whether a text can be stored: one with NUL or a lone surrogate is nobody's id.
    """
    return text.isprintable() or not _NOT_STORED.search(text)


def all_storable(texts: Collection[str]) -> list[str]:
    """
    Return those of many *texts* that can be stored, in their order.
    """
    # One look at all of them takes a tenth of the time.
    return list(filter(is_storable, texts)) if _NOT_STORED.search("".join(texts)) else list(texts)


def about_id(text: str, path: str) -> tuple[Problem, ...]:
    """
    Return why *text* cannot be the id of anything; empty if it can.
    """
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_ID and text and not text.isspace():
        return ()
    if not text.strip():
        return (Problem(code="id_empty", path=path, message="the id is empty; give one"),)
    if _CONTROLS.search(text):
        message = "the id contains a control character or half of a character; use letters, digits and signs"
        return (Problem(code="id_unusable", path=path, message=message),)
    if len(text) > LONGEST_ID or len(text.encode()) > LONGEST_ID_BYTES:
        message = (
            f"the id has {len(text):,} characters; use at most {LONGEST_ID}, and {LONGEST_ID_BYTES} bytes in UTF-8"
        )
        return (Problem(code="id_too_long", path=path, message=message),)
    return ()


def about_name(text: str, path: str, longest: int = LONGEST_NAME) -> tuple[Problem, ...]:
    """
    Return why *text* cannot be a name; empty if it can.
    """
    if len(text) <= longest:
        return ()
    message = f"this has {len(text):,} characters; shorten it to {longest}"
    return (Problem(code="text_too_long", path=path, message=message),)


def about_language(tag: str, path: str) -> tuple[Problem, ...]:
    """
    Return why *tag* cannot name a language; empty if it can, or if it says nothing.
    """
    if not tag or _LANGUAGE.fullmatch(tag):
        return ()
    message = f"'{tag}' is not the tag of a language; write it as en or pt-BR"
    return (Problem(code="language_unreadable", path=path, message=message, value=tag),)


def language_tag(instance: object, attribute: Attribute[Any], value: str) -> None:
    """
    Check, as an attrs validator, that a text can name a language.

    Raises:
        InvalidInput: It cannot (``language_unreadable``).
    """
    problems = about_language(value, f"{type(instance).__name__}.{attribute.name}")
    if problems:
        raise InvalidInput(problems)


def tidied(value: T) -> T:
    """
    Return *value* with every text in it cleaned; ids and field values stay as they are.
    """
    changed: dict[str, Any] = {}
    for name, old in _parts(value):
        now = old if _is_id(name) else _clean(old, tidied)
        if now is not old:
            changed[name] = now
    return cast("T", evolve(cast("Any", value), **changed)) if changed else value


def about_texts(value: object, path: str = "", *, skip: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """
    Return a problem for each id and each text of *value* that is too long, with its place; *skip* names members.
    """
    for name, part in _parts(value):
        if name in skip:
            continue
        for number, one in _each(part):
            place = f"{path}{name}{number}"
            if isinstance(one, str):
                longest = LONGEST_ADDRESS if name in _ADDRESSES else LONGEST_NAME
                yield from about_id(one, place) if _is_id(name) else about_name(one, place, longest)
                if name in _LANGUAGES:
                    yield from about_language(one, place)
            elif has(type(one)):
                yield from about_texts(one, f"{place}.")


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _parts(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Values | Enum) or not has(type(value)):
        return
    for name in _names(cast("Any", type(value))):
        yield name, getattr(value, name)


@lru_cache(maxsize=256)
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cls) if one.init and one.name != "unknown")


def _each(part: object) -> Iterable[tuple[str, object]]:
    if isinstance(part, Mapping):
        return ((f"[{name}]", one) for name, one in part.items())
    if isinstance(part, tuple | frozenset):
        return ((f"[{at}]", one) for at, one in enumerate(part))
    return (("", part),)


def _clean(part: Any, nested: Callable[[Any], Any]) -> Any:
    if isinstance(part, str) and not isinstance(part, Enum):
        return part if part.isprintable() else clean_text(part)
    if isinstance(part, tuple) and not hasattr(part, "_fields"):
        now = tuple(_clean(one, nested) for one in part)
        return part if all(one is was for one, was in zip(now, part, strict=True)) else now
    return nested(part)
