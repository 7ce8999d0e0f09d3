"""
Reads what a digest is to say when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from leadflow.core.access import SupplierParty, scope_of
from leadflow.core.handling.subscriptions import Subscriber, SubscriptionFrequency
from leadflow.core.notifications import ActionLinks, Briefing, Digest, ListedLead, Message, Occasion
from leadflow.core.notifications.listed_leads import listed_change
from leadflow.core.notifications.occasions import languages_of
from leadflow.core.notifications.wordings import Words, words_in
from leadflow.core.partners import Partner
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.setting import Setting
from leadflow.services.subscribers import one_subscriber

__all__ = ["brief_changes", "unheard"]


def unheard(subscriber: Subscriber | None) -> str | None:
    """
    Return why somebody of the supplier gets no news by now, as a code; None if they do.
    """
    if subscriber is None or not subscriber.subscription.contact.active:
        return "recipient_gone"
    if subscriber.subscription.frequency is SubscriptionFrequency.NEVER:
        return "recipient_unsubscribed"
    return None if subscriber.reachable else "address_bounced"


def brief_changes(
    setting: Setting, unit: UnitOfWork, message: Message, digest: Digest, now: datetime, links: ActionLinks | None
) -> Briefing | str:
    """
    Read what the digest of a day is to say of the leads that its reader sees now; a code if it is not to be sent.
    """
    programme = setting.programme
    subscriber = one_subscriber(unit, programme, message.recipient_id)
    reason = unheard(subscriber)
    if subscriber is None or reason is not None:
        return reason or "recipient_gone"
    contact = subscriber.subscription.contact
    words = words_in(*languages_of(contact, None, programme.mail.language))
    listed = tuple(_listed(unit, subscriber, digest, words))
    if not listed:
        return "nothing_left"
    unsubscribe = links.unsubscribe_link("", contact.id) if links is not None and links.unsubscribe_url else ""
    return Briefing(
        message=message,
        person=contact,
        letterhead=programme.letterhead,
        occasion=Occasion(listed=listed, more=digest.more, unsubscribe=unsubscribe),
        at=now,
    )


def _listed(unit: UnitOfWork, subscriber: Subscriber, digest: Digest, words: Words) -> Iterator[ListedLead]:
    subscription = subscriber.subscription
    scope = scope_of(SupplierParty(id=subscription.person_id, groups=subscription.groups))
    for lead_id in digest.leads:
        try:
            lead = unit.leads.get(lead_id)
        except (NotFound, ConfigurationError):
            continue
        partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id is not None else None
        if partner is not None and scope.sees(lead, partner):
            yield listed_change(lead, partner, words)
