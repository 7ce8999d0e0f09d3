"""
Booleans, choices, multi-choices and countries.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.kinds.countries import country_code
from leadflow.core.kinds.kind import Family, FieldKind, JsonScalar, Key, ReadOptions
from leadflow.core.kinds.stand_ins import SAYS_SOMETHING, STAND_INS
from leadflow.core.kinds.texts import json_text, same_text
from leadflow.core.problems import Unreadable, near, or_list
from leadflow.core.text import text_key

__all__ = ["BOOLEAN", "CHOICE", "COUNTRY", "MULTI_CHOICE", "NO", "YES", "same_flag"]

YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "1.0",
        "x",
        "[x]",
        "on",
        "checked",
        "ja",
        "j",
        "wahr",
        "oui",
        "o",
        "vrai",
        "si",
        "sí",
        "sì",
        "vero",
        "verdadero",
        "sim",
        "s",
        "verdadeiro",
        "waar",
        "aan",
        "はい",
        "真",
        "○",
        "◯",
        "✓",
        "✔",
        "☑",
        "✅",
    ]
)
"""
What people and programs write for yes, as keys.
"""

NO: Final = frozenset(
    [
        "no",
        "n",
        "false",
        "f",
        "0",
        "0.0",
        "off",
        "[ ]",
        "[]",
        "unchecked",
        "nein",
        "falsch",
        "non",
        "faux",
        "falso",
        "não",
        "nao",
        "nee",
        "onwaar",
        "uit",
        "いいえ",
        "偽",
        "×",
        "✕",
        "✖",
        "✗",
        "✘",
        "☐",
        "❌",
    ]
)
"""
What they write for no.
"""


def _read_boolean(text: str, options: ReadOptions) -> bool:
    # Programs put a variant selector behind signs.
    word = text_key(text).replace("\ufe0f", "")
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unreadable("boolean_unreadable", "write yes or no")


def _read_choice(text: str, options: ReadOptions) -> str:
    chosen = options.by_key.get(text_key(text))
    if chosen is not None:
        return chosen
    titles = [choice.title for choice in options.choices]
    close = near(text, titles)
    offer = or_list(close or titles[:10])
    raise Unreadable("choice_unknown", f"this is not one of the choices; use {offer}", close)


def _read_choices(text: str, options: ReadOptions) -> tuple[str, ...]:
    parts = re.split(f"[{re.escape(options.separators)}\n]", text)
    words = [part.strip() for part in parts if part.strip()]
    if options.choices:
        words = [_read_choice(word, options) for word in words]
    return tuple(dict.fromkeys(words))


def _choices_key(value: tuple[str, ...]) -> Key:
    return frozenset(map(text_key, value))


def _choices_from_json(data: JsonScalar) -> tuple[str, ...]:
    if data.__class__ is list:
        return tuple(map(json_text, data))
    raise TypeError("this must be a list of texts")


def _read_country(text: str, options: ReadOptions) -> str:
    return text


def _country_key(value: str) -> str:
    return country_code(value) or text_key(value)


def same_flag(value: bool) -> bool:
    """
    Return *value*: a flag is its own key and its own JSON.
    """
    return value


def _flag_from_json(data: JsonScalar) -> bool:
    if data is True or data is False:
        return data
    raise TypeError("this must be true or false")


BOOLEAN: FieldKind[bool] = FieldKind(
    "boolean",
    Family.BOOLEAN,
    _read_boolean,
    same_flag,
    lambda value: "yes" if value else "no",
    same_flag,
    _flag_from_json,
)
CHOICE: FieldKind[str] = FieldKind("choice", Family.CHOICE, _read_choice, text_key, same_text, same_text, json_text)
MULTI_CHOICE: FieldKind[tuple[str, ...]] = FieldKind(
    "multi_choice",
    Family.MULTI,
    _read_choices,
    _choices_key,
    "; ".join,
    list,
    _choices_from_json,
    longest=20_000,
    stand_ins=STAND_INS,
)
COUNTRY: FieldKind[str] = FieldKind(
    "country",
    Family.CHOICE,
    _read_country,
    _country_key,
    same_text,
    same_text,
    json_text,
    SAYS_SOMETHING,
    # NA is Namibia.
    stand_ins=STAND_INS - {"na"},
)
