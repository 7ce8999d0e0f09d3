"""
An event: one fact on the timeline of a lead, with its number.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from leadflow.core.facts import Actor, Fact
from leadflow.core.unknown import KeepsUnknown

__all__ = ["LeadEvent"]


@frozen
class LeadEvent(KeepsUnknown):
    """
    One fact on the timeline of a lead.

    Attributes:
        lead_id: Whose timeline.
        seq: From 1, without gaps; ``(lead_id, seq)`` is taken once and that is the lock.
        at: When it happened, in UTC.
        actor: Who did it.
        fact: What happened.
    """

    lead_id: str
    seq: int
    at: datetime
    actor: Actor
    fact: Fact
