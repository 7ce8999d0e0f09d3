"""
Cleans text, and makes its comparison key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

__all__ = ["FOLD_VERSION", "all_printable", "clean_text", "text_key", "text_keys"]

FOLD_VERSION: Final = 1
"""
Version of `text_key`, kept with stored keys: a store whose keys have another version must be rebuilt.
"""

# Line breaks (LF, CR) stay. Blank-like controls become a blank so that words do not run together.
_BLANKS = re.compile("[\t\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


_PRINTABLE: Final = bytes(range(0x20, 0x7F))
_MANY: Final = 16
"""
From so many texts on they are folded together.
"""


def all_printable(texts: Sequence[str]) -> bool:
    """
    Return whether all of *texts* are printable, which `clean_text` leaves as they are.
    """
    together = "".join(texts)
    # For plain texts it takes a third of the time to take away what is printable, and see whether anything is left.
    return not together.encode().translate(None, _PRINTABLE) if together.isascii() else together.isprintable()


def clean_text(text: str) -> str:
    """
    Return *text* without NUL, lone surrogates and control characters; line breaks stay, tabs become blanks.
    """
    if text.isprintable():
        return text
    return _CONTROLS.sub("", _BLANKS.sub(" ", text))


def text_key(text: str) -> str:
    """
    Return the form in which *text* is compared: NFKC, case folded, NFKC, trimmed, inner white space made one blank.

    Two texts are equal to leadflow when their keys are. The key of a key is itself.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def text_keys(texts: Sequence[str | None]) -> list[str | None]:
    """
    Return the `text_key` of each of many texts; None stays None.
    """
    if len(texts) < _MANY:
        return [None if text is None else text_key(text) for text in texts]
    words = [text or "" for text in texts]
    together, odd = "\n".join(words), frozenset[str]()
    if not together.isascii():
        odd = frozenset([word for word in words if not word.isascii()])
        together = "\n".join(["" if word in odd else word for word in words])
    if not _is_tidy(together, len(words)):
        return [None if text is None else text_key(text) for text in texts]
    keys: list[str | None] = [*together.lower().split("\n")]
    if odd:
        known = {word: text_key(word) for word in odd}
        keys = [known.get(word, key) for word, key in zip(words, keys, strict=True)]
    at = -1
    for _ in range(texts.count(None)):
        at = texts.index(None, at + 1)
        keys[at] = None
    return keys


def _is_tidy(lines: str, count: int) -> bool:
    """
    Return whether *lines* are *count* lines of plain ASCII whose blanks are as keys have them.
    """
    if len(lines.encode().translate(None, _PRINTABLE)) != count - 1:
        return False
    return not (lines[0:1] == " " or lines[-1:] == " " or "  " in lines or " \n" in lines or "\n " in lines)
