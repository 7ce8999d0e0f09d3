"""
Reads leads from the store in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any, cast

from attrs import evolve, frozen

from leadflow.adapters.memory_records import WITH_VALUES, KeptRecords
from leadflow.core.access import Scope
from leadflow.core.conflicts import HeldLead, HeldLeadQuery, asks_for, held_lead
from leadflow.core.criteria import EvaluationTime
from leadflow.core.leads import Lead
from leadflow.core.openings import LeadOpening
from leadflow.core.partners import Partner
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.core.views import (
    Count,
    LeadPage,
    LeadQuery,
    count_leads,
    count_leads_by,
    last_acts,
    list_leads,
)
from leadflow.errors import NotFound

__all__ = ["MemoryLeads"]


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
