"""
Leads of one prospect: who was first is ruled, and two of them are merged.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import Activity, campaign_activity_at, latest_activities

__all__ = ["STEPS", "ConflictRuled", "Merged", "MergedInto"]


@frozen(kw_only=True)
class ConflictRuled:
    """
    The supplier ruled who was first with the prospect of this lead and of others.

    Attributes:
        ruling_id: Of the ruling, which only the supplier reads.
        first: True if this lead was the first.
    """

    ruling_id: str
    first: bool


@frozen(kw_only=True)
class Merged:
    """
    Another lead of the same prospect was merged into this one.

    Attributes:
        lead_id: Of the other lead.
        history: What the prospect did before that this lead did not say yet. Empty once it is erased.
    """

    lead_id: str
    history: tuple[Activity, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class MergedInto:
    """
    The lead was merged into another one of the same prospect, which continues it.

    Attributes:
        lead_id: Of the lead that stays.
    """

    lead_id: str


def _ruled(_: Members, __: Happening, ___: ConflictRuled, ____: Declared) -> Members:
    return {}


def _merged(before: Members, _: Happening, fact: Merged, __: Declared) -> Members:
    had = before["history"]
    if all(one in had for one in fact.history):
        return {}
    history = latest_activities((*had, *fact.history))
    return {"history": history, "campaign_activity_at": campaign_activity_at(history, before.get("campaign_id"))}


def _merged_into(_: Members, __: Happening, fact: MergedInto, ___: Declared) -> Members:
    return {"superseded_by": fact.lead_id}


STEPS: Final[Steps] = {ConflictRuled: _ruled, Merged: _merged, MergedInto: _merged_into}
