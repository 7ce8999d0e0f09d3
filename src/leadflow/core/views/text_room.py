"""
How much room texts take in a picture, whatever font draws them.
"""

from __future__ import annotations

from typing import Final
from unicodedata import category, decomposition, east_asian_width

__all__ = ["cut", "room_of"]

# In hundredths of the size of the font, as the widest of the usual fonts, DejaVu Sans, has them; a little more where
# fonts differ.
_NOTHING: Final = ("Mn", "Me", "Cf")
_NARROW: Final = frozenset("iIjl.,:;'!| ")
_SLIM: Final = frozenset('()[]{}/\\-"rtf`')
_WIDE: Final = frozenset("mwжмфшщюыњљωψæœ")
_WIDE_CAPITALS: Final = frozenset("MWЖМФШЩЮЫЊЉΜΩÆŒ@%‰—…")
_ALPHABETS: Final = 0x0530
"""
Latin, Greek and Cyrillic end here.
"""


def room_of(text: str) -> float:
    """
    Return how wide *text* is at most, in sizes of its font.
    """
    return sum(map(_room, text)) / 100


def cut(text: str, room: float) -> str:
    """
    Return as much of *text* as there is room for, with an ellipsis where it was cut.

    Args:
        text: What is to be shown.
        room: In sizes of its font.
    """
    if room_of(text) <= room:
        return text
    left = room * 100 - _room("…")
    for at, one in enumerate(text):
        left -= _room(one)
        if left < 0:
            return f"{text[: max(at, 1)]}…"
    return text


def _room(one: str) -> int:
    kind = category(one)
    if kind in _NOTHING:
        return 0
    if east_asian_width(one) in "WF":
        return 135 if kind == "So" else 105
    base = decomposition(one).split(" ")[0]
    if base and not base.startswith("<"):
        one = chr(int(base, 16))  # a letter is as wide with its accent as without
    if one in _NARROW:
        return 41
    if one in _SLIM:
        return 52
    if one in _WIDE_CAPITALS:
        return 112
    if one in _WIDE:
        return 100
    if ord(one) >= _ALPHABETS:
        return 95
    return 82 if kind == "Lu" or one in "&+=<>#~^" else 68
