"""
An opportunity: a sale that may come of a lead.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from attrs import field, frozen

from leadflow.core.kinds import Money
from leadflow.core.leads import OpportunityStatus
from leadflow.core.unknown import KeepsUnknown

__all__ = ["Opportunity", "outcome_of"]


@frozen(kw_only=True)
class Opportunity(KeepsUnknown):
    """
    A sale that may come of a lead.

    Attributes:
        id: Chosen once, and unique among the supplier's opportunities.
        lead_id: The lead that it was registered from.
        partner_id: Who works it.
        name: What people call it; empty if nobody named it.
        stage: One of the programme's stages of opportunities.
        status: Open, won or lost, as the stage says.
        amount: What the sale would be worth; None if nobody said.
        probability: Of winning it, in percent; None if nobody said.
        close_date: When it is expected to be decided, or was; None if nobody said.
        owner: Who works it there; empty if nobody said.
        registered_at, modified_at: When it was registered and last updated, in UTC.
    """

    id: str
    lead_id: str
    partner_id: str
    name: str = field(default="", repr=False)
    stage: str
    status: OpportunityStatus = OpportunityStatus.OPEN
    amount: Money | None = None
    probability: int | None = None
    close_date: date | None = None
    owner: str = field(default="", repr=False)
    registered_at: datetime
    modified_at: datetime


def outcome_of(statuses: Collection[OpportunityStatus]) -> OpportunityStatus:
    """
    Return what came of several opportunities of one lead: open while one is, won if one was, else lost.
    """
    for status in (OpportunityStatus.OPEN, OpportunityStatus.WON):
        if status in statuses:
            return status
    return OpportunityStatus.LOST
