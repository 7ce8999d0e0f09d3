"""
Reads events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import frozen
from sqlalchemy import bindparam, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.event_rows import DETAILED, event_of
from leadflow.adapters.sqlalchemy.readers import Source
from leadflow.core.timeline import LeadEvent
from leadflow.errors import NotFound

__all__ = ["Timeline"]

_lead, _event, _detail = tables.leads.c, tables.events.c, tables.details.c
_actor, _import = tables.names.alias("actor"), tables.names.alias("origin")
_READ: Final = (
    select(
        _event.seq,
        _event.at,
        _event.kind,
        _actor.c.name.label("actor"),
        _event.channel,
        _import.c.name.label("origin"),
        _event.body,
        _event.lead,
        _lead.id,
    )
    .select_from(tables.leads)
    .join(tables.events, _event.lead == _lead.num)
    .outerjoin(_actor, _actor.c.num == _event.actor)
    .outerjoin(_import, _import.c.num == _event["import"])
    .order_by(_event.lead, _event.seq)
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

    _source: Source

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

    def _events(self, rows: Sequence[Any]) -> tuple[LeadEvent, ...]:
        """
        Make the events of one lead.
        """
        detailed = any(row.kind in DETAILED for row in rows)
        details = self._source.run(_DETAILS_OF, mine=rows[0].lead) if detailed else ()
        wire, by_event = self._source.wire, dict[tuple[int, int], list[Any]]()
        for lead, seq, *said in details:
            by_event.setdefault((lead, seq), []).append(said)
        return tuple(event_of(row[:7], by_event.get((row.lead, row.seq), ()), row.id, wire) for row in rows)
