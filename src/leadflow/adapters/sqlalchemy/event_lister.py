"""
Lists events of all leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, case, exists, func, literal, literal_column, select, tuple_

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.event_rows import CHANNELS, KINDS
from leadflow.adapters.sqlalchemy.list_plans import hinted
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.scopes import within_scope
from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core.access import Scope
from leadflow.core.facts import UnknownFact
from leadflow.core.leads import LeadKind
from leadflow.core.lengths import is_storable
from leadflow.core.timeline import EventQuery
from leadflow.core.views import foreign_cursor

__all__ = ["count_by_day", "count_by_fact", "count_by_partner", "listed_after", "listing"]

_event = tables.events.c
_AFTER: Final = re.compile(r"\d{1,18}-\d{1,18}-\d{1,18}", re.ASCII)
# In the words of the index of these leads.
_PRIVATE: Final = f"'{LeadKind.PRIVATE.value}'"
_SECOND: Final = 1_000_000
_DAY: Final = 86_400 * _SECOND
# Whole days before 1970, so that no number that is divided is negative.
_BEFORE: Final = 1_000_000
_EPOCH: Final = date(1970, 1, 1)
_FACTS: Final[Mapping[int, type]] = {0: UnknownFact, **{number: cls for cls, number in KINDS.items()}}
_POSITION: Final = (_event.at, _event.lead, _event.seq)


def listing(source: UnitSource, scope: Scope, query: EventQuery, after: str | None, most: int) -> Select[Any]:
    """
    Return the keys of the events of a page: moment, lead and number.
    """
    found = select(*_POSITION).where(*_conditions(source, scope, query)).order_by(*(one.desc() for one in _POSITION))
    if after is not None:
        found = found.where(tuple_(*_POSITION) < tuple_(*_position(after)))
    return found.limit(most)


def _position(after: str) -> list[ColumnElement[int]]:
    if not _AFTER.fullmatch(after):
        raise foreign_cursor()
    return [_whole(int(number)) for number in after.split("-")]


def listed_after(position: Any) -> str:
    """
    Return what is handed out for the page after an event.
    """
    return "-".join(str(number) for number in position)


def count_by_fact(source: UnitSource, scope: Scope, query: EventQuery) -> dict[type, int]:
    """
    Count events by the class of their fact.
    """
    rows = _counted(source, scope, query, _event.kind)
    counts: dict[type, int] = {}
    for kind, count in rows:
        fact = _FACTS.get(kind, UnknownFact)
        counts[fact] = counts.get(fact, 0) + count
    return counts


def count_by_partner(source: UnitSource, scope: Scope, query: EventQuery) -> dict[str | None, int]:
    """
    Count events by the partner that their leads were at.
    """
    counts = dict(_counted(source, scope, query, _event.partner))
    numbers = [number for number in counts if number is not None]
    name = tables.names.c
    named = source.rows(select(name.num, name.name).where(numbered(name.num, numbers, source.dialect)))
    names: dict[int | None, str | None] = {row.num: row.name for row in named}
    return {names.get(number): count for number, count in counts.items()}


def count_by_day(source: UnitSource, scope: Scope, query: EventQuery, zone: tzinfo) -> dict[date, int]:
    """
    Count events by their day in *zone*.
    """
    conditions = _conditions(source, scope, query)
    first, last = query.since, query.until
    if first is None or last is None:
        ((earliest, latest),) = source.rows(select(func.min(_event.at), func.max(_event.at)).where(*conditions))
        if earliest is None:
            return {}
        first, last = moment(earliest), moment(latest)
    clocks = _event.at + _offset(zone, first, last) + _whole(_BEFORE * _DAY)
    day = clocks // _whole(_DAY)
    rows = source.rows(select(day, func.count()).where(*conditions).group_by(day))
    return {_EPOCH + timedelta(days=number - _BEFORE): count for number, count in rows}


def _counted(source: UnitSource, scope: Scope, query: EventQuery, by: ColumnElement[Any]) -> list[tuple[Any, int]]:
    return list(
        map(tuple, source.rows(select(by, func.count()).where(*_conditions(source, scope, query)).group_by(by)))
    )


def _conditions(source: UnitSource, scope: Scope, query: EventQuery) -> list[ColumnElement[bool]]:
    tests = [_event.supplier == source.supplier, *_seen(source, scope)]
    if query.facts:
        tests.append(_kinds(query))
    if query.channel is not None:
        tests.append(_event.channel == CHANNELS[query.channel])
    if query.actor_id == "":
        tests.append(_event.actor.is_(None))
    named = {
        "actor": query.actor_id or None,
        "partner": query.partner_id,
        "import": query.import_id,
        "system": query.system,
    }
    tests += [_event[column] == _number_of(source, name) for column, name in named.items() if name is not None]
    if query.since is not None:
        tests.append(_event.at >= micros(query.since))
    if query.until is not None:
        tests.append(_event.at < micros(query.until))
    return tests


def _seen(source: UnitSource, scope: Scope) -> list[ColumnElement[bool]]:
    """
    Say which events a scope shows; leads are looked at only where it does not show all.
    """
    lead = tables.leads.c
    if scope.unlimited:
        hidden = select(lead.num).where(lead.supplier == source.supplier, lead.kind == literal_column(_PRIVATE))
        # SQLite would look at all leads of the supplier for them.
        return [_event.lead.not_in(hinted(hidden, "private")), _shared(source)]
    in_groups = None if scope.groups is None else source.partners_in(scope.groups)
    here = [] if scope.partner_id is None else [_event.partner == _number_of(source, scope.partner_id)]
    shown = within_scope(scope, in_groups, source.dialect)
    since = [] if here else [_shared(source)]
    return [*here, exists().where(lead.num == _event.lead, shown), *since]


def _shared(source: UnitSource) -> ColumnElement[bool]:
    """
    Leave out what happened to leads before their partner shared them; few leads have an event before.
    """
    lead = tables.leads.c
    shared = select(lead.num).where(lead.supplier == source.supplier, lead.registered.is_not(None))
    since = select(lead.registered).where(lead.num == _event.lead).scalar_subquery()
    return _event.lead.not_in(hinted(shared, "registered")) | (_event.seq >= since)


def _kinds(query: EventQuery) -> ColumnElement[bool]:
    numbers = [number for number, fact in _FACTS.items() if fact in query.facts]
    known = _event.kind.in_(numbers)
    # What this version does not know has numbers of its own.
    return known | _event.kind.not_in(list(_FACTS)) if UnknownFact in query.facts else known


def _number_of(source: UnitSource, name: str) -> ColumnElement[int]:
    if not is_storable(name):
        return literal(None, BigInteger)
    names = tables.names.c
    return select(names.num).where(names.supplier == source.supplier, names.name == name).scalar_subquery()


def _offset(zone: tzinfo, first: datetime, last: datetime) -> ColumnElement[int]:
    """
    Return by how many microseconds clocks in *zone* are ahead of UTC at the moment of an event.
    """
    stretches = list(_stretches(zone, first, last))
    *earlier, (_, final) = stretches
    latest = _whole(final)
    return case(*((_event.at < until, _whole(ahead)) for until, ahead in earlier), else_=latest) if earlier else latest


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


def _whole(number: int) -> ColumnElement[int]:
    return literal(number, BigInteger)
