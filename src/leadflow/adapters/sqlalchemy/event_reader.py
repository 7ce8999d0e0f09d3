"""
Reads events.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, tzinfo
from functools import partial
from typing import Any, Final, overload

from attrs import frozen
from sqlalchemy import bindparam, select, tuple_

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.damaged_rows import readable, skipped
from leadflow.adapters.sqlalchemy.event_lister import (
    count_by_day,
    count_by_fact,
    count_by_partner,
    listed_after,
    listing,
)
from leadflow.adapters.sqlalchemy.event_rows import DETAILED, event_of
from leadflow.adapters.sqlalchemy.many_values import keyed, numbered
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.core.access import Scope
from leadflow.core.timeline import EventPage, EventQuery, LeadEvent, ListedEvent
from leadflow.errors import NotFound

__all__ = ["Timeline"]

_lead, _event, _detail = tables.leads.c, tables.events.c, tables.details.c
_actor, _import, _system = (tables.names.alias(name) for name in ("actor", "origin", "told_by"))
_READ: Final = (
    select(
        _event.seq,
        _event.at,
        _event.kind,
        _actor.c.name.label("actor"),
        _event.channel,
        _import.c.name.label("origin"),
        _event.body,
        _event.side,
        _system.c.name.label("system"),
        _event.unknown,
        _event.lead,
        _lead.id,
    )
    .select_from(tables.leads)
    .join(tables.events, _event.lead == _lead.num)
    .outerjoin(_actor, _actor.c.num == _event.actor)
    .outerjoin(_import, _import.c.num == _event["import"])
    .outerjoin(_system, _system.c.num == _event.actor_system)
    .order_by(_event.lead, _event.seq)
)
_partner = tables.names.alias("at_partner")
_WITH_PARTNER: Final = _READ.add_columns(_partner.c.name.label("partner")).outerjoin(
    _partner, _partner.c.num == _event.partner
)
_OF: Final = _READ.where(_lead.supplier == bindparam("mine"), _lead.id == bindparam("which"))
_ONE: Final = _OF.where(_event.seq == bindparam("number"))
_DETAILS: Final = select(_detail.lead, _detail.seq, _detail.name, _detail.before, _detail.after).order_by(
    _detail.lead, _detail.seq, _detail.place
)
_DETAILS_OF: Final = _DETAILS.where(_detail.lead == bindparam("mine"))


@frozen
class Timeline:
    """
    Reads events; see `leadflow.ports.TimelineReader`.
    """

    _source: UnitSource

    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        rows = self._source.run(_OF, mine=self._source.supplier, which=lead_id)
        if not rows:
            raise NotFound("lead", lead_id)
        return self._events(rows)

    def one(self, lead_id: str, seq: int, /) -> LeadEvent:
        rows = self._source.run(_ONE, mine=self._source.supplier, which=lead_id, number=seq)
        if not rows:
            raise NotFound("event", f"{lead_id}, number {seq}")
        return self._events(rows)[0]

    def many(self, lead_ids: Collection[str], /) -> Mapping[str, tuple[LeadEvent, ...]]:
        if not lead_ids:
            return {}
        mine = _READ.where(_lead.supplier == self._source.supplier)
        rows = self._source.rows(keyed(mine, _lead.id, sorted(set(lead_ids)), self._source.dialect))
        found: dict[str, list[LeadEvent]] = {}
        damaged = set[str]()
        for row, event in zip(rows, self._events(rows, passing_over=True), strict=True):
            if event is None:
                damaged.add(row.id)
            else:
                found.setdefault(row.id, []).append(event)
        return {lead_id: tuple(events) for lead_id, events in found.items() if lead_id not in damaged}

    def page(self, scope: Scope, query: EventQuery, after: str | None, most: int, /) -> EventPage:
        """
        Read a page of the events of all leads; see `leadflow.ports.EventLister`.
        """
        positions = self._source.rows(listing(self._source, scope, query, after, most + 1))
        more = len(positions) > most
        keys = [(lead, seq) for _, lead, seq in positions[:most]]
        rows = self._source.rows(_WITH_PARTNER.where(tuple_(_event.lead, _event.seq).in_(keys)))
        events = self._events(rows, passing_over=True)
        listed = {
            (row.lead, row.seq): ListedEvent(event, row.partner)
            for row, event in zip(rows, events, strict=True)
            if event is not None
        }
        next_page = listed_after(positions[most - 1]) if more and most else None
        return EventPage(tuple(listed[key] for key in keys if key in listed), next_page)

    def count_by_fact(self, scope: Scope, query: EventQuery, /) -> Mapping[type, int]:
        """
        Count events of all leads; see `leadflow.ports.EventLister`.
        """
        return count_by_fact(self._source, scope, query)

    def count_by_partner(self, scope: Scope, query: EventQuery, /) -> Mapping[str | None, int]:
        """
        Count events of all leads; see `leadflow.ports.EventLister`.
        """
        return count_by_partner(self._source, scope, query)

    def count_by_day(self, scope: Scope, query: EventQuery, zone: tzinfo, /) -> Mapping[date, int]:
        """
        Count events of all leads; see `leadflow.ports.EventLister`.
        """
        return count_by_day(self._source, scope, query, zone)

    @overload
    def _events(self, rows: Sequence[Any]) -> tuple[LeadEvent, ...]: ...
    @overload
    def _events(self, rows: Sequence[Any], *, passing_over: bool) -> tuple[LeadEvent | None, ...]: ...
    def _events(self, rows: Sequence[Any], *, passing_over: bool = False) -> tuple[LeadEvent | None, ...]:
        """
        Make events of their rows; what is personal in them is read for those that may have any.

        One that cannot be read is an error, or None if they are *passing over* it.
        """
        detailed = sorted({row.lead for row in rows if row.kind in DETAILED})
        details: Sequence[Any] = ()
        if len(detailed) == 1:
            details = self._source.run(_DETAILS_OF, mine=detailed[0])
        elif detailed:
            details = self._source.rows(_DETAILS.where(numbered(_detail.lead, detailed, self._source.dialect)))
        wire, by_event = self._source.wire, dict[tuple[int, int], list[Any]]()
        for lead, seq, *said in details:
            by_event.setdefault((lead, seq), []).append(said)
        read = skipped if passing_over else readable
        return tuple(
            read(
                f"{row.id}, number {row.seq}",
                partial(event_of, row[:10], by_event.get((row.lead, row.seq), ()), row.id, wire),
                "event of lead",
            )
            for row in rows
        )
