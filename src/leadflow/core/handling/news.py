"""
Telling one side at once what the other has changed on a lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from leadflow.core.access import SupplierParty, scope_of
from leadflow.core.actors import Side
from leadflow.core.criteria import EvaluationTime, holds
from leadflow.core.facts import Accepted, Reassigned, Rejected, StageChanged, ValuesChanged
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.subscriptions import (
    Subscriber,
    Subscription,
    SubscriptionFrequency,
    readable_criteria,
)
from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications import Message, MessageKind, choose_managers, choose_update_recipients, compose
from leadflow.core.partners import Account
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = ["NEWS_OF_PARTNERS", "hears_of", "is_news", "news_for_partner", "news_for_supplier"]

NEWS_OF_PARTNERS: Final = (Accepted, Rejected, Reassigned, StageChanged)
"""
What partners do that the supplier's people subscribe to.
"""

_BY_SUPPLIERS: Final = (ValuesChanged, StageChanged)


def is_news(event: LeadEvent) -> bool:
    """
    Return whether an event is what the supplier's people subscribe to.
    """
    return event.actor.side is Side.PARTNER and isinstance(event.fact, NEWS_OF_PARTNERS)


def hears_of(subscription: Subscription, subjects: Subjects, schema: Schema, moment: EvaluationTime) -> bool:
    """
    Return whether a subscription is about a lead that its person sees.

    Args:
        subscription: Of somebody who is limited to groups, perhaps.
        subjects: The lead, its partner and its campaign.
        schema: Of the programme.
        moment: When criteria are judged.
    """
    assert subjects.lead is not None
    scope = scope_of(SupplierParty(id=subscription.person_id, groups=subscription.groups))
    if not scope.sees(subjects.lead, subjects.partner):
        return False
    if subscription.criteria is None:
        return True
    criteria = readable_criteria(subscription.criteria, schema)
    return criteria is not None and holds(criteria, subjects, moment)


def news_for_supplier(
    change: LeadChange,
    subjects: Subjects,
    subscribers: Iterable[Subscriber],
    schema: Schema,
    *,
    policy: HandlingPolicy,
    moment: EvaluationTime,
) -> tuple[Message, ...]:
    """
    Return the mail that informs the supplier's people at once of a change, one message for each person.

    Args:
        change: What is to be written of a lead that was there before.
        subjects: The lead after it, its partner and its campaign.
        subscribers: All of them.
        schema: Of the programme.
        policy: In which words.
        moment: When.
    """
    if not any(map(is_news, change.events)):
        return ()
    people = [
        one.subscription.contact
        for one in subscribers
        if one.subscription.frequency is SubscriptionFrequency.AT_ONCE
        and one.reachable
        and hears_of(one.subscription, subjects, schema, moment)
    ]
    kind = MessageKind.LEAD_UPDATED
    template = policy.mail.template_for(kind, ())
    told = choose_managers(dict.fromkeys(people)).included
    return compose(change.after, told, kind=kind, now=moment.now, template=template)


def news_for_partner(
    change: LeadChange, account: Account, *, policy: HandlingPolicy, moment: EvaluationTime
) -> tuple[Message, ...]:
    """
    Return the mail that informs a partner's people of what the supplier has changed on a lead that they work.

    Args:
        change: What is to be written of a lead that was there before.
        account: Of the lead's partner.
        policy: In which words.
        moment: When.
    """
    lead = change.after
    worked = lead.active and lead.status in (DistributionStatus.PENDING, DistributionStatus.ACCEPTED)
    theirs = (event for event in change.events if event.actor.side is not Side.PARTNER)
    if not worked or not any(isinstance(event.fact, _BY_SUPPLIERS) for event in theirs):
        return ()
    kind = MessageKind.LEAD_UPDATED_BY_SUPPLIER
    template = policy.mail.template_for(kind, account.partner.groups)
    told = choose_update_recipients(lead, account).included
    return compose(lead, told, kind=kind, now=moment.now, template=template)
