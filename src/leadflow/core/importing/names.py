"""
Splits full names into their parts.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.columns.value_words import SALUTATIONS
from leadflow.core.columns.word_set import word_set

__all__ = ["PersonName", "split_name"]

# With these begins a family name of several words: van der Berg, de la Cruz, von Trapp, dos Santos, bin Ahmed.
_PARTICLES: Final = word_set(
    "van von vom zu zum zur der den ter ten te de del della di da do dos das du des la le al el bin ibn ben st mc mac"
)
# Single letters and particles are parts of names, though some are a salutation under a header that says so.
_IN_FRONT: Final = SALUTATIONS - {"m", "de", "dna", "sir"}
_SUFFIXES: Final = word_set("jr sr ii iii iv phd md esq cpa mba pmp msc bsc")


@frozen(kw_only=True)
class PersonName:
    """
    The parts of a person's name; a part that was not said is empty.
    """

    salutation: str = ""
    first_name: str = ""
    last_name: str = ""


def split_name(full_name: str) -> PersonName:
    """
    Split a full name: salutations in front and suffixes behind are taken off, and "Last, First" is turned round.

    A name in Chinese or Japanese characters has its family name first. One word alone is a last name, since that is
    what letters begin with. Middle names stay with the first name.
    """
    text = " ".join(full_name.replace("\u3000", " ").split())
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and given and not _is_suffix(given):
        salutation, words = _without_salutation(given.split())
        return PersonName(salutation=salutation, first_name=" ".join(words), last_name=family)
    salutation, words = _without_salutation(family.split())
    while len(words) > 1 and _is_suffix(words[-1]):
        words = words[:-1]
    first, last = _parts(words)
    return PersonName(salutation=salutation, first_name=" ".join(first), last_name=" ".join(last))


def _parts(words: list[str]) -> tuple[list[str], list[str]]:
    if len(words) == 2 and all(_is_cjk(word) for word in words):
        return words[1:], words[:1]
    start = next((at for at, word in enumerate(words) if at and word.casefold() in _PARTICLES), len(words) - 1)
    return words[:start], words[start:]


def _without_salutation(words: list[str]) -> tuple[str, list[str]]:
    count = 0
    while count < len(words) - 1 and _bare(words[count]) in _IN_FRONT:
        count += 1
    return " ".join(words[:count]), words[count:]


def _is_suffix(word: str) -> bool:
    return _bare(word) in _SUFFIXES


def _is_cjk(word: str) -> bool:
    return all("\u3040" <= one <= "\u30ff" or "\u4e00" <= one <= "\u9fff" for one in word)


def _bare(word: str) -> str:
    return word.strip(".,").replace(".", "").casefold()
