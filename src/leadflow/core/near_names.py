"""
Finds similar names for suggestions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final

from leadflow.core.problems import near

__all__ = ["NearNames"]

_FEW: Final = 100
"""
So many names are all compared.
"""

_COUNTED: Final = 6_000
"""
So many times a name is counted for a pair of letters that it shares with the word; rare pairs come first.
"""

_COMPARED: Final = 24
"""
So many names that share the most pairs of letters with the word are compared with it.
"""

_NARROW, _WIDE = 7 / 13, 13 / 7  # of two names that are 0.7 alike, none is longer than so many times the other
_LAST: Final = chr(0x10FFFF)


class NearNames:
    """
    Many names, prepared for looking up similar words; made once for all words.

    Finds what `leadflow.core.problems.near` finds by comparing the word with every name. Among hundreds of names that
    are equally near it may choose others.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """
        Take *names*, in any order; of those that differ by case alone, one is offered.
        """
        by_fold = {name.casefold(): name for name in names}
        self._folded = sorted(by_fold, key=lambda fold: (len(fold), fold))
        self._names = [by_fold[fold] for fold in self._folded]

    def near(self, word: str, *, most: int = 3) -> tuple[str, ...]:
        """
        Return up to *most* names that look like *word*, nearest first; case does not count.
        """
        wanted = word.casefold().strip()
        if not wanted or len(self._names) <= _FEW:
            return near(word, self._names, most=most)
        places = {*self._alike(wanted), *self._longer(wanted, most), *self._shorter(wanted)}
        return near(word, [self._names[place] for place in sorted(places)], most=most)

    @cached_property
    def _lengths(self) -> list[int]:
        return list(map(len, self._folded))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {fold: place for place, fold in enumerate(self._folded)}

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        """
        The places of the names in which two letters are neighbors, by those letters; ascending, so by length.
        """
        found: dict[str, list[int]] = {}
        for place, fold in enumerate(self._folded):
            for pair in _pairs(fold):
                found.setdefault(pair, []).append(place)
        return found

    def _alike(self, wanted: str) -> list[int]:
        """
        Return the places of the names that share the most pairs of letters with *wanted*, for their length.
        """
        low = bisect_left(self._lengths, _NARROW * len(wanted))
        high = bisect_right(self._lengths, _WIDE * len(wanted))
        middle = bisect_left(self._lengths, len(wanted), low, high)
        counts, left = Counter[int](), _COUNTED
        for places in self._telling(wanted):
            start, end = bisect_left(places, low), bisect_left(places, high)
            if end - start > left:
                # Of too many, those whose length is nearest.
                start = max(start, min(bisect_left(places, middle) - left // 2, end - left))
                end = start + left
            counts.update(places[start:end])
            left -= end - start
        shared = counts.most_common(4 * _COMPARED)
        ranked = sorted(
            ((count / (len(wanted) + self._lengths[place]), place) for place, count in shared), reverse=True
        )
        return [place for _, place in ranked[:_COMPARED]]

    def _telling(self, wanted: str) -> list[list[int]]:
        """
        Return the places for each pair of letters of *wanted*, rare pairs first.

        Pairs that more than half of the names have distinguish nothing, and are left out where there are others.
        """
        found = sorted((self._by_pair[pair] for pair in sorted(_pairs(wanted)) if pair in self._by_pair), key=len)
        rare = [places for places in found if 2 * len(places) <= len(self._names)]
        return rare or found

    def _longer(self, wanted: str, most: int) -> Iterator[int]:
        """
        Return the places of the shortest names that begin with *wanted*.
        """
        at = bisect_left(self._lengths, len(wanted))
        while most > 0 and at < len(self._folded):
            end = bisect_right(self._lengths, self._lengths[at])
            first = bisect_left(self._folded, wanted, at, end)
            some = range(first, bisect_right(self._folded, wanted + _LAST, first, end))[:most]
            yield from some
            most, at = most - len(some), end

    def _shorter(self, wanted: str) -> Iterator[int]:
        """
        Return the places of the names that *wanted* begins with.
        """
        begins = (wanted[:length] for length in range(4, min(len(wanted), self._lengths[-1]) + 1))
        return (self._places[begin] for begin in begins if begin in self._places)


def _pairs(fold: str) -> set[str]:
    """
    Return each two neighboring letters, and the first letter alone.
    """
    return {fold[:1], *(one + other for one, other in pairwise(fold))}
