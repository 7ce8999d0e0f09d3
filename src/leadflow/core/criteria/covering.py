"""
Which of many criteria can never be the first to hold, because earlier ones hold wherever they do.

Each group is compared with those alone that hold for what it asks for, not with all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from attrs import define, evolve

from leadflow.core.bits import ones
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.overlaps import pieces
from leadflow.core.criteria.group_index import GroupIndex
from leadflow.core.criteria.implications import AskedCondition, asked, implies

__all__ = ["covered"]

_BLOCK: Final = 8_192
"""
So many groups are indexed at once, so that the time for each is bounded.
"""

_COMPARED: Final = 30
"""
A group is compared with so many earlier ones; what others would show is left unsaid.
"""

_PIECES: Final = 8
"""
A condition with so many values is also looked at value by value.
"""

_ABOUT_ONE: Final = 50
"""
So many conditions of a group about one field are compared.
"""


def covered(rules: Sequence[CheckedCriteria]) -> list[int]:
    """
    Return the numbers of those of *rules* of which an earlier one surely holds wherever they do, ascending.

    Each of their groups has to be covered by a group of an earlier rule, or for each value of one of its conditions by
    some such group.
    """
    groups = [
        _Group(number, [asked(index, one) for index, one in enumerate(conditions)])
        for number, rule in enumerate(rules)
        for conditions in rule.groups
    ]
    for start in range(0, len(groups), _BLOCK):
        block = groups[start : start + _BLOCK]
        index = GroupIndex([one.asked for one in block])
        for at, group in enumerate(groups[start:], start):
            if not group.covered:
                group.covered = any(
                    all(_is_covered(one, block, index.holding(one.asked), at - start) for one in parts)
                    for parts in group.divided()
                )
    left = {group.rule for group in groups if not group.covered}
    return [number for number, rule in enumerate(rules) if rule.groups and number not in left]


@define(eq=False)
class _Group:
    """
    A group of the rule with this number.

    Attributes:
        rule: The number.
        asked: Its conditions.
        covered: True once an earlier group is known to hold wherever it does.
    """

    rule: int
    asked: list[AskedCondition]
    covered: bool = False

    def divided(self) -> Iterator[list[_Group]]:
        """
        Return the groups that together hold wherever this one does: itself, and one for each value of a condition.
        """
        yield [self]
        for at, one in enumerate(self.asked):
            values = [] if one.absent else pieces(one.question, _PIECES)
            if values:
                before, after = self.asked[:at], self.asked[at + 1 :]
                yield [_Group(self.rule, [*before, evolve(one, question=each), *after]) for each in values]

    def holds_wherever(self, by_place: Mapping[object, Sequence[AskedCondition]]) -> bool:
        """
        Return whether this group surely holds wherever all of the conditions in *by_place* do.
        """
        counts = Counter(one.place for one in self.asked)
        return max(counts.values()) <= _ABOUT_ONE and all(
            any(implies(said, one) for said in by_place.get(one.place, ())) for one in self.asked
        )


def _by_place(group: _Group) -> dict[object, list[AskedCondition]]:
    """
    Return the conditions of a group about each field, as far as they are compared.
    """
    found: dict[object, list[AskedCondition]] = {}
    for one in group.asked:
        several = found.setdefault(one.place, [])
        if len(several) < _ABOUT_ONE:
            several.append(one)
    return found


def _is_covered(group: _Group, block: Sequence[_Group], holding: int, before: int) -> bool:
    """
    Compare *group* with those of *block* that may hold wherever it does and belong to an earlier rule.
    """
    earlier = islice((block[at] for at in ones(holding & ((1 << min(before, len(block))) - 1))), _COMPARED)
    others = [one for one in earlier if one.rule < group.rule]
    if not others:
        return False
    by_place = _by_place(group)
    return any(one.holds_wherever(by_place) for one in others)
