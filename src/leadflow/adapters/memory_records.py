"""
Everything that the store in memory keeps of one supplier.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from threading import RLock
from typing import Final

from attrs import define, evolve, field

from leadflow.adapters.memory_counts import KeptLoads, KeptTurns
from leadflow.adapters.memory_matches import KeptMatches
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    Message,
    MessageTrail,
    PostChange,
    PostEvent,
    Settled,
    Settlement,
)
from leadflow.core.openings import LeadOpening
from leadflow.core.partners import Campaign, Partner
from leadflow.core.schema import Schema
from leadflow.core.stored import Record
from leadflow.core.timeline import LeadEvent
from leadflow.wire.pieces import PieceWire

__all__ = ["WITH_VALUES", "KeptMessage", "KeptRecords", "read_by_schema"]


@define(slots=True)
class KeptMessage:
    """
    A message in the outbox, and its state.
    """

    message: Message
    due_at: datetime
    lease: str | None = None
    attempt: int = 0
    state: Settled | None = None
    reason: str | None = None
    since: datetime | None = None
    trail: tuple[PostEvent, ...] = ()
    # The partner that the lead was at when each event of the trail was saved.
    partners: tuple[str | None, ...] = ()

    def posted(self) -> MessageTrail:
        return MessageTrail(
            message=self.message, state=self.state, reason=self.reason, attempt=self.attempt, trail=self.trail
        )

    def change(self, change: PostChange, partner_id: str | None) -> None:
        if change.event is not None:
            self.trail += (change.event,)
            self.partners += (partner_id,)
            if change.requeues:
                self.due_at = self.since = change.event.at
                self.state, self.reason, self.attempt = None, None, 0
        if change.settlement is not None:
            self._settle(change.settlement)

    def _settle(self, settlement: Settlement) -> None:
        self.lease, self.reason = None, settlement.reason
        if settlement.state is Settled.RETRY and settlement.due_at is not None:
            self.due_at = settlement.due_at
            self.attempt -= not settlement.tried
        else:
            self.state = settlement.state


@define
class KeptRecords:
    """
    Everything of one supplier; read and written under the store's lock, so that nobody sees half of a commit.
    """

    lock: RLock
    leads: dict[str, Lead] = field(factory=dict)
    events: dict[str, list[LeadEvent]] = field(factory=dict)
    keys: dict[str, set[str]] = field(factory=dict)
    matches: KeptMatches = field(factory=KeptMatches)
    outbox: dict[str, KeptMessage] = field(factory=dict)
    about: dict[str, list[str]] = field(factory=dict)
    openings: dict[str, dict[tuple[int, str], LeadOpening]] = field(factory=dict)
    records: dict[type, dict[str, Record]] = field(factory=lambda: defaultdict(dict))
    turns: dict[str, KeptTurns] = field(factory=dict)
    loads: KeptLoads = field(factory=KeptLoads)
    version: str = ""
    schema: Schema | None = None

    def turns_of(self, module: str) -> KeptTurns:
        """
        Return the turns of a module, none if it has taken none yet.
        """
        return self.turns.get(module) or KeptTurns(module)


WITH_VALUES: Final[tuple[type[Partner | Campaign], ...]] = (Partner, Campaign)


def read_by_schema(records: KeptRecords, schema: Schema) -> None:
    """
    Read what leads, partners and campaigns say by another schema, as a store that keeps JSON does each time.
    """
    if records.schema is not None:
        before, after = PieceWire(records.schema), PieceWire(schema)
        for lead in records.leads.values():
            values = after.load_values(before.dump_values(lead.values))
            records.leads[lead.id] = evolve(lead, values=values)
            records.matches.changed(lead.id)
        for cls in WITH_VALUES:
            kept = records.records[cls]
            kept.update({key: after.loads(cls, before.dumps(record)) for key, record in kept.items()})
    records.schema = schema
