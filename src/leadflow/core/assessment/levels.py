"""
Sorts the answers of past leads to one field into levels, each of which has one effect.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from leadflow.core.assessment.answers import Answer, word_of

__all__ = ["NO_ANSWER", "Levels", "levels_of"]

NO_ANSWER: Final = 0
"""
The level of leads without an answer.
"""

_MOST_RANGES: Final = 16
_FEWEST_LEADS: Final = 8
_MOST_WORDS: Final = 1_000


@frozen(kw_only=True)
class Levels:
    """
    The levels of a field.

    Attributes:
        of: The level of each past lead: 0 without an answer, then one for each word or range; for words the last is of
            all that one lead alone said, or that are not among the 1,000 most frequent.
        words: The words of levels 1 and up, sorted; None if the answers are numbers.
        edges: Where the ranges begin, but for the first one; empty for words.
        count: How many levels there are, those without leads included.
    """

    of: Sequence[int]
    words: tuple[str, ...] | None
    edges: tuple[float, ...]
    count: int


def levels_of(answers: Sequence[Answer | None]) -> Levels:
    """
    Sort *answers* into levels: into ranges if all of them are numbers, else by word.
    """
    numbers = [one for one in answers if one.__class__ is float]
    known = sum(one is not None for one in answers)
    if known and len(numbers) == known:
        return _ranges(answers, numbers)  # type: ignore[arg-type]  # all of them are floats
    return _words([word_of(one) for one in answers])


def _words(words: Sequence[str]) -> Levels:
    counted = Counter(words)
    counted.pop("", None)
    twice = sorted((-count, word) for word, count in counted.items() if count > 1)
    kept = tuple(sorted(word for _, word in twice[:_MOST_WORDS]))
    number = {word: at for at, word in enumerate(kept, 1)}
    number[""] = NO_ANSWER
    single = len(kept) + 1
    return Levels(of=[number.get(word, single) for word in words], words=kept, edges=(), count=single + 1)


def _ranges(answers: Sequence[float | None], numbers: Sequence[float]) -> Levels:
    edges = _edges(numbers)
    of = [NO_ANSWER if one is None else bisect_right(edges, one) + 1 for one in answers]
    return Levels(of=of, words=None, edges=tuple(edges), count=len(edges) + 2)


def _edges(numbers: Sequence[float]) -> list[float]:
    """
    Return the edges of ranges with as equally many numbers as equal numbers allow, and at least eight in each.

    An edge is in the middle between two numbers, since what lies between is nearer to the one or the other.
    """
    counted = sorted(Counter(numbers).items())
    left, ranges = len(numbers), min(_MOST_RANGES, len(numbers) // _FEWEST_LEADS)
    edges: list[float] = []
    held = 0
    for (number, count), (following, _) in pairwise(counted):
        held += count
        if ranges < 2:
            break
        if held >= max(left / ranges, _FEWEST_LEADS) and left - held >= _FEWEST_LEADS:
            middle = number / 2 + following / 2
            edges.append(middle if middle > number else following)
            left, ranges, held = left - held, ranges - 1, 0
    return edges
