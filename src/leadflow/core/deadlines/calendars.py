"""
Business calendars: when somebody works.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused
from leadflow.core.problems import Problem
from leadflow.errors import InvalidInput

__all__ = ["BusinessCalendar", "Hours", "Shift", "opening_hours"]

DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
MIDNIGHT: Final = time()


def _local(instance: object, attribute: Attribute[time], value: time) -> None:
    if value.tzinfo is not None:
        raise refused(
            "time_with_zone", instance, attribute, "has a zone; give the time on the local clock, without one"
        )


@checked
@frozen(kw_only=True, order=True)
class Hours:
    """
    An interval of a day on the local clock.

    Attributes:
        opens: Inclusive.
        closes: Exclusive. At or before `opens` it is on the next day; midnight closes the day.

    Raises:
        InvalidInput: A time has a zone of its own (``time_with_zone``).
    """

    opens: time = field(validator=_local)
    closes: time = field(validator=_local)

    @property
    def length(self) -> timedelta:
        """
        The time from opening to closing on a clock that is not changed meanwhile; at most a day.
        """
        length = _of_day(self.closes) - _of_day(self.opens)
        return length if length > timedelta() else length + DAY

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


@checked
def opening_hours(*intervals: str) -> tuple[Hours, ...]:
    """
    Return the intervals of a day from texts such as ``"09:00-12:00"``.

    ``24:00`` closes a day. No text is a day on which nobody works.

    Raises:
        InvalidInput: A text is not such an interval (``hours_unreadable``).
    """
    read = tuple(_read(text) for text in intervals)
    wrong = [text for text, found in zip(intervals, read, strict=True) if found is None]
    if wrong:
        problems = (
            Problem(
                code="hours_unreadable",
                path="opening_hours(intervals)",
                message="is not an interval of a day; write it as 09:00-17:00",
                value=text,
            )
            for text in wrong
        )
        raise InvalidInput(tuple(problems))
    return tuple(one for one in read if one is not None)


@frozen(kw_only=True)
class Shift:
    """
    An interval of working time, in UTC.

    Attributes:
        opens: Inclusive.
        closes: Exclusive, and after `opens`.
    """

    opens: datetime
    closes: datetime


def _a_week(instance: BusinessCalendar, attribute: Attribute[tuple[tuple[Hours, ...], ...]], value: object) -> None:
    if len(instance.week) != len(WEEKDAYS):
        raise refused("week_incomplete", instance, attribute, "must have seven days, Monday first; () is a closed day")
    if not any(instance.week) and not any(instance.days.values()):
        raise refused("no_working_time", instance, attribute, "has no working time; give at least one interval")


WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@checked
@frozen(kw_only=True)
class BusinessCalendar:
    """
    The working time of somebody.

    A shift belongs to the day on which it opens: a holiday takes away the shifts that open on it, not the end of the
    one before. A local time means the first moment at which the local clock shows it or a later one: of a time shown
    twice the first, of a time that is left out the moment of the jump.

    Attributes:
        zone: Whose clock the intervals are on. Zones of ``pytz`` are refused: they are local mean time when used so.
        week: The intervals of each weekday, seven entries, Monday first. An empty one is a closed day.
        days: Dates whose intervals are others than those of their weekday: a half day, a Saturday on which people
            work. They win over `closed`.
        closed: Dates on which no shift opens: holidays.
        known_until: The last date for which `closed` is complete; None if it always is. Nothing is counted past it.

    Raises:
        InvalidInput: A week without seven days (``week_incomplete``), no working time at all (``no_working_time``),
            intervals that overlap on a day or into the next (``hours_overlap``), a zone that cannot be used
            (``zone_unusable``).
    """

    zone: tzinfo = field()
    week: tuple[tuple[Hours, ...], ...] = field(validator=_a_week)
    days: Mapping[date, tuple[Hours, ...]] = field(factory=dict)
    closed: frozenset[date] = frozenset()
    known_until: date | None = None
    _shifts: dict[date, tuple[Shift, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    @zone.validator
    def _usable(self, attribute: Attribute[tzinfo], value: tzinfo) -> None:
        if hasattr(value, "localize"):
            raise refused("zone_unusable", self, attribute, "is a zone of pytz; use zoneinfo.ZoneInfo with its name")

    def __attrs_post_init__(self) -> None:
        problems = tuple(self._overlaps())
        if problems:
            raise InvalidInput(problems)

    def __hash__(self) -> int:
        return hash((self.week, self.closed, self.known_until))

    def hours_of(self, day: date) -> tuple[Hours, ...]:
        """
        Return the intervals that open on a date, in order.
        """
        if day in self.days:
            return tuple(sorted(self.days[day]))
        return () if day in self.closed else tuple(sorted(self.week[day.weekday()]))

    def shifts_of(self, day: date) -> tuple[Shift, ...]:
        """
        Return the shifts that open on a date, in order. Those that a change of the clock leaves without length are left
        out.
        """
        found = self._shifts.get(day)
        if found is None:
            ends = ((self._moment(day, one.opens), self._closing(day, one)) for one in self.hours_of(day))
            found = tuple(Shift(opens=opens, closes=closes) for opens, closes in ends if opens < closes)
            self._shifts[day] = found
        return found

    def _closing(self, day: date, hours: Hours) -> datetime:
        return self._moment(day if hours.closes > hours.opens else day + DAY, hours.closes)

    def _moment(self, day: date, at: time) -> datetime:
        return first_showing(self.zone, day, at)

    def _overlaps(self) -> Iterable[Problem]:
        places = [(f"week[{at}]", self.week[at], self.week[(at + 1) % 7]) for at in range(len(WEEKDAYS))]
        for day in sorted(self.days):
            for one in (day - DAY, day):
                places.append((f"days[{one}]", self.hours_of(one), self.hours_of(one + DAY)))
        for path, hours, following in places:
            if _overlap(sorted(hours), sorted(following)):
                yield Problem(
                    code="hours_overlap",
                    path=f"BusinessCalendar.{path}",
                    message="has intervals that overlap, among themselves or with the next day's; join or move them",
                )


def first_showing(zone: tzinfo, day: date, at: time) -> datetime:
    """
    Return the first moment, in UTC, at which the clock of *zone* shows this time or a later one.
    """
    shown = datetime.combine(day, at)
    late = shown.replace(tzinfo=zone).astimezone(UTC)
    if late.astimezone(zone).replace(tzinfo=None) == shown:
        return late
    early = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _jump(early, late, shown, zone)


def _overlap(hours: list[Hours], following: list[Hours]) -> bool:
    starts = [_of_day(one.opens) for one in hours]
    ends = [start + one.length for start, one in zip(starts, hours, strict=True)]
    starts.extend(_of_day(one.opens) + DAY for one in following[:1])
    return any(end > start for end, start in zip(ends, starts[1:], strict=False))


def _jump(early: datetime, late: datetime, shown: datetime, zone: tzinfo) -> datetime:
    # The clock leaves *shown* out: the moment of the jump lies after *early* and not after *late*.
    steps = (late - early) // SECOND
    low, high = 0, steps
    while high - low > 1:
        middle = (low + high) // 2
        if (early + middle * SECOND).astimezone(zone).replace(tzinfo=None) < shown:
            low = middle
        else:
            high = middle
    return early + high * SECOND


def _of_day(at: time) -> timedelta:
    return datetime.combine(date.min, at) - datetime.combine(date.min, MIDNIGHT)


def _read(text: str) -> Hours | None:
    opens, mark, closes = text.replace("–", "-").partition("-")
    try:
        return Hours(opens=_time(opens), closes=_time(closes)) if mark else None
    except ValueError:
        return None


def _time(text: str) -> time:
    text = text.strip()
    return MIDNIGHT if text == "24:00" else datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  # on the local clock
