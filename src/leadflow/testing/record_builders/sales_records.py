"""
Deadlines, opportunities, registrations, rulings and contacts, for tests.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.conflicts import Ruling
from leadflow.core.deadlines import Awaited, Deadline, DeadlineAction, PlannedStep
from leadflow.core.kinds import Money
from leadflow.core.leads import OpportunityStatus, RegistrationStatus
from leadflow.core.opportunities import Opportunity
from leadflow.core.registration import (
    Contact,
    ContactLead,
    Registration,
)
from leadflow.testing.builders import KIT_SCHEMA, NOW

__all__ = ["a_contact", "a_deadline", "a_registration", "a_ruling", "an_opportunity"]


def a_deadline(lead_id: str = "lead-1", *, passed: int = 0, due_at: datetime = NOW) -> Deadline:
    """
    Return a deadline with something in every attribute, whose first step is due at *due_at* and the second a day later.
    """
    steps = (
        PlannedStep(action=DeadlineAction.REMIND, due_at=due_at, minutes=240),
        PlannedStep(action=DeadlineAction.REROUTE, due_at=due_at + timedelta(days=1), days=2),
    )
    return Deadline(
        lead_id=lead_id,
        policy="answer within a day",
        awaits=Awaited.ANSWER,
        partner_id="nordlys",
        since=2,
        began_at=NOW - timedelta(days=1),
        steps=steps,
        passed=passed,
        retry_at=NOW + timedelta(days=2),
    )


def an_opportunity(id: str = "opportunity-1", *, stage: str = "proposal") -> Opportunity:
    """
    Return an opportunity with something in every attribute.
    """
    return Opportunity(
        id=id,
        lead_id="lead-1",
        partner_id="nordlys",
        name="Bore hammers for Kiruna",
        stage=stage,
        status=OpportunityStatus.OPEN,
        amount=Money(Decimal("125000.50"), "SEK"),
        probability=75,
        close_date=NOW.date() + timedelta(days=60),
        owner="Maja Ødegård",
        registered_at=NOW,
        modified_at=NOW + timedelta(hours=1),
    )


def a_registration(
    id: str = "registration-1", *, status: RegistrationStatus = RegistrationStatus.APPROVED, reminded: bool = False
) -> Registration:
    """
    Return a registration with something in every attribute.
    """
    return Registration(
        id=id,
        lead_id="lead-1",
        partner_id="nordlys",
        person_id="nordlys-maja",
        campaign_id="fair",
        status=status,
        seq=4,
        submitted_at=NOW,
        modified_at=NOW + timedelta(hours=1),
        decided_at=NOW + timedelta(hours=1),
        protected_until=NOW + timedelta(days=90),
        remind_at=None if reminded else NOW + timedelta(days=76),
        extensions=1,
        rules=("nordic",),
    )


def a_ruling(id: str = "ruling-1", *, reason: str = "Maja hat zuerst angerufen 🎉") -> Ruling:
    """
    Return a ruling with something in every attribute.
    """
    return Ruling(
        id=id,
        lead_ids=("lead-1", "lead-2"),
        first="lead-2",
        first_at=NOW - timedelta(days=7),
        evidence=("e-mail of 23 February", "offer 17"),
        reason=reason,
        decided_by=Actor("ann", Channel.PORTAL, Side.SUPPLIER),
        decided_at=NOW,
    )


def a_contact(id: str = "0" * 32, *, partner_id: str = "nordlys", erased: bool = False) -> Contact:
    """
    Return a contact with something in every attribute.
    """
    return Contact(
        id=id,
        partner_id=partner_id,
        values=KIT_SCHEMA.leads.fill(email="signe@granit.example", first_name="Signe", last_name="Åberg"),
        leads=(ContactLead(lead_id="lead-1"), ContactLead(campaign_id="fair", lead_id="lead-2")),
        erased=erased,
    )
