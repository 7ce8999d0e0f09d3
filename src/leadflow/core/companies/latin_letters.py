"""
Cyrillic and Greek words in Latin letters, as companies there write themselves abroad.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.companies.legal_forms import folded

__all__ = ["latin"]


def _table(native: str, written: str) -> dict[int, str]:
    return {ord(one): "" if other == "-" else other for one, other in zip(native, written.split(), strict=True)}


_RUSSIAN: Final = _table(
    "абвгдезийклмнопрстуфхцчшщъыьэюяжђјљњћџ",
    "a b v g d e z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya zh dj j lj nj c dz",
)
_UKRAINIAN: Final = _RUSSIAN | _table("гиіїєґ", "h y i yi ye g")
_GREEK: Final = _table("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
_UKRAINIAN_ALONE: Final = frozenset("іїєґ")


def latin(word: str) -> str:
    """
    Return a folded *word* in Latin letters; one in any other script stays as it is.
    """
    if word.isascii():
        return word
    if not _UKRAINIAN_ALONE.isdisjoint(word):
        return folded(word.translate(_UKRAINIAN))
    written = word.replace("ου", "ou").replace("кс", "x").translate(_RUSSIAN | _GREEK)
    return folded(written)
