"""
Rows of new leads that differ little from another one: of a pattern, into which what is their own is put.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from leadflow.adapters.sqlalchemy import event_rows, lead_rows
from leadflow.adapters.sqlalchemy.event_rows import EventRows
from leadflow.adapters.sqlalchemy.lead_rows import lead_row
from leadflow.adapters.sqlalchemy.packed_facts import around_row, pack_routed
from leadflow.core.facts import Received
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.timeline import Alike, LeadChange
from leadflow.wire.pieces import PieceWire

__all__ = ["RowPattern"]

_ID, _PARTNER, _DUPLICATE_KEY = map(lead_rows.COLUMNS.index, ("id", "partner_id", "duplicate_key"))
_EVENT_PARTNER, _BODY = map(event_rows.COLUMNS.index, ("partner", "body"))


class RowPattern:
    """
    The rows of one new lead, with gaps for what others of its sort do not share.

    Attributes:
        own_keys: The keys of the lead's own fields, which all share.
    """

    def __init__(
        self, first: LeadChange, supplier: int, events: EventRows, number_of: Callable[[str], int], wire: PieceWire
    ) -> None:
        """
        Take the rows of *first*; its number in the database makes no difference.
        """
        self._first = lead = first.after
        self._supplier = supplier
        self._number_of = number_of
        self._wire = wire
        self.own_keys = wire.dump_own_keys(lead)
        row = lead_row(None, supplier, lead, wire)
        self._before, self._after = row[_ID + 1 : _PARTNER], row[_PARTNER + 1 : _DUPLICATE_KEY]
        received, *others = events.of(0, first.events, None)
        fact = first.events[0].fact
        assert isinstance(fact, Received)
        self._before_row, self._after_row = around_row(fact)
        self._received, self._received_end = received[1:_BODY], received[_BODY + 1 :]
        self._others = [
            (one[1:_EVENT_PARTNER], one[_EVENT_PARTNER], one[_EVENT_PARTNER + 1 : _BODY], one[_BODY], one[_BODY + 1 :])
            for one in others
        ]

    def lead(self, num: int, one: Alike) -> tuple[Any, ...]:
        """
        Return the row of a lead, as `lead_row` does.
        """
        values = one.values
        own = lead_duplicate_key(self._first, values), self._wire.dump_values(values), None
        return (num, self._supplier, one.lead_id, *self._before, one.partner_id, *self._after, *own)

    def events(self, num: int, one: Alike) -> Iterator[tuple[Any, ...]]:
        """
        Return the rows of its events, as `EventRows.of` does.
        """
        yield (num, *self._received, f"{self._before_row}{one.row}{self._after_row}", *self._received_end)
        routed, decided = one.routed, None
        partner = None if routed is None or one.partner_id is None else self._number_of(one.partner_id)
        if routed is not None:
            decided = pack_routed(routed)
        for before, first_partner, between, body, end in self._others:
            yield (num, *before, partner or first_partner, *between, decided or body, *end)
            decided = None
