"""
Periods of reports: whole days in the programme's zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final, assert_never

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked

__all__ = ["NamedPeriod", "Period", "days_of", "period_of"]

# A day within the calendar, so that the clocks of every zone show them.
_EARLIEST: Final = datetime(1, 1, 2, tzinfo=UTC)
_LATEST: Final = datetime(9999, 12, 31, tzinfo=UTC)


class NamedPeriod(StrEnum):
    """
    A period that ends today, or that has just ended.

    Attributes:
        TODAY: Today.
        PAST_WEEK: Today and the six days before it.
        PAST_30_DAYS, PAST_90_DAYS: Today and the days before it, so many in all.
        CURRENT_MONTH, CURRENT_QUARTER, CURRENT_YEAR: From its first day until today.
        LAST_MONTH, LAST_QUARTER, LAST_YEAR: The whole of the one before.
    """

    TODAY = "today"
    PAST_WEEK = "past_week"
    PAST_30_DAYS = "past_30_days"
    PAST_90_DAYS = "past_90_days"
    CURRENT_MONTH = "current_month"
    CURRENT_QUARTER = "current_quarter"
    CURRENT_YEAR = "current_year"
    LAST_MONTH = "last_month"
    LAST_QUARTER = "last_quarter"
    LAST_YEAR = "last_year"


@checked
@frozen
class Period:
    """
    A period of whole days.

    Attributes:
        first: Its first day.
        last: Its last day, which is part of it.

    Raises:
        InvalidInput: It ends before it begins (``period_reversed``).
    """

    first: date
    last: date = field()

    @last.validator
    def _check_order(self, _: object, last: date) -> None:
        if last < self.first:
            message = f"{last} is before the first day, {self.first}; give a later day"
            raise wrong_value("period_reversed", message, "Period.last")

    def __contains__(self, day: date, /) -> bool:
        return self.first <= day <= self.last

    def since(self, zone: tzinfo) -> datetime:
        """
        Return the moment at which it begins in *zone*, in UTC.
        """
        return _beginning(self.first, zone)

    def until(self, zone: tzinfo) -> datetime:
        """
        Return the moment before which it ends in *zone*, in UTC: the beginning of the next day.
        """
        return _LATEST if self.last == date.max else _beginning(self.last + timedelta(days=1), zone)


def period_of(named: NamedPeriod | Period, today: date) -> Period:
    """
    Return the days of *named*, seen from *today*; a period of days is returned as it is.
    """
    match named:
        case Period():
            return named
        case NamedPeriod.TODAY:
            return Period(today, today)
        case NamedPeriod.PAST_WEEK:
            return _past(7, today)
        case NamedPeriod.PAST_30_DAYS:
            return _past(30, today)
        case NamedPeriod.PAST_90_DAYS:
            return _past(90, today)
        case NamedPeriod.CURRENT_MONTH:
            return Period(_month(today, 1), today)
        case NamedPeriod.CURRENT_QUARTER:
            return Period(_month(today, 3), today)
        case NamedPeriod.CURRENT_YEAR:
            return Period(_month(today, 12), today)
        case NamedPeriod.LAST_MONTH:
            return _before(today, 1)
        case NamedPeriod.LAST_QUARTER:
            return _before(today, 3)
        case NamedPeriod.LAST_YEAR:
            return _before(today, 12)
        case _:
            assert_never(named)


def days_of(period: Period) -> Iterator[date]:
    """
    Return each day of *period*, in order.
    """
    for ahead in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=ahead)


def _past(days: int, today: date) -> Period:
    return Period(today - timedelta(days=days - 1), today)


def _month(day: date, months: int) -> date:
    """
    Return the first day of the stretch of so many *months* that *day* is in; stretches begin with the year.
    """
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _before(day: date, months: int) -> Period:
    last = _month(day, months) - timedelta(days=1)
    return Period(_month(last, months), last)


def _beginning(day: date, zone: tzinfo) -> datetime:
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:  # in UTC it is before the first day that there is, or after the last
        return _EARLIEST if day == date.min else _LATEST
