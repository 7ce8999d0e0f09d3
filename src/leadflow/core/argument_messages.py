"""
The messages about arguments that are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from enum import Enum
from io import TextIOBase
from types import BuiltinFunctionType, FunctionType, MethodType, NoneType, UnionType
from typing import Any, BinaryIO, Final, Union, get_args, get_origin

from leadflow.core.problems import Problem, near, or_list
from leadflow.errors import InvalidInput

__all__ = ["phrase_of", "shown", "spoken", "unknown_word", "without", "wrong_return", "wrong_type", "wrong_value"]

_PHRASES: Final[dict[Any, str]] = {
    str: "a text",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    bytes: "bytes",
    BinaryIO: "a binary stream, such as open(path, 'rb')",
    dict: "a mapping",
    datetime: "a datetime with a time zone, such as datetime.now(UTC)",
    timedelta: "a timedelta",
    tzinfo: "a time zone, such as ZoneInfo('Europe/Oslo')",
    NoneType: "None",
}
_NOUNS: Final = {
    "LookupText": "text",
    "AfterRecall": "way to go on after a recall",
    "Awaited": "thing to wait for",
    "ByteStream": "binary stream, such as open(path, 'rb')",
    "ChosenBy": "way of choosing",
    "Clearing": "policy for cleared values",
    "ConflictReach": "reach of conflicts",
    "GonePolicy": "policy for deleted records",
    "OnConflict": "policy for conflicts",
    "OnUnreadable": "policy for unreadable values",
    "SeveralIncumbents": "policy for several incumbents",
    "ToldUpdates": "choice of updates",
    "UnknownCampaigns": "policy for unknown campaigns",
    "WithoutMatch": "policy for leads without a match",
    "ActiveContent": "setting for active content",
    "PullsChanges": "connector that pulls",
    "PushesUpdates": "connector that pushes",
    "RecipientPrecedence": "policy for recipients",
    "FieldKind": "FieldKind, such as TEXT or INTEGER",
    "OnDuplicate": "policy for duplicates",
    "PathLike": "path",
    "TieBreak": "tie-break",
    "Unscanned": "setting for unscanned files",
}
"""
What a class is called in messages where its name does not say so.
"""
_MADE_WITH: Final = {
    "an AttachmentStore": "FsspecAttachments(folder)",
    "a CheckedCriteria": "check_criteria(criteria, schema)",
    "a CheckedModule": "check_module(module, schema, directory)",
    "a Criteria or a CheckedCriteria": "where, all_of or any_of",
    "a Criteria or a Group or a Condition": "where, all_of or any_of",
    "a Draft": "read_draft(programme.schema, form)",
    "a LeadFile": "imports.open(path)",
    "a Schema": "STANDARD_SCHEMA.extend(...)",
    "a Table": "read_table(stream)",
}
"""
What makes a value that nobody makes by its class.
"""
_NAMED: Final = {"RoutingModule": "publish it with RoutingDesk.publish, and give its name"}
"""
How a value is made known by a name, where people give the value and the name is taken.
"""
_FEW: Final = 12


def phrase_of(hint: Any) -> str:
    """
    Return what *hint* takes, in words.
    """
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(phrase_of(one) for one in get_args(hint) if one is not NoneType)
    origin = get_origin(hint)
    if origin is Callable or origin is get_origin(Callable[[], int]):
        return "a function"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "a mapping"
    if isinstance(origin, type) and issubclass(origin, Iterable):
        inner = get_args(hint)[0]
        return "several texts" if _is_text(inner) else f"several, each {phrase_of(inner)}"
    name = getattr(origin or hint, "__name__", str(hint))
    name = _NOUNS.get(name, name)
    return _PHRASES.get(hint) or _with_article(name)


def _is_text(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, str) and not issubclass(hint, Enum)


def shown(given: object) -> str:
    """
    Return what *given* is, in words and without its value.
    """
    if isinstance(given, type):
        return f"the class {given.__name__}"
    if given is None:
        return "None"
    if isinstance(given, FunctionType | BuiltinFunctionType | MethodType):
        return "a function"
    if isinstance(given, bool | float):
        return repr(given)
    return (_PHRASES.get(type(given)) or _with_article(type(given).__name__)).partition(",")[0]


def wrong_type(given: object, name: str, phrase: str) -> TypeError:
    """
    Return what says that *given* is of another type than the parameter *name* takes, and what to give.
    """
    message = f"{name}: takes {phrase}, not {shown(given)}"
    if isinstance(given, type) and given.__module__ != "builtins":
        return TypeError(f"{message}; give an instance: {given.__name__}(...)")
    if isinstance(given, TextIOBase):
        return TypeError(f"{message}; open the file in binary mode")
    if isinstance(given, bytes | bytearray) and _PHRASES[BinaryIO] in phrase:
        return TypeError(f"{message}; give io.BytesIO(...) of them")
    written = hasattr(given, "__fspath__") or type(given).__name__ in ("int", "UUID")
    if written and phrase == _PHRASES[str]:
        return TypeError(f"{message}; give str(...) of it")
    if phrase == _PHRASES[int] and not isinstance(given, bool) and hasattr(given, "__index__"):
        return TypeError(f"{message}; give int(...) of it")
    part = phrase.partition(" ")[2].lower()
    if part.isidentifier() and getattr(given, part, None) is not None:
        return TypeError(f"{message}; give its {part}")
    if phrase in _MADE_WITH:
        return TypeError(f"{message}; make one with {_MADE_WITH[phrase]}")
    if type(given).__name__ in _NAMED and phrase == _PHRASES[str]:
        return TypeError(f"{message}; {_NAMED[type(given).__name__]}")
    own = (
        [key for key in ("id", "name") if isinstance(getattr(given, key, None), str)] if phrase == _PHRASES[str] else []
    )
    return TypeError(f"{message}; give {f'its {own[0]}' if own else phrase.partition(',')[0]}")


def without(given: object, name: str, phrase: str, missing: Collection[str]) -> TypeError:
    """
    Return what says that *given* lacks methods that the parameter *name* takes, and what to give.
    """
    own = phrase.partition(",")[0]
    hint = (
        f"make one with {_MADE_WITH[phrase]}" if phrase in _MADE_WITH else f"give an object with every method of {own}"
    )
    return TypeError(f"{name}: takes {phrase}, but {shown(given)} has no {or_list(missing)}; {hint}")


def wrong_return(given: object, name: str, wanted: str) -> TypeError:
    """
    Return what says that the host's function *name* returned something of another type than is *wanted*.
    """
    return TypeError(f"{name}: returned {shown(given)}; return {wanted}. Nothing was written")


def wrong_value(code: str, message: str, name: str, close: Collection[str] = ()) -> InvalidInput:
    """
    Return what says that the parameter *name* cannot have this value.
    """
    return InvalidInput((Problem(code=code, path=name, message=message, suggestions=tuple(close)),))


def spoken(words: type) -> str:
    """
    Return the name of a class as people say it, with its article.
    """
    spoken = " ".join(re.findall("[A-Z][a-z]*", words.__name__)).lower()
    return _with_article(_NOUNS.get(words.__name__, spoken))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def unknown_word(given: str, known: Collection[str], noun: str, name: str, *, see: str = "") -> InvalidInput:
    """
    Return what says that *given* is none of the *known* words, with the near one.
    """
    close = near(given, known)
    if close:
        hint = f"did you mean {or_list(close)}?"
    else:
        hint = f"use {or_list(known)}" if len(known) <= _FEW else f"see {see}"
    return wrong_value("word_unknown", f"'{given}' is not {noun}; {hint}", name, close)
