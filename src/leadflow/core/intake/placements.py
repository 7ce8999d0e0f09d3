"""
Where drafts go: decided, and not recorded yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, overload

from leadflow.core.decisions import ChosenBy
from leadflow.core.facts import AssignedBy
from leadflow.core.partners import Partner
from leadflow.core.routing import PartnerChoice
from leadflow.core.routing.path_memo import StepPath

__all__ = ["Assignment", "Placement", "Placements"]


class Assignment(NamedTuple):
    """
    Where a draft goes that no module decides about.

    Attributes:
        partner: Who gets the lead.
        by: What decided.
        assignee_id: The user that the draft names; None if it names none.
    """

    partner: Partner
    by: AssignedBy
    assignee_id: str | None = None


Placement = PartnerChoice | Assignment | None
"""
Where a draft goes: decided, and not recorded yet; None where there was nothing to decide with.
"""


class Placements(Sequence[Placement]):
    """
    Where many drafts go, kept by column; a placement is made when somebody looks at it.

    Attributes:
        partners: Of each; None where it has none.
        others: By place, those that no module decided.
    """

    __slots__ = ("_chosen_by", "_turns", "_ways", "others", "partners")

    def __init__(self, placements: Iterable[Placement]) -> None:
        self.partners: list[Partner | None] = []
        self.others: dict[int, Assignment | None] = {}
        self._ways: list[StepPath | None] = []
        self._chosen_by: list[ChosenBy | None] = []
        self._turns: list[int | None] = []
        for one in placements:
            if isinstance(one, PartnerChoice):
                self._add(*one)
            else:
                self.others[len(self.partners)] = one
                self._add(None, one.partner if one else None, None, None)

    def _add(self, way: StepPath | None, partner: Partner | None, chosen_by: ChosenBy | None, turn: int | None) -> None:
        self.partners.append(partner)
        self._ways.append(way)
        self._chosen_by.append(chosen_by)
        self._turns.append(turn)

    def __len__(self) -> int:
        return len(self.partners)

    @overload
    def __getitem__(self, at: int) -> Placement: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Placement]: ...
    def __getitem__(self, at: int | slice) -> Placement | Sequence[Placement]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        way = self._ways[at]
        if way is None:
            return self.others[range(len(self))[at]]
        return PartnerChoice(way, self.partners[at], self._chosen_by[at], self._turns[at])
