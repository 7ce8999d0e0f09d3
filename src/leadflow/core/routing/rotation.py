"""
Whose turn it is: least recently assigned first, by weight, or by load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapify, heapreplace
from math import inf
from typing import Final

from attrs import field, frozen

from leadflow.core.partners import Roster

__all__ = ["Rotation", "Turns", "TurnsTaken"]

_MOST_HEAPS: Final = 2_048
"""
For so many sets of partners their order is remembered; leads that go the same way share a set.
"""

_UNIT: Final = 720_720
"""
How much virtual time a turn of weight 1 takes; whole for the weights 1 to 16, so that shares stay exact.
"""


@frozen(kw_only=True)
class Rotation:
    """
    The turns of a module so far.

    Attributes:
        module: Whose turns they are; all versions of a module share them.
        count: How many turns were taken.
        last: Number of each partner's latest turn, by partner id; a partner that never had one is absent.
        clock: Virtual time of the weighted rotation.
        due: When each partner is due again, in that time; a partner that never had a weighted turn is absent.
    """

    module: str
    count: int = 0
    last: Mapping[str, int] = field(factory=dict)
    clock: int = 0
    due: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class TurnsTaken:
    """
    Turns to be written with what they were taken for, or not at all.

    Attributes:
        module: Whose turns they are.
        before: The count that they were taken after. A store that has another count refuses the commit.
        count: The count after them.
        last: Number of the latest turn of each partner that took one.
        clock: Virtual time after them.
        due: When each partner that took a turn is due again.
    """

    module: str
    before: int
    count: int
    last: Mapping[str, int]
    clock: int = 0
    due: Mapping[str, int] = field(factory=dict)


class Turns:
    """
    The turns of one batch: who is next, counting the turns that the batch has taken itself.

    Skipping a partner costs it nothing; only `take` moves anybody back. Sets of partners are integers whose bits are
    positions in the roster.
    """

    def __init__(self, rotation: Rotation, roster: Roster, open_leads: Mapping[str, int] | None = None) -> None:
        """
        Go on from *rotation*; *open_leads* counts each partner's open leads by id, None where nobody asks for load.
        """
        self._rotation = rotation
        self._roster = roster
        self._count, self._clock = rotation.count, rotation.clock
        self._taken: dict[str, int] = {}
        self._due_taken: dict[str, int] = {}
        partners = roster.partners
        # The latest turn times the number of partners, plus the position: whole numbers are compared at once.
        self._rank = [
            rotation.last.get(partner.id, 0) * len(partners) + position for position, partner in enumerate(partners)
        ]
        self._due = [rotation.due.get(partner.id, self._clock) for partner in partners]
        self._step = [_UNIT // max(partner.weight, 1) for partner in partners]
        self._load = [(open_leads or {}).get(partner.id, 0) for partner in partners]
        self._limit = [inf if partner.capacity is None else partner.capacity for partner in partners]
        self._heaps: dict[int, list[int]] = {}
        self.full = 0
        for position in range(len(partners)):
            self._add_load(position, 0)

    @property
    def upcoming(self) -> int:
        """
        Number of the next turn.
        """
        return self._count + 1

    def next_of(self, candidates: int) -> int:
        """
        Return the position of the one that has waited longest among *candidates*, which is not empty.

        Of partners that never had a turn, the first in the roster goes first.
        """
        heap = self._heaps.get(candidates) or self._heap(candidates)
        ranks, count = self._rank, len(self._rank)
        while (first := heap[0]) != (rank := ranks[first % count]):
            # It has had a turn since it was put here: it goes back to where it stands now.
            heapreplace(heap, rank)
        return first % count

    def _heap(self, candidates: int) -> list[int]:
        if len(self._heaps) >= _MOST_HEAPS:
            self._heaps.clear()
        heap = self._heaps[candidates] = [self._rank[one] for one in _bits(candidates)]
        heapify(heap)
        return heap

    def next_by_weight(self, candidates: int) -> int:
        """
        Return the position of the one that is due first by its weight.

        A partner that could not be chosen for a while keeps one turn of credit and no more, so that it is not flooded
        when it comes back. Among equals the one that has waited longest goes first.
        """
        return min(_bits(candidates), key=lambda one: (self._start(one), self._rank[one]))

    def next_by_load(self, candidates: int) -> int:
        """
        Return the position of the one with the fewest open leads against its capacity.

        A partner without a capacity counts as having the largest one among those left. Among equals the one that has
        waited longest goes first.
        """
        positions = list(_bits(candidates))
        partners = self._roster.partners
        largest = max((partners[one].capacity or 0 for one in positions), default=0) or 1
        return min(positions, key=lambda one: (self._load[one] / (partners[one].capacity or largest), self._rank[one]))

    def take(self, partner_id: str) -> None:
        """
        Give the next turn to a partner, and one more open lead.
        """
        position = self._roster.positions[partner_id]
        start = self._start(position)
        if start > self._clock:
            self._clock = start
        self._due[position] = self._due_taken[partner_id] = start + self._step[position]
        self._count = self._taken[partner_id] = count = self._count + 1
        self._rank[position] = count * len(self._rank) + position
        self._add_load(position)

    def add_load(self, partner_id: str) -> None:
        """
        Count one more open lead at a partner, without a turn: somebody named it.
        """
        self._add_load(self._roster.positions[partner_id])

    def open_leads(self) -> Mapping[str, int]:
        """
        Return each partner's open leads, those of this batch included.
        """
        return {partner.id: load for partner, load in zip(self._roster.partners, self._load, strict=True)}

    def rotation(self) -> Rotation:
        """
        Return the rotation as it would be once these turns were committed.
        """
        before = self._rotation
        return Rotation(
            module=before.module,
            count=self._count,
            last={**before.last, **self._taken},
            clock=self._clock,
            due={**before.due, **self._due_taken},
        )

    def taken(self) -> TurnsTaken | None:
        """
        Return the turns taken so far, to be committed; None if there are none.
        """
        if not self._taken:
            return None
        return TurnsTaken(
            module=self._rotation.module,
            before=self._rotation.count,
            count=self._count,
            last=dict(self._taken),
            clock=self._clock,
            due=dict(self._due_taken),
        )

    def _start(self, position: int) -> int:
        due, credit = self._due[position], self._clock - self._step[position]
        return due if due > credit else credit

    def _add_load(self, position: int, more: int = 1) -> None:
        load = self._load[position] = self._load[position] + more
        if load >= self._limit[position]:
            self.full |= 1 << position


def _bits(mask: int) -> Iterator[int]:
    # Looking for ones in text costs the length of the mask once; shifting a long mask costs it for every bit.
    text = bin(mask)[:1:-1]
    position = text.find("1")
    while position >= 0:
        yield position
        position = text.find("1", position + 1)
