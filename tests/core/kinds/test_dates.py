"""
Dates and moments: one meaning or a refusal, never the clock and never a guess.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from leadflow.core.fields import Field
from leadflow.core.kinds import DATE, DATETIME, DateOrder, ReadOptions
from leadflow.core.problems import Unreadable

DAY = Field("d", DATE)
MOMENT = Field("d", DATETIME)
DAY_FIRST = ReadOptions(date_order=DateOrder.DAY_FIRST)
MONTH_FIRST = ReadOptions(date_order=DateOrder.MONTH_FIRST)


class TestDates:
    @pytest.mark.parametrize(
        "text",
        [
            "2026-03-04",
            "2026/03/04",
            "2026.03.04",
            "04.03.2026",
            "4.3.2026",
            "04.03.26",
            "4 March 2026",
            "March 4, 2026",
            "Mar 4 2026",
            "4-Mar-2026",
            "Wed, 4 Mar 2026",
            "2026-03-04 10:00",
            "2026-03-04T23:59:59Z",
        ],
    )
    @pytest.mark.parametrize("options", [ReadOptions(), DAY_FIRST, MONTH_FIRST], ids=["open", "day", "month"])
    def test_a_date_with_one_meaning_is_read_whatever_the_order(self, text: str, options: ReadOptions) -> None:
        """
        The order is for dates that need it; a year in front and dots decide by themselves.
        """
        assert DAY.read(text, options) == date(2026, 3, 4)

    @pytest.mark.parametrize("text", ["03/04/2026", "3-4-2026", "03/04/26", "03 04 2026", "03/04/2026 10:00"])
    def test_an_ambiguous_date_is_refused(self, text: str) -> None:
        """
        March or April is not for a library to guess.
        """
        with pytest.raises(Unreadable) as caught:
            DAY.read(text)

        assert caught.value.code == "date_ambiguous"

    @pytest.mark.parametrize("text", ["03/04/2026", "3-4-2026", "03/04/26", "03 04 2026"])
    def test_the_order_settles_it(self, text: str) -> None:
        """
        Day first and month first.
        """
        assert DAY.read(text, DAY_FIRST) == date(2026, 4, 3)
        assert DAY.read(text, MONTH_FIRST) == date(2026, 3, 4)

    @pytest.mark.parametrize("text", ["03/13/2026", "13/03/2026", "03/03/2026"])
    def test_a_date_that_has_one_reading_needs_no_order(self, text: str) -> None:
        """
        There is no month 13, and two equal numbers are the same either way.
        """
        assert DAY.read(text).month == 3  # type: ignore[union-attr]  # a text that is read gives a date

    @pytest.mark.parametrize(
        "text",
        ["March 2026", "2026", "03042026", "Monday", "10:00", "3/4", "10.11", "tomorrow", "31.02.2026", "2026-13-01"]
        + ["0000-00-00", "2026-02-30", "99999999999999999999", "1/1/1/1", "x" * 200, "\ud7ff"],
    )
    def test_what_is_no_whole_date_is_refused(self, text: str) -> None:
        """
        A part that is missing is never taken from the clock.
        """
        with pytest.raises(Unreadable) as caught:
            DAY.read(text)

        assert caught.value.code == "date_unreadable"

    def test_a_python_date_is_taken(self) -> None:
        """
        A moment gives its day.
        """
        assert DAY.take(date(2026, 1, 31)) == date(2026, 1, 31)
        assert DAY.take(datetime(2026, 1, 2, 23, tzinfo=UTC)) == date(2026, 1, 2)


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-03-04T10:00:00Z", datetime(2026, 3, 4, 10, tzinfo=UTC)),
            ("2026-03-04T10:00:00+02:00", datetime(2026, 3, 4, 8, tzinfo=UTC)),
            ("2026-03-04 10:00", datetime(2026, 3, 4, 10, tzinfo=UTC)),
            ("2026-03-04", datetime(2026, 3, 4, tzinfo=UTC)),
            ("04.03.2026 10:00", datetime(2026, 3, 4, 10, tzinfo=UTC)),
            ("04.03.2026", datetime(2026, 3, 4, tzinfo=UTC)),
            ("4 March 2026 10:00 UTC", datetime(2026, 3, 4, 10, tzinfo=UTC)),
            ("Wed, 04 Mar 2026 10:00:00 +0100", datetime(2026, 3, 4, 9, tzinfo=UTC)),
        ],
    )
    @pytest.mark.parametrize("options", [ReadOptions(), DAY_FIRST, MONTH_FIRST], ids=["open", "day", "month"])
    def test_a_moment_is_read_and_kept_in_utc(self, text: str, expected: datetime, options: ReadOptions) -> None:
        """
        A time is stored in UTC, and has UTC without an offset.
        """
        read = MOMENT.read(text, options)

        assert read == expected
        assert read.tzinfo is UTC

    @pytest.mark.parametrize(("options", "month"), [(DAY_FIRST, 4), (MONTH_FIRST, 3)], ids=["day first", "month first"])
    @pytest.mark.parametrize("text", ["03/04/2026 10:00", "03/04/26 10:00", "03-04-2026 10:00 AM"])
    def test_the_order_counts_for_moments_too(self, text: str, options: ReadOptions, month: int) -> None:
        """
        The same date means the same with and without a time.
        """
        assert MOMENT.read(text, options) == datetime(2026, month, 7 - month, 10, tzinfo=UTC)

    @pytest.mark.parametrize("text", ["03/04/2026 10:00", "03/04/26 10:00"])
    def test_an_ambiguous_moment_is_refused(self, text: str) -> None:
        """
        A time does not make the date clear.
        """
        with pytest.raises(Unreadable) as caught:
            MOMENT.read(text)

        assert caught.value.code == "date_ambiguous"

    @pytest.mark.parametrize("text", ["2026-03-04 10:00 EST", "2026-03-04 10:00 XYZ", "10:00", "1741082400", "soon"])
    def test_a_moment_that_is_not_clear_is_refused(self, text: str) -> None:
        """
        Abbreviations of zones mean several, and none is guessed.
        """
        with pytest.raises(Unreadable) as caught:
            MOMENT.read(text)

        assert caught.value.code == "date_unreadable"

    def test_the_same_instant_has_one_key(self) -> None:
        """
        The same instant has one key, regardless of its offset.
        """
        here = datetime(2026, 3, 4, 12, tzinfo=timezone(timedelta(hours=2)))

        assert DATETIME.key(here) == DATETIME.key(here.astimezone(UTC))

    def test_keys_sort_as_the_moments_do(self) -> None:
        """
        Keys sort like times, also for early years.
        """
        old = MOMENT.read("0033-04-03T15:00:00Z")
        new = MOMENT.read("2026-03-04T15:00:00Z")

        assert old is not None
        assert new is not None
        assert str(DATETIME.key(old)) < str(DATETIME.key(new))


COUNTED = ReadOptions(counted=True)


class TestCountedDates:
    @pytest.mark.parametrize("text", ["46086", "46086.0", "46086,0", "46086.75", "1772668800", "1772668800000"])
    def test_a_bare_number_is_a_date_where_files_have_them(self, text: str) -> None:
        """
        Workbooks count days from 1900, programs seconds or milliseconds from 1970.
        """
        assert DAY.read(text, COUNTED) == date(2026, 3, 5)

    @pytest.mark.parametrize("text", ["46086", "1772668800", "46086.5"])
    def test_people_do_not_write_so(self, text: str) -> None:
        """
        Elsewhere a bare number is no date.
        """
        with pytest.raises(Unreadable):
            DAY.read(text)

    @pytest.mark.parametrize("text", ["10000", "99999", "4608", "460860", "-46086", "46086%", "4102444800", "46.086"])
    def test_a_number_of_another_time_is_refused(self, text: str) -> None:
        """
        Days from 1930 to 2099 and moments from 1990 to 2099 are likely; others are rather something else.
        """
        with pytest.raises(Unreadable):
            DAY.read(text, COUNTED)

    def test_the_fraction_of_a_day_is_its_time_in_the_zone(self) -> None:
        """
        A number of seconds counts in UTC, whatever the zone.
        """
        zone = timezone(timedelta(hours=2))
        options = ReadOptions(counted=True, zone=zone)

        assert MOMENT.read("46086.604166666664", options) == datetime(2026, 3, 5, 12, 30, tzinfo=UTC)
        assert MOMENT.read("46086", options) == datetime(2026, 3, 4, 22, tzinfo=UTC)
        assert MOMENT.read("1772668800", options) == datetime(2026, 3, 5, tzinfo=UTC)
        assert DAY.read("1772661600", options) == date(2026, 3, 5)
