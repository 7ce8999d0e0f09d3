"""
Masks: for one column of a block of groups, which groups the value of a lead does not rule out, as bits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from typing import Any

from attrs import Factory, define

from leadflow.core.criteria.columns import Column
from leadflow.core.criteria.questions import Among, Place, Question, Text, Within, Words

__all__ = ["Masks", "can_mask"]


def can_mask(question: Question) -> bool:
    """
    Say whether a column's masks can answer *question*; what they cannot is asked of the groups that are left.
    """
    match question:
        case Among() | Within():
            return True
        case Text(place=place):
            return place is not Place.ANYWHERE
        case Words(words=words, every=every):
            return not every or len(words) == 1
        case _:
            return False


@define(eq=False)
class Masks:
    """
    The questions of a block of groups about one column, turned round: from what is said to the groups left.

    Attributes:
        column: What they ask about.
        full: The bits of all groups of the block.
    """

    column: Column
    full: int
    _amongs: dict[int, list[Among]] = Factory(dict)
    _withins: dict[int, list[Within]] = Factory(dict)
    _texts: list[tuple[int, Text]] = Factory(list)
    _words: list[tuple[int, Words]] = Factory(list)
    _asked: set[tuple[int, object]] = Factory(set)
    _strict: int = 0

    def add(self, bit: int, question: Question) -> bool:
        """
        Take a question of the group at *bit*; False if this place is taken, and it has to be asked of the group.
        """
        match question:
            case Among():
                self._amongs.setdefault(bit, []).append(question)
            case Within():
                self._withins.setdefault(bit, []).append(question)
            case Text(place=place) if (bit, place) not in self._asked:
                self._asked.add((bit, place))
                self._texts.append((bit, question))
            case Words(negated=negated) if (bit, negated) not in self._asked:
                self._asked.add((bit, negated))
                self._words.append((bit, question))
            case _:
                return False
        if not question.or_empty:
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
        Return the thresholds in order, and the groups left below, on and between them, one more than twice as many.
        """
        questions = [(bit, one) for bit, many in self._withins.items() for one in many]
        bounds = {bound for _, one in questions for span in one.spans for bound in (span.low, span.high)}
        thresholds = sorted(bounds - {None})
        flips = [0] * (2 * len(thresholds) + 2)
        ruled = 0
        for bit, many in self._withins.items():
            ruled |= 1 << bit
            for first, last in _steps(many, thresholds):
                flips[first] ^= 1 << bit
                flips[last] ^= 1 << bit
        masks, mask = [], self.full & ~ruled
        for flip in flips[:-1]:
            mask ^= flip
            masks.append(mask)
        return thresholds, masks

    def more(self) -> Callable[[Any], int] | None:
        """
        Return what gives the groups left by their questions for parts of texts or sets; None if there are none.
        """
        if self._texts:
            return _text_masks(self._texts, self.full)
        return _word_masks(self._words, self.full) if self._words else None

    @property
    def has_table(self) -> bool:
        """
        True if a group asks for equal keys.
        """
        return bool(self._amongs)

    @property
    def has_ladder(self) -> bool:
        """
        True if a group asks for a span.
        """
        return bool(self._withins)


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


def _steps(questions: list[Within], thresholds: list[Any]) -> list[tuple[int, int]]:
    """
    Return the stretches of the ladder on which all of *questions* are answered with yes, last excluded.
    """
    stretches = [(0, 2 * len(thresholds) + 1)]
    for one in questions:
        own = [_stretch(span.low, span.high, span.low_in, span.high_in, thresholds) for span in one.spans]
        both = ((max(a, c), min(b, d)) for a, b in stretches for c, d in own)
        stretches = [(first, last) for first, last in both if first < last]
    return stretches


def _stretch(low: Any, high: Any, low_in: bool, high_in: bool, thresholds: list[Any]) -> tuple[int, int]:
    # A step of the ladder is even between thresholds and odd on one.
    first = 0 if low is None else 2 * bisect_left(thresholds, low) + (1 if low_in else 2)
    last = 2 * len(thresholds) + 1 if high is None else 2 * bisect_left(thresholds, high) + (2 if high_in else 1)
    return first, last


def _text_masks(asked: list[tuple[int, Text]], full: int) -> Callable[[str], int]:
    """
    Slice the ends of a text to every length that is asked for, and flip the groups found.
    """
    heads: dict[int, dict[str, int]] = {}
    tails: dict[int, dict[str, int]] = {}
    sides: dict[Place, list[int]] = {Place.BEGIN: [full, full], Place.END: [full, full]}
    for bit, one in asked:
        side = heads if one.place is Place.BEGIN else tails
        table = side.setdefault(len(one.text), {})
        table[one.text] = table.get(one.text, 0) | 1 << bit
        if not one.negated:
            sides[one.place][0] &= ~(1 << bit)
    by_head, by_tail = tuple(heads.items()), tuple((-length, table) for length, table in tails.items())
    at_head, at_tail = sides[Place.BEGIN][0], sides[Place.END][0]

    def masks(text: str) -> int:
        begun, ended = at_head, at_tail
        for length, table in by_head:
            begun ^= table.get(text[:length], 0)
        for length, table in by_tail:
            ended ^= table.get(text[length:], 0)
        return begun & ended

    return masks


def _word_masks(asked: list[tuple[int, Words]], full: int) -> Callable[[frozenset[str]], int]:
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

    return masks


def step_of(thresholds: list[Any], value: Any) -> int:
    """
    Return the step of the ladder on which *value* stands.
    """
    return bisect_left(thresholds, value) + bisect_right(thresholds, value)
