"""
Cleans text, and makes its comparison key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

__all__ = [
    "FOLD_VERSION",
    "FORMULA_BEGINNINGS",
    "all_printable",
    "clean_text",
    "name_key",
    "text_key",
    "text_keys",
    "unguard",
]

FOLD_VERSION: Final = 1
"""
Version of `text_key`, kept with stored keys: a store whose keys have another version must be rebuilt.
"""

# Line breaks (LF, CR) stay. Blank-like controls and no-break blanks become a blank so that words do not run together.
_BLANKS = re.compile("[\t\x0b\x0c\x85\u00a0\u2007\u2028\u2029\u202f]")
# Controls, lone surrogates, soft hyphens, zero-width blanks, marks of direction and of byte order. Joiners go too,
# unless they are between letters of a script that needs them, or signs: those come after Hebrew in Unicode.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]|(?<![\u0600-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\U0010ffff])"
)


FORMULA_BEGINNINGS: Final = tuple("=+-@\t\r\n＝＋－＠")
"""
What a formula begins with, for a spreadsheet.
"""
_FIGURES: Final = re.compile(r"\d[\d ./:()-]*")
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
    Return *text* without control characters, lone surrogates and invisible characters.

    Line breaks stay, and so do the joiners that a script needs. Tabs and no-break blanks become blanks.
    """
    if text.isprintable():
        return text
    return _CONTROLS.sub("", _BLANKS.sub(" ", text))


def unguard(text: str, *, names: bool = True) -> str:
    """
    Take off the apostrophe that spreadsheets and exports put before figures and what could be read as a formula, such
    as '+49 and '01067, and the guard by which they keep leading zeros: ``="01067"``.

    Args:
        names: True leaves it to words, as in 't Hooft; False takes it off these too, and a second one at the end.
    """
    if text[:2] == '="' and text[-1:] == '"' and '"' not in (inner := text[2:-1]):
        return inner
    if text[:1] != "'":
        return text
    if not names:
        return text[1:].removesuffix("'")
    return text[1:] if text[1:2] in FORMULA_BEGINNINGS or _FIGURES.fullmatch(text, 1) else text


def text_key(text: str) -> str:
    """
    Return the form in which *text* is compared: NFKC, case folded, NFKC, trimmed, inner white space made one blank.

    Two texts are equal to leadflow when their keys are. The key of a key is itself.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def name_key(name: str) -> str:
    """
    Return the form in which the names of records are compared: `text_key` without invisible characters.
    """
    return text_key(clean_text(name))


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
    if " " not in lines:
        return True
    return not (lines[0:1] == " " or lines[-1:] == " " or "  " in lines or " \n" in lines or "\n " in lines)
