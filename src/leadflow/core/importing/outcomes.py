"""
What becomes of each row of an import, in little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, overload

from leadflow.core.importing.chunk_plan import ChunkPlan

__all__ = ["Outcome", "RowOutcome", "RowOutcomes"]


class Outcome(StrEnum):
    """
    What becomes of a row.
    """

    IMPORTED = "imported"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class RowOutcome(NamedTuple):
    """
    What becomes of one row.

    Attributes:
        row: Its number, as a spreadsheet shows it.
        outcome: The pile that it is counted in.
        partner_id: Who gets its lead; None if nobody does, or there is no new lead.
        reason: A code: of its first problem for a refused row; ``named``, ``import_default``, ``tie_break`` and the
            like for how a new lead found its partner, and ``unassigned`` for one that found none; empty for others.
    """

    row: int
    outcome: Outcome
    partner_id: str | None
    reason: str


_KINDS: Final = tuple(Outcome)
_IMPORTED, _UPDATED, _DUPLICATE, _REFUSED = range(len(_KINDS))


class RowOutcomes(Sequence[RowOutcome]):
    """
    The outcomes of rows, in the order of the file: 13 bytes a row.
    """

    __slots__ = ("_kinds", "_numbers", "_partners", "_places", "_reasons", "_words")

    def __init__(self) -> None:
        self._numbers = array("I")
        self._kinds = bytearray()
        self._partners = array("I")
        self._reasons = array("I")
        self._places: dict[str | None, int] = {None: 0, "": 1}
        self._words: list[str | None] = [None, ""]

    def add(self, plan: ChunkPlan) -> None:
        """
        Add what becomes of the rows of a chunk.
        """
        count = len(plan.rows)
        kinds, partners, reasons = bytearray([_DUPLICATE]) * count, [0] * count, [1] * count
        ids = self._places_of([one.id if one else None for one in plan.placements.partners])
        how = self._places_of(plan.placements.reasons())
        for at, partner, reason in zip(plan.new, ids, how, strict=True):
            kinds[at], partners[at], reasons[at] = _IMPORTED, partner, reason
        for at in plan.updated_at:
            kinds[at] = _UPDATED
        if plan.refused:
            places = {number: at for at, number in enumerate(plan.rows.numbers)}
            for row in plan.refused:
                at = places[row.number]
                kinds[at] = _REFUSED
                (reasons[at],) = self._places_of([row.problems[0].code])
        self._numbers.extend(plan.rows.numbers)
        self._kinds += kinds
        self._partners.extend(partners)
        self._reasons.extend(reasons)

    def copy(self) -> RowOutcomes:
        """
        Return the outcomes as they are now.
        """
        copied = RowOutcomes()
        copied._numbers, copied._kinds = self._numbers[:], self._kinds[:]
        copied._partners, copied._reasons = self._partners[:], self._reasons[:]
        copied._places, copied._words = self._places.copy(), self._words[:]
        return copied

    def _places_of(self, words: Iterable[str | None]) -> list[int]:
        words, places = list(words), self._places
        for word in set(words).difference(places):
            places[word] = len(self._words)
            self._words.append(word)
        return list(map(places.__getitem__, words))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> RowOutcome: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RowOutcome]: ...
    def __getitem__(self, at: int | slice) -> RowOutcome | Sequence[RowOutcome]:
        if isinstance(at, slice):
            return tuple([self[place] for place in range(len(self))[at]])
        partner, reason = self._words[self._partners[at]], self._words[self._reasons[at]]
        return RowOutcome(self._numbers[at], _KINDS[self._kinds[at]], partner, reason or "")

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"
