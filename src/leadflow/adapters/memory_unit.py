"""
The unit of work of the store in memory: checks and commits changes.
"""

from __future__ import annotations

from typing import assert_never
from uuid import uuid4

from attrs import evolve

from leadflow.adapters.memory_leads import MemoryLeads
from leadflow.adapters.memory_readers import (
    MemoryLoads,
    MemoryRecords,
    MemoryRotations,
    MemoryTimeline,
    MemoryTrails,
)
from leadflow.adapters.memory_records import KeptMessage, KeptRecords
from leadflow.core.changes import ANY, Changes
from leadflow.core.expectations import Expect, KeysAbsent, RecordsUnchanged
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.loads import loads_of
from leadflow.core.notifications import (
    EmailStatusUpdate,
    PostChange,
    Settled,
    forgotten,
    forgotten_event,
)
from leadflow.core.openings import LeadOpening
from leadflow.core.timeline import erased, erased_lead
from leadflow.errors import Conflict, NotFound, StaleLead

__all__ = ["MemoryUnit"]


class MemoryUnit:
    """
    Checks everything first, under the store's lock, and writes after: what is refused leaves no trace.
    """

    def __init__(self, supplier_id: str, records: KeptRecords) -> None:
        self._supplier_id = supplier_id
        self._records = records
        self.leads = MemoryLeads(records)
        self.timeline = MemoryTimeline(records)
        self.posts = MemoryTrails(records)
        self.records = MemoryRecords(records)
        self.rotations = MemoryRotations(records)
        self.loads = MemoryLoads(records)

    def commit(self, changes: Changes, /) -> None:
        changes = changes.made()
        with self._records.lock:
            self._check(changes)
            self._write(changes)

    def _check(self, changes: Changes) -> None:
        records = self._records
        for lead_id, seq in changes.continued(self._supplier_id).items():
            if seq != len(records.events.get(lead_id, ())):
                raise StaleLead(lead_id, seq + 1)
        for turns in changes.turns:
            if records.turns_of(turns.module).count != turns.before:
                raise Conflict("the turns of module", turns.module)
        for expect in changes.expects:
            self._check_expected(expect)
        self._check_loads(changes)
        self._check_posts(changes)
        for opening in changes.openings:
            if opening.lead_id not in records.leads:
                raise NotFound("lead", opening.lead_id)
        for put in changes.puts:
            if put.before is not ANY and records.records[type(put.record)].get(put.key) != put.before:
                raise Conflict(put.what, put.key)

    def _check_expected(self, expect: Expect) -> None:
        match expect:
            case KeysAbsent():
                if any(self._records.keys.get(key) for key in expect.keys):
                    raise Conflict("the leads of this import")
            case RecordsUnchanged():
                if expect.version != self._records.version:
                    raise Conflict("partners, campaigns or modules")
            case _:
                assert_never(expect)

    def _check_loads(self, changes: Changes) -> None:
        for load in changes.loads:
            if load.most is not None and self._records.loads.of(load.partner_id) + load.by > load.most:
                raise Conflict("the load of partner", load.partner_id)

    def _check_posts(self, changes: Changes) -> None:
        for change in changes.posts:
            posted = self._records.outbox.get(change.key)
            if posted is None or not _follows(posted, change):
                raise Conflict("message", change.key)
            if change.shown is not None and not self._stands(change.shown):
                raise Conflict("the e-mail status of lead", change.shown.lead_id)

    def _stands(self, shown: EmailStatusUpdate) -> bool:
        lead = self._records.leads.get(shown.lead_id)
        return lead is not None and (lead.assignment, lead.mail_seq) == (shown.assignment, shown.mail_seq)

    def _write(self, changes: Changes) -> None:
        records = self._records
        for change in changes.leads:
            self._write_lead(change.over(records.leads.get(change.lead_id)))
            records.events.setdefault(change.lead_id, []).extend(change.events)
        for load in changes.loads:
            records.loads.add(load.partner_id, load.by)
        if changes.recount is not None:
            records.loads.replace(loads_of(records.leads.values(), changes.recount))
        for message in changes.messages:
            if message.key not in records.outbox:
                records.outbox[message.key] = KeptMessage(message, message.created_at)
                records.about.setdefault(message.lead_id or "", []).append(message.key)
        for turns in changes.turns:
            records.turns[turns.module] = records.turns_of(turns.module)
            records.turns[turns.module].take(turns)
        for post in changes.posts:
            self._write_post(post)
        for opening in changes.openings:
            self._write_opening(opening)
        self._erase(changes)
        for put in changes.puts:
            records.records[type(put.record)][put.key] = put.record
        if any(put.routes for put in changes.puts):
            records.version = uuid4().hex

    def _erase(self, changes: Changes) -> None:
        records = self._records
        for lead_id in changes.erases & records.leads.keys():
            records.leads[lead_id] = erased_lead(records.leads[lead_id])
            records.events[lead_id] = [erased(event) for event in records.events[lead_id]]
        for key in changes.forgets & records.outbox.keys():
            kept = records.outbox[key]
            kept.message, kept.trail = forgotten(kept.message), tuple(map(forgotten_event, kept.trail))

    def _write_lead(self, lead: Lead) -> None:
        records = self._records
        before = records.leads.get(lead.id)
        old, new = lead_duplicate_key(before) if before else None, lead_duplicate_key(lead)
        if old is not None and old != new:
            records.keys[old].discard(lead.id)
            if not records.keys[old]:
                # The key says what the lead said.
                del records.keys[old]
        if new is not None:
            records.keys.setdefault(new, set()).add(lead.id)
        records.leads[lead.id] = lead
        records.matches.changed(lead.id)

    def _write_opening(self, opening: LeadOpening) -> None:
        records = self._records
        there = records.openings.setdefault(opening.lead_id, {})
        there.setdefault((opening.assignment, opening.person_id), opening)
        lead = records.leads[opening.lead_id]
        opened = [one.at for one in there.values() if one.assignment == lead.assignment]
        records.leads[lead.id] = evolve(lead, opened_at=min(opened, default=None))

    def _write_post(self, change: PostChange) -> None:
        posted = self._records.outbox[change.key]
        about = self._records.leads.get(posted.message.lead_id or "")
        posted.change(change, about.partner_id if about is not None else None)
        if change.shown is not None:
            lead = self._records.leads[change.shown.lead_id]
            shown = evolve(lead, email_status=change.shown.status or lead.email_status, mail_seq=lead.mail_seq + 1)
            self._records.leads[lead.id] = shown


def _follows(posted: KeptMessage, change: PostChange) -> bool:
    """
    Return whether the change fits the stored state of the message.
    """
    settlement, event = change.settlement, change.event
    held = settlement is None or (posted.state is None and posted.lease == settlement.lease)
    dead = not change.requeues or posted.state is Settled.DEAD
    return held and dead and (event is None or event.seq == len(posted.trail) + 1)
