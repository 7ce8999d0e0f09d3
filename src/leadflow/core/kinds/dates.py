"""
Dates and moments.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, assert_never

from dateutil.parser import ParserError, parser, parserinfo

from leadflow.core.kinds.counted_dates import read_counted
from leadflow.core.kinds.date_words import in_english
from leadflow.core.kinds.kind import Adjusted, DateOrder, Family, FieldKind, JsonScalar, ReadOptions
from leadflow.core.kinds.texts import json_text
from leadflow.core.problems import Unreadable

__all__ = ["DATE", "DATETIME", "day_in"]

_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?=$|[\sT,])")
_SPACED: Final = re.compile(r"(\d{1,2})\. (\d{1,2})\. ?(?=\d{4}|\d{2}(?!\d))")
# Hours and minutes behind a date, as German, Italian and Danish write them: 09.14.
_DOTTED_TIME: Final = re.compile(r"([\sT,]+\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?!\d)")
# As databases of enterprises write them: 20260213, 20260213091405.
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?")
# Not that of a fraction of a second.
_YEAR: Final = re.compile(r"(?<![\d:+])(?<!:\d\d\.)(?:19|20)\d{2}(?!\d)")
# Two days beside a month, 13-15 March, or behind one, 2026-03-13/15; of 13-Mar-15 and 14:30-05 neither is meant.
_DAYS: Final = re.compile(
    r"(?<![\d:])\d{1,2}\.?\s*[-–/]\s*\d{1,2}\.?\s+[^\W\d_]|[^\W\d_]\.?\s+\d{1,2}\s*[-–/]\s*\d{1,2}(?!\d|\s*[-–/])"
    r"|^\d{4}([-/.])\d{1,2}\1\d{1,2}\s*[-–/]\s*\d{1,2}$"
)
# Python takes any character for one.
_BEFORE_TIMES: Final = ("", " ", "T")
# No zone is further from UTC; 14:00-16:00 are two times.
_FURTHEST: Final = timedelta(hours=14)
_WEEK: Final = re.compile(r"\d{4}-?W\d{2}")
# dateutil takes UTC+1 as POSIX does, for an hour behind; everybody else means an hour ahead.
_ZONE: Final = re.compile(r"\s*\(?(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\)?(?:\s*\([^()\d]*\))?$", re.IGNORECASE)
# Hours from UTC of the abbreviations that mean one zone; EST, CST, MST, PST, IST and BST mean several.
_ZONES: Final = {
    **dict.fromkeys(["UTC", "GMT", "Z", "WET"], 0),
    **dict.fromkeys(["CET", "MEZ", "WEST", "MET"], 1),
    **dict.fromkeys(["CEST", "MESZ", "EET", "OEZ"], 2),
    **{"EEST": 3, "JST": 9, "EDT": -4, "MDT": -6, "PDT": -7},
}
_YEAR_FIRST: Final = re.compile(r"\d{4}\D")
_LONGEST: Final = 50
_MOST_DAYS: Final = 31
# Two different days: what dateutil takes from its default would differ, so a part that is missing shows.
_DEFAULTS: Final = (datetime(2000, 1, 1), datetime(2003, 2, 2))  # noqa: DTZ001  # their zone is never looked at


class _Words(parserinfo):
    """
    What dateutil knows, without the clock that it asks for the century.
    """

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        return year if century_specified or year > 99 else _full_year(year)


_PARSER: Final = parser(_Words())


def day_in(zone: tzinfo, moment: datetime) -> date:
    """
    Return the day of an aware *moment* in *zone*; one that would lie outside the calendar is its first or last day.
    """
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()


def _unreadable() -> Unreadable:
    return Unreadable("date_unreadable", "this is not a date; write it as 2026-01-31")


def _ambiguous() -> Unreadable:
    return Unreadable(
        "date_ambiguous", "the day or the month could come first; set the date order, or write 2026-01-31"
    )


def _full_year(year: int) -> int:
    return year + (2000 if year < 70 else 1900)


def _from_numeric(parts: re.Match[str], order: DateOrder | None) -> date:
    first, mark, second, year = int(parts[1]), parts[2], int(parts[3]), int(parts[4])
    short = len(parts[4]) == 2
    if short and (order is DateOrder.YEAR_FIRST or first > _MOST_DAYS):
        return date(_full_year(first), second, year)
    if order is DateOrder.YEAR_FIRST:
        order = None
    if short and mark != "." and order is None:
        raise _ambiguous()
    if mark == "." or first > 12:
        order = DateOrder.DAY_FIRST
    elif second > 12:
        order = DateOrder.MONTH_FIRST
    if order is None and first != second:
        raise _ambiguous()
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return date(_full_year(year) if short else year, month, day)


def _loosely(text: str, order: DateOrder | None) -> datetime:
    """
    Read a date that is written out; one whose day and month could be exchanged needs the order.
    """
    if _YEAR_FIRST.match(text):
        return _parsed(text, False)
    match order:
        case DateOrder.DAY_FIRST:
            return _parsed(text, True)
        case DateOrder.MONTH_FIRST:
            return _parsed(text, False)
        case DateOrder.YEAR_FIRST | None:
            pass
        case _:
            assert_never(order)
    moment = _parsed(text, False)
    if moment != _parsed(text, True):
        raise _ambiguous()
    return moment


def _parsed(text: str, day_first: bool) -> datetime:
    one, two = (_PARSER.parse(text, default=default, dayfirst=day_first, tzinfos=_offset) for default in _DEFAULTS)
    if one.date() != two.date():
        raise _unreadable()
    return one


def _offset(name: str | None, seconds: int | None) -> tzinfo | None:
    """
    Return the zone of an offset; an ambiguous abbreviation such as CST is refused.
    """
    if seconds is None and name is not None:
        if name not in _ZONES:
            raise _unreadable()
        return timezone(timedelta(hours=_ZONES[name]))
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _offset_of(zone: re.Match[str]) -> str:
    return f"{zone[1]}{int(zone[2]):02}:{zone[3] or '00'}"


def _with_colons(time: re.Match[str]) -> str:
    return ":".join(part for part in time.groups() if part)


def _read_any(text: str, order: DateOrder | None) -> datetime:
    try:
        if text[4:5] == "-" and text[5:6].isdigit() and text[10:11] in _BEFORE_TIMES:
            with suppress(ValueError):
                # As most files have them.
                return datetime.fromisoformat(text)
        if text[:8].isdigit() and (compact := _COMPACT.fullmatch(text)):
            year, month, day, *clock = compact.groups("00")
            return datetime.fromisoformat(f"{year}-{month}-{day}T{':'.join(clock)}")
        if any(map(str.isalpha, text)):
            text = in_english(_ZONE.sub(_offset_of, text))
        if text.isdigit() or len(text) > _LONGEST or _WEEK.fullmatch(text):
            raise _unreadable()
        if ". " in text:
            text = _SPACED.sub(r"\1.\2.", text, count=1)
        years = _YEAR.findall(text)
        if len(years) > 1 or _DAYS.search(text):
            # From one day to another.
            raise _unreadable()
        numeric = _NUMERIC.match(text)
        if numeric:
            time = text[numeric.end() :]
            time = _DOTTED_TIME.sub(_with_colons, time, count=1) if "." in time else time
            text = _from_numeric(numeric, order).isoformat() + time
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            moment = _loosely(text, order)
        if years and moment.year != int(years[0]):
            # In "13-15 March 2026" the first day would be the year, and the year a time.
            raise _unreadable()
        return moment
    except (ParserError, OverflowError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise _unreadable() from None


def _read_date(text: str, options: ReadOptions) -> date | Adjusted[date]:
    counted = read_counted(text) if options.counted else None
    if counted is None:
        return _read_any(text, options.date_order).date()
    day = counted.value if counted.value.tzinfo is None else counted.value.astimezone(options.zone)
    return Adjusted(day.date(), counted.code, counted.message)


def _read_datetime(text: str, options: ReadOptions) -> datetime | Adjusted[datetime]:
    counted = read_counted(text) if options.counted else None
    if counted is None:
        return _in_utc(_read_any(text, options.date_order), options)
    return Adjusted(_in_utc(counted.value, options), counted.code, counted.message)


def _in_utc(moment: datetime, options: ReadOptions) -> datetime:
    """
    Return a moment in UTC; a day is its beginning. The first and the last year are left out, so that every zone has it.
    """
    if not MINYEAR < moment.year < MAXYEAR:
        raise _unreadable()
    offset = moment.utcoffset()
    if offset is None:
        moment = moment.replace(tzinfo=options.zone)
    elif abs(offset) > _FURTHEST:
        raise _unreadable()
    return moment.astimezone(UTC)


def _moment_key(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _moment_from_json(data: JsonScalar) -> datetime:
    moment = datetime.fromisoformat(json_text(data))
    if moment.tzinfo is not None:
        return moment
    raise ValueError("this must be a time with its offset")


DATE: FieldKind[date] = FieldKind(
    "date",
    Family.DATE,
    _read_date,
    date.isoformat,
    date.isoformat,
    date.isoformat,
    lambda data: date.fromisoformat(json_text(data)),
)
DATETIME: FieldKind[datetime] = FieldKind(
    "datetime",
    Family.DATE,
    _read_datetime,
    _moment_key,
    datetime.isoformat,
    datetime.isoformat,
    _moment_from_json,
)
