"""
The decision about one lead.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.decisions import ChosenBy, StepReason
from leadflow.core.leads import ReviewReason

__all__ = ["ChosenBy", "RoutingDecision", "StepReason", "StepTrace"]


@frozen
class StepTrace:
    """
    The result of one step.

    Attributes:
        before: How many partners came in.
        after: How many went out.
        reason: What the step did.
        rule: Number of the rule that decided, from 1; 0 where none did.
    """

    before: int
    after: int
    reason: StepReason
    rule: int = 0


@frozen(kw_only=True)
class RoutingDecision:
    """
    The partner of a lead, and the steps that led to it.

    Attributes:
        module, version: What decided.
        active: How many partners could have got the lead before the first step: active, below their capacity, and not
            having declined it.
        packed_steps: Four small numbers for each step taken: before, after, reason, rule.
        partner_id: Who gets the lead; None if nobody does.
        chosen_by: What chose the partner; None if nobody was chosen.
        review: Why a person has to choose; None if nobody has to.
        tied: The partners left under a tie that a person has to break, at most 50 of them; else empty.
        turn: Number of the turn that the partner takes; None if no turn is taken.
    """

    module: str
    version: int
    active: int
    packed_steps: tuple[tuple[int, int, int, int], ...]
    partner_id: str | None = None
    chosen_by: ChosenBy | None = None
    review: ReviewReason | None = None
    tied: tuple[str, ...] = ()
    turn: int | None = None

    @property
    def steps(self) -> tuple[StepTrace, ...]:
        """
        The steps taken, in order; after a step that sent the lead to review there are none.
        """
        return tuple(StepTrace(before, after, StepReason(why), rule) for before, after, why, rule in self.packed_steps)
