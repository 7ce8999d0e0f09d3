"""
The timeline: events of a lead, numbered from 1. The number is the lock, the audit log and the reports' source.
"""

from __future__ import annotations

from leadflow.core.timeline.alike import Alike, LeadsAlike
from leadflow.core.timeline.erasing import erased, erased_fact, erased_lead, erased_name
from leadflow.core.timeline.event_query import EventPage, EventQuery, ListedEvent
from leadflow.core.timeline.events import LeadEvent, while_at
from leadflow.core.timeline.lead_change import LeadChange, admitted_values, fold

__all__ = [
    "Alike",
    "EventPage",
    "EventQuery",
    "LeadChange",
    "LeadEvent",
    "LeadsAlike",
    "ListedEvent",
    "admitted_values",
    "erased",
    "erased_fact",
    "erased_lead",
    "erased_name",
    "fold",
    "while_at",
]
