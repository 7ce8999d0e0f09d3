"""
Counting business time.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from leadflow.core.deadlines import (
    BusinessCalendar,
    Hours,
    days_between,
    due_after,
    due_after_days,
    is_open,
    next_open,
    opening_hours,
    time_between,
)
from leadflow.errors import InvalidInput

Week = tuple[tuple[Hours, ...], ...]

NATIONAL = """
    2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 2026-12-25 2026-12-26 2027-01-01
    2027-03-26 2027-03-29
"""
FEDERAL = """
    2026-01-01 2026-07-03 2026-07-04 2026-11-26 2026-12-25 2027-01-01 2027-12-24 2027-12-25 2027-12-31 2028-01-01
"""


def dates(text: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, text.split()))


def week(*intervals: str, on: str = "12345") -> Week:
    return tuple(opening_hours(*intervals) if str(day) in on else () for day in range(1, 8))


OFFICE = week("09:00-17:00")
ALL_DAY = week("00:00-24:00", on="1234567")
HALF = {date(2026, 12, 24): opening_hours("09:00-12:00"), date(2026, 12, 31): opening_hours("09:00-12:00")}
YEARS_END = frozenset(date(2026, 12, 21) + timedelta(days=n) for n in range(12))


def calendars() -> dict[str, BusinessCalendar]:
    """
    Return the calendars of the questions, made after the fixture has chosen the zone data.
    """

    def berlin(at: Week = OFFICE, closed: str = NATIONAL) -> BusinessCalendar:
        return BusinessCalendar(zone=ZoneInfo("Europe/Berlin"), week=at, closed=dates(closed))

    def elsewhere(zone: str, at: Week = OFFICE, closed: str = "") -> BusinessCalendar:
        return BusinessCalendar(zone=ZoneInfo(zone), week=at, closed=dates(closed))

    return {
        "berlin": berlin(),
        "lunch": berlin(week("09:00-12:00", "13:00-17:00")),
        "bavaria": berlin(closed=NATIONAL + "2026-01-06 2026-06-04 2026-08-15 2026-11-01"),
        "night": berlin(week("22:00-06:00")),
        "nightall": berlin(week("22:00-06:00", on="1234567")),
        "allday": berlin(ALL_DAY, closed=""),
        "smallhours": berlin(week("01:00-02:30", on="1234567"), closed=""),
        "gapshift": berlin(week("02:30-04:00", on="1234567"), closed=""),
        "monday": berlin(week("09:00-10:00", on="1"), closed=""),
        "halfday": BusinessCalendar(zone=ZoneInfo("Europe/Berlin"), week=OFFICE, closed=dates(NATIONAL), days=HALF),
        "closedweek": BusinessCalendar(zone=ZoneInfo("Europe/Berlin"), week=OFFICE, closed=YEARS_END),
        "newyork": elsewhere("America/New_York", closed=FEDERAL),
        "lordhowe": elsewhere("Australia/Lord_Howe", ALL_DAY),
        "cairo": elsewhere("Africa/Cairo", ALL_DAY),
        "santiago": elsewhere("America/Santiago", ALL_DAY),
        "tongatapu": elsewhere("Pacific/Tongatapu"),
        "auckland": elsewhere("Pacific/Auckland"),
        "kiritimati": elsewhere("Pacific/Kiritimati"),
        "stjohns": elsewhere("America/St_Johns"),
        "kathmandu": elsewhere("Asia/Kathmandu", week("10:00-17:00", on="123457")),
        "riyadh": elsewhere("Asia/Riyadh", week("08:00-16:00", on="12347")),
        "vancouver": elsewhere("America/Vancouver"),
        "almaty": elsewhere("Asia/Almaty", week("09:00-18:00")),
        "apia": elsewhere("Pacific/Apia"),
    }


QUESTIONS = [
    ("inside", "berlin", "2026-11-04T10:00+01:00", "120 minutes", "2026-11-04T12:00+01:00"),
    ("inside", "berlin", "2026-11-04T10:00+01:00", "480 minutes", "2026-11-05T10:00+01:00"),
    ("before opening", "berlin", "2026-11-04T07:15+01:00", "60 minutes", "2026-11-04T10:00+01:00"),
    ("after closing", "berlin", "2026-11-04T18:00+01:00", "60 minutes", "2026-11-05T10:00+01:00"),
    ("at closing", "berlin", "2026-11-04T17:00+01:00", "60 minutes", "2026-11-05T10:00+01:00"),
    ("ends at closing", "berlin", "2026-11-06T09:00+01:00", "480 minutes", "2026-11-06T17:00+01:00"),
    ("ends at closing", "berlin", "2026-11-06T16:00+01:00", "60 minutes", "2026-11-06T17:00+01:00"),
    ("one minute more", "berlin", "2026-11-06T16:00+01:00", "61 minutes", "2026-11-09T09:01+01:00"),
    ("nothing asked", "berlin", "2026-11-07T12:00+01:00", "0 minutes", "2026-11-07T12:00+01:00"),
    ("weekend", "berlin", "2026-11-07T12:00+01:00", "240 minutes", "2026-11-09T13:00+01:00"),
    ("weekend", "berlin", "2026-11-06T15:00+01:00", "240 minutes", "2026-11-09T11:00+01:00"),
    ("long", "berlin", "2026-11-06T15:00+01:00", "2400 minutes", "2026-11-13T15:00+01:00"),
    ("between", "berlin", "2026-11-06T15:00+01:00", "time to 2026-11-09T11:00+01:00", "240"),
    ("between, both closed", "berlin", "2026-11-07T01:00+01:00", "time to 2026-11-08T23:00+01:00", "0"),
    ("between, same evening", "berlin", "2026-11-06T18:00+01:00", "time to 2026-11-06T19:00+01:00", "0"),
    ("between, backwards", "berlin", "2026-11-09T11:00+01:00", "time to 2026-11-06T15:00+01:00", "-240"),
    ("instant at closing", "berlin", "2026-11-06T17:00+01:00", "open", "False"),
    ("instant at opening", "berlin", "2026-11-06T09:00+01:00", "open", "True"),
    ("lunch", "lunch", "2026-11-04T11:00+01:00", "60 minutes", "2026-11-04T12:00+01:00"),
    ("lunch", "lunch", "2026-11-04T11:00+01:00", "120 minutes", "2026-11-04T14:00+01:00"),
    ("in the break", "lunch", "2026-11-04T12:30+01:00", "60 minutes", "2026-11-04T14:00+01:00"),
    ("lunch", "lunch", "2026-11-04T11:30+01:00", "time to 2026-11-04T13:30+01:00", "60"),
    ("two holidays and a weekend", "berlin", "2026-04-02T16:00+02:00", "120 minutes", "2026-04-07T10:00+02:00"),
    (
        "holiday on a Saturday, nothing moved",
        "berlin",
        "2026-10-02T16:00+02:00",
        "120 minutes",
        "2026-10-05T10:00+02:00",
    ),
    ("begins on a holiday", "berlin", "2026-05-14T10:00+02:00", "180 minutes", "2026-05-15T12:00+02:00"),
    ("end of the year", "berlin", "2026-12-30T16:00+01:00", "600 minutes", "2027-01-04T10:00+01:00"),
    ("regional: without", "berlin", "2026-06-03T16:00+02:00", "120 minutes", "2026-06-04T10:00+02:00"),
    ("regional: with", "bavaria", "2026-06-03T16:00+02:00", "120 minutes", "2026-06-05T10:00+02:00"),
    ("observed day", "newyork", "2026-07-02T16:00-04:00", "120 minutes", "2026-07-06T10:00-04:00"),
    ("observed in the year before", "newyork", "2027-12-30T16:00-05:00", "120 minutes", "2028-01-03T10:00-05:00"),
    ("half day", "halfday", "2026-12-24T11:00+01:00", "120 minutes", "2026-12-28T10:00+01:00"),
    ("half day", "halfday", "2026-12-23T09:00+01:00", "time to 2027-01-04T09:00+01:00", "2280"),
    ("a closed week", "closedweek", "2026-12-18T16:30+01:00", "60 minutes", "2027-01-04T09:30+01:00"),
    ("clock forward, day shift", "berlin", "2026-03-27T16:00+01:00", "120 minutes", "2026-03-30T10:00+02:00"),
    ("clock back, day shift", "berlin", "2026-10-23T16:00+02:00", "120 minutes", "2026-10-26T10:00+01:00"),
    ("clock forward, round the clock", "allday", "2026-03-28T12:00+01:00", "1440 minutes", "2026-03-29T13:00+02:00"),
    ("clock back, round the clock", "allday", "2026-10-24T12:00+02:00", "1440 minutes", "2026-10-25T11:00+01:00"),
    ("clock back, round the clock", "allday", "2026-10-25T00:00+02:00", "time to 2026-10-26T00:00+01:00", "1500"),
    ("clock forward, night shift", "nightall", "2026-03-28T12:00+01:00", "time to 2026-03-29T12:00+02:00", "420"),
    ("clock back, night shift", "nightall", "2026-10-24T21:00+02:00", "540 minutes", "2026-10-25T06:00+01:00"),
    ("clock back, small hours", "smallhours", "2026-10-25T00:00+02:00", "time to 2026-10-25T12:00+01:00", "90"),
    ("clock back, in the second 02:15", "smallhours", "2026-10-25T01:15Z", "open", "False"),
    ("opens within the gap", "gapshift", "2026-03-29T00:30+01:00", "next opening", "2026-03-29T03:00+02:00"),
    ("opens within the gap", "gapshift", "2026-03-29T00:00+01:00", "time to 2026-03-29T12:00+02:00", "60"),
    ("half an hour of change", "lordhowe", "2026-04-04T12:00+11:00", "time to 2026-04-05T12:00+10:30", "1470"),
    ("midnight that does not exist", "cairo", "2026-04-23T12:00+02:00", "time to 2026-04-24T12:00+03:00", "1380"),
    ("midnight that does not exist", "santiago", "2026-09-05T12:00-04:00", "1 days", "2026-09-07T00:00-03:00"),
    ("UTC+13", "tongatapu", "2026-11-06T16:00+13:00", "120 minutes", "2026-11-09T10:00+13:00"),
    ("UTC+13 in summer", "auckland", "2026-11-05T20:00Z", "480 minutes", "2026-11-06T17:00+13:00"),
    ("UTC+14", "kiritimati", "2026-11-05T19:30Z", "open", "True"),
    ("UTC-3:30", "stjohns", "2026-11-06T19:00Z", "180 minutes", "2026-11-09T10:30-03:30"),
    ("UTC+5:45, six days", "kathmandu", "2026-11-06T16:00+05:45", "120 minutes", "2026-11-08T11:00+05:45"),
    ("Friday and Saturday off", "riyadh", "2026-11-05T15:00+03:00", "120 minutes", "2026-11-08T09:00+03:00"),
    ("Friday and Saturday off", "riyadh", "2026-11-06T10:00+03:00", "2 days", "2026-11-09T16:00+03:00"),
    ("zone changed its rule (2026)", "vancouver", "2026-11-06T23:00Z", "180 minutes", "2026-11-09T11:00-07:00"),
    ("zone changed its rule (2024)", "almaty", "2024-02-29T11:00Z", "180 minutes", "2024-03-01T11:00+05:00"),
    ("a day that was skipped", "apia", "2011-12-29T08:00-10:00", "time to 2012-01-02T09:00+14:00", "480"),
    ("over midnight", "night", "2026-11-06T23:00+01:00", "300 minutes", "2026-11-07T04:00+01:00"),
    ("over midnight, from the small hours", "night", "2026-11-04T02:00+01:00", "300 minutes", "2026-11-04T23:00+01:00"),
    (
        "shift of the eve runs into the holiday",
        "night",
        "2026-12-24T12:00+01:00",
        "time to 2026-12-28T12:00+01:00",
        "480",
    ),
    ("day window in hours", "berlin", "2026-11-06T10:00+01:00", "1 days", "2026-11-09T17:00+01:00"),
    ("day window before opening", "berlin", "2026-11-06T08:00+01:00", "1 days", "2026-11-06T17:00+01:00"),
    ("day window after closing", "berlin", "2026-11-06T18:00+01:00", "1 days", "2026-11-09T17:00+01:00"),
    ("day window from a Saturday", "berlin", "2026-11-07T12:00+01:00", "1 days", "2026-11-09T17:00+01:00"),
    ("day window over Easter", "berlin", "2026-04-02T10:00+02:00", "2 days", "2026-04-08T17:00+02:00"),
    ("day window, half day counts", "halfday", "2026-12-23T10:00+01:00", "2 days", "2026-12-28T17:00+01:00"),
    ("days between", "berlin", "2026-11-06T10:00+01:00", "days to 2026-11-10T16:59+01:00", "1"),
    ("one hour a week", "monday", "2026-11-06T10:00+01:00", "180 minutes", "2026-11-23T10:00+01:00"),
]


@pytest.fixture
def current_zones() -> Iterator[None]:
    """
    Read zones from the package ``tzdata``: the machine's may be older than the rules asked for here.
    """
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=before)
    ZoneInfo.clear_cache()


def answer(calendar: BusinessCalendar, start: datetime, question: str) -> object:
    match question.split():
        case ["open"]:
            return is_open(calendar, start)
        case ["next", "opening"]:
            return next_open(calendar, start)
        case ["time", "to", end]:
            return time_between(calendar, start, datetime.fromisoformat(end)) // timedelta(minutes=1)
        case ["days", "to", end]:
            return days_between(calendar, start, datetime.fromisoformat(end))
        case [amount, "minutes"]:
            return due_after(calendar, start, timedelta(minutes=int(amount)))
        case [amount, "days"]:
            return due_after_days(calendar, start, int(amount))
        case _:
            raise AssertionError(question)


@pytest.mark.usefixtures("current_zones")
@pytest.mark.parametrize(("situation", "calendar", "start", "question", "expected"), QUESTIONS)
def test_a_question_about_business_time(
    situation: str, calendar: str, start: str, question: str, expected: str
) -> None:
    """
    Each question has the answer that was counted by hand, minute by minute.
    """
    found = answer(calendars()[calendar], datetime.fromisoformat(start), question)
    if isinstance(found, datetime):
        assert found == datetime.fromisoformat(expected), situation
    else:
        assert str(found) == expected, situation


def office(**settings: object) -> BusinessCalendar:
    return BusinessCalendar(zone=UTC, week=OFFICE, **settings)  # type: ignore[arg-type]  # settings of every name


FRIDAY = datetime(2026, 11, 6, 10, tzinfo=UTC)


def test_nothing_is_due_past_what_is_known() -> None:
    """
    A moment past the last date whose holidays are known is no answer.
    """
    calendar = office(known_until=date(2026, 11, 8))
    assert due_after(calendar, FRIDAY, timedelta(hours=7)) == datetime(2026, 11, 6, 17, tzinfo=UTC)
    assert due_after(calendar, FRIDAY, timedelta(hours=8)) is None
    assert due_after_days(calendar, FRIDAY, 1) is None
    assert next_open(calendar, datetime(2026, 11, 7, tzinfo=UTC)) is None


def test_what_takes_more_than_ten_years_has_no_answer() -> None:
    """
    Ten years are searched, not more.
    """
    assert due_after(office(), FRIDAY, timedelta(hours=8 * 262 * 9)) is not None
    assert due_after(office(), FRIDAY, timedelta(hours=8 * 262 * 11)) is None


def test_the_end_of_all_dates_is_no_error() -> None:
    """
    The last moments that Python has are answered as others are.
    """
    assert due_after(office(), datetime(9999, 12, 30, tzinfo=UTC), timedelta(days=9)) is None
    assert days_between(office(), datetime(1, 1, 2, tzinfo=UTC), datetime(1, 1, 20, tzinfo=UTC)) == 14


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"week": week("09:00-17:00")[:6]}, "week_incomplete"),
        ({"week": week(on="")}, "no_working_time"),
        ({"week": week("09:00-13:00", "12:00-17:00")}, "hours_overlap"),
        ({"week": week("00:00-08:00", "22:00-06:00", on="1234567")}, "hours_overlap"),
        ({"week": week("22:00-06:00"), "days": {date(2026, 11, 7): opening_hours("05:00-06:00")}}, "hours_overlap"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(settings: dict[str, object], code: str) -> None:
    """
    A calendar without a meaning is refused where it is made, by name.
    """
    with pytest.raises(InvalidInput) as refused:
        BusinessCalendar(**{"zone": UTC, **settings})  # type: ignore[arg-type]  # settings of every name
    assert {one.code for one in refused.value.problems} == {code}


def test_a_calendar_of_one_worked_saturday_is_one() -> None:
    """
    Working time may be on single days only, and a day's own list wins over a holiday.
    """
    saturday = date(2026, 11, 7)
    calendar = BusinessCalendar(
        zone=UTC, week=((),) * 7, days={saturday: opening_hours("10:00-12:00")}, closed=frozenset({saturday})
    )
    assert due_after(calendar, FRIDAY, timedelta(hours=1)) == datetime(2026, 11, 7, 11, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "9", "09:00", "09:00-25:00", "nine-five", "09:00-12:00-13:00"])
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    """
    A text that is no interval is named as such.
    """
    with pytest.raises(InvalidInput) as refused:
        opening_hours("09:00-10:00", text)
    assert [one.code for one in refused.value.problems] == ["hours_unreadable"]


def test_negative_amounts_are_refused() -> None:
    """
    Time is granted, never taken back.
    """
    with pytest.raises(InvalidInput, match="duration_negative"):
        due_after(office(), FRIDAY, timedelta(minutes=-1))
    with pytest.raises(InvalidInput, match="duration_negative"):
        due_after_days(office(), FRIDAY, -1)


def test_a_moment_is_no_holiday() -> None:
    """
    Python takes a moment for a date, and then finds it nowhere among dates.
    """
    with pytest.raises(TypeError, match="closed"):
        BusinessCalendar(zone=UTC, week=OFFICE, closed=frozenset({datetime(2026, 12, 25, tzinfo=UTC)}))


def test_hours_are_texts() -> None:
    """
    A list of texts is refused by name.
    """
    with pytest.raises(TypeError, match="intervals"):
        opening_hours(["09:00-17:00"])  # type: ignore[arg-type]  # as is refused


def test_a_time_with_a_zone_is_refused() -> None:
    """
    The calendar has the zone, its intervals have none.
    """
    with pytest.raises(InvalidInput, match="time_with_zone"):
        Hours(opens=time(9, tzinfo=UTC), closes=time(17))


@pytest.mark.parametrize("moment", [datetime.min, datetime.max, datetime(9999, 12, 31, 5), datetime(1, 1, 1, 3)])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
@pytest.mark.parametrize("own", ["Pacific/Auckland", "America/Los_Angeles"])
def test_first_and_last_moments_are_answered(moment: datetime, zone: str, own: str) -> None:
    """
    A moment that another zone's clock cannot show is answered, and not by an OverflowError.
    """
    calendar = BusinessCalendar(zone=ZoneInfo(zone), week=7 * [opening_hours("09:00-17:00")])  # type: ignore[arg-type]  # a list is taken
    start = moment.replace(tzinfo=ZoneInfo(own))

    assert not is_open(calendar, start)
    if moment.year > 1:
        assert next_open(calendar, start) is None
        assert due_after(calendar, start, timedelta(hours=8)) is None
        assert due_after_days(calendar, start, 1) is None
    assert time_between(calendar, start, start) == timedelta()
    assert days_between(calendar, start, start) == 0
    for due in (due_after(calendar, start, timedelta()), due_after_days(calendar, start, 0)):
        assert due is None or due == start


def test_days_count_backwards_too() -> None:
    """
    From the later moment to the earlier one there are as many days, with a minus.
    """
    calendar = BusinessCalendar(zone=UTC, week=OFFICE)
    monday, next_monday = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)

    assert days_between(calendar, monday, next_monday) == 5
    assert days_between(calendar, next_monday, monday) == -5


def test_a_day_of_two_shifts_begins_with_the_first() -> None:
    """
    Who asks in the middle of a day has missed its beginning, also before its second shift.
    """
    calendar = BusinessCalendar(zone=UTC, week=week("09:00-12:00", "13:00-17:00"))
    monday = datetime(2026, 3, 2, tzinfo=UTC)

    assert days_between(calendar, monday.replace(hour=10), monday.replace(hour=18)) == 0
    assert days_between(calendar, monday.replace(hour=9), monday.replace(hour=17)) == 1
    assert due_after_days(calendar, monday.replace(hour=10), 1) == datetime(2026, 3, 3, 17, tzinfo=UTC)


@pytest.mark.parametrize(("days", "found"), [(3_652, True), (3_653, False)])
def test_ten_years_are_looked_through(days: int, found: bool) -> None:
    """
    The last day that is looked at is ten years after the day before the question.
    """
    start = datetime(2026, 3, 2, tzinfo=UTC)
    opens = start + timedelta(days=days)
    calendar = BusinessCalendar(zone=UTC, week=week(on=""), days={opens.date(): opening_hours("00:00-24:00")})

    assert next_open(calendar, start) == (opens if found else None)


def test_a_night_may_reach_into_the_day_before_it_but_not_into_the_next_ones_hours() -> None:
    """
    Monday night overlaps with Tuesday morning; Tuesday night has nothing to do with Monday morning.
    """
    night, morning = opening_hours("22:00-06:00"), opening_hours("05:00-10:00")
    with pytest.raises(InvalidInput) as caught:
        BusinessCalendar(zone=UTC, week=(night, morning, (), (), (), (), ()))

    assert caught.value.problems[0].path == "BusinessCalendar.week[0]"
    assert BusinessCalendar(zone=UTC, week=(morning, night, (), (), (), (), ())).week[1] == night


def test_a_week_without_hours_in_the_first_days_of_all() -> None:
    """
    East of Greenwich the first of all dates begins before every moment, so that it is left out.
    """
    calendar = BusinessCalendar(zone=ZoneInfo("Asia/Tokyo"), week=ALL_DAY)

    assert next_open(calendar, datetime(1, 1, 1, tzinfo=UTC)) is not None
    assert time_between(calendar, datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 3, tzinfo=UTC)) > timedelta(days=1)
