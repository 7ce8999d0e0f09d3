"""
Turns and loads of the memory store; it finds what changed without reading the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from attrs import define, field

from leadflow.core.loads import Loads
from leadflow.core.routing import Rotation, TurnsTaken

__all__ = ["KeptLoads", "KeptTurns"]


@define(eq=False)
class KeptTurns:
    """
    The turns of a module.

    Attributes:
        module: Whose turns they are.
        count, clock: As in `Rotation`.
        last: Number of each partner's latest turn, in the order of those numbers.
        due: When each partner is due again.
    """

    module: str
    count: int = 0
    clock: int = 0
    last: dict[str, int] = field(factory=dict)
    due: dict[str, int] = field(factory=dict)

    def take(self, taken: TurnsTaken) -> None:
        """
        Note turns that were *taken*.
        """
        self.count, self.clock = taken.count, taken.clock
        for partner_id, turn in sorted(taken.last.items(), key=lambda one: one[1]):
            self.last.pop(partner_id, None)
            self.last[partner_id] = turn
        self.due.update(taken.due)

    def since(self, after: int) -> Rotation:
        """
        Return the turns, with the partners whose latest has a larger number than *after*.
        """
        last = dict(takewhile(lambda one: one[1] > after, reversed(self.last.items())))
        due = {partner_id: self.due[partner_id] for partner_id in last if partner_id in self.due}
        return Rotation(module=self.module, count=self.count, clock=self.clock, last=last, due=due)


@define(eq=False)
class KeptLoads:
    """
    The loads of a supplier's partners.

    Attributes:
        by_partner: How many open leads each has.
    """

    by_partner: dict[str, int] = field(factory=dict)
    _mark: int = 0
    _changed: dict[str, int] = field(factory=dict)

    def of(self, partner_id: str) -> int:
        """
        Return the load of a partner.
        """
        return self.by_partner.get(partner_id, 0)

    def add(self, partner_id: str, more: int) -> None:
        """
        Change the load of a partner by *more*.
        """
        self._set(partner_id, self.of(partner_id) + more)

    def replace(self, counted: Mapping[str, int]) -> None:
        """
        Take the loads that were *counted*; who is not there has none.
        """
        for partner_id in {*self.by_partner, *counted}:
            self._set(partner_id, counted.get(partner_id, 0))

    def since(self, mark: int) -> Loads:
        """
        Return the loads that changed since *mark* was returned; all for 0.
        """
        changed = takewhile(lambda one: one[1] > mark, reversed(self._changed.items()))
        return Loads(self._mark, {partner_id: self.by_partner[partner_id] for partner_id, _ in changed})

    def _set(self, partner_id: str, load: int) -> None:
        self._mark += 1
        self.by_partner[partner_id] = load
        # The latest change comes last.
        self._changed.pop(partner_id, None)
        self._changed[partner_id] = self._mark
