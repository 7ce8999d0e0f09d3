"""
Heaps of candidates that are kept from lead to lead: a set that is nearly another one takes over its heap.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappush
from itertools import islice
from typing import Final, Generic, TypeVar

from leadflow.core.bits import ones

__all__ = ["CandidateHeaps", "Heap"]

_MOST: Final = 2_048
"""
For so many sets of partners their order is remembered; leads that go the same way share a set.
"""

_LOOKED_AT: Final = 8
"""
So many of the latest sets are looked at for one that is nearly the same.
"""

_DIFFERENT: Final = 64
"""
Sets that differ by so many partners are nearly the same: some got full, or are free again.
"""

_SMALL: Final = 4 * _DIFFERENT
"""
Rebuilding a heap of so few takes less time.
"""

E = TypeVar("E", int, tuple[int, int], tuple[float, int])


class Heap(Generic[E]):
    """
    The candidates of a set in their order, each with an entry that is not larger than its present one.

    Attributes:
        entries: As `heapq` keeps them. Some candidates may have several, of which the smallest counts.
        outside: Partners that are there and no candidates, as bits; their entries are dropped when they come first.
        most: With more entries than this it is rebuilt.
    """

    __slots__ = ("entries", "most", "outside")

    def __init__(self, entries: list[E]) -> None:
        heapify(entries)
        self.entries: list[E] = entries
        self.outside = 0
        self.most = 2 * len(entries) + _DIFFERENT


class CandidateHeaps(dict[int, Heap[E]]):
    """
    Heaps by set of candidates.
    """

    def for_set(self, candidates: int, entry: Callable[[int], E]) -> Heap[E]:
        """
        Return a heap for a set that has none: one that is taken over, or a new one.

        Args:
            candidates: The set.
            entry: Gives the present entry of the partner at a position.
        """
        heap = self._taken_over(candidates, entry) if candidates.bit_count() > _SMALL else None
        if len(self) >= _MOST:
            self.clear()
        self[candidates] = heap = heap or Heap([entry(one) for one in ones(candidates)])
        return heap

    def sink(self, position: int, entry: Callable[[int], E]) -> None:
        """
        Note that the entry of a partner has become smaller.
        """
        for candidates, heap in list(self.items()):
            if candidates >> position & 1:
                heappush(heap.entries, entry(position))
                if len(heap.entries) > heap.most:
                    del self[candidates]

    def _taken_over(self, candidates: int, entry: Callable[[int], E]) -> Heap[E] | None:
        for known in list(islice(reversed(self), _LOOKED_AT)):
            if (known ^ candidates).bit_count() <= _DIFFERENT:
                heap, added = self.pop(known), candidates & ~known
                for position in ones(added):
                    heappush(heap.entries, entry(position))
                heap.outside = (heap.outside | known) & ~candidates
                return heap if len(heap.entries) <= heap.most else None
        return None
