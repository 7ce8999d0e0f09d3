"""
Reads who of the supplier's people subscribes.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.handling.subscriptions import (
    Subscriber,
    SubscriberState,
    Subscription,
    SubscriptionFrequency,
    subscribers_of,
)
from leadflow.core.notifications import Message
from leadflow.core.programme import Programme
from leadflow.core.stored import Put
from leadflow.core.templates import traits_of
from leadflow.ports import UnitOfWork
from leadflow.services.operations.setting import Setting

__all__ = ["all_subscribers", "end_subscription", "is_news_mail", "mark_subscriber", "one_subscriber", "state_of"]


def all_subscribers(unit: UnitOfWork, programme: Programme) -> tuple[Subscriber, ...]:
    """
    Read all subscribers, those of the programme and those who subscribed themselves.
    """
    return subscribers_of(
        programme.subscriptions.supplier, unit.records.all(Subscription), unit.records.all(SubscriberState)
    )


def one_subscriber(unit: UnitOfWork, programme: Programme, person_id: str) -> Subscriber | None:
    """
    Read one subscriber; None if nobody with this id ever subscribed.
    """
    theirs = [one for one in programme.subscriptions.supplier if one.person_id == person_id]
    stored = unit.records.one(Subscription, person_id)
    found = subscribers_of(theirs, (stored,) if stored else (), (state_of(unit, person_id),))
    return found[0] if found else None


def state_of(unit: UnitOfWork, person_id: str) -> SubscriberState:
    """
    Read what is known of a subscriber's mail.
    """
    return unit.records.one(SubscriberState, person_id) or SubscriberState(person_id=person_id)


def is_news_mail(message: Message) -> bool:
    """
    Return whether a message goes to a subscriber of the supplier.
    """
    return traits_of(message.kind).to_subscribers


def end_subscription(unit: UnitOfWork, setting: Setting, person_id: str) -> Changes | None:
    """
    Return what ends the subscription of somebody; None if they have none, or it has ended.
    """
    known = one_subscriber(unit, setting.programme, person_id)
    if known is None:
        return None
    before = unit.records.one(Subscription, person_id)
    after = evolve(known.subscription, frequency=SubscriptionFrequency.NEVER)
    return Changes(puts=(Put(after, before=before),)) if after != before else None


def mark_subscriber(
    unit: UnitOfWork, setting: Setting, person_id: str, mailed: Callable[[str], bool]
) -> tuple[Put, ...]:
    """
    Return what marks the address of a subscriber as bounced; nothing if they have another address by now.
    """
    known = one_subscriber(unit, setting.programme, person_id)
    if known is None or not mailed(known.subscription.contact.email):
        return ()
    after = known.state.with_bounced(known.subscription.contact.email)
    before = unit.records.one(SubscriberState, person_id)
    return (Put(after, before=before),) if after != before else ()
