"""
New leads that differ little from another one, as most of a file do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Final, NamedTuple

from leadflow.core.facts import Routed
from leadflow.core.on_demand import OnDemand
from leadflow.core.timeline.lead_change import LeadChange
from leadflow.core.values import Values

__all__ = ["Alike", "LeadsAlike"]

_KEPT: Final = 256
"""
So many leads are kept that others are derived from.
"""


class Alike(NamedTuple):
    """
    A new lead, as what differs from *first*: its events are otherwise the same.

    Attributes:
        first: Makes the other one, which was there before in the same batch.
        lead_id, values, row: Its own; *row* is that of the file.
        routed: What its module decided; None if it has the same facts after `Received`.
    """

    first: LeadChange
    lead_id: str
    values: Values
    row: int
    routed: Routed | None

    @property
    def partner_id(self) -> str | None:
        """
        The partner that has it; None if nobody has.
        """
        return self.first.after.partner_id if self.routed is None else self.routed.decision.partner_id


class LeadsAlike(OnDemand[LeadChange]):
    """
    Changes that are made when somebody looks at them; stores that write many rows may look at them `briefly`.

    Attributes:
        names: Ids of the actors, partners, imports and systems that their events name.
    """

    __slots__ = ("_alike", "_sort", "names")

    def __init__(
        self,
        count: int,
        make: Callable[[int], LeadChange],
        *,
        sort: Callable[[int], Hashable],
        alike: Callable[[LeadChange, int], Alike],
        names: frozenset[str],
    ) -> None:
        """
        Make the changes of *count* places, each by its place, from 0.

        Args:
            count: How many there are.
            make: Makes one as a whole.
            sort: Those of one sort differ in nothing that an `Alike` does not contain; None is alone.
            alike: Tells the one at a place by another one of its sort.
            names: Those that the attribute holds.
        """
        super().__init__(count, make)
        self._sort = sort
        self._alike = alike
        self.names = names

    def briefly(self) -> Iterator[LeadChange | Alike]:
        """
        Return each in its order: as a whole, or derived from one that was returned as a whole.
        """
        firsts: dict[Hashable, LeadChange] = {}
        for at in range(len(self)):
            sort = self._sort(at)
            if sort in firsts:
                yield self._alike(firsts[sort], at)
                continue
            change = self._make(at)
            if sort is not None and len(firsts) < _KEPT:
                firsts[sort] = change
            yield change
