"""
Tables from a value to the groups it does not exclude, as bits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from math import inf, nextafter
from sys import maxunicode
from typing import Any, Final

from attrs import Factory, define

from leadflow.core.criteria.engines.asked_fields import AskedField
from leadflow.core.criteria.engines.questions import Among, HasWords, Question, Span, Text, TextPlace, Within

__all__ = ["BitmapIndex", "can_mask"]

_SETS_KEPT: Final = 1_024
_LONG: Final = 1_024
"""
For so many sets of words the groups left are remembered, if they are out of at least so many.
"""


def can_mask(question: Question) -> bool:
    """
    Return whether a column's masks can answer *question*; what they cannot is asked of the groups that are left.
    """
    match question:
        case Among() | Within():
            return True
        case Text(place=place):
            return place is not TextPlace.ANYWHERE
        case HasWords(words=words, every=every):
            return not every or len(words) == 1
        case _:
            return False


@define(eq=False)
class BitmapIndex:
    """
    The questions of a block of groups about one column, turned round: from what is said to the groups left.

    Attributes:
        column: What they ask about.
        full: The bits of all groups of the block.
        asking: The bits of the groups that ask about the column.
    """

    column: AskedField
    full: int
    _amongs: dict[int, list[Among]] = Factory(dict)
    _withins: dict[int, list[list[Cut]]] = Factory(dict)
    _tails: dict[int, list[list[Cut]]] = Factory(dict)
    _words: list[tuple[int, HasWords]] = Factory(list)
    _asked: set[tuple[int, object]] = Factory(set)
    _strict: int = 0
    asking: int = 0

    def add(self, bit: int, question: Question) -> bool:
        """
        Take a question of the group at *bit*; False if this place is taken, and it has to be asked of the group.
        """
        match question:
            case Among():
                self._amongs.setdefault(bit, []).append(question)
            case Within(spans=spans):
                self._withins.setdefault(bit, []).append(_cuts(spans))
            case Text(place=TextPlace.BEGIN, text=text, negated=negated):
                self._withins.setdefault(bit, []).append(_begun(text, negated))
            case Text(place=TextPlace.END, text=text, negated=negated):
                self._tails.setdefault(bit, []).append(_begun(text[::-1], negated))
            case HasWords(negated=negated) if (bit, negated) not in self._asked:
                self._asked.add((bit, negated))
                self._words.append((bit, question))
            case _:
                return False
        self.asking |= 1 << bit
        if not question.if_missing:
            self._strict |= 1 << bit
        return True

    @property
    def absent(self) -> int:
        """
        The groups left where nothing is said.
        """
        return self.full & ~self._strict

    def table(self) -> tuple[dict[Any, int], int]:
        """
        Return the groups left by their questions for equal keys, for each key that one of them names, and for others.
        """
        named: dict[Any, int] = {}
        allowed: dict[Any, int] = {}
        denied: dict[Any, int] = {}
        for bit, questions in self._amongs.items():
            keys, negated = _merged(questions)
            if not negated:
                named[bit] = 1 << bit
            side = denied if negated else allowed
            for key in keys:
                side[key] = side.get(key, 0) | 1 << bit
        default = self.full & ~_union(named.values())
        every = allowed.keys() | denied.keys()
        return {key: default & ~denied.get(key, 0) | allowed.get(key, 0) for key in every}, default

    def ladder(self) -> tuple[list[Any], list[int]]:
        """
        Return the thresholds in order, and the groups left below the first, from each up to the next, and from the
        last.
        """
        return _ladder(self._withins, self.full)

    def tail_ladder(self) -> tuple[list[Any], list[int]]:
        """
        Return the same for texts read backwards.
        """
        return _ladder(self._tails, self.full)

    def words(self) -> Callable[[frozenset[str]], int]:
        """
        Return what gives the groups left by their questions for the words of a set.
        """
        return _word_masks(self._words, self.full)

    @property
    def parts(self) -> tuple[bool, bool, bool, bool]:
        """
        Whether groups ask for equal keys, for spans, for the ends of texts, and for words.
        """
        return bool(self._amongs), bool(self._withins), bool(self._tails), bool(self._words)

    @property
    def cheap(self) -> bool:
        """
        True if one look-up gives the groups left.
        """
        return not any(self.parts[1:])


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _merged(questions: list[Among]) -> tuple[Collection[Any], bool]:
    """
    Make one question of several about the same column: the keys, and whether they are those left out.
    """
    if len(questions) == 1:
        return questions[0].keys, questions[0].negated
    denied: frozenset[Any] = frozenset().union(*(one.keys for one in questions if one.negated))
    named = [one.keys for one in questions if not one.negated]
    return (frozenset.intersection(*named) - denied, False) if named else (denied, True)


Cut = tuple[Any, Any]
"""
A stretch of ordered keys, from the first one to the second, which is not in it; None has no bound on that side.
"""


def _ladder(asked: dict[int, list[list[Cut]]], full: int) -> tuple[list[Any], list[int]]:
    bounds = {bound for many in asked.values() for cuts in many for cut in cuts for bound in cut}
    thresholds = sorted(bounds - {None})
    flips = [0] * (len(thresholds) + 2)
    mask = full
    for bit, many in asked.items():
        mask &= ~(1 << bit)
        for first, last in _steps(many, thresholds):
            flips[first] ^= 1 << bit
            flips[last] ^= 1 << bit
    masks = []
    for flip in flips[:-1]:
        mask ^= flip
        masks.append(mask)
    return thresholds, masks


def _steps(questions: list[list[Cut]], thresholds: list[Any]) -> list[tuple[int, int]]:
    """
    Return the stretches of the ladder on which all of *questions* are answered with yes, last excluded.
    """
    stretches = [(0, len(thresholds) + 1)]
    for cuts in questions:
        own = [_stretch(low, high, thresholds) for low, high in cuts]
        both = ((max(a, c), min(b, d)) for a, b in stretches for c, d in own)
        stretches = [(first, last) for first, last in both if first < last]
    return stretches


def _stretch(low: Any, high: Any, thresholds: list[Any]) -> tuple[int, int]:
    first = 0 if low is None else bisect_left(thresholds, low) + 1
    return first, len(thresholds) + 1 if high is None else bisect_left(thresholds, high) + 1


def _cuts(spans: tuple[Span, ...]) -> list[Cut]:
    return [
        (
            span.low if span.low_in or span.low is None else _next(span.low),
            _next(span.high) if span.high_in and span.high is not None else span.high,
        )
        for span in spans
    ]


def _next(key: Any) -> Any:
    """
    Return the key right after another one: there is none between them.
    """
    if isinstance(key, str):
        return key + "\0"
    return (key[0], nextafter(key[1], inf)) if isinstance(key, tuple) else nextafter(key, inf)


def _begun(text: str, negated: bool) -> list[Cut]:
    """
    Return the stretch of texts that begin with *text*, or those around it.
    """
    bare = text.rstrip(chr(maxunicode))
    after = bare[:-1] + chr(ord(bare[-1]) + 1) if bare else None
    if not negated:
        return [(text, after)]
    return [(None, text), (after, None)] if after else [(None, text)]


def _word_masks(asked: list[tuple[int, HasWords]], full: int) -> Callable[[frozenset[str]], int]:
    """
    Gather the groups that ask for a word, and those that refuse it.
    """
    wanted: dict[str, int] = {}
    refused: dict[str, int] = {}
    asking = 0
    for bit, one in asked:
        table = refused if one.negated else wanted
        asking |= 0 if one.negated else 1 << bit
        for word in one.words:
            table[word] = table.get(word, 0) | 1 << bit
    resting = full & ~asking

    def masks(words: frozenset[str]) -> int:
        found, lost = resting, 0
        for word in words:
            found |= wanted.get(word, 0)
            lost |= refused.get(word, 0)
        return found & ~lost

    # The sets that people choose come again and again; short masks are joined as fast as they are remembered.
    return lru_cache(_SETS_KEPT)(masks) if full.bit_length() >= _LONG else masks
