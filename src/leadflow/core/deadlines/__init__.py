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
from leadflow.core.deadlines.deadline import Deadline, DueAction, PartnerExpiries, PlannedStep
from leadflow.core.deadlines.policy import (
    Awaited,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    PausePolicy,
)

__all__ = [
    "Awaited",
    "BusinessCalendar",
    "Deadline",
    "DeadlineAction",
    "DeadlinePolicy",
    "DeadlineRules",
    "DeadlineStep",
    "DueAction",
    "Hours",
    "PartnerExpiries",
    "PausePolicy",
    "PlannedStep",
    "Shift",
    "days_between",
    "due_after",
    "due_after_days",
    "is_open",
    "next_open",
    "opening_hours",
    "time_between",
]
