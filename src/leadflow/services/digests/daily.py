"""
Makes the digest of a day for one subscriber.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from attrs import evolve

from leadflow.core.access import SupplierParty, scope_of
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling.digest_times import digest_before, digest_due
from leadflow.core.handling.news import NEWS_OF_PARTNERS, hears_of, is_news
from leadflow.core.handling.subscriptions import (
    ListedChange,
    Subscriber,
    SubscriberState,
    Subscription,
    SubscriptionFrequency,
)
from leadflow.core.leads import Lead
from leadflow.core.notifications import MOST_LISTED, Digest, MessageKind, compose_digest
from leadflow.core.partners import Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import EventQuery, LeadEvent
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import EventLister, UnitOfWork
from leadflow.services.digests.subscribers import one_subscriber
from leadflow.services.operations.setting import Setting

__all__ = ["DigestOutcome", "plan_digest", "plan_last_digest"]

_PAGE: Final = 500
_LATE: Final = timedelta(minutes=15)
"""
A change that is saved so long after it happened is still in a digest, in the next one.
"""


class DigestOutcome(StrEnum):
    """
    What came of the digest of a subscriber.

    Attributes:
        WRITTEN: It waits in the outbox.
        NO_NEWS: Nothing was changed that the subscription is about.
        NOT_DUE: It was made before, by this process or another one, or nobody subscribes daily. Nothing was written.
        UNREACHABLE: The person is not active, or mail to the address came back.
    """

    WRITTEN = "written"
    NO_NEWS = "no_news"
    NOT_DUE = "not_due"
    UNREACHABLE = "unreachable"


def plan_digest(setting: Setting, unit: UnitOfWork, person_id: str) -> tuple[DigestOutcome, Changes | None]:
    """
    Plan the digest of the changes since the last one, up to the latest moment at which one was due.
    """
    rules, zone = setting.programme.subscriptions, setting.programme.zone
    subscriber = one_subscriber(unit, setting.programme, person_id)
    if subscriber is None or subscriber.subscription.frequency is not SubscriptionFrequency.DAILY:
        return DigestOutcome.NOT_DUE, None
    day, until = digest_due(setting.clock(), rules.digest_at, zone)
    return _plan(setting, unit, subscriber, until, digest_before(day, rules.digest_at, zone))


def plan_last_digest(setting: Setting, unit: UnitOfWork, person_id: str) -> Changes:
    """
    Plan the digest of the changes up to now, for somebody who gets no digests from now on; none for who had none.
    """
    subscriber, now = one_subscriber(unit, setting.programme, person_id), setting.clock()
    if subscriber is None or subscriber.subscription.frequency is not SubscriptionFrequency.DAILY:
        return Changes()
    # Also of this very moment: what was committed before is not told at once any more.
    return _plan(setting, unit, subscriber, now + timedelta.resolution, now)[1] or Changes()


def _plan(
    setting: Setting, unit: UnitOfWork, subscriber: Subscriber, until: datetime, first: datetime
) -> tuple[DigestOutcome, Changes | None]:
    """
    Plan a digest up to a moment; the *first* one begins where nobody says where.
    """
    programme, now, person_id = setting.programme, setting.clock(), subscriber.subscription.person_id
    told, since = subscriber.state.told_until, subscriber.subscription.since
    begins = max((one for one in (told, since) if one is not None), default=first)
    if begins >= until:
        return DigestOutcome.NOT_DUE, None
    # What happened shortly before the last digest may have been saved after it; a subscriber asked for nothing earlier.
    after = begins - _LATE if told is not None and begins == told else begins
    events = tuple(_news(unit, subscriber.subscription, after, until))
    late = tuple(ListedChange(lead_id=one.lead_id, seq=one.seq) for one in events if one.at >= until - _LATE)
    before = unit.records.one(SubscriberState, person_id)
    put = Put(evolve(subscriber.state, told_until=until, late=late), before=before)
    if not subscriber.reachable:
        return DigestOutcome.UNREACHABLE, Changes(puts=(put,))
    known = {(one.lead_id, one.seq) for one in subscriber.state.late}
    fresh = dict.fromkeys(one.lead_id for one in events if (one.lead_id, one.seq) not in known)
    leads = _chosen(setting, unit, subscriber, fresh, now)
    if not leads:
        return DigestOutcome.NO_NEWS, Changes(puts=(put,))
    # Not by the day: where the hour is set later, a day has two.
    digest = Digest(id=until.isoformat(), leads=leads[:MOST_LISTED], more=len(leads[MOST_LISTED:]))
    kind = MessageKind.DIGEST
    template = programme.mail.template_for(kind, ())
    message = compose_digest(
        digest, person_id, kind=kind, supplier_id=programme.supplier_id, now=now, template=template
    )
    return DigestOutcome.WRITTEN, Changes(messages=(message,), puts=(put,))


def _news(unit: UnitOfWork, subscription: Subscription, since: datetime, until: datetime) -> Iterator[LeadEvent]:
    """
    Read what partners have done in a time, the latest first where the store lists events.
    """
    if not isinstance(unit.timeline, EventLister):
        yield from _looked_for(unit, since, until)
        return
    scope = scope_of(SupplierParty(id=subscription.person_id, groups=subscription.groups))
    query = EventQuery(facts=frozenset(NEWS_OF_PARTNERS), since=since, until=until)
    after: str | None = None
    while True:
        page = unit.timeline.page(scope, query, after, _PAGE)
        yield from (one.event for one in page.events if is_news(one.event))
        after = page.after
        if after is None:
            return


def _looked_for(unit: UnitOfWork, since: datetime, until: datetime) -> Iterator[LeadEvent]:
    """
    Look through all leads that were changed since, for stores that cannot be asked for events.
    """
    after: str | None = None
    while leads := unit.leads.page(after, _PAGE):
        # What happened before its partner shared a lead is no news.
        changed = {one.id: one.registered for one in leads if one.modified_at >= since}
        for lead_id, events in unit.timeline.many(list(changed)).items():
            seen = (one for one in reversed(events) if one.seq >= changed[lead_id])
            yield from (one for one in seen if since <= one.at < until and is_news(one))
        after = leads[-1].id


def _chosen(
    setting: Setting, unit: UnitOfWork, subscriber: Subscriber, lead_ids: dict[str, None], now: datetime
) -> tuple[str, ...]:
    """
    Return the leads that the subscription is about, in the same order; one that cannot be read stops no digest.
    """
    schema, moment = setting.programme.schema, EvaluationTime(now, setting.programme.zone)
    partners: dict[str, Partner | None] = {}
    campaigns: dict[str, Campaign | None] = {}
    found = []
    for lead_id in lead_ids:
        lead = _lead(unit, lead_id)
        if lead is None or lead.partner_id is None:
            continue
        if lead.partner_id not in partners:
            partners[lead.partner_id] = unit.records.one(Partner, lead.partner_id)
        if lead.campaign_id is not None and lead.campaign_id not in campaigns:
            campaigns[lead.campaign_id] = unit.records.one(Campaign, lead.campaign_id)
        subjects = Subjects(lead, partners[lead.partner_id], campaigns.get(lead.campaign_id or ""))
        if hears_of(subscriber.subscription, subjects, schema, moment):
            found.append(lead_id)
    return tuple(found)


def _lead(unit: UnitOfWork, lead_id: str) -> Lead | None:
    try:
        return unit.leads.get(lead_id)
    except (NotFound, ConfigurationError):
        return None
