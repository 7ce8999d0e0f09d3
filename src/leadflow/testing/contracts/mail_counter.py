"""
What a store that counts what became of mail must do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from leadflow.core.access import ProgramParty, Scope, scope_of
from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    MailEvent,
    MailEventQuery,
    MailTotals,
    Message,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageSent,
    PostChange,
    PostEvent,
    mail_event,
)
from leadflow.ports import MailCounter, OpenUnit
from leadflow.testing.builders import (
    KIT_SCHEMA,
    NOW,
    SUPPLIER,
    a_lead,
    a_message,
    an_export_message,
    changes_of,
    puts_of,
)
from leadflow.testing.contracts.parties import PARTIES, PARTNERS
from leadflow.testing.contracts.store import StoreContract, committed

__all__ = ["MailCounterContract"]

_ALL: Final = scope_of(ProgramParty(name="form"))
_ZONE: Final = ZoneInfo("Europe/Berlin")
# At a quarter to eleven in the evening of UTC a day of the zone has ended in summer, and not yet in winter.
_TRAILS: Final[tuple[tuple[MessageFact, ...], ...]] = (
    (MessageSent(), DeliveryReported(kind=DeliveryKind.HARD_BOUNCE, at=NOW, code="5.1.1")),
    (MessageFailed("smtp_550"), MessageFailed("smtp_550")),
    (MessageSent(), DeliveryReported(kind=DeliveryKind.DELIVERED, at=NOW)),
    (MessageSent(), DeliveryReported(kind=DeliveryKind.SOFT_BOUNCE, at=NOW)),
    (MessageCancelled("lead_moved"),),
)
_QUERIES: Final = {
    "everything": MailEventQuery(),
    "sent": MailEventQuery(events=frozenset({MailEvent.SENT})),
    "failed and bounced": MailEventQuery(events=frozenset({MailEvent.FAILED, MailEvent.BOUNCED})),
    "a partner": MailEventQuery(partner_id="north"),
    "what no partner can be": MailEventQuery(partner_id="north\x00"),
    "from a moment on": MailEventQuery(since=NOW + timedelta(days=26)),
    "before a moment": MailEventQuery(until=NOW + timedelta(days=26)),
    "several things": MailEventQuery(
        events=frozenset({MailEvent.SENT}), partner_id="south", since=NOW, until=NOW + timedelta(days=27)
    ),
}


class _Noted(NamedTuple):
    """
    What reports count of a trail.
    """

    event: MailEvent
    at: datetime
    lead: Lead | None
    seq: int

    @property
    def partner_id(self) -> str | None:
        """
        The partner of its lead.
        """
        return None if self.lead is None else self.lead.partner_id


class MailCounterContract(StoreContract):
    """
    What the `PostReader` of a store must do that is a `MailCounter` too.
    """

    @pytest.mark.usefixtures("kept_partners")
    def test_totals_are_those_of_the_trails(self, open_unit: OpenUnit) -> None:
        """
        Each event that is asked for counts once, by what it was, by partner and by day in a zone; a message that was
        given up twice counts twice.
        """
        noted = _fill(open_unit)

        for name, asked in _QUERIES.items():
            assert _counted(open_unit, _ALL, asked) == _wanted(noted, _ALL, asked), name

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_somebody_counts_mail_about_leads_that_they_see(self, open_unit: OpenUnit, who: str) -> None:
        """
        And mail about no lead only if they see every lead.
        """
        noted, scope = _fill(open_unit), scope_of(PARTIES[who])

        for asked in (MailEventQuery(), MailEventQuery(partner_id="north")):
            assert _counted(open_unit, scope, asked) == _wanted(noted, scope, asked)

    @pytest.mark.usefixtures("kept_partners")
    def test_foreign_mail_is_not_counted(self, open_unit: OpenUnit) -> None:
        """
        Nor is anything counted of a store without mail.
        """
        _fill(open_unit)

        nothing = MailTotals(by_event={}, by_partner={}, by_day={})
        assert _counted(open_unit, _ALL, MailEventQuery(), supplier_id="globex") == nothing


def _counted(open_unit: OpenUnit, scope: Scope, asked: MailEventQuery, supplier_id: str = SUPPLIER) -> MailTotals:
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        assert isinstance(unit.posts, MailCounter), "this store does not count mail"
        found = unit.posts.count_mail(scope, asked, _ZONE)
    return MailTotals(by_event=dict(found.by_event), by_partner=dict(found.by_partner), by_day=dict(found.by_day))


def _wanted(noted: list[_Noted], scope: Scope, asked: MailEventQuery) -> MailTotals:
    found = [one for one in noted if asked.holds(one.event, one.at, one.partner_id) and _sees(scope, one.lead, one.seq)]
    return MailTotals(
        by_event=dict(Counter(one.event for one in found)),
        by_partner=dict(Counter(one.partner_id for one in found)),
        by_day=dict(Counter(one.at.astimezone(_ZONE).date() for one in found)),
    )


def _sees(scope: Scope, lead: Lead | None, seq: int) -> bool:
    if lead is None:
        return scope.unlimited
    partner = {one.id: one for one in PARTNERS}.get(lead.partner_id or "")
    return scope.sees_event(lead, partner, lead.partner_id, seq)


def _fill(open_unit: OpenUnit) -> list[_Noted]:
    """
    Commit leads of each kind at partners or at none, and what became of mail about them and about no lead; return what
    counts.
    """
    places = ("north", "south", "west", "gone", None)
    sorts = product(LeadKind, places, (True, False))
    leads: list[Lead | None] = [
        evolve(
            a_lead(f"mailed-{number:02}"),
            kind=kind,
            partner_id=place,
            active=active,
            registered=2 if kind is LeadKind.REGISTERED and active else 0,
        )
        for number, (kind, place, active) in enumerate(sorts)
    ]
    there = [one for one in leads if one is not None]
    messages = [(lead, a_message(evolve(lead, seq=seq))) for lead in there for seq in (1, 2)]
    about: list[tuple[Lead | None, Message]] = [*messages, *((None, an_export_message(f"e-{one}")) for one in range(5))]
    committed(
        open_unit,
        evolve(changes_of(*there), messages=tuple(one for _, one in about), puts=puts_of(*PARTNERS).puts),
    )
    noted: list[_Noted] = []
    for number, (lead, message) in enumerate(about):
        for event in _trail(message, number):
            committed(open_unit, Changes(posts=(PostChange(key=message.key, event=event),)))
            counted = mail_event(event.fact)
            if counted is not None:
                noted.append(_Noted(counted, event.at, lead, message.seq))
    return noted


def _trail(message: Message, number: int) -> Iterator[PostEvent]:
    for seq, fact in enumerate(_TRAILS[number % len(_TRAILS)], 1):
        at = NOW + timedelta(days=number % 3 + 25, hours=13 + seq)
        yield PostEvent(message.key, seq, at, Actor(), fact)
