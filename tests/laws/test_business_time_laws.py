"""
Laws of business time, and a clock that walks minute by minute beside it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.deadlines import (
    BusinessCalendar,
    Hours,
    days_between,
    due_after,
    due_after_days,
    is_open,
    next_open,
    time_between,
)

MINUTE = timedelta(minutes=1)
ZONES = ("Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu", "America/St_Johns", "UTC")
DAYS: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((540, 1020),),
    ((540, 720), (780, 1020)),
    ((0, 0),),
    ((1320, 0),),
    ((60, 150),),
    ((150, 240), (1200, 1230)),
)
# Around the changes of the clock and a turn of the year, in which everything happens that can.
EDGES = (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC))


def _hours(day: tuple[tuple[int, int], ...]) -> tuple[Hours, ...]:
    return tuple(Hours(opens=time(a // 60, a % 60), closes=time(b // 60, b % 60)) for a, b in day)


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    """
    Draw calendars whose shifts do not overlap, some of them over midnight.
    """
    night = (Hours(opens=time(22), closes=time(6)),)
    choices = [(), night] if draw(st.integers(0, 3)) == 0 else [_hours(day) for day in DAYS]
    week = (*(draw(st.sampled_from(choices)) for _ in range(6)), choices[1])
    closed = draw(st.frozensets(st.dates(date(2026, 3, 25), date(2026, 4, 8)), max_size=4))
    return BusinessCalendar(zone=ZoneInfo(draw(st.sampled_from(ZONES))), week=week, closed=closed)


def moments() -> st.SearchStrategy[datetime]:
    """
    Draw whole minutes of the days around a change of the clock.
    """
    return st.builds(lambda edge, minutes: edge + minutes * MINUTE, st.sampled_from(EDGES), st.integers(0, 4_000))


amounts = st.integers(0, 2_000).map(lambda minutes: minutes * MINUTE)
few_days = st.integers(0, 5)


def open_minutes(calendar: BusinessCalendar, start: datetime, end: datetime) -> set[datetime]:
    """
    Return the minutes of working time, by a clock on the wall that never goes back.
    """
    found = set()
    shown = datetime.min
    at = start - timedelta(days=2)
    while at < end:
        shown = max(shown, at.astimezone(calendar.zone).replace(tzinfo=None))
        days = (shown.date() - timedelta(days=1), shown.date())
        if at >= start and any(_covers(calendar, day, shown) for day in days):
            found.add(at)
        at += MINUTE
    return found


def _covers(calendar: BusinessCalendar, day: date, shown: datetime) -> bool:
    for one in calendar.hours_of(day):
        opens = datetime.combine(day, one.opens)
        if opens <= shown < opens + one.length:
            return True
    return False


@given(calendar=calendars(), start=moments(), length=st.integers(0, 3_000))
def test_counting_agrees_with_walking(calendar: BusinessCalendar, start: datetime, length: int) -> None:
    """
    Working time between two moments is what a clock counts that walks minute by minute.
    """
    end = start + length * MINUTE
    walked = open_minutes(calendar, start, end)
    assert time_between(calendar, start, end) == len(walked) * MINUTE
    assert is_open(calendar, start) == (start in open_minutes(calendar, start, start + MINUTE))
    if walked:
        assert next_open(calendar, start) == min(walked)


@given(calendar=calendars(), a=moments(), n=amounts, m=amounts)
def test_windows_add_up(calendar: BusinessCalendar, a: datetime, n: timedelta, m: timedelta) -> None:
    """
    Granting two amounts in turn is granting their sum, and what is left of one stays the same while it runs.
    """
    first = due_after(calendar, a, n)
    assert first is not None
    whole = due_after(calendar, a, n + m)
    assert due_after(calendar, first, m) == whole
    assert time_between(calendar, a, first) == n
    assert first <= (whole or first)


@given(calendar=calendars(), a=moments(), b=moments(), c=moments())
def test_times_add_up(calendar: BusinessCalendar, a: datetime, b: datetime, c: datetime) -> None:
    """
    The time from the first to the last is the sum of its parts, in any direction.
    """
    parts = time_between(calendar, a, b) + time_between(calendar, b, c)
    assert parts == time_between(calendar, a, c)


@given(calendar=calendars(), a=moments(), b=moments(), n=amounts)
def test_due_is_the_inverse_of_between(calendar: BusinessCalendar, a: datetime, b: datetime, n: timedelta) -> None:
    """
    A window has ended by a moment exactly if so much time has passed until then.
    """
    a, b = min(a, b), max(a, b)
    due = due_after(calendar, a, n)
    assert due is not None
    assert (due <= b) == (n <= time_between(calendar, a, b))


@given(calendar=calendars(), a=moments(), later=amounts, n=amounts)
def test_recounting_on_the_way_changes_nothing(
    calendar: BusinessCalendar, a: datetime, later: timedelta, n: timedelta
) -> None:
    """
    What is left of a window, counted from any moment before its end, is due when the window is.
    """
    due = due_after(calendar, a, n)
    assert due is not None
    now = min(a + later, due)
    assert due_after(calendar, now, n - time_between(calendar, a, now)) == due


@given(calendar=calendars(), a=moments(), b=moments(), n=few_days, m=few_days)
def test_days_obey_the_laws_of_hours(calendar: BusinessCalendar, a: datetime, b: datetime, n: int, m: int) -> None:
    """
    Windows in days add up, keep their order, and are the inverse of counting days.
    """
    a, b = min(a, b), max(a, b)
    due = due_after_days(calendar, a, n)
    assert due is not None
    assert due_after_days(calendar, due, m) == due_after_days(calendar, a, n + m)
    later = due_after_days(calendar, b, n)
    assert later is not None
    assert due <= later
    assert (due <= b) == (n <= days_between(calendar, a, b))


@given(calendar=calendars(), a=moments(), n=amounts, zone=st.sampled_from(ZONES))
def test_the_zone_of_an_argument_never_matters(
    calendar: BusinessCalendar, a: datetime, n: timedelta, zone: str
) -> None:
    """
    The answer is the same whichever zone the start is written in.
    """
    assert due_after(calendar, a.astimezone(ZoneInfo(zone)), n) == due_after(calendar, a, n)


@given(calendar=calendars(), a=moments(), n=amounts, extra=st.dates(date(2026, 3, 25), date(2026, 4, 8)))
def test_closing_more_days_is_never_earlier(calendar: BusinessCalendar, a: datetime, n: timedelta, extra: date) -> None:
    """
    One more holiday never makes a due moment earlier.
    """
    before = due_after(calendar, a, n)
    after = due_after(evolve(calendar, closed=calendar.closed | {extra}), a, n)
    assert before is not None
    assert after is not None
    assert before <= after
