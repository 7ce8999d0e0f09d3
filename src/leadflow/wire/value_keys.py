"""
Keys of values, stored only if they differ from the value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache, partial
from typing import Any, Final

from leadflow.core.fields import AnyField
from leadflow.core.kinds import BOOLEAN, DATE, ID, INTEGER, MULTI_CHOICE, AnyFieldKind, Family
from leadflow.core.kinds.texts import phone_key, phone_keys
from leadflow.core.text import text_key
from leadflow.core.values import Columns, Value, Values

__all__ = ["Derived", "derived", "json_key", "odd_keys", "stored_keys"]


class Derived(Enum):
    """
    How an engine makes the key of a value that has none stored, out of the value as JSON holds it.
    """

    LOWER = auto()
    """
    The text with the letters from A to Z made small, and no others.
    """

    SAME = auto()
    """
    The value itself.
    """

    NEVER = auto()
    """
    It cannot; the key is always stored.
    """


_EXACT: Final = 10**15
"""
Whole numbers below are their own keys.
"""


def derived(kind: AnyFieldKind) -> Derived:
    """
    Return how the key of a value of *kind* is made where none is stored.
    """
    if kind.key is text_key:
        return Derived.LOWER
    family = kind.family
    if family is Family.NUMBER:
        return Derived.SAME if kind is INTEGER else Derived.NEVER
    return Derived.NEVER if family is Family.DATE and kind is not DATE else Derived.SAME


def stored_keys(columns: Columns) -> dict[int, dict[str, Any]]:
    """
    Return the keys that have to be stored, as JSON can hold them, by the place of the record and the name of the field.

    A blank key says that nothing is left to compare.
    """
    found: dict[int, dict[str, Any]] = {}
    for field, column in zip(columns.layout.fields, columns.columns, strict=True):
        name = field.name
        for at, key in _differing(field, column):
            if at in found:
                found[at][name] = key
            else:
                found[at] = {name: key}
    return found


def json_key(field: AnyField, value: Value) -> Any:
    """
    Return the key of a value as JSON can hold it; blank if nothing is left to compare.
    """
    key = field.kind.key(value)
    return (sorted(key) if isinstance(key, frozenset) else key) or ("" if key in (None, frozenset()) else key)


def odd_keys(values: Values, written: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the keys of values that are stored as another kind wrote them: engines cannot derive them from what is
    stored.

    Args:
        values: What a record says.
        written: As it would be written now.
        stands: As it is stored.
    """
    odd = (name for name, one in written.items() if (type(one), one) != (type(stands.get(name)), stands.get(name)))
    fields = dict(zip(values.layout.names, values.layout.fields, strict=True))
    return {name: json_key(fields[name], values[name]) for name in odd}


def _differing(field: AnyField, column: Sequence[Value]) -> Sequence[tuple[int, Any]]:
    """
    Return the keys of a column that the values do not give, each with its place.
    """
    kind = field.kind
    if kind.key is text_key:
        return () if _plain([cell for cell in column if cell is not None]) else _differing_texts(column)
    if kind.key is phone_key:
        keys = zip(column, phone_keys([cell or "" for cell in column]), strict=True)
        return [(at, key) for at, (cell, key) in enumerate(keys) if cell is not None and key != cell]
    if kind in (ID, BOOLEAN, DATE):
        return ()
    if kind is INTEGER:
        made: Callable[[Value], Any] = _key_of_integer
    elif kind.family is Family.MULTI:
        made = _key_of_list
    elif derived(kind) is Derived.NEVER:
        made = kind.key
    else:
        made = partial(_key_of_other, kind.key)
    return [(at, key) for at, cell in enumerate(column) if cell is not None and (key := made(cell)) is not None]


def _differing_texts(column: Sequence[str | None]) -> Sequence[tuple[int, Any]]:
    """
    Return those of a column of texts, of which many are the same.
    """
    odd = {cell: key for cell in {*column} if cell is not None and (key := _key_of_text(cell)) is not None}
    return [(at, odd[cell]) for at, cell in enumerate(column) if cell in odd] if odd else ()


def _plain(texts: list[str]) -> bool:
    """
    Return whether all of *texts* surely are ASCII without white space at their ends and in runs: checked at once, since
    most are.
    """
    together = "|".join(texts)
    if not (together.isascii() and together.isprintable()):
        return False
    return " " not in together or not (
        "  " in together or "| " in together or " |" in together or together[0] == " " or together[-1] == " "
    )


def _key_of_text(text: str) -> str | None:
    if text.isascii() and text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return None
    return _key_of_odd_text(text)


@lru_cache(maxsize=16_384)
def _key_of_odd_text(text: str) -> str | None:
    """
    Return the key of *text* if it is not the text in small letters. Words in other letters come again and again.
    """
    key = text_key(text)
    return None if key == _lower(text) else key


def _lower(text: str) -> str:
    """
    Return *text* with the letters from A to Z made small, as databases do it, regardless of their language.
    """
    return (
        text.lower()
        if text.isascii()
        else text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
    )


def _key_of_integer(value: int) -> Any:
    return None if -_EXACT < value < _EXACT else INTEGER.key(value)


def _key_of_list(words: tuple[str, ...]) -> Any:
    key = MULTI_CHOICE.key(words)
    return None if key == frozenset(words) else sorted(key) or ""  # type: ignore[arg-type]  # a key of several words is a set of texts


def _key_of_other(make: Callable[[Value], Any], value: Value) -> Any:
    key = make(value)
    return "" if key is None else None if key == value else key
