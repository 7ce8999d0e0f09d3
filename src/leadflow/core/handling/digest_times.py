"""
When the digest of a day is due.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from leadflow.core.deadlines.calendars import first_showing
from leadflow.core.kinds.dates import day_in

__all__ = ["digest_before", "digest_due"]

_DAY: Final = timedelta(days=1)


def digest_due(now: datetime, at: time, zone: tzinfo) -> tuple[date, datetime]:
    """
    Return the latest day whose digest is due at *now*, and since when it is, in UTC.
    """
    day = day_in(zone, now)
    due = first_showing(zone, day, at)
    while due > now:
        day -= _DAY
        due = first_showing(zone, day, at)
    return day, due.astimezone(UTC)


def digest_before(day: date, at: time, zone: tzinfo) -> datetime:
    """
    Return when the digest of the day before was due, in UTC.
    """
    return first_showing(zone, day - _DAY, at).astimezone(UTC)
