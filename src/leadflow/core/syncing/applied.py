"""
What became of a change of another system.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from leadflow.core.connectors import RemoteRef
from leadflow.core.problems import Problem

__all__ = ["Applied", "ApplyOutcome"]


class ApplyOutcome(StrEnum):
    """
    What became of a change of another system.

    Attributes:
        CREATED: It became a lead or an opportunity.
        UPDATED: Something was written of a lead or an opportunity.
        UNCHANGED: All of it was so before, or it is our own echo.
        IGNORED: It is about nothing of ours.
        REFUSED: It cannot become a lead; it is looked at again when it changes there, and in a full pull.
        GONE: The record was deleted there.
        MOVED: The record was merged or converted there.
    """

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"
    REFUSED = "refused"
    GONE = "gone"
    MOVED = "moved"


@frozen
class Applied:
    """
    A change of another system, and what became of it here.

    Attributes:
        ref: The record there.
        outcome: What became of it.
        lead_id: The lead that it is about; None for none.
        problems: What could not be taken, by the names of the other system. The rest was.
        conflicts: How many fields both sides had changed.
    """

    ref: RemoteRef
    outcome: ApplyOutcome
    lead_id: str | None = None
    problems: tuple[Problem, ...] = ()
    conflicts: int = 0
