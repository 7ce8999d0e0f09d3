"""
Named periods, as days in a zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.views import NamedPeriod, Period, days_of, period_of
from leadflow.errors import InvalidInput

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("named", "first", "last"),
    [
        (NamedPeriod.TODAY, (2026, 3, 29), (2026, 3, 29)),
        (NamedPeriod.PAST_WEEK, (2026, 3, 23), (2026, 3, 29)),
        (NamedPeriod.PAST_30_DAYS, (2026, 2, 28), (2026, 3, 29)),
        (NamedPeriod.PAST_90_DAYS, (2025, 12, 30), (2026, 3, 29)),
        (NamedPeriod.CURRENT_MONTH, (2026, 3, 1), (2026, 3, 29)),
        (NamedPeriod.CURRENT_QUARTER, (2026, 1, 1), (2026, 3, 29)),
        (NamedPeriod.CURRENT_YEAR, (2026, 1, 1), (2026, 3, 29)),
        (NamedPeriod.LAST_MONTH, (2026, 2, 1), (2026, 2, 28)),
        (NamedPeriod.LAST_QUARTER, (2025, 10, 1), (2025, 12, 31)),
        (NamedPeriod.LAST_YEAR, (2025, 1, 1), (2025, 12, 31)),
    ],
)
def test_named_periods(named: NamedPeriod, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """
    Each is counted back from today, which is part of those that are not over.
    """
    assert period_of(named, date(2026, 3, 29)) == Period(date(*first), date(*last))


def test_period_begins_and_ends_at_midnight_in_the_zone() -> None:
    """
    On the day on which clocks go forward it lasts 23 hours.
    """
    day = Period(date(2026, 3, 29), date(2026, 3, 29))

    assert day.since(BERLIN) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert day.until(BERLIN) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_period_that_ends_before_it_begins_is_refused() -> None:
    """
    The message names the day that is too early.
    """
    message = r"Period\.last: 2026-03-01 is before the first day, 2026-03-29; give a later day \[period_reversed\]"
    with pytest.raises(InvalidInput, match=message):
        Period(date(2026, 3, 29), date(2026, 3, 1))


@pytest.mark.parametrize("zone", [BERLIN, ZoneInfo("America/New_York"), UTC])
def test_period_of_all_days_begins_and_ends_in_every_zone(zone: tzinfo) -> None:
    """
    The first and the last day of the calendar have a beginning and an end, though the zone's clock has none there.
    """
    ever = Period(date.min, date.max)

    assert ever.since(zone) <= datetime(1, 1, 2, tzinfo=UTC)
    assert ever.until(zone) >= datetime(9999, 12, 31, tzinfo=UTC)
    assert Period(date.max, date.max).since(zone) >= datetime(9999, 12, 30, tzinfo=UTC)
    assert Period(date.min, date.min).until(zone) <= datetime(1, 1, 3, tzinfo=UTC)


@given(st.sampled_from(NamedPeriod), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_named_period_is_over_or_ends_today(named: NamedPeriod, today: date) -> None:
    """
    No day of it is in the future, and its days follow each other without a gap.
    """
    period = period_of(named, today)
    days = list(days_of(period))

    assert days[0] == period.first
    assert days[-1] == period.last <= today
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert all(day in period for day in days)
    assert today + timedelta(days=1) not in period
