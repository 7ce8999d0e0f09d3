"""
Days of a zone as ranges of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

from leadflow.core.criteria.engines.questions import Span
from leadflow.core.kinds import DATETIME

__all__ = ["moments_of"]

_HOUR: Final = timedelta(hours=1)
# The kind leaves out the first and the last year, so that no moment of a lead lies beyond these.
_FIRST: Final = date(1, 6, 1)
_LAST: Final = date(9999, 6, 1)


def moments_of(days: Span, zone: tzinfo) -> tuple[Span, ...]:
    """
    Return the spans of moments, as keys, whose day in *zone* lies within *days*.

    It is one span nearly always. A clock that is put back over midnight brings a day back, and makes it two.
    """
    first, end = _bound(days.low, later=not days.low_in), _bound(days.high, later=days.high_in)
    if first == _LAST or end == _FIRST:
        return ()
    first, end = None if first == _FIRST else first, None if end == _LAST else end

    def inside(at: datetime) -> bool:
        day = at.astimezone(zone).date()
        return (first is None or first <= day) and (end is None or day < end)

    edges = sorted({edge for day in (first, end) if day is not None for edge in _edges(day, zone)})
    if not edges:
        return (Span(),)
    starts = [None, *edges]
    held = [inside(edges[0] - _HOUR), *(inside(edge) for edge in edges)]
    return tuple(_joined(starts, held))


def _bound(day: str | None, *, later: bool) -> date | None:
    """
    Return the day, or the one after it; the first or the last one is used for days beyond.
    """
    if day is None:
        return None
    found = min(max(date.fromisoformat(day), _FIRST), _LAST)
    return found + timedelta(days=1) if later and _FIRST < found < _LAST else found


def _edges(day: date, zone: tzinfo) -> Iterator[datetime]:
    """
    Return every moment at which *day* may begin, or begin again: its midnight at each offset, and changes of the clock.
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    hours = [midnight + number * _HOUR for number in range(-25, 26)]
    offsets = [_offset(at, zone) for at in hours]
    yield from (midnight - offset for offset in set(offsets))
    for number, (before, after) in enumerate(pairwise(offsets)):
        if before != after:
            yield _change(hours[number], hours[number + 1], zone)


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """
    Return the moment between *before* and *after* from which the later offset counts.
    """
    old = _offset(before, zone)
    while after - before > timedelta(microseconds=1):
        middle = before + (after - before) / 2
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def _joined(starts: list[datetime | None], held: list[bool]) -> Iterator[Span]:
    """
    Return the spans from each start that is held to the next one that is not.
    """
    begun: datetime | None = None
    open_ = False
    for start, holds in zip(starts, held, strict=True):
        if holds and not open_:
            begun, open_ = start, True
        elif not holds and open_:
            yield Span(_key(begun), _key(start), high_in=False)
            open_ = False
    if open_:
        yield Span(_key(begun))


def _key(at: datetime | None) -> str | None:
    return None if at is None else str(DATETIME.key(at))
