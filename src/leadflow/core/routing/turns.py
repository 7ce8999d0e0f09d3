"""
Which partner is next by turn, weight or load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from heapq import heappop, heapreplace
from math import inf
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.bits import mask_of
from leadflow.core.decisions import ChosenBy
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing.heaps import CandidateHeaps
from leadflow.core.routing.rotation import Rotation, TurnsTaken
from leadflow.core.routing.steps import TieBreak

__all__ = ["TIE_BREAKS", "Turns"]

_MOST_CAPACITIES: Final = 64
"""
For so many largest capacities the order by load is remembered.
"""

_MOST_LARGEST: Final = 2_048
"""
Of so many sets of partners the largest capacity is remembered.
"""

_NEVER: Final = -1
_UNIT: Final = 720_720
"""
How much virtual time a turn of weight 1 takes; whole for the weights 1 to 16, so that shares stay exact.
"""


class Turns:
    """
    The turns of one batch: who is next, counting the turns that the batch has taken itself.

    Skipping a partner costs it nothing; only `take` moves anybody back. Sets of partners are integers whose bits are
    positions in the directory.

    Attributes:
        count: How many turns are committed, as far as is known here.
        upcoming: Number of the next turn.
        full: The partners that have as many open leads as they can take.
    """

    @checked
    def __init__(
        self, rotation: Rotation, directory: PartnerDirectory, open_leads: Mapping[str, int] | None = None
    ) -> None:
        """
        Continue from *rotation*; *open_leads* counts each partner's open leads by id, None where nobody asks for load.
        """
        self._module, self.count = rotation.module, rotation.count
        self._last, self._dues = dict(rotation.last), dict(rotation.due)
        self._roster = directory
        self._positions = directory.positions
        self.upcoming, self._clock, self._begun = rotation.count + 1, rotation.clock, rotation.clock
        self._taken: dict[str, int] = {}
        partners = directory.partners
        # The latest turn times the number of partners, plus the position: whole numbers are compared at once.
        self._rank = [
            rotation.last.get(partner.id, 0) * len(partners) + position for position, partner in enumerate(partners)
        ]
        self._due = [rotation.due.get(partner.id, _NEVER) for partner in partners]
        self._step = [_UNIT // max(partner.weight, 1) for partner in partners]
        self._load = [(open_leads or {}).get(partner.id, 0) for partner in partners]
        self._limit = [inf if partner.capacity is None else partner.capacity for partner in partners]
        # The stored load of each partner whose load has grown since, as far as somebody asks for it.
        self._before: dict[int, int] = {}
        self._picked: dict[str, int] = {}
        self._heaps: CandidateHeaps[int] = CandidateHeaps()
        self._weighted: CandidateHeaps[tuple[int, int]] = CandidateHeaps()
        self._largest: dict[int, int] = {}
        # By the capacity that partners without one count as having.
        self._loaded: dict[int, CandidateHeaps[tuple[float, int]]] = {}
        self.full = mask_of(at for at, load in enumerate(self._load) if load >= self._limit[at])

    def next_of(self, candidates: int) -> int:
        """
        Return the position of the one that has waited longest among *candidates*, which is not empty.

        Of partners that never had a turn, the first in the directory goes first.
        """
        heap, rank = self._heaps.get(candidates), self._rank
        if heap is None:
            heap = self._heaps.for_set(candidates, rank.__getitem__)
        entries, outside, count = heap.entries, heap.outside, len(rank)
        while True:
            position = (first := entries[0]) % count
            if first != (now := rank[position]):
                # It has had a turn since it was put here.
                heapreplace(entries, now)
            elif outside and outside >> position & 1:
                heappop(entries)
            else:
                return position

    def next_by_weight(self, candidates: int) -> int:
        """
        Return the position of the one that is due first by its weight.

        A partner that could not be chosen for a while keeps one turn of credit and no more, so that it is not flooded
        when it comes back. Among equals the one that has waited longest goes first.
        """
        heap = self._weighted.get(candidates)
        if heap is None:
            heap = self._weighted.for_set(candidates, self._turn_by_weight)
        entries, outside, count = heap.entries, heap.outside, len(self._rank)
        while True:
            position = (first := entries[0])[1] % count
            if first != (now := (self._start(position), self._rank[position])):
                # Starts and turns only grow, so the candidate that is first and has not changed is first of all.
                heapreplace(entries, now)
            elif outside and outside >> position & 1:
                heappop(entries)
            else:
                return position

    def _turn_by_weight(self, position: int) -> tuple[int, int]:
        return self._start(position), self._rank[position]

    def next_by_load(self, candidates: int) -> int:
        """
        Return the position of the one with the fewest open leads against its capacity.

        A partner without a capacity counts as having the largest one among those left. Among equals the one that has
        waited longest goes first.
        """
        largest = self._largest.get(candidates) or self._find_largest(candidates)
        heaps = self._loaded[largest]
        heap = heaps.get(candidates)
        if heap is None:
            heap = heaps.for_set(candidates, partial(self._share, largest=largest))
        entries, outside, count = heap.entries, heap.outside, len(self._rank)
        while True:
            position = (first := entries[0])[1] % count
            if first != (now := self._share(position, largest)):
                heapreplace(entries, now)
            elif outside and outside >> position & 1:
                heappop(entries)
            else:
                return position

    def _find_largest(self, candidates: int) -> int:
        """
        Find the largest capacity among *candidates*, 1 if none has one, and remember it.
        """
        said = bin(candidates)[:1:-1]
        # The largest ones come first, and are seldom the ones that are full.
        found = (capacity for capacity, at in self._by_capacity if at < len(said) and said[at] == "1")
        largest = next(found, 1)
        if len(self._largest) >= _MOST_LARGEST or len(self._loaded) >= _MOST_CAPACITIES:
            self._largest.clear()
            self._loaded.clear()
        self._largest[candidates] = largest
        self._loaded.setdefault(largest, CandidateHeaps())
        return largest

    def _share(self, position: int, largest: int) -> tuple[float, int]:
        capacity = self._roster.partners[position].capacity or largest
        return self._load[position] / capacity, self._rank[position]

    def take(self, partner_id: str) -> None:
        """
        Return the next turn to a partner, and one more open lead.
        """
        position, turn = self._positions[partner_id], self.upcoming
        self.upcoming = turn + 1
        self._taken[partner_id] = turn
        self._rank[position] = turn * len(self._rank) + position
        # What `_start` and `_add_load` do; to call them for every lead of a file would take as long as all of this.
        start, step, clock = self._due[position], self._step[position], self._clock
        if start == _NEVER:
            start = self._begun
        if start > clock:
            self._clock = start
        elif start < clock - step:
            start = clock - step
        self._due[position] = start + step
        load, limit = self._load[position] + 1, self._limit[position]
        self._load[position] = load
        if limit is not inf:
            self._picked[partner_id] = load
            self._before.setdefault(position, load - 1)
            if load >= limit:
                self.full |= 1 << position

    def add_load(self, partner_id: str, *, chosen: bool = False) -> None:
        """
        Count one more open lead at a partner, without a turn: somebody named it, or it was *chosen* below its capacity.
        """
        position = self._positions[partner_id]
        self._add_load(position)
        if chosen and self._limit[position] is not inf:
            self._picked[partner_id] = self._load[position]

    def rooms(self) -> dict[str, int]:
        """
        Return, for each partner with a capacity that was chosen, the largest stored load that leaves room for it.

        Leads added before it was chosen last count; later ones name the partner.
        """
        return {partner_id: self._room(self._positions[partner_id], load) for partner_id, load in self._picked.items()}

    def _room(self, position: int, load: int) -> int:
        return int(self._limit[position]) - (load - self._before[position])

    def open_leads(self) -> Mapping[str, int]:
        """
        Return each partner's open leads, those of this batch included.
        """
        return {partner.id: load for partner, load in zip(self._roster.partners, self._load, strict=True)}

    def rotation(self) -> Rotation:
        """
        Return the rotation as it would be once these turns were committed.
        """
        return Rotation(
            module=self._module,
            count=self.upcoming - 1,
            last={**self._last, **self._taken},
            clock=self._clock,
            due={**self._dues, **self._due_taken()},
        )

    def taken(self) -> TurnsTaken | None:
        """
        Return the turns taken so far, to be committed; None if there are none.
        """
        if not self._taken:
            return None
        return TurnsTaken(
            module=self._module,
            before=self.count,
            count=self.upcoming - 1,
            last=dict(self._taken),
            clock=self._clock,
            due=self._due_taken(),
        )

    def settle(self) -> None:
        """
        Note that all turns and loads taken so far are committed.
        """
        self._last.update(self._taken)
        self._dues.update(self._due_taken())
        self._taken, self._picked, self._before = {}, {}, {}
        self.count, self._begun = self.upcoming - 1, self._clock

    def catch_up(self, rotation: Rotation, open_leads: Mapping[str, int], *, whole: bool) -> None:
        """
        Continue from what others have committed since; nothing may have been taken that is not.

        Args:
            rotation: With every turn after the number `count`.
            open_leads: Every load that changed.
            whole: True if *open_leads* holds all loads, so that who is not there has none.
        """
        partners = len(self._rank)
        for partner_id, turn in rotation.last.items():
            self._last[partner_id], self._dues[partner_id] = turn, rotation.due[partner_id]
            position = self._positions.get(partner_id)
            if position is not None:
                self._rank[position] = turn * partners + position
                self._due[position] = rotation.due[partner_id]
        self.count, self.upcoming = rotation.count, rotation.count + 1
        self._clock = self._begun = rotation.clock
        for partner_id in self._positions if whole else open_leads:
            position = self._positions.get(partner_id)
            if position is not None:
                self._set_load(position, open_leads.get(partner_id, 0))

    def _set_load(self, position: int, load: int) -> None:
        fewer, self._load[position] = load < self._load[position], load
        if fewer:
            for largest, heaps in self._loaded.items():
                heaps.sink(position, partial(self._share, largest=largest))
        if load >= self._limit[position]:
            self.full |= 1 << position
        else:
            self.full &= ~(1 << position)

    @cached_property
    def _by_capacity(self) -> list[tuple[int, int]]:
        """
        The capacities that partners have with their positions, the largest first.
        """
        partners = enumerate(self._roster.partners)
        return sorted(((partner.capacity, at) for at, partner in partners if partner.capacity), reverse=True)

    def _due_taken(self) -> dict[str, int]:
        return {partner_id: self._due[self._positions[partner_id]] for partner_id in self._taken}

    def _start(self, position: int) -> int:
        due, credit = self._due[position], self._clock - self._step[position]
        return max(self._begun if due == _NEVER else due, credit)

    def _add_load(self, position: int) -> None:
        load = self._load[position] = self._load[position] + 1
        self._before.setdefault(position, load - 1)
        if load >= self._limit[position]:
            self.full |= 1 << position


TIE_BREAKS: Final[Mapping[TieBreak, tuple[ChosenBy, Callable[[Turns, int], int]] | None]] = {
    TieBreak.REVIEW: None,
    TieBreak.ROUND_ROBIN: (ChosenBy.ROUND_ROBIN, Turns.next_of),
    TieBreak.WEIGHTED: (ChosenBy.WEIGHTED, Turns.next_by_weight),
    TieBreak.LEAST_LOADED: (ChosenBy.LEAST_LOADED, Turns.next_by_load),
}
"""
What chooses among several partners; None where a person does.
"""
