"""
Reads what the store in memory keeps of one supplier beside leads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import TypeVar, cast

from attrs import evolve, frozen

from leadflow.adapters.memory_records import KeptRecords
from leadflow.core.access import Scope
from leadflow.core.criteria import EvaluationTime
from leadflow.core.loads import Loads
from leadflow.core.notifications import (
    MailEvent,
    MailEventQuery,
    MailTotals,
    Message,
    MessageTrail,
    mail_event,
)
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.partners import Partner
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.core.routing import Rotation
from leadflow.core.stored import DueRecord, Record, due_of, status_of
from leadflow.core.timeline import EventPage, EventQuery, LeadEvent, ListedEvent
from leadflow.core.views import (
    foreign_cursor,
)
from leadflow.errors import NotFound

__all__ = ["MemoryLoads", "MemoryRecords", "MemoryRotations", "MemoryTimeline", "MemoryTrails", "R"]

R = TypeVar("R", bound=Record)


@frozen
class MemoryTimeline:
    """
    Reads events from memory; see `leadflow.ports.TimelineReader`.
    """

    _records: KeptRecords

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

    def page(self, scope: Scope, query: EventQuery, after: str | None, most: int, /) -> EventPage:
        found = sorted(self._asked(scope, query), key=lambda one: (one.event.at, one.event.lead_id, one.event.seq))
        begin = _begin(after)
        events = tuple(reversed(found))[begin : begin + most]
        return EventPage(events, str(begin + most) if begin + most < len(found) else None)

    def count_by_fact(self, scope: Scope, query: EventQuery, /) -> Mapping[type, int]:
        return Counter(type(one.event.fact) for one in self._asked(scope, query))

    def count_by_partner(self, scope: Scope, query: EventQuery, /) -> Mapping[str | None, int]:
        return Counter(one.partner_id for one in self._asked(scope, query))

    def count_by_day(self, scope: Scope, query: EventQuery, zone: tzinfo, /) -> Mapping[date, int]:
        return Counter(one.event.at.astimezone(zone).date() for one in self._asked(scope, query))

    def _asked(self, scope: Scope, query: EventQuery) -> list[ListedEvent]:
        found: list[ListedEvent] = []
        with self._records.lock:
            partners = cast("Mapping[str, Partner]", self._records.records[Partner])
            for lead_id, events in self._records.events.items():
                lead = self._records.leads[lead_id]
                partner = partners.get(lead.partner_id or "")
                partner_id = None
                for event in events:
                    partner_id = event.partner_after(partner_id)
                    if query.holds(event, partner_id) and scope.sees_event(lead, partner, partner_id, event.seq):
                        found.append(ListedEvent(event, partner_id))
        return found


def _begin(after: str | None) -> int:
    try:
        return int(after or 0)
    except ValueError:
        raise foreign_cursor() from None


@frozen
class MemoryTrails:
    """
    Reads messages and their trails from memory.
    """

    _records: KeptRecords

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

    def count_mail(self, scope: Scope, query: MailEventQuery, zone: tzinfo, /) -> MailTotals:
        by_event, by_partner, by_day = Counter[MailEvent](), Counter[str | None](), Counter[date]()
        with self._records.lock:
            for kept in self._records.outbox.values():
                for one, partner_id in zip(kept.trail, kept.partners, strict=True):
                    event = mail_event(one.fact)
                    if event is None or not query.holds(event, one.at, partner_id):
                        continue
                    if self._sees(scope, kept.message, partner_id):
                        by_event[event] += 1
                        by_partner[partner_id] += 1
                        by_day[one.at.astimezone(zone).date()] += 1
        return MailTotals(by_event=by_event, by_partner=by_partner, by_day=by_day)

    def _sees(self, scope: Scope, message: Message, partner_id: str | None) -> bool:
        if message.lead_id is None:
            return scope.unlimited
        lead = self._records.leads[message.lead_id]
        partner = cast("Partner | None", self._records.records[Partner].get(lead.partner_id or ""))
        return scope.sees_event(lead, partner, partner_id, message.seq)

    def without_lead(self, after: str | None, most: int, /) -> tuple[MessageTrail, ...]:
        with self._records.lock:
            keys = sorted(key for key in self._records.about.get("", ()) if after is None or key > after)
            return tuple(self._records.outbox[key].posted() for key in keys[:most])


@frozen
class MemoryRecords:
    """
    Reads records other than leads from memory.
    """

    _records: KeptRecords

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
            return cast("tuple[R, ...]", _page_of(self._records.records[cls], after, most))

    def opportunities(
        self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, most: int, /
    ) -> tuple[Opportunity, ...]:
        with self._records.lock:
            return tuple(islice(self._asked(scope, query, moment), most))

    def count_opportunities(self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, /) -> int:
        with self._records.lock:
            return sum(1 for _ in self._asked(scope, evolve(query, after=None), moment))

    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        with self._records.lock:
            found = cast("Mapping[str, Registration]", self._records.records[Registration])
            asked = (found[key] for key in sorted(found) if query.after is None or key > query.after)
            return tuple(islice(filter(query.holds, asked), most))

    def _asked(self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime) -> Iterator[Opportunity]:
        records = self._records.records
        for key in sorted(records[Opportunity]):
            one = cast("Opportunity", records[Opportunity][key])
            lead, partner = self._records.leads.get(one.lead_id), cast("Partner", records[Partner].get(one.partner_id))
            seen = lead is not None and scope.sees(lead, partner)
            if seen and (query.after is None or key > query.after) and query.holds(one, partner, moment):
                yield one

    def due(self, cls: type[Record], now: datetime, most: int, /) -> tuple[DueRecord, ...]:
        with self._records.lock:
            dues = ((key, due_of(record)) for key, record in self._records.records[cls].items())
            found = [DueRecord(key, *due) for key, due in dues if due is not None and due[0] <= now]
        return tuple(sorted(found, key=lambda one: (one.at, one.key))[:most])

    def count_status(self, cls: type[Record], status: str, /) -> int:
        with self._records.lock:
            return len(self._of_status(cls, status))

    def with_status(self, cls: type[R], status: str, after: str | None, most: int, /) -> tuple[R, ...]:
        with self._records.lock:
            return cast("tuple[R, ...]", _page_of(self._of_status(cls, status), after, most))

    def _of_status(self, cls: type[R], status: str) -> Mapping[str, Record]:
        return {key: one for key, one in self._records.records[cls].items() if status_of(one) == status}


def _page_of(records: Mapping[str, Record], after: str | None, most: int) -> tuple[Record, ...]:
    keys = sorted(key for key in records if after is None or key > after)
    return tuple(records[key] for key in keys[:most])


@frozen
class MemoryRotations:
    """
    Reads the turns of modules from memory.
    """

    _records: KeptRecords

    def of(self, module: str, after: int = 0, /) -> Rotation:
        with self._records.lock:
            return self._records.turns_of(module).since(after)


@frozen
class MemoryLoads:
    """
    Reads the loads of partners from memory.
    """

    _records: KeptRecords

    def since(self, mark: int, /) -> Loads:
        with self._records.lock:
            return self._records.loads.since(mark)
