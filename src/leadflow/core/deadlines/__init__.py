"""
Deadlines: what is due when, in business time.
"""

from leadflow.core.deadlines.business_time import (
    days_between,
    due_after,
    due_after_days,
    is_open,
    next_open,
    time_between,
)
from leadflow.core.deadlines.calendars import BusinessCalendar, Hours, Shift, opening_hours

__all__ = [
    "BusinessCalendar",
    "Hours",
    "Shift",
    "days_between",
    "due_after",
    "due_after_days",
    "is_open",
    "next_open",
    "opening_hours",
    "time_between",
]
