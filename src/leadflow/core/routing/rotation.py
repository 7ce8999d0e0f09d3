"""
Whose turn it is: least recently assigned first.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from leadflow.core.partners import Roster

__all__ = ["Rotation", "Turns", "TurnsTaken"]

_FEW = 32


@frozen(kw_only=True)
class Rotation:
    """
    The turns of a module so far.

    Attributes:
        module: Whose turns they are; all versions of a module share them.
        count: How many turns were taken.
        last: Number of each partner's latest turn, by partner id; a partner that never had one is absent.
    """

    module: str
    count: int = 0
    last: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class TurnsTaken:
    """
    Turns to be written with what they were taken for, or not at all.

    Attributes:
        module: Whose turns they are.
        before: The count that they were taken after. A store that has another count refuses the commit.
        count: The count after them.
        last: Number of the latest turn of each partner that took one.
    """

    module: str
    before: int
    count: int
    last: Mapping[str, int]


class Turns:
    """
    The turns of one batch: who is next, counting the turns that the batch has taken itself.

    Skipping a partner costs it nothing; only `take` moves anybody back.
    """

    def __init__(self, rotation: Rotation, roster: Roster) -> None:
        self._rotation = rotation
        self._roster = roster
        self._count = rotation.count
        self._taken: dict[str, int] = {}
        self._last = [rotation.last.get(partner.id, 0) for partner in roster.partners]
        self._queue = dict.fromkeys(sorted(range(len(self._last)), key=lambda one: (self._last[one], one)))

    @property
    def upcoming(self) -> int:
        """
        Number of the next turn.
        """
        return self._count + 1

    def next_of(self, candidates: int) -> int:
        """
        Return the position of the one that has waited longest among *candidates*, a set of positions as bits.

        Of partners that never had a turn, the first in the roster goes first. *candidates* is not empty.
        """
        if candidates.bit_count() <= _FEW:
            return min(_bits(candidates), key=lambda one: (self._last[one], one))
        return next(one for one in self._queue if candidates >> one & 1)

    def take(self, partner_id: str) -> None:
        """
        Give the next turn to a partner.
        """
        position = self._roster.positions[partner_id]
        self._count += 1
        self._last[position] = self._taken[partner_id] = self._count
        del self._queue[position]
        self._queue[position] = None

    def rotation(self) -> Rotation:
        """
        Return the rotation as it would be once these turns were committed.
        """
        before = self._rotation
        return Rotation(module=before.module, count=self._count, last={**before.last, **self._taken})

    def taken(self) -> TurnsTaken | None:
        """
        Return the turns taken so far, to be committed; None if there are none.
        """
        if not self._taken:
            return None
        return TurnsTaken(
            module=self._rotation.module, before=self._rotation.count, count=self._count, last=dict(self._taken)
        )


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
