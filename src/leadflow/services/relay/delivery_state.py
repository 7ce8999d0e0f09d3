"""
A message during delivery, and its result.
"""

from __future__ import annotations

from datetime import datetime

from attrs import define

from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    Briefing,
    EmailStatusUpdate,
    Mail,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageSent,
    Settled,
    Settlement,
    address_digest,
)
from leadflow.ports import Claim

__all__ = ["DeliveryState", "ended", "fact_of", "untried"]


@define
class DeliveryState:
    """
    A message during delivery, with the lead as it was when the mail was prepared, and the result. *about* is what the
    mail is to say, until it is written.

    *since* is what the lead has come to show by the settlement of the message before, if it is the same lead. *bug* is
    what a mailer raised that cannot work. *nobody* is True if the server said that nobody has the address, and
    *blocked* if it takes no mail until the host corrects something.
    """

    claim: Claim
    settlement: Settlement
    at: datetime
    about: Briefing | None = None
    mail: Mail | None = None
    lead: Lead | None = None
    partner_id: str | None = None
    since: EmailStatusUpdate | None = None
    shown: EmailStatusUpdate | None = None
    template_failed: bool = False
    bug: Exception | None = None
    nobody: bool = False
    blocked: bool = False

    def follow(self, before: DeliveryState | None) -> None:
        """
        Know what the lead has come to show by the settlement of the message before, if it is the same lead.
        """
        lead, shown = self.lead, before.shown if before is not None else None
        if lead and shown and (lead.id, lead.mail_seq) == (shown.lead_id, shown.mail_seq):
            self.since = shown


def ended(claim: Claim, state: Settled, reason: str) -> Settlement:
    """
    Return the settlement of a message that is not tried again.
    """
    return Settlement(lease=claim.lease, state=state, reason=reason)


def untried(claim: Claim, reason: str, due_at: datetime) -> Settlement:
    """
    Return the settlement of a message that no mailer was tried for.
    """
    return Settlement(lease=claim.lease, state=Settled.RETRY, reason=reason, due_at=due_at, tried=False)


def fact_of(one: DeliveryState) -> MessageFact | None:
    """
    Return the fact for the trail; None for an attempt that is to be repeated.
    """
    settlement, mail = one.settlement, one.mail
    match settlement.state:
        case Settled.SENT:
            address = address_digest(one.claim.message.key, mail.to_address) if mail else None
            return MessageSent(address=address, partner_id=one.partner_id)
        case Settled.CANCELLED:
            return MessageCancelled(settlement.reason or "unknown")
        case Settled.DEAD:
            return MessageFailed(settlement.reason or "unknown")
        case Settled.RETRY:
            return None
