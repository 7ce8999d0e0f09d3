"""
Reads what a digest is to say when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from leadflow.core.access import SupplierParty, disclosed, scope_of
from leadflow.core.handling.assignment import unwanted
from leadflow.core.handling.subscriptions import Subscriber, SubscriptionFrequency
from leadflow.core.leads import Lead
from leadflow.core.notifications import MOST_LISTED, ActionLinks, Briefing, Digest, ListedLead, Message, Occasion
from leadflow.core.notifications.listed_leads import listed_arrival, listed_change
from leadflow.core.notifications.occasions import languages_of
from leadflow.core.notifications.wordings import Words, words_in
from leadflow.core.partners import Partner
from leadflow.core.templates import traits_of
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.digests.imports import announced_by, changed_by, import_runs, is_open
from leadflow.services.digests.subscribers import one_subscriber
from leadflow.services.operations.required_records import account_of
from leadflow.services.operations.setting import Setting

__all__ = ["NOTHING_LEFT", "ImportRuns", "brief_changes", "brief_import", "unheard"]


NOTHING_LEFT: Final = "nothing_left"
"""
Why a digest is not sent whose leads are all gone, decided or not seen by now.
"""


class ImportRuns(Exception):
    """
    More leads may come that a digest is about; it waits.
    """


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
        return NOTHING_LEFT
    unsubscribe = links.unsubscribe_link("", contact.id) if links is not None and links.unsubscribe_url else ""
    return Briefing(
        message=message,
        person=contact,
        letterhead=programme.letterhead,
        occasion=Occasion(listed=listed, more=digest.more, unsubscribe=unsubscribe),
        at=now,
    )


def brief_import(
    setting: Setting,
    unit: UnitOfWork,
    message: Message,
    digest: Digest,
    now: datetime,
    link: Callable[[Lead], str],
    links: ActionLinks | None,
) -> tuple[Briefing, str] | str:
    """
    Read what the digest of an import is to say of the leads that are still offered, or that it has changed and are
    still worked, and at which partner its reader is.

    It returns a code if the digest is not to be sent, and raises `ImportRuns` while more leads may come.

    Args:
        setting: Of the programme.
        unit: Where it is read.
        message: What is sent.
        digest: What it is about.
        now: In UTC.
        link: Gives the address where a lead can be answered; empty for nowhere.
        links: Of the programme; None if there are none.
    """
    if import_runs(unit, digest, now):
        raise ImportRuns
    partner = unit.records.one(Partner, digest.partner_id or "")
    account = account_of(unit, partner) if partner is not None else None
    person = account.person(message.recipient_id) if account is not None else None
    reason = unwanted(message, person, account)
    if reason is not None or account is None or person is None:
        return reason or "recipient_gone"
    programme = setting.programme
    theirs = any(one.id == person.id for one in account.people.members)
    hidden = programme.hidden_until_accepted if theirs else frozenset()
    words = words_in(*languages_of(person, account.partner, programme.mail.language))
    if traits_of(message.kind).announces:
        leads = [one.lead for one in announced_by(unit, message, digest) if is_open(one.lead)]
    else:
        leads = list(changed_by(unit, message, digest, account))
    if not leads:
        return NOTHING_LEFT
    listed = tuple(
        listed_arrival(disclosed(one, hidden), programme.letterhead, words, link(one) if is_open(one) else "")
        for one in leads[:MOST_LISTED]
    )
    unsubscribe = _unsubscribe_link(message, account.partner.id, person.id, links)
    about = Briefing(
        message=message,
        person=person,
        letterhead=programme.letterhead,
        partner=account.partner,
        occasion=Occasion(listed=listed, more=len(leads[MOST_LISTED:]), unsubscribe=unsubscribe),
        at=now,
    )
    return about, account.partner.id if theirs else ""


def _unsubscribe_link(message: Message, partner_id: str, person_id: str, links: ActionLinks | None) -> str:
    if links is None or not (message.kind.repeats and links.unsubscribe_url):
        return ""
    return links.unsubscribe_link(partner_id, person_id)


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
