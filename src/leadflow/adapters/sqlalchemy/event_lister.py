"""
Lists events of all leads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, func, literal, select, true, tuple_

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.clock_days import date_of, day_in, whole
from leadflow.adapters.sqlalchemy.event_rows import CHANNELS, KINDS
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.seen_events import seen_events
from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core.access import Scope
from leadflow.core.facts import UnknownFact
from leadflow.core.lengths import is_storable
from leadflow.core.timeline import EventQuery
from leadflow.core.views import foreign_cursor

__all__ = ["count_by_day", "count_by_fact", "count_by_partner", "listed_after", "listing"]

_event = tables.events.c
_AFTER: Final = re.compile(r"\d{1,18}-\d{1,18}-\d{1,18}", re.ASCII)
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
    return [whole(int(number)) for number in after.split("-")]


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
    first, last = query.since, query.until
    if first is None or last is None:
        ends = select(func.min(_event.at), func.max(_event.at))
        ((earliest, latest),) = source.rows(ends.where(*_conditions(source, scope, query)))
        if earliest is None:
            return {}
        first, last = moment(earliest), moment(latest)
    day = day_in(_event.at, zone, first, last)
    return {date_of(number): count for number, count in _counted(source, scope, query, day)}


def _counted(source: UnitSource, scope: Scope, query: EventQuery, by: ColumnElement[Any]) -> list[tuple[Any, int]]:
    return list(
        map(tuple, source.rows(select(by, func.count()).where(*_conditions(source, scope, query)).group_by(by)))
    )


def _conditions(source: UnitSource, scope: Scope, query: EventQuery) -> list[ColumnElement[bool]]:
    here = true() if scope.partner_id is None else _event.partner == _number_of(source, scope.partner_id)
    tests = [_event.supplier == source.supplier, *seen_events(source, scope, _event.lead, _event.seq, here)]
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
