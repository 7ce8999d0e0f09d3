"""
The turns that partners have had, as they are stored.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from leadflow.core.unknown import KeepsUnknown

__all__ = ["Rotation", "TurnsTaken"]


@frozen(kw_only=True)
class Rotation(KeepsUnknown):
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

    def after(self, taken: TurnsTaken) -> Rotation:
        """
        Return the turns of the module once some more were *taken*.
        """
        last, due = {**self.last, **taken.last}, {**self.due, **taken.due}
        return evolve(self, count=taken.count, last=last, clock=taken.clock, due=due)


@frozen(kw_only=True)
class TurnsTaken(KeepsUnknown):
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
