"""
Openings: that people of a partner have looked at a lead.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from leadflow.core.arguments import checked

__all__ = ["LeadOpening"]


@checked
@frozen(kw_only=True)
class LeadOpening:
    """
    A person of the partner opened a lead for the first time since it was assigned.

    It is beside the timeline: it has no number there, changes nothing of the lead but `Lead.opened_at`, and conflicts
    with nothing.

    Attributes:
        lead_id: Which lead.
        assignment: As `Lead.assignment` was then; each person opens an assignment once.
        person_id: Who opened it.
        at: When, in UTC.
    """

    lead_id: str
    assignment: int
    person_id: str
    at: datetime
