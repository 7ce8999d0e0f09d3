"""
Free text: finding leads by pieces of names, companies, addresses and phones.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final
from unicodedata import category, normalize

from leadflow.core.text import clean_text, text_key

__all__ = ["LONGEST_TEXT", "MOST_WORDS", "SEARCHED", "search_lines", "search_text", "search_words", "words_match"]

SEARCHED: Final = (
    "first_name",
    "last_name",
    "company",
    "email",
    "mobile_phone",
    "work_phone",
    "address1",
    "address2",
    "postal_code",
    "city",
)
"""
The fields of leads that free text looks at, in the order of their lines in `search_text`.
"""

LONGEST_TEXT: Final = 200
"""
The most characters of a free text.
"""

MOST_WORDS: Final = 10
"""
The most words of a free text.
"""

_PHONES: Final = frozenset({"mobile_phone", "work_phone"})
_NO_DIGIT: Final = re.compile(r"[^0-9]+")
_PHONE: Final = re.compile(r"\+?[0-9()./-]*[0-9]{2}[0-9()./-]*")


def search_lines(said: Mapping[str, object]) -> list[str]:
    """
    Return what free text is compared with: one line for each of `SEARCHED`, blank where a lead says nothing.

    Letter case, accents and the width of characters do not count, and of phones only the digits.

    Args:
        said: What a lead says, by the names of fields.
    """
    lines = []
    for name in SEARCHED:
        value = said.get(name)
        text = value if isinstance(value, str) else ""
        lines.append(_NO_DIGIT.sub("", text) if name in _PHONES else _folded(text))
    return lines


def search_text(said: Mapping[str, object]) -> str:
    """
    Return `search_lines` as one text.
    """
    return "\n".join(search_lines(said))


@lru_cache(maxsize=256)
def search_words(text: str) -> tuple[str, ...]:
    """
    Return the words of a free text, each as it is looked for; those within others are left out, and a blank text has
    none.

    What looks like a part of a phone is looked for by its digits alone.
    """
    words = {_digits(word) for word in _folded(clean_text(text)).split()} - {""}
    return tuple(sorted(word for word in words if not any(word != other and word in other for other in words)))


def words_match(words: Collection[str], said: Mapping[str, object]) -> bool:
    """
    Return whether each of *words* occurs somewhere in what a lead says, at the beginning of a word or within it.
    """
    text = search_text(said)
    return all(word in text for word in words)


def _digits(word: str) -> str:
    return _NO_DIGIT.sub("", word) if word.startswith("+") and _PHONE.fullmatch(word) else word


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    apart = normalize("NFKD", text_key(text))
    return normalize("NFKC", "".join(mark for mark in apart if category(mark) != "Mn"))
