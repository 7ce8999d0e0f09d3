"""
Translates values to what another system calls them, and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from leadflow.core.connectors.remote import RemoteValue
from leadflow.core.connectors.settings import SharedField
from leadflow.core.kinds import Money
from leadflow.core.kinds.unfit import Unfit
from leadflow.core.text import clean_text, text_key

__all__ = ["incoming", "outgoing"]

_PLAIN: Final = (bool, int, Decimal, date)


def outgoing(shared: SharedField, value: object) -> RemoteValue:
    """
    Return what a value of ours is called there; None for a missing one.
    """
    if value is None or value in ("", ()) or isinstance(value, Unfit):
        return None
    if isinstance(value, tuple):
        return tuple(_word(shared.values, str(one)) for one in value)
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, StrEnum):
        return _word(shared.values, value.value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, _PLAIN):
        named = _word(shared.values, str(value).lower()) if shared.values else None
        return value if named in (None, str(value).lower()) else named
    return _word(shared.values, str(value))


def incoming(shared: SharedField, value: RemoteValue) -> RemoteValue:
    """
    Return what leadflow calls a value of another system; None for a missing one.
    """
    if value is None or value in ("", ()):
        return None
    words = {text_key(theirs): ours for ours, theirs in reversed(list(shared.values.items()))}
    if isinstance(value, tuple):
        return tuple(words.get(text_key(one), one) for one in value)
    said = str(value).lower() if isinstance(value, bool) else str(value)
    found = words.get(text_key(said))
    if found is not None:
        return found
    # No store can keep half of a character.
    return clean_text(value) if isinstance(value, str) else value


def _word(values: Mapping[str, str], word: str) -> str:
    if word in values:
        return values[word]
    return {text_key(ours): theirs for ours, theirs in values.items()}.get(text_key(word), word)
