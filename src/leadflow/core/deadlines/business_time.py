"""
Business time: counting hours and days of a calendar.

All counting is done in UTC, so the answers do not depend on the zone in which the arguments are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.deadlines.calendars import BusinessCalendar, Shift
from leadflow.core.problems import Problem
from leadflow.errors import InvalidInput

__all__ = ["days_between", "due_after", "due_after_days", "is_open", "next_open", "time_between"]

HORIZON: Final = 3_653
"""
Ten years, in days: a moment that has not come by then never comes.
"""

# A shift may open on the day before and close on the day after.
EARLIEST: Final = date.min.toordinal() + 1
LATEST: Final = date.max.toordinal() - 2


@checked
def due_after(calendar: BusinessCalendar, start: datetime, amount: timedelta) -> datetime | None:
    """
    Return the earliest moment, in UTC, by which *amount* of working time has passed since *start*.

    Eight hours from Friday 09:00 are due on Friday 17:00 where people work from 09:00 to 17:00, not on Monday 09:00.
    Nothing is due at once. None: within ten years, or within what is known of the calendar, there is no such moment.

    Raises:
        InvalidInput: *amount* is negative (``duration_negative``).
    """
    _not_negative(amount < timedelta(), "due_after(amount)")
    left = amount
    if not left:
        return _in_utc(start)
    for shift in _shifts_from(calendar, start):
        worked = shift.closes - max(shift.opens, start)
        if left <= worked:
            return shift.closes - (worked - left)
        left -= worked
    return None


@checked
def due_after_days(calendar: BusinessCalendar, start: datetime, days: int) -> datetime | None:
    """
    Return the last closing, in UTC, of the n-th working day that begins at or after *start*.

    So whole working days are granted, and a half day counts as one: a day from Friday 10:00 ends on Monday. No days
    are due at once. None as in `due_after`.

    Raises:
        InvalidInput: *days* is negative (``duration_negative``).
    """
    _not_negative(days < 0, "due_after_days(days)")
    if not days:
        return _in_utc(start)
    left = days
    for opens, closes in _working_days_from(calendar, start):
        if opens >= start:
            left -= 1
            if not left:
                return closes
    return None


@checked
def time_between(calendar: BusinessCalendar, start: datetime, end: datetime) -> timedelta:
    """
    Return the working time from *start*, inclusive, to *end*, exclusive. Negative where *end* is before *start*.
    """
    if end < start:
        return -time_between(calendar, end, start)
    worked = timedelta()
    for shift in _shifts_from(calendar, start, until=end):
        worked += min(shift.closes, end) - max(shift.opens, start)
    return worked


@checked
def days_between(calendar: BusinessCalendar, start: datetime, end: datetime) -> int:
    """
    Return how many working days begin at or after *start* and have closed by *end*. Negative where *end* is before
    *start*.
    """
    if end < start:
        return -days_between(calendar, end, start)
    return sum(opens >= start and closes <= end for opens, closes in _working_days_from(calendar, start, until=end))


@checked
def is_open(calendar: BusinessCalendar, at: datetime) -> bool:
    """
    Return whether a moment is working time. The opening is, the closing is not.
    """
    return next_open(calendar, at) == at


@checked
def next_open(calendar: BusinessCalendar, at: datetime) -> datetime | None:
    """
    Return the earliest moment of working time, in UTC, at or after *at*; None as in `due_after`.
    """
    for shift in _shifts_from(calendar, at):
        return max(shift.opens, at).astimezone(UTC)
    return None


def _shifts_from(calendar: BusinessCalendar, start: datetime, *, until: datetime | None = None) -> Iterator[Shift]:
    # Shifts that touch the time from *start* on, in order.
    for day in _dates(calendar, start, until):
        for shift in calendar.shifts_of(day):
            if until is not None and shift.opens >= until:
                return
            if shift.closes > start:
                yield shift


def _working_days_from(
    calendar: BusinessCalendar, start: datetime, *, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    for day in _dates(calendar, start, until):
        shifts = calendar.shifts_of(day)
        if shifts:
            yield shifts[0].opens, max(one.closes for one in shifts)


def _dates(calendar: BusinessCalendar, start: datetime, until: datetime | None) -> Iterator[date]:
    # From the day before, whose shift may last into this one.
    first = _day_number(start, calendar.zone) - 1
    if until is not None:
        last = _day_number(until, calendar.zone)
    else:
        last = first + HORIZON
        if calendar.known_until is not None:
            last = min(last, calendar.known_until.toordinal())
    for day in range(max(first, EARLIEST), min(last, LATEST) + 1):
        yield date.fromordinal(day)


def _in_utc(moment: datetime) -> datetime | None:
    """
    Return *moment* in UTC; None if that is beyond the last year or before the first.
    """
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _day_number(moment: datetime, zone: tzinfo) -> int:
    """
    Return the day of *moment* on the clock of *zone*; the day on its own clock where the other has no such year.
    """
    try:
        return moment.astimezone(zone).toordinal()
    except OverflowError:
        return moment.toordinal()


def _not_negative(negative: bool, name: str) -> None:
    if negative:
        message = "is negative; give how much time is granted"
        raise InvalidInput((Problem(code="duration_negative", path=name, message=message),))
