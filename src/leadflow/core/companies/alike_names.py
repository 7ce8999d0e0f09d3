"""
Whether two names of companies are one, and the keys by which an index finds such names.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.companies.group_words import COUNTRIES
from leadflow.core.companies.names import CompanyName

__all__ = ["WHOLE", "alike", "begin_alike", "name_keys", "similar"]

WHOLE: Final = frozenset({"group", "gruppe", "groupe", "holding", "holdings", "grupo", "gruppo", "worldwide"})
"""
Words that say that all of a group is meant, so they make no other name.
"""

_FEWEST_LETTERS: Final = 6
_FEWEST_CONSONANTS: Final = 5
_PLURAL: Final = 6
_MISSPELLED: Final = 9
_MISSPELLED_ALONE: Final = 10
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")
_VOWELS: Final = str.maketrans("q", "c", "aeiouy ")
_TWICE: Final = re.compile(r"([a-z])\1")
_UNHEARD: Final = re.compile(r"([a-z])(?=\1)|n(?=m)|(?<=t)h|c(?=[kt])")


def alike(one: CompanyName, other: CompanyName) -> bool:
    """
    Return whether two names are one, in any order of their words; that it is a group or a holding says nothing.
    """
    if not (one.key and other.key) or (one.letters and other.letters and one.letters != other.letters):
        return False
    if (
        one.key == other.key
        or one.lettered == other.lettered
        or _swapped(one.key, other.key)
        or _misspelled(_parts(one), _parts(other))
    ):
        return True
    return _sorted(one) == _sorted(other) and (COUNTRIES.isdisjoint(one.words) or one.words[0] == other.words[0])


def similar(one: CompanyName, other: CompanyName) -> bool:
    """
    Return whether two names can be one with other evidence: one is missing, or most of the shorter one is in the other.
    """
    if not (one.key and other.key):
        return True
    if alike(one, other):
        return True
    mine, theirs = set(one.words), set(other.words)
    shared = mine & theirs
    if 2 * len(shared) >= min(len(mine), len(theirs)) > 0:
        return True
    return bool(shared) and any(begin_alike(a, b) for a in mine - shared for b in theirs - shared)


def begin_alike(one: str, other: str) -> bool:
    """
    Return whether two words begin with the same three letters.
    """
    return min(len(one), len(other)) > 2 and one[:3] == other[:3]


def name_keys(name: CompanyName) -> frozenset[str]:
    """
    Return keys of which two names that are one share at least one; none if *name* says nothing.
    """
    if not name.key:
        return frozenset()
    # Letters in their order are one in any order of words, and where two are swapped; numbers stay as they are.
    parts = _parts(name)
    keys = {f"name:{_in_order(text)}" for text in {name.key, name.lettered, "".join(sorted(parts))}}
    spoken = _spoken(parts)
    return frozenset(keys | {f"near:{_in_order(spoken)}"} if _sounds(spoken) else keys)


def _in_order(text: str) -> str:
    if text.isalpha():
        return "".join(sorted(text))
    return "".join([*sorted(_NO_LETTERS.sub("", text)), *_NO_LETTERS.findall(text)])


def _parts(name: CompanyName) -> list[str]:
    return [word for word in name.words if word not in WHOLE] or list(name.words)


def _sorted(name: CompanyName) -> str:
    return "".join(sorted(_parts(name)))


def _swapped(one: str, other: str) -> bool:
    """
    Return whether two neighbouring letters are swapped, as fingers do; any other difference may be another name.
    """
    if len(one) != len(other) or len(one) < _FEWEST_LETTERS:
        return False
    unlike = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(unlike) != 2 or unlike[0] == 0 or unlike[1] != unlike[0] + 1:
        return False
    first, second = unlike
    return one[first] == other[second] and one[second] == other[first] and one[first : second + 1].isalpha()


def _misspelled(one: list[str], other: list[str]) -> bool:
    """
    Return whether words differ by their plural, and one long word by a vowel or by letters that nobody hears.
    """
    if len(one) != len(other):
        return False
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b and _singular(a) != _singular(b)]
    least = _MISSPELLED if len(one) > 1 else _MISSPELLED_ALONE
    if len(unlike) > 1 or not all(max(len(a), len(b)) >= least and _one_mistake(a, b) for a, b in unlike):
        return False
    return _sounds(_spoken(one))


def _one_mistake(one: str, other: str) -> bool:
    """
    Return whether two words sound alike, and but for letters that are written twice are a single letter apart, which is
    neither the first nor the last.
    """
    if not (one.isascii() and other.isascii() and one.isalpha() and other.isalpha()):
        return False
    if one[0] != other[0] or one[-1] != other[-1] or _spoken([one]) != _spoken([other]):
        return False
    short, long = sorted((_TWICE.sub(r"\1", one), _TWICE.sub(r"\1", other)), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]


def _sounds(spoken: str) -> bool:
    """
    Return whether there are so many consonants that few other names have them.
    """
    return sum(map(str.isalpha, spoken)) >= _FEWEST_CONSONANTS


def _spoken(words: list[str]) -> str:
    """
    Return the consonants of words in the singular, without those that nobody hears.
    """
    return _UNHEARD.sub("", " ".join(map(_singular, words))).translate(_VOWELS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _PLURAL and word.endswith("s") and not word.endswith("ss") else word
