"""
Days in a time zone, in SQL: whole numbers, since SQLite has no zones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, case, literal

from leadflow.adapters.sqlalchemy.timestamps import micros

__all__ = ["date_of", "day_in", "whole"]

_DAY: Final = 86_400 * 1_000_000
# Whole days before 1970, so that no number that is divided is negative.
_BEFORE: Final = 1_000_000
_EPOCH: Final = date(1970, 1, 1)


def day_in(at: ColumnElement[int], zone: tzinfo, first: datetime, last: datetime) -> ColumnElement[int]:
    """
    Return the day of a moment between *first* and *last* in *zone*, as a number that `date_of` reads.
    """
    return (at + _offset(at, zone, first, last) + whole(_BEFORE * _DAY)) // whole(_DAY)


def date_of(day: int) -> date:
    """
    Return the day that `day_in` has numbered so.
    """
    return _EPOCH + timedelta(days=day - _BEFORE)


def whole(number: int) -> ColumnElement[int]:
    """
    Return a number that may be as large as a moment is.
    """
    return literal(number, BigInteger)


def _offset(at: ColumnElement[int], zone: tzinfo, first: datetime, last: datetime) -> ColumnElement[int]:
    """
    Return by how many microseconds clocks in *zone* are ahead of UTC at the moment *at*.
    """
    stretches = list(_stretches(zone, first, last))
    *earlier, (_, final) = stretches
    latest = whole(final)
    return case(*((at < until, whole(ahead)) for until, ahead in earlier), else_=latest) if earlier else latest


def _stretches(zone: tzinfo, first: datetime, last: datetime) -> Iterator[tuple[int, int]]:
    """
    Return the stretches of time with one offset: until when, exclusive, and by how much clocks are ahead.
    """
    here, ahead = first, _ahead(zone, first)
    while here < last:
        there = min(here + timedelta(days=1), last)
        if _ahead(zone, there) != ahead:
            low, high = here, there
            while high - low > timedelta(microseconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if _ahead(zone, middle) == ahead else (low, middle)
            yield micros(high), ahead
            there, ahead = high, _ahead(zone, high)
        here = there
    yield micros(last) + 1, ahead


def _ahead(zone: tzinfo, at: datetime) -> int:
    offset = at.astimezone(UTC).astimezone(zone).utcoffset() or timedelta()
    return int(offset / timedelta(microseconds=1))
