"""
Whether a message or a link still applies to a lead that has changed since.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications import Message
from leadflow.core.partners import Account, Person
from leadflow.core.templates import traits_of
from leadflow.core.timeline import LeadEvent

__all__ = ["decision_of", "superseded", "unwanted"]


def decision_of(lead: Lead, events: Sequence[LeadEvent]) -> LeadEvent | None:
    """
    Return the event by which *lead*, whose *events* these are, was accepted or rejected; None while none was.
    """
    return events[lead.decision - 1] if lead.decision else None


def superseded(message: Message, lead: Lead) -> str | None:
    """
    Return why *message* is not to be sent any more, as a code; None if it is.

    The lead was deactivated, went to somebody else, or was decided after the message was written. What reports
    something that is over, such as a rejection, is never superseded.
    """
    if traits_of(message.kind).final:
        return None
    if not lead.active:
        return "lead_deactivated"
    if lead.assignment > message.seq:
        return "lead_moved"
    closed = lead.status is DistributionStatus.REJECTED or traits_of(message.kind).until_decided
    return "lead_decided" if closed and lead.decision > message.seq else None


def unwanted(message: Message, person: Person | None, account: Account | None) -> str | None:
    """
    Return why *message* cannot go to *person*, who is None if nobody has the recipient's id by now; None if it can.

    They left, or their partner is inactive and the mail does not report what is over; they asked for no more reminders,
    or mail comes back from their address.
    """
    if person is None or not person.active:
        return "recipient_gone"
    if account is None:
        # The supplier's people are notified of what is at no partner too.
        return None if traits_of(message.kind).to_supplier else "recipient_gone"
    theirs = account.people.member(person.id) is not None
    if theirs and not account.partner.active and not traits_of(message.kind).final:
        return "recipient_gone"
    if message.kind.repeats and person.id in account.people.unsubscribed:
        return "recipient_unsubscribed"
    return "address_bounced" if account.people.has_bounced(person.email) else None
