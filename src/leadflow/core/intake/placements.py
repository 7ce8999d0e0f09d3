"""
Where drafts go: decided, and not recorded yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple, overload

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


_Parts = tuple[StepPath | None, Partner | None, ChosenBy | None, int | None]

_NOTHING: Final[_Parts] = (None, None, None, None)

_TURNED: Final = 256
"""
So many placements are turned into columns at once.
"""


class Placements(Sequence[Placement]):
    """
    Where many drafts go, kept by column; a placement is made when somebody looks at it.

    Attributes:
        partners: Of each; None where it has none.
        others: By place, those that no module decided and somebody has.
    """

    __slots__ = ("_chosen_by", "_turns", "_ways", "others", "partners")

    def __init__(self, placements: Iterable[Placement]) -> None:
        self.partners: list[Partner | None] = []
        self.others: dict[int, Assignment] = {}
        self._ways: list[StepPath | None] = []
        self._chosen_by: list[ChosenBy | None] = []
        self._turns: list[int | None] = []
        left = iter(placements)
        while some := list(islice(left, _TURNED)):
            choices: list[_Parts] = [one for one in some if isinstance(one, PartnerChoice)]
            if not choices and some.count(None) == len(some):
                choices = [_NOTHING] * len(some)
            elif len(choices) < len(some):
                places = enumerate(some, len(self.partners))
                self.others.update((at, one) for at, one in places if isinstance(one, Assignment))
                choices = [one if isinstance(one, PartnerChoice) else _unrouted(one) for one in some]
            ways, partners, chosen_by, turns = zip(*choices, strict=True)
            self._ways += ways
            self.partners += partners
            self._chosen_by += chosen_by
            self._turns += turns

    def reasons(self) -> list[str]:
        """
        Return for each what brought it to its partner; ``unassigned`` where nothing did.
        """
        # The text of a member is its value, and takes half the time.
        found = ["unassigned" if by is None else str(by) for by in self._chosen_by]
        for at, other in self.others.items():
            if other is not None:
                found[at] = other.by.value
        return found

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
            return self.others.get(range(len(self))[at])
        # Made for every lead of a file: by its name it would take three times as long.
        return tuple.__new__(PartnerChoice, (way, self.partners[at], self._chosen_by[at], self._turns[at]))


def _unrouted(placement: Assignment | None) -> _Parts:
    return None, placement.partner if placement else None, None, None
