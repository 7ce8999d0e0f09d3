"""
Many groups of conditions, indexed by what they accept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import accumulate, islice
from operator import and_, or_
from typing import Any, Final

from attrs import define, field

from leadflow.core.criteria.engines.overlaps import accepts_all, accepts_none
from leadflow.core.criteria.engines.questions import Among, HasWords, Question, Text, TextPlace, Within
from leadflow.core.criteria.implications import AskedCondition

__all__ = ["GroupIndex"]

_KEYS: Final = 8
"""
Of a longer list of keys, so many are looked up.
"""

Mask = int
"""
Some of the groups; each bit is the position of one.
"""


class GroupIndex:
    """
    Finds the groups that may hold wherever another one does, without looking at each.
    """

    def __init__(self, groups: Sequence[Sequence[AskedCondition]]) -> None:
        """
        Index *groups* by the first condition that each has about a field.
        """
        self._all: Mask = (1 << len(groups)) - 1
        self._fields: dict[object, _FieldIndex] = {}
        for at, conditions in enumerate(groups):
            for one in {one.place: one for one in reversed(conditions)}.values():
                self._fields.setdefault(one.place, _FieldIndex()).add(1 << at, one)

    def holding(self, group: Iterable[AskedCondition]) -> Mask:
        """
        Return the groups that may hold wherever *group* does: none of the others surely does.
        """
        said: dict[object, list[AskedCondition]] = {}
        for one in group:
            said.setdefault(one.place, []).append(one)
        left = self._all
        for place, index in self._fields.items():
            left &= ~index.asking | _union(index.implied(one) for one in said.get(place, ()))
        return left


@define(eq=False)
class _FieldIndex:
    """
    The conditions of groups about one field.
    """

    asking: Mask = 0
    always: Mask = 0
    spaces: dict[object, _SpaceIndex] = field(factory=dict)

    def add(self, bit: Mask, one: AskedCondition) -> None:
        self.asking |= bit
        if accepts_all(one.question):
            self.always |= bit
        elif not accepts_none(one.question):
            self.spaces.setdefault(one.space, _SpaceIndex()).add(bit, one.question)

    def implied(self, one: AskedCondition) -> Mask:
        """
        Return the groups whose condition may hold wherever *one* does.
        """
        if accepts_none(one.question):
            return self.asking
        space = self.spaces.get(one.space)
        return self.always | (space.implied(one.question) if space else 0)


@define(eq=False)
class _SpaceIndex:
    """
    Questions that compare with one another.

    Attributes:
        keys: Groups by each key that they accept.
        denied: Groups by each key that they do not accept, of those that accept all others.
        denying: All of the latter.
        texts: Groups by the text that they look for, for each place.
        words: Groups by each word that they ask for; under True those that want none of them.
        spans: Groups by the outermost bounds that they accept.
        others: Groups whose question is not indexed.
    """

    keys: dict[Any, Mask] = field(factory=dict)
    denied: dict[Any, Mask] = field(factory=dict)
    denying: Mask = 0
    texts: dict[TextPlace, _TextIndex] = field(factory=lambda: {place: _TextIndex(place) for place in TextPlace})
    words: dict[bool, dict[str, Mask]] = field(factory=lambda: {False: {}, True: {}})
    spans: _SpanIndex = field(factory=lambda: _SpanIndex())
    others: Mask = 0

    def add(self, bit: Mask, question: Question) -> None:
        match question:
            case Among(keys=keys, negated=False):
                _put(self.keys, keys, bit)
            case Among(keys=keys):
                _put(self.denied, keys, bit)
                self.denying |= bit
            case Within():
                self.spans.add(bit, question)
            case Text(place=place, text=text, negated=False):
                self.texts[place].add(bit, text)
            case HasWords(words=words, negated=negated):
                _put(self.words[negated], words, bit)
            case _:
                self.others |= bit

    def implied(self, question: Question) -> Mask:
        """
        Return the groups whose question may accept all that *question* accepts.
        """
        return self.others | self._implied(question)

    def _implied(self, question: Question) -> Mask:
        match question:
            case Among(keys=keys, negated=False):
                return reduce(and_, map(self._accepting, islice(keys, _KEYS)))
            case Among(keys=keys):
                return _union(self.denied.get(key, 0) for key in keys)
            case Within():
                return self.spans.around(question)
            case Text(place=place, text=text, negated=False):
                same = self.texts[place].looking_into(text)
                return self.denying | same | self.texts[TextPlace.ANYWHERE].looking_into(text)
            case HasWords(words=words, negated=negated):
                return _union(self.words[negated].get(word, 0) for word in words)
            case _:
                return self.denying

    def _accepting(self, key: Any) -> Mask:
        looking = _union(index.looking_into(key) for index in self.texts.values() if index.groups)
        return self.keys.get(key, 0) | self.denying & ~self.denied.get(key, 0) | looking


@define(eq=False)
class _TextIndex:
    """
    Groups by the text that they look for in one place.
    """

    place: TextPlace
    groups: dict[str, Mask] = field(factory=dict)
    lengths: set[int] = field(factory=set)

    def add(self, bit: Mask, text: str) -> None:
        _put(self.groups, [text], bit)
        self.lengths.add(len(text))

    def looking_into(self, text: str) -> Mask:
        """
        Return the groups whose text is in *text*.
        """
        found = 0
        for length in self.lengths:
            last = len(text) - length
            if last >= 0:
                first, end = {TextPlace.BEGIN: (0, 1), TextPlace.END: (last, last + 1)}.get(self.place, (0, last + 1))
                found |= _union(self.groups.get(text[at : at + length], 0) for at in range(first, end))
        return found


Bound = tuple[bool, Any]
"""
Where a span begins or ends, in an order in which no bound comes first for beginnings and last for ends.
"""


@define(eq=False)
class _SpanIndex:
    """
    Groups by the outermost bounds of the spans that they accept; sorted when it is first asked.
    """

    groups: list[tuple[Bound, Bound, Mask]] = field(factory=list)
    _lows: tuple[list[Bound], list[Mask]] | None = None
    _highs: tuple[list[Bound], list[Mask]] | None = None

    def add(self, bit: Mask, question: Within) -> None:
        self.groups.append((*_hull(question), bit))

    def around(self, question: Within) -> Mask:
        """
        Return the groups whose bounds lie around those of *question*.
        """
        if self._lows is None or self._highs is None:
            self._lows = _ladder((low, bit) for low, _, bit in self.groups)
            self._highs = _ladder((high, bit) for _, high, bit in self.groups)
        low, high = _hull(question)
        (lows, from_low), (highs, from_high) = self._lows, self._highs
        # All groups without those that end before.
        return from_low[bisect_right(lows, low)] & (from_high[-1] ^ from_high[bisect_left(highs, high)])


def _hull(question: Within) -> tuple[Bound, Bound]:
    lows = [(span.low is not None, span.low) for span in question.spans]
    highs = [(span.high is None, span.high) for span in question.spans]
    return min(lows), max(highs)


def _ladder(bounds: Iterable[tuple[Bound, Mask]]) -> tuple[list[Bound], list[Mask]]:
    """
    Return the bounds in order, and the groups with one of the first so many of them.
    """
    ordered = sorted(bounds)
    return [bound for bound, _ in ordered], list(accumulate((bit for _, bit in ordered), or_, initial=0))


def _put(groups: dict[Any, Mask], keys: Iterable[Any], bit: Mask) -> None:
    for key in keys:
        groups[key] = groups.get(key, 0) | bit


def _union(masks: Iterable[Mask]) -> Mask:
    return reduce(or_, masks, 0)
