"""
What a store that lists the events of all leads must do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from leadflow.core.access import ProgramParty, scope_of
from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.facts import (
    Accepted,
    Assigned,
    AssignedBy,
    Deactivated,
    Notice,
    Received,
    Registered,
    Rejected,
)
from leadflow.core.leads import EmailStatus, ExternalId, Lead, LeadKind
from leadflow.core.partners import Partner
from leadflow.core.timeline import EventQuery, LeadChange, ListedEvent
from leadflow.ports import EventLister, OpenUnit, UnitOfWork
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.parties import PARTIES, PARTNERS
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["EventListerContract"]

_ALL = scope_of(ProgramParty(name="form"))
_ZONE = ZoneInfo("Europe/Berlin")
_PORTAL, _IMPORT = Actor("maja", Channel.PORTAL), Actor("import-1", Channel.IMPORT)
_CRM = Actor("maja", Channel.CRM, Side.PARTNER, "salesforce")
_Told = Assigned | Rejected | Accepted | Deactivated | Registered
_QUERIES = {
    "everything": EventQuery(),
    "one kind of fact": EventQuery(facts=frozenset[type]({Accepted})),
    "two kinds": EventQuery(facts=frozenset[type]({Accepted, Assigned})),
    "an actor": EventQuery(actor_id="maja"),
    "nobody": EventQuery(actor_id=""),
    "an unknown actor": EventQuery(actor_id="nobody-knows"),
    "a channel": EventQuery(channel=Channel.IMPORT),
    "a partner at that time": EventQuery(partner_id="nordlys"),
    "an import": EventQuery(import_id="import-1"),
    "another system": EventQuery(system="salesforce"),
    "from a moment on": EventQuery(since=NOW + timedelta(days=1)),
    "before a moment": EventQuery(until=NOW + timedelta(days=1)),
    "several things": EventQuery(facts=frozenset[type]({Accepted}), partner_id="globex", since=NOW),
}


class EventListerContract(StoreContract):
    """
    What the `TimelineReader` of a store must do that is an `EventLister` too.
    """

    @pytest.mark.parametrize("asked", _QUERIES.values(), ids=_QUERIES)
    def test_listed_events_are_those_that_are_asked_for(self, open_unit: OpenUnit, asked: EventQuery) -> None:
        """
        Each that holds is on the list, with the partner of that time, and no other.
        """
        there = fill(open_unit)

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            page = lister(unit).page(_ALL, asked, None, 100)

        assert page.after is None
        wanted = [one for one in there if asked.holds(one.event, one.partner_id)]
        assert sorted(page.events, key=_key) == sorted(wanted, key=_key)

    @pytest.mark.parametrize("most", [1, 2, 5])
    def test_pages_of_events_joined_are_all_events(self, open_unit: OpenUnit, most: int) -> None:
        """
        Pages hold as many as were asked for, the latest first, and no event is on two of them or on none.
        """
        there = fill(open_unit)

        found: list[ListedEvent] = []
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            page = lister(unit).page(_ALL, EventQuery(), None, most)
            while page.after is not None:
                assert len(page.events) == most
                found += page.events
                page = lister(unit).page(_ALL, EventQuery(), page.after, most)
            found += page.events

        assert sorted(found, key=_key) == sorted(there, key=_key)
        assert all(one.event.at >= other.event.at for one, other in pairwise(found))

    @pytest.mark.parametrize("asked", _QUERIES.values(), ids=_QUERIES)
    def test_totals_are_those_of_the_list(self, open_unit: OpenUnit, asked: EventQuery) -> None:
        """
        By fact, by partner at that time and by day in a zone, on both sides of a change of its clocks.
        """
        wanted = [one for one in fill(open_unit) if asked.holds(one.event, one.partner_id)]

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            by_fact = lister(unit).count_by_fact(_ALL, asked)
            by_partner = lister(unit).count_by_partner(_ALL, asked)
            by_day = lister(unit).count_by_day(_ALL, asked, _ZONE)

        assert dict(by_fact) == Counter(type(one.event.fact) for one in wanted)
        assert dict(by_partner) == Counter(one.partner_id for one in wanted)
        assert dict(by_day) == Counter(one.event.at.astimezone(_ZONE).date() for one in wanted)

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_events_are_listed_to_who_may_see_them(self, open_unit: OpenUnit, who: str) -> None:
        """
        Of leads that the caller sees, and to a partner's people only what happened while a lead was at theirs.
        """
        there, scope = _moved(open_unit), scope_of(PARTIES[who])

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            page = lister(unit).page(scope, EventQuery(), None, 1_000)
            by_fact = lister(unit).count_by_fact(scope, EventQuery())
            by_partner = lister(unit).count_by_partner(scope, EventQuery())
            by_day = lister(unit).count_by_day(scope, EventQuery(), _ZONE)

        wanted = [one for lead, partner, one in there if scope.sees_event(lead, partner, one.partner_id, one.event.seq)]
        assert sorted(page.events, key=_key) == sorted(wanted, key=_key)
        assert dict(by_fact) == Counter(type(one.event.fact) for one in wanted)
        assert dict(by_partner) == Counter(one.partner_id for one in wanted)
        assert dict(by_day) == Counter(one.event.at.astimezone(_ZONE).date() for one in wanted)

    def test_foreign_events_are_on_no_list(self, open_unit: OpenUnit) -> None:
        """
        Events of another supplier's leads are neither listed nor counted.
        """
        fill(open_unit)

        with open_unit("other", KIT_SCHEMA) as unit:
            page = lister(unit).page(_ALL, EventQuery(), None, 100)
            counted = lister(unit).count_by_fact(_ALL, EventQuery())

        assert (page.events, page.after, dict(counted)) == ((), None, {})


def fill(open_unit: OpenUnit) -> list[ListedEvent]:
    """
    Commit leads with timelines that cross a change of clocks, and return all of their events.

    At a quarter to eleven in the evening of UTC a day of the zone has ended in summer, and not yet in winter.
    """
    notice = Notice(EmailStatus.QUEUED)
    ids = (ExternalId("salesforce", "00Q1"), ExternalId("hubspot", "7"))
    changes = [
        _then(
            changes_of(evolve(a_lead("lead-1"), import_id="import-1", partner_id=None)).leads[0],
            (Assigned(partner_id="nordlys", by=AssignedBy.PERSON, notice=notice), 1, _IMPORT),
            (Rejected(reason="no_capacity", comment="voll"), 20.55, _PORTAL),
            (Assigned(partner_id="globex", by=AssignedBy.PERSON, notice=notice), 26, Actor()),
            (Accepted(), 27.55, _CRM),
        ),
        _then(
            changes_of(evolve(a_lead("lead-2"), external_ids=ids, partner_id=None)).leads[0],
            (Assigned(partner_id="globex", by=AssignedBy.NAMED, notice=notice), 26, Actor()),
            (Accepted(automatic=True), 26, Actor()),
            (Deactivated(), 27, _IMPORT),
        ),
        changes_of(evolve(a_lead("lead-3"), partner_id=None)).leads[0],
    ]
    committed(open_unit, evolve(changes_of(), leads=tuple(changes)))
    found = [one for change in changes for one in _listed(change)]
    assert any(isinstance(one.event.fact, Received) for one in found)
    return found


def _moved(open_unit: OpenUnit) -> list[tuple[Lead, Partner | None, ListedEvent]]:
    """
    Commit partners, and leads of each kind that were at one of them and are at another or at none; return each event
    with its lead and the partner that this is at now.
    """
    by_id = {one.id: one for one in PARTNERS}
    notice = Notice(EmailStatus.QUEUED)
    sorts = product(LeadKind, [("south", "north"), ("north", "south"), ("west", "gone"), ("north",), ()], (True, False))
    changes = []
    for number, (kind, places, active) in enumerate(sorts):
        lead = evolve(a_lead(f"moved-{number:02}"), kind=kind, partner_id=None)
        facts: list[_Told] = [Assigned(partner_id=one, by=AssignedBy.PERSON, notice=notice) for one in places]
        facts += [Registered(registration_id="registration")] if kind is LeadKind.PRIVATE and not active else []
        facts += [] if active and kind is LeadKind.PRIVATE else [Accepted()] if active else [Deactivated()]
        steps = [(fact, at, _PORTAL) for at, fact in enumerate(facts, 1)]
        changes.append(_then(changes_of(lead).leads[0], *steps))
    committed(open_unit, evolve(changes_of(), leads=tuple(changes), puts=puts_of(*PARTNERS).puts))
    return [
        (change.after, by_id.get(change.after.partner_id or ""), one) for change in changes for one in _listed(change)
    ]


def _listed(change: LeadChange) -> Iterator[ListedEvent]:
    partner_id = None
    for event in change.events:
        partner_id = event.partner_after(partner_id)
        yield ListedEvent(event, partner_id)


def _then(change: LeadChange, *facts: tuple[_Told, float, Actor]) -> LeadChange:
    for fact, days, actor in facts:
        change = change.then(fact, at=NOW + timedelta(days=days), actor=actor)
    return change


def lister(unit: UnitOfWork) -> EventLister:
    """
    Return the unit's timeline as what it has to be here.
    """
    assert isinstance(unit.timeline, EventLister), "the timeline of this store lists no events"
    return unit.timeline


def _key(one: ListedEvent) -> tuple[str, int]:
    return one.event.lead_id, one.event.seq
