"""
Sales progress of a lead: its stage, its score, its opportunities, and what other systems call it.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from leadflow.core.actors import Side
from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import ExternalId, OpportunityStatus

__all__ = [
    "STEPS",
    "ExternalIdsChanged",
    "OpportunityChange",
    "OpportunityRegistered",
    "OpportunityUpdated",
    "ScoreChanged",
    "StageChanged",
]


@frozen(kw_only=True)
class StageChanged:
    """
    The lead reached another stage, or somebody said something about the one that it has.

    Attributes:
        stage: Where it is now.
        before: Where it was.
        skipped: Open stages between the two that it passed on the way; empty on the way back.
        comment: What the person wrote who set it; None if nothing.
    """

    stage: str
    before: str
    skipped: tuple[str, ...] = ()
    comment: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class ScoreChanged:
    """
    The lead got another score.
    """

    score: int
    before: int


@frozen(kw_only=True)
class ExternalIdsChanged:
    """
    The lead is called otherwise in other systems.

    Attributes:
        external_ids: All that it has now.
        before: All that it had.
    """

    external_ids: tuple[ExternalId, ...]
    before: tuple[ExternalId, ...] = ()


@frozen
class OpportunityChange:
    """
    A change of one attribute of an opportunity.

    Attributes:
        attribute: Which, such as ``amount``.
        before, after: As texts; None where it said nothing.
    """

    attribute: str
    before: str | None = field(default=None, repr=False)
    after: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class OpportunityRegistered:
    """
    An opportunity was registered from the lead.

    Attributes:
        opportunity_id: Of the opportunity.
        outcome: What came of all opportunities of the lead.
    """

    opportunity_id: str
    outcome: OpportunityStatus = OpportunityStatus.OPEN


@frozen(kw_only=True)
class OpportunityUpdated:
    """
    An opportunity of the lead was updated.

    Attributes:
        opportunity_id: Of the opportunity.
        status: Its own status from now on.
        outcome: What came of all opportunities of the lead.
        changes: Each attribute that has changed.
    """

    opportunity_id: str
    status: OpportunityStatus
    outcome: OpportunityStatus
    changes: tuple[OpportunityChange, ...] = ()


def _stage(_: Members, __: Happening, fact: StageChanged, ___: Declared) -> Members:
    return {"stage": fact.stage}


def _score(_: Members, __: Happening, fact: ScoreChanged, ___: Declared) -> Members:
    return {"score": fact.score}


def _external_ids(before: Members, event: Happening, fact: ExternalIdsChanged, _: Declared) -> Members:
    had, linked = before.get("external_ids", ()), before.get("crm_system")
    new = [one.system for one in fact.external_ids if one not in had] if event.actor.side is Side.PARTNER else []
    if new:
        linked = new[-1]
    elif all(one.system != linked for one in fact.external_ids):
        linked = None
    return {"external_ids": fact.external_ids, "crm_system": linked}


def _opportunity(_: Members, __: Happening, fact: OpportunityRegistered | OpportunityUpdated, ___: Declared) -> Members:
    return {"opportunity": fact.outcome}


STEPS: Final[Steps] = {
    StageChanged: _stage,
    ScoreChanged: _score,
    ExternalIdsChanged: _external_ids,
    OpportunityRegistered: _opportunity,
    OpportunityUpdated: _opportunity,
}
