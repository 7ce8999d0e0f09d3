"""
Explains why a partner did not get a lead.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.decisions import StepReason
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.router import Router
from leadflow.core.routing.routing import route
from leadflow.core.routing.step_effects import NOBODY, StepEffect, narrow
from leadflow.core.routing.steps import title_of
from leadflow.core.routing.turns import Turns
from leadflow.core.subjects import Subjects

__all__ = ["WhyNot", "WhyNotReason", "why_not"]


class WhyNotReason(StrEnum):
    """
    Why a partner did not get a lead.
    """

    CHOSEN = "chosen"
    UNKNOWN = "unknown"
    INACTIVE = "inactive"
    PAUSED = "paused"
    FULL = "full"
    DECLINED = "declined"
    STEP = "step"
    REVIEW = "review"
    NOT_NEXT = "not_next"


_WORDS = {
    WhyNotReason.CHOSEN: "it gets the lead",
    WhyNotReason.UNKNOWN: "there is no such partner",
    WhyNotReason.INACTIVE: "it is inactive",
    WhyNotReason.PAUSED: "it is paused",
    WhyNotReason.FULL: "it is at its capacity",
    WhyNotReason.DECLINED: "it declined this lead earlier",
    WhyNotReason.STEP: "it was dropped",
    WhyNotReason.REVIEW: "a person has to choose",
    WhyNotReason.NOT_NEXT: "it reached the end, but another partner was next",
}


@frozen
class WhyNot:
    """
    Why a partner did not get a lead.

    Attributes:
        partner_id: Who was asked about.
        reason: What kept it.
        step: Number of the step that dropped it, from 1; 0 where none did.
        step_name: Name of that step; empty where none did.
        as_of_today: True if the question was asked after the decision, of the partners as they are now.
    """

    partner_id: str
    reason: WhyNotReason
    step: int = 0
    step_name: str = ""
    as_of_today: bool = False

    def __str__(self) -> str:
        where = f" by step {self.step}, {self.step_name}" if self.step else ""
        today = ", with today's partners" if self.as_of_today else ""
        return f"{self.partner_id}: {_WORDS[self.reason]}{where}{today}"


@checked
def why_not(
    partner_id: str,
    lead: Lead,
    router: Router,
    turns: Turns,
    *,
    campaign: Campaign | None = None,
    declined: Collection[str] = (),
    incumbents: Incumbents = NOBODY,
    as_of_today: bool = False,
) -> WhyNot:
    """
    Return what keeps a partner from *lead*: walk the way again and name the step that drops it.

    Args:
        partner_id: Who is asked about.
        lead, router, turns, campaign, declined, incumbents: As in `route`. With those of the decision the answer is exact.
        as_of_today: Say in the answer that they are those of now.
    """

    def because(reason: WhyNotReason, step: int = 0) -> WhyNot:
        name = title_of(router.module.steps[step - 1]) if step else ""
        return WhyNot(partner_id, reason, step, name, as_of_today)

    position = router.directory.positions.get(partner_id)
    if position is None:
        return because(WhyNotReason.UNKNOWN)
    bit = 1 << position
    if not router.eligible & bit:
        active = router.directory.partners[position].active
        return because(WhyNotReason.PAUSED if active else WhyNotReason.INACTIVE)
    if partner_id in declined:
        return because(WhyNotReason.DECLINED)
    if turns.full & bit:
        return because(WhyNotReason.FULL)
    subjects = Subjects(lead, None, campaign)
    mask = router.open_to(turns, declined)
    for number, step in enumerate(router.steps, 1):
        mask, _, reason = narrow(step, StepEffect(*step.effect(subjects, incumbents)), mask, mask.bit_count())
        if not mask & bit:
            return because(WhyNotReason.STEP, number)
        if reason >= StepReason.EMPTY_REVIEW:
            return because(WhyNotReason.REVIEW, number)
    decision = route(lead, router, turns, campaign=campaign, declined=declined, incumbents=incumbents)
    if decision.partner_id == partner_id:
        return because(WhyNotReason.CHOSEN)
    return because(WhyNotReason.REVIEW if decision.review else WhyNotReason.NOT_NEXT)
