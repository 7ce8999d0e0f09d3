"""
What reports count of mail: sent, failed and bounced, as the trails of messages say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from leadflow.core.notifications.message_facts import (
    DeliveryKind,
    DeliveryReported,
    MessageFact,
    MessageFailed,
    MessageSent,
)

__all__ = ["MailEvent", "MailEventQuery", "MailTotals", "mail_event"]


class MailEvent(StrEnum):
    """
    What became of a message, as reports call it.

    Attributes:
        SENT: The mailer took it.
        FAILED: It was given up.
        BOUNCED: A mail server returned it, for now or for good, after the mailer had taken it.
    """

    SENT = "mail_sent"
    FAILED = "mail_failed"
    BOUNCED = "mail_bounced"


def mail_event(fact: MessageFact) -> MailEvent | None:
    """
    Return what reports count for a fact on a trail; None for what they do not.
    """
    match fact:
        case MessageSent():
            return MailEvent.SENT
        case MessageFailed():
            return MailEvent.FAILED
        case DeliveryReported(kind=DeliveryKind.HARD_BOUNCE | DeliveryKind.SOFT_BOUNCE):
            return MailEvent.BOUNCED
        case _:
            return None


@frozen(kw_only=True)
class MailEventQuery:
    """
    A filter for what became of mail: all given conditions must hold. None and empty are not asked.

    Attributes:
        events: One of these.
        partner_id: About leads that were at this partner when it was saved.
        since: Saved at this moment or later, in UTC.
        until: Saved before this moment, in UTC.
    """

    events: frozenset[MailEvent] = frozenset()
    partner_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, event: MailEvent, at: datetime, partner_id: str | None) -> bool:
        """
        Return whether an event that was saved *at* a moment, while its lead was at *partner_id*, is asked for.
        """
        return (
            (not self.events or event in self.events)
            and self.partner_id in (None, partner_id)
            and (self.since is None or self.since <= at)
            and (self.until is None or at < self.until)
        )


@frozen(kw_only=True)
class MailTotals:
    """
    How often what became of mail; what never did is absent.

    Attributes:
        by_event: By what it was.
        by_partner: By the partner that the lead was at when it was saved; None for mail about leads at none, or about
            no lead.
        by_day: By the day on which it was saved, in the zone that was asked for.
    """

    by_event: Mapping[MailEvent, int]
    by_partner: Mapping[str | None, int]
    by_day: Mapping[date, int]
