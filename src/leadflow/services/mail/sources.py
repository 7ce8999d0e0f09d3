"""
What mail is about, read from the store: the lead, its opportunity, and the event that mail names.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from attrs import field, frozen

from leadflow.core.facts import (
    OpportunityRegistered,
    OpportunityUpdated,
    ProtectionExtended,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
)
from leadflow.core.kinds.dates import day_in
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    Message,
)
from leadflow.core.notifications.rendering import SHOWN_ACTIVITIES
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Account, Campaign, Partner
from leadflow.core.templates import traits_of
from leadflow.core.timeline import LeadEvent
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.mail.unsent import Unsendable
from leadflow.services.operations.required_records import account_of

__all__ = ["KnownRecords", "asked_for", "cause_of", "lead_of", "opportunity_of", "protected_until"]


@frozen
class KnownRecords:
    """
    What mail was about since *at*: accounts and campaigns by id, None for those that are gone.
    """

    at: datetime
    _accounts: dict[str, Account | None] = field(factory=dict)
    _campaigns: dict[str, Campaign | None] = field(factory=dict)

    def account(self, unit: UnitOfWork, partner_id: str | None) -> Account | None:
        """
        Return the account of a partner, which is read alone.
        """
        if partner_id is not None and partner_id not in self._accounts:
            partner = unit.records.one(Partner, partner_id)
            self._accounts[partner_id] = account_of(unit, partner) if partner else None
        return self._accounts.get(partner_id or "")

    def campaign(self, unit: UnitOfWork, campaign_id: str | None) -> Campaign | None:
        """
        Return a campaign, which is read alone.
        """
        if campaign_id is not None and campaign_id not in self._campaigns:
            self._campaigns[campaign_id] = unit.records.one(Campaign, campaign_id)
        return self._campaigns.get(campaign_id or "")


def lead_of(unit: UnitOfWork, message: Message) -> tuple[Lead, int]:
    """
    Return the lead that a message is about, with its latest activities, and how many earlier ones there are.

    Raises:
        Unsendable: There is no such lead (``lead_gone``).
    """
    try:
        return unit.leads.brief(message.lead_id or "", SHOWN_ACTIVITIES)
    except NotFound:
        raise Unsendable("lead_gone") from None


def opportunity_of(unit: UnitOfWork, message: Message, lead: Lead) -> tuple[tuple[str, str], ...]:
    """
    Return what the opportunity says that a mail is about, as texts; empty for mail about none.
    """
    if not traits_of(message.kind).shows_opportunity:
        return ()
    facts = (event.fact for event in reversed(unit.timeline.of(lead.id)[: message.seq]))
    about = next((one for one in facts if isinstance(one, OpportunityRegistered | OpportunityUpdated)), None)
    found = unit.records.one(Opportunity, about.opportunity_id) if about is not None else None
    if found is None:
        return ()
    said = {
        "name": found.name,
        "stage": found.stage,
        "amount": str(found.amount or ""),
        "probability": "" if found.probability is None else f"{found.probability} %",
        "close_date": found.close_date.isoformat() if found.close_date else "",
        "owner": found.owner,
    }
    return tuple((name, text) for name, text in said.items() if text)


def cause_of(unit: UnitOfWork, message: Message, lead: Lead) -> LeadEvent | None:
    """
    Read the one event of the lead that its mail has to name: by which it was rejected, or given to an assignee.
    """
    traits = traits_of(message.kind)
    if traits.shows_rejection or traits.shows_state:
        return unit.timeline.one(lead.id, message.seq)
    if traits.shows_registration:
        events = reversed(unit.timeline.of(lead.id)[: message.seq])
        return next((one for one in events if isinstance(one.fact, _DECISIONS)), None)
    if traits_of(message.kind).announces and lead.assignee_id is not None and lead.assignment:
        return unit.timeline.one(lead.id, lead.assignment)
    return None


_DECISIONS: Final = (Registered, RegistrationDenied, RegistrationReturned, ProtectionExtended)


def asked_for(cause: LeadEvent | None) -> str:
    """
    Return what the supplier wants to know of a registration.
    """
    return (cause.fact.comment or "") if cause and isinstance(cause.fact, RegistrationReturned) else ""


def protected_until(cause: LeadEvent | None, zone: tzinfo) -> str:
    """
    Return the day in *zone* on which the protection of a registration ends; empty if there is none.
    """
    match cause.fact if cause else None:
        case Registered(protected_until=end) if end is not None:
            return day_in(zone, end).isoformat()
        case ProtectionExtended(until=end):
            return day_in(zone, end).isoformat()
        case _:
            return ""
