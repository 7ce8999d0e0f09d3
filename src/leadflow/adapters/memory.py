"""
A store in memory: the reference for all other stores, for tests and notebooks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from threading import RLock
from typing import Any, Final, TypeVar, assert_never, cast
from uuid import uuid4

from attrs import define, evolve, field, frozen

from leadflow.adapters.memory_counts import KeptLoads, KeptTurns
from leadflow.core.access import Scope
from leadflow.core.changes import ANY, Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.expectations import Expect, KeysAbsent, RecordsUnchanged
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.loads import Loads, loads_of
from leadflow.core.notifications import (
    EmailStatusUpdate,
    Message,
    MessageTrail,
    PostChange,
    PostEvent,
    Settled,
    Settlement,
)
from leadflow.core.partners import Campaign, Partner
from leadflow.core.routing import Rotation
from leadflow.core.schema import Schema
from leadflow.core.stored import Record
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import EventPage, EventQuery, LeadEvent, ListedEvent, erased, erased_lead
from leadflow.core.views import LeadPage, LeadQuery, count_leads, count_leads_by, list_leads
from leadflow.errors import Conflict, NotFound, StaleLead
from leadflow.ports import Claim, UnitOfWork
from leadflow.wire.pieces import PieceWire

__all__ = ["MemoryStore"]

R = TypeVar("R", bound=Record)


@define(slots=True)
class _Posted:
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

    def posted(self) -> MessageTrail:
        return MessageTrail(
            message=self.message, state=self.state, reason=self.reason, attempt=self.attempt, trail=self.trail
        )

    def change(self, change: PostChange) -> None:
        if change.event is not None:
            self.trail += (change.event,)
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
class _Records:
    """
    Everything of one supplier; read and written under the store's lock, so that nobody sees half of a commit.
    """

    lock: RLock
    leads: dict[str, Lead] = field(factory=dict)
    events: dict[str, list[LeadEvent]] = field(factory=dict)
    keys: dict[str, set[str]] = field(factory=dict)
    outbox: dict[str, _Posted] = field(factory=dict)
    about: dict[str, list[str]] = field(factory=dict)
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


_SAYING: Final[tuple[type[Partner | Campaign], ...]] = (Partner, Campaign)


def _read_anew(records: _Records, schema: Schema) -> None:
    """
    Read what leads, partners and campaigns say by another schema, as a store that keeps JSON does each time.
    """
    if records.schema is not None:
        before, after = PieceWire(records.schema), PieceWire(schema)
        for lead in records.leads.values():
            values = after.load_values(before.dump_values(lead.values))
            records.leads[lead.id] = evolve(lead, values=values)
        for cls in _SAYING:
            kept = records.records[cls]
            kept.update({key: after.loads(cls, before.dumps(record)) for key, record in kept.items()})
    records.schema = schema


class MemoryStore:
    """
    Keeps everything in this process; thread-safe, gone when the process ends.
    """

    def __init__(self) -> None:
        self._records: dict[str, _Records] = {}
        self._lock = RLock()

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit of work for one supplier; see `leadflow.ports.OpenUnit`.
        """
        yield _Unit(supplier_id, self._read_by(supplier_id, schema))

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out messages that are due; see `leadflow.ports.Outbox`.
        """
        with self._lock:
            waiting = [one for one in self._of(supplier_id).outbox.values() if one.state is None]
            first: dict[tuple[str | None, str], int] = {}
            for one in waiting:
                queue, seq = _queue(one.message), one.message.seq
                first[queue] = min(seq, first.get(queue, seq))
            due = sorted(
                (one for one in waiting if one.due_at <= now and first[_queue(one.message)] == one.message.seq),
                key=lambda one: (one.due_at, one.message.created_at, one.message.key),
            )[:most]
            for one in due:
                one.lease, one.due_at, one.attempt = lease, until, one.attempt + 1
            due.sort(key=lambda one: (one.message.created_at, one.message.key))
            return tuple(
                Claim(message=one.message, lease=lease, attempt=one.attempt, since=one.since, told=len(one.trail))
                for one in due
            )

    def _read_by(self, supplier_id: str, schema: Schema) -> _Records:
        """
        Return a supplier's records as the schema reads them.
        """
        records = self._of(supplier_id)
        with self._lock:
            if records.schema != schema:
                _read_anew(records, schema)
        return records

    def _of(self, supplier_id: str) -> _Records:
        with self._lock:
            return self._records.setdefault(supplier_id, _Records(self._lock))


def _queue(message: Message) -> tuple[str | None, str]:
    """
    Return what messages share that keep their order; one about no lead waits for nobody.
    """
    return message.lead_id, message.recipient_id if message.lead_id is not None else message.key


@frozen
class _Leads:
    _records: _Records

    def get(self, lead_id: str, /) -> Lead:
        with self._records.lock:
            lead = self._records.leads.get(lead_id)
        if lead is None:
            raise NotFound("lead", lead_id)
        return lead

    def brief(self, lead_id: str, most: int, /) -> tuple[Lead, int]:
        lead = self.get(lead_id)
        return evolve(lead, history=lead.history[-most:] if most else ()), len(lead.history)

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        found: dict[str, Lead] = {}
        with self._records.lock:
            for key in duplicate_keys:
                leads = [self._records.leads[one] for one in self._records.keys.get(key, ())]
                if leads:
                    found[key] = min(leads, key=lambda one: (one.received_at, one.id))
        return found

    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        """
        Return which files leads refer to; see `leadflow.ports.AttachmentReader`.
        """
        with self._records.lock:
            found = {one.key for lead in self._records.leads.values() for one in lead.attachments}
        return frozenset(found.intersection(keys))

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        with self._records.lock:
            ids = sorted(one for one in self._records.leads if after is None or one > after)
            return tuple(self._records.leads[one] for one in ids[:most])

    def of_import(self, import_id: str, after: str | None, most: int, /) -> tuple[Lead, ...]:
        with self._records.lock:
            events = self._records.events
            ids = [one for one in events if any(event.import_id == import_id for event in events[one])]
            return tuple(self._records.leads[one] for one in sorted(ids) if after is None or one > after)[:most]

    def seen_by(self, scope: Scope, after: str | None, most: int, /) -> tuple[Lead, ...]:
        with self._records.lock:
            ids = sorted(one.id for one in self._within(scope) if after is None or one.id > after)
            return tuple(self._records.leads[one] for one in ids[:most])

    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        with self._records.lock:
            return list_leads(self._subjects(scope), query, self._schema, moment)

    def count(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> int:
        with self._records.lock:
            return count_leads(self._subjects(scope), query, moment)

    def count_by(
        self, scope: Scope, query: LeadQuery, column: str, moment: EvaluationTime, /
    ) -> Mapping[str | None, int]:
        with self._records.lock:
            return count_leads_by(self._subjects(scope), query, column, self._schema, moment)

    @property
    def _schema(self) -> Schema:
        assert self._records.schema is not None, "units are opened with one"
        return self._records.schema

    def _subjects(self, scope: Scope) -> Iterator[Subjects]:
        partners, campaigns = (cast("Mapping[str, Any]", self._records.records[cls]) for cls in _SAYING)
        for lead in self._within(scope):
            yield Subjects(lead, partners.get(lead.partner_id or ""), campaigns.get(lead.campaign_id or ""))

    def _within(self, scope: Scope) -> Iterator[Lead]:
        partners = self._records.records[Partner]
        for lead in self._records.leads.values():
            if scope.sees(lead, cast("Partner | None", partners.get(lead.partner_id or ""))):
                yield lead


@frozen
class _Timeline:
    _records: _Records

    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        with self._records.lock:
            events = tuple(self._records.events.get(lead_id, ()))
        if not events:
            raise NotFound("lead", lead_id)
        return events

    def one(self, lead_id: str, seq: int, /) -> LeadEvent:
        events = self.of(lead_id)
        if not 1 <= seq <= len(events):
            raise NotFound("event", f"{lead_id}, number {seq}")
        return events[seq - 1]

    def many(self, lead_ids: Collection[str], /) -> Mapping[str, tuple[LeadEvent, ...]]:
        with self._records.lock:
            events = self._records.events
            return {lead_id: tuple(events[lead_id]) for lead_id in lead_ids if lead_id in events}

    def page(self, query: EventQuery, after: str | None, most: int, /) -> EventPage:
        found = sorted(self._asked(query), key=lambda one: (one.event.at, one.event.lead_id, one.event.seq))
        begin = int(after or 0)
        events = tuple(reversed(found))[begin : begin + most]
        return EventPage(events, str(begin + most) if begin + most < len(found) else None)

    def count_by_fact(self, query: EventQuery, /) -> Mapping[type, int]:
        return Counter(type(one.event.fact) for one in self._asked(query))

    def count_by_partner(self, query: EventQuery, /) -> Mapping[str | None, int]:
        return Counter(one.partner_id for one in self._asked(query))

    def count_by_day(self, query: EventQuery, zone: tzinfo, /) -> Mapping[date, int]:
        return Counter(one.event.at.astimezone(zone).date() for one in self._asked(query))

    def _asked(self, query: EventQuery) -> list[ListedEvent]:
        found: list[ListedEvent] = []
        with self._records.lock:
            for events in self._records.events.values():
                partner_id = None
                for event in events:
                    partner_id = event.partner_after(partner_id)
                    if query.holds(event, partner_id):
                        found.append(ListedEvent(event, partner_id))
        return found


@frozen
class _Posts:
    _records: _Records

    def one(self, key: str, /) -> MessageTrail:
        with self._records.lock:
            found = self._records.outbox.get(key)
            if found is None:
                raise NotFound("message", key)
            return found.posted()

    def of_lead(self, lead_id: str, since: int = 0, /) -> tuple[MessageTrail, ...]:
        with self._records.lock:
            posts = [self._records.outbox[key] for key in self._records.about.get(lead_id, ())]
            found = [one.posted() for one in posts if one.message.seq >= since]
        return tuple(sorted(found, key=lambda one: (one.message.seq, one.message.key)))


@frozen
class _ByKey:
    _records: _Records

    def version(self) -> str:
        with self._records.lock:
            return self._records.version

    def one(self, cls: type[R], key: str, /) -> R | None:
        with self._records.lock:
            return cast("R | None", self._records.records[cls].get(key))

    def all(self, cls: type[R], /) -> tuple[R, ...]:
        with self._records.lock:
            return cast("tuple[R, ...]", tuple(self._records.records[cls].values()))

    def page(self, cls: type[R], after: str | None, most: int, /) -> tuple[R, ...]:
        with self._records.lock:
            found = self._records.records[cls]
            keys = sorted(key for key in found if after is None or key > after)
            return cast("tuple[R, ...]", tuple(found[key] for key in keys[:most]))


@frozen
class _Rotations:
    _records: _Records

    def of(self, module: str, after: int = 0, /) -> Rotation:
        with self._records.lock:
            return self._records.turns_of(module).since(after)


@frozen
class _Loads:
    _records: _Records

    def since(self, mark: int, /) -> Loads:
        with self._records.lock:
            return self._records.loads.since(mark)


class _Unit:
    """
    Checks everything first, under the store's lock, and writes after: what is refused leaves no trace.
    """

    def __init__(self, supplier_id: str, records: _Records) -> None:
        self._supplier_id = supplier_id
        self._records = records
        self.leads = _Leads(records)
        self.timeline = _Timeline(records)
        self.posts = _Posts(records)
        self.records = _ByKey(records)
        self.rotations = _Rotations(records)
        self.loads = _Loads(records)

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
                records.outbox[message.key] = _Posted(message, message.created_at)
                records.about.setdefault(message.lead_id or "", []).append(message.key)
        for turns in changes.turns:
            records.turns[turns.module] = records.turns_of(turns.module)
            records.turns[turns.module].take(turns)
        for post in changes.posts:
            self._write_post(post)
        for lead_id in changes.erases & records.leads.keys():
            records.leads[lead_id] = erased_lead(records.leads[lead_id])
            records.events[lead_id] = [erased(event) for event in records.events[lead_id]]
        for put in changes.puts:
            records.records[type(put.record)][put.key] = put.record
        if any(put.routes for put in changes.puts):
            records.version = uuid4().hex

    def _write_lead(self, lead: Lead) -> None:
        records = self._records
        before = records.leads.get(lead.id)
        old, new = lead_duplicate_key(before) if before else None, lead_duplicate_key(lead)
        if old is not None and old != new:
            records.keys[old].discard(lead.id)
        if new is not None:
            records.keys.setdefault(new, set()).add(lead.id)
        records.leads[lead.id] = lead

    def _write_post(self, change: PostChange) -> None:
        self._records.outbox[change.key].change(change)
        if change.shown is not None:
            lead = self._records.leads[change.shown.lead_id]
            shown = evolve(lead, email_status=change.shown.status or lead.email_status, mail_seq=lead.mail_seq + 1)
            self._records.leads[lead.id] = shown


def _follows(posted: _Posted, change: PostChange) -> bool:
    """
    Return whether the change is one of a message that stands so.
    """
    settlement, event = change.settlement, change.event
    held = settlement is None or (posted.state is None and posted.lease == settlement.lease)
    dead = not change.requeues or posted.state is Settled.DEAD
    return held and dead and (event is None or event.seq == len(posted.trail) + 1)
