"""
A ruling: who was first with a prospect that several have.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from attrs import evolve, field, frozen

from leadflow.core.actors import Actor
from leadflow.core.unknown import KeepsUnknown

__all__ = ["Ruling", "without_words"]


@frozen(kw_only=True)
class Ruling(KeepsUnknown):
    """
    Who was first with a prospect that several have; only the supplier reads it.

    Attributes:
        id: Unique among the supplier's rulings.
        lead_ids: The leads and requests that it is about, in the order in which they were named.
        first: The id of the lead that was the first.
        first_at: Since when it was, in UTC.
        evidence: What shows that, one piece each, as the supplier's person wrote it.
        reason: Why it was decided so, as the supplier's person wrote it.
        decided_by: Who ruled.
        decided_at: When, in UTC.
    """

    ok: ClassVar[Literal[True]] = True
    id: str
    lead_ids: tuple[str, ...]
    first: str
    first_at: datetime
    evidence: tuple[str, ...] = field(default=(), repr=False)
    reason: str = field(repr=False)
    decided_by: Actor
    decided_at: datetime


def without_words(ruling: Ruling) -> Ruling:
    """
    Return *ruling* without what people wrote in it, for erasing; who was first, when and by whom it was decided stays.
    """
    return evolve(ruling, evidence=(), reason="", unknown="")
