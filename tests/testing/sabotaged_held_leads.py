"""
Stores that find leads of one person or company wrongly, under the kit. `test_held_leads_kit` says which test must fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest
from attrs import evolve
from tests.testing.sabotaged import Sabotaged

from leadflow.adapters.memory_leads import MemoryLeads
from leadflow.adapters.memory_records import KeptRecords
from leadflow.adapters.memory_unit import MemoryUnit
from leadflow.core.conflicts import ConflictReach, HeldLead, HeldLeadQuery, asks_for, held_lead, match_keys
from leadflow.core.facts import ValuesChanged
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, RegistrationStatus
from leadflow.ports import OpenUnit
from leadflow.testing import HeldLeadContract


class HeldKit(HeldLeadContract):
    """
    The kit for leads of one person or company alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class TestHonestHeld(HeldKit):
    """
    Nothing is broken.
    """


class _HeldLeads(MemoryLeads):
    def _sharing(self, query: HeldLeadQuery) -> Iterator[Lead]:
        ids = self._records.matches.sharing(query.keys, self._records.leads)
        return (self._records.leads[one] for one in ids)


def _held_by(leads: type[MemoryLeads]) -> type[Sabotaged]:
    class Unit(MemoryUnit):
        def __init__(self, supplier_id: str, records: KeptRecords) -> None:
            super().__init__(supplier_id, records)
            self.leads = leads(records)

    class Store(Sabotaged):
        unit = Unit

    return Store


class _OfAnybody(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        # As a store does that asks its index alone.
        leads = (evolve(lead, active=True, status=DistributionStatus.PENDING) for lead in self._sharing(query))
        found = (held_lead(lead) for lead in leads if lead.kind is not LeadKind.PRIVATE)
        return tuple(one for one in found if one is not None and asks_for(query, one))[:most]


class _WithPrivate(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        leads = (evolve(lead, kind=LeadKind.REGISTERED) for lead in self._sharing(query))
        found = map(held_lead, leads)
        return tuple(one for one in found if one is not None and asks_for(query, one))[:most]


class _Anywhere(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        return super().held(evolve(query, reach=ConflictReach.ANYWHERE), most)


class _WithOwn(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        return super().held(evolve(query, other_than=None), most)


class _OfPartnersAlone(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        # As SQL does that compares what is absent: it is neither equal nor not equal.
        found = super().held(query, most)
        return tuple(one for one in found if query.other_than is None or one.partner_id is not None)


class _Twice(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        # As a join does: a lead comes once for each key.
        return tuple(one for one in super().held(query, most) for _ in range(2))[:most]


class _ByEmail(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        keys = frozenset(key for key in query.keys if key.startswith("email:"))
        return super().held(evolve(query, keys=keys), most)


class _AsAtFirst(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        firsts = {one: self._first(one) for one in self._records.leads}
        found = (held_lead(self._records.leads[one]) for one, keys in firsts.items() if keys & query.keys)
        return tuple(one for one in found if one is not None and asks_for(query, one))[:most]

    def _first(self, lead_id: str) -> frozenset[str]:
        said = dict(self._records.leads[lead_id].values)
        for event in reversed(self._records.events[lead_id]):
            if isinstance(event.fact, ValuesChanged):
                said |= {one.field: one.before for one in event.fact.changes}
        return match_keys(said)


class _WithoutRequests(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        leads = self._records.leads
        return tuple(one for one in super().held(query, most) if leads[one.lead_id].kind is not LeadKind.PRIVATE)


class _WithEnded(_HeldLeads):
    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        approved, expired = RegistrationStatus.APPROVED, RegistrationStatus.EXPIRED
        leads = (
            evolve(lead, registration=approved) if lead.registration is expired else lead
            for lead in self._sharing(query)
        )
        return tuple(one for one in map(held_lead, leads) if one is not None and asks_for(query, one))[:most]


class TestFindsNoRequests(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_WithoutRequests)


class TestFindsEndedProtections(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_WithEnded)


class TestFindsLeadsOfAnybody(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_OfAnybody)


class TestFindsPrivateLeads(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_WithPrivate)


class TestFindsLeadsOfAnyCampaign(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_Anywhere)


class TestFindsOwnLeads(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_WithOwn)


class TestFindsLeadsOfPartnersAlone(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_OfPartnersAlone)


class TestFindsLeadsTwice(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_Twice)


class TestFindsLeadsByEmailAlone(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_ByEmail)


class TestFindsLeadsByFirstValues(HeldKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _held_by(_AsAtFirst)
