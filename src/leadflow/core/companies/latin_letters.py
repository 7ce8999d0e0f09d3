"""
Cyrillic and Greek words in Latin letters, as companies there write themselves abroad.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["folded", "latin"]


def folded(text: str) -> str:
    """
    Write ae, oe, ue, aa and dj as the letter without its mark, so that both ways of writing ä, ö, ü, å and đ are one.
    """
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a").replace("dj", "d")


def _table(native: str, written: str) -> dict[int, str]:
    return {ord(one): "" if other == "-" else other for one, other in zip(native, written.split(), strict=True)}


_RUSSIAN: Final = _table(
    "абвгдезийклмнопрстуфхцчшщъыьэюяжђјљњћџ",
    "a b v g d e z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya zh dj j lj nj c dz",
)
_UKRAINIAN: Final = _RUSSIAN | _table("гиіїєґ", "h y i yi ye g")
_GREEK: Final = _table("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
_HARD: Final = re.compile("ъ(?![еёюя])")
_UKRAINIAN_ALONE: Final = frozenset("іїєґ")


def latin(word: str) -> str:
    """
    Return a folded *word* in Latin letters; one in any other script stays as it is.

    Endings that people write in several ways are one: ``severnyy``, ``severnyi``, ``severny``.
    """
    word = _latin(word)
    return _IA.sub("ia", _Y.sub("y", word)) if len(word) > _SHORT else word


_SHORT: Final = 4
_Y: Final = re.compile("(?:yy|iy|yi|ii|ij)$")
_IA: Final = re.compile("(?:i[yj]|(?<=[bcdfgklmnprstvz])y)a$")


def _latin(word: str) -> str:
    if word.isascii():
        return word
    if not _UKRAINIAN_ALONE.isdisjoint(word):
        return folded(word.translate(_UKRAINIAN))
    # In Bulgarian that letter is a vowel; in Russian one that is written after it, and it has no sound.
    word = _HARD.sub("а", word)
    written = word.replace("ου", "ou").replace("кс", "x").translate(_RUSSIAN | _GREEK)
    return folded(written)
