"""
The timeline: facts numbered from 1. The number is the lock, the audit log and the reports' source.
"""

from __future__ import annotations

from leadflow.core.timeline.activity import EventPage, EventQuery, ListedEvent
from leadflow.core.timeline.changing import LeadChange, admitted_values, fold
from leadflow.core.timeline.erasing import erased, erased_lead, erased_name
from leadflow.core.timeline.events import LeadEvent

__all__ = [
    "EventPage",
    "EventQuery",
    "LeadChange",
    "LeadEvent",
    "ListedEvent",
    "admitted_values",
    "erased",
    "erased_lead",
    "erased_name",
    "fold",
]
