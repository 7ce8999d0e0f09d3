"""
Dates and moments.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_loosely

from leadflow.core.kinds.kind import DateOrder, Family, JsonScalar, Kind, ReadOptions
from leadflow.core.problems import Unreadable

__all__ = ["DATE", "DATETIME"]

_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
# Two different days: what dateutil takes from its default would differ, so a part that is missing shows.
_DEFAULTS: Final = (datetime(2000, 1, 1), datetime(2003, 2, 2))  # noqa: DTZ001  # only their missing parts count


def _unreadable() -> Unreadable:
    return Unreadable("date_unreadable", "this is not a date; write it as 2026-01-31")


def _from_numeric(parts: re.Match[str], order: DateOrder | None) -> date:
    first, mark, second, year = int(parts[1]), parts[2], int(parts[3]), int(parts[4])
    if mark == "." or first > 12:
        order = DateOrder.DAY_FIRST
    elif second > 12:
        order = DateOrder.MONTH_FIRST
    if order is None and first != second:
        raise Unreadable("date_ambiguous", "day or month first? Set the date order, or write 2026-01-31")
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return date(year, month, day)


def _loosely(text: str, order: DateOrder | None) -> datetime:
    day_first = order is DateOrder.DAY_FIRST
    one, two = (parse_loosely(text, default=default, dayfirst=day_first) for default in _DEFAULTS)
    if one.date() != two.date():
        raise _unreadable()
    return one


def _read_date(text: str, options: ReadOptions) -> date:
    try:
        if len(text) == 10 and text[4] == "-":
            return date.fromisoformat(text)
        numeric = _NUMERIC.fullmatch(text)
        if numeric:
            return _from_numeric(numeric, options.date_order)
        if text.isdigit() or len(text) > 40:
            raise _unreadable()
        return _loosely(text, options.date_order).date()
    except (ParserError, OverflowError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise _unreadable() from None


def _read_datetime(text: str, options: ReadOptions) -> datetime:
    """
    Read a moment; without an offset it is UTC.
    """
    day, blank, rest = text.replace("T", " ", 1).partition(" ")
    try:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            numeric = _NUMERIC.fullmatch(day)
            if numeric:
                day = _from_numeric(numeric, options.date_order).isoformat()
                moment = _loosely(f"{day}{blank}{rest}", options.date_order)
            elif text.isdigit() or len(text) > 50:
                raise _unreadable() from None
            else:
                moment = _loosely(text, options.date_order)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ParserError, OverflowError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise _unreadable() from None


def _moment_key(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _moment_from_json(data: JsonScalar) -> datetime:
    return datetime.fromisoformat(str(data))


DATE: Kind[date] = Kind(
    "date",
    Family.DATE,
    _read_date,
    date.isoformat,
    date.isoformat,
    date.isoformat,
    lambda data: date.fromisoformat(str(data)),
)
DATETIME: Kind[datetime] = Kind(
    "datetime",
    Family.DATE,
    _read_datetime,
    _moment_key,
    datetime.isoformat,
    datetime.isoformat,
    _moment_from_json,
)
