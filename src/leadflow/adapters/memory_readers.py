"""
Reads what the store in memory keeps of one supplier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any, TypeVar, cast

from attrs import evolve, frozen

from leadflow.adapters.memory_records import WITH_VALUES, KeptRecords
from leadflow.core.access import Scope
from leadflow.core.conflicts import HeldLead, HeldLeadQuery, asks_for, held_lead
from leadflow.core.criteria import EvaluationTime
from leadflow.core.leads import Lead
from leadflow.core.loads import Loads
from leadflow.core.notifications import (
    MailEvent,
    MailEventQuery,
    MailTotals,
    Message,
    MessageTrail,
    mail_event,
)
from leadflow.core.openings import LeadOpening
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.partners import Partner
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.core.routing import Rotation
from leadflow.core.schema import Schema
from leadflow.core.stored import DueRecord, Record, due_of, status_of
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import EventPage, EventQuery, LeadEvent, ListedEvent
from leadflow.core.views import (
    Count,
    LeadPage,
    LeadQuery,
    count_leads,
    count_leads_by,
    foreign_cursor,
    last_acts,
    list_leads,
)
from leadflow.errors import NotFound

__all__ = ["MemoryLeads", "MemoryLoads", "MemoryRecords", "MemoryRotations", "MemoryTimeline", "MemoryTrails", "R"]

R = TypeVar("R", bound=Record)


@frozen
class MemoryLeads:
    """
    Reads leads from memory; see `leadflow.ports.LeadReader`.
    """

    _records: KeptRecords

    def get(self, lead_id: str, /) -> Lead:
        with self._records.lock:
            lead = self._records.leads.get(lead_id)
        if lead is None:
            raise NotFound("lead", lead_id)
        return lead

    def brief(self, lead_id: str, most: int, /) -> tuple[Lead, int]:
        lead = self.get(lead_id)
        return evolve(lead, history=lead.history[-most:] if most else ()), len(lead.history)

    def openings(self, lead_id: str, /) -> tuple[LeadOpening, ...]:
        with self._records.lock:
            found = list(self._records.openings.get(lead_id, {}).values())
        return tuple(sorted(found, key=lambda one: (one.assignment, one.at, one.person_id)))

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        found: dict[str, Lead] = {}
        with self._records.lock:
            for key in duplicate_keys:
                leads = [self._records.leads[one] for one in self._records.keys.get(key, ())]
                if leads:
                    found[key] = min(leads, key=lambda one: (one.received_at, one.id))
        return found

    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        """
        Find leads by the keys of their company; see `leadflow.ports.HeldLeadReader`.
        """
        with self._records.lock:
            ids = self._records.matches.sharing(query.keys, self._records.leads)
            found = (held_lead(self._records.leads[one]) for one in ids)
            return tuple(islice((one for one in found if one is not None and asks_for(query, one)), most))

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
            return list_leads(self._subjects(scope, query), query, self._schema, moment)

    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        with self._records.lock:
            return count_leads(self._subjects(scope, query), query, moment)

    def count_by(
        self, scope: Scope, query: LeadQuery, column: str, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Mapping[str | None, Count]:
        with self._records.lock:
            return count_leads_by(self._subjects(scope, query), query, column, self._schema, moment)

    @property
    def _schema(self) -> Schema:
        assert self._records.schema is not None, "units are opened with one"
        return self._records.schema

    def _subjects(self, scope: Scope, query: LeadQuery) -> Iterator[Subjects]:
        partners, campaigns = (cast("Mapping[str, Any]", self._records.records[cls]) for cls in WITH_VALUES)
        acts = last_acts(self._records.leads.values()) if query.asks_several else {}
        for lead in self._within(scope):
            yield Subjects(
                scope.shown(lead),
                partners.get(lead.partner_id or ""),
                campaigns.get(lead.campaign_id or ""),
                partner_last_active_at=acts.get(lead.partner_id or ""),
            )

    def _within(self, scope: Scope) -> Iterator[Lead]:
        partners = self._records.records[Partner]
        for lead in self._records.leads.values():
            if scope.sees(lead, cast("Partner | None", partners.get(lead.partner_id or ""))):
                yield lead


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
