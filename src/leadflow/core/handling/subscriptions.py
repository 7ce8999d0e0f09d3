"""
Who of the supplier's people hears of what partners do, and how often.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from attrs import Attribute, evolve, field, frozen

from leadflow.core.arguments import checked, taken_as
from leadflow.core.bounds import refused
from leadflow.core.criteria import (
    AskedCriteria,
    CheckedCriteria,
    Criteria,
    check_criteria,
    ready_criteria,
    written_criteria,
)
from leadflow.core.partners import SupplierContact
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema
from leadflow.core.several import SeveralTexts, texts
from leadflow.core.text import text_key
from leadflow.core.unknown import KeepsUnknown
from leadflow.errors import InvalidInput

__all__ = [
    "ListedChange",
    "Subscriber",
    "SubscriberState",
    "Subscription",
    "SubscriptionFrequency",
    "SubscriptionRules",
    "check_subscriptions",
    "readable_criteria",
    "subscribers_of",
]


class SubscriptionFrequency(StrEnum):
    """
    How often a subscriber is mailed.

    Attributes:
        AT_ONCE: About each change.
        DAILY: Once a day about the changes since the last time, if there are any.
        NEVER: Not at all.
    """

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


def _once_each(given: SeveralTexts) -> tuple[str, ...]:
    return tuple(sorted(set(given)))


@checked
@frozen(kw_only=True)
class Subscription(KeepsUnknown):
    """
    Somebody of the supplier who hears of what partners do with leads: accept, reject, reassign, set the stage.

    Attributes:
        contact: Who.
        criteria: Of which leads; None for all. They are judged after the change, or when a digest is made.
        frequency: At once, once a day, or never.
        groups: Of leads of partners in one of these groups only, sorted; empty means no limit.
        since: Changes before this moment are in no digest, in UTC; None means no such limit.
    """

    contact: SupplierContact
    criteria: Criteria | None = field(
        default=None, converter=written_criteria, repr=False, metadata=taken_as(AskedCriteria | None)
    )
    frequency: SubscriptionFrequency = SubscriptionFrequency.AT_ONCE
    groups: tuple[str, ...] = field(default=(), converter=_once_each)
    since: datetime | None = None

    @property
    def person_id(self) -> str:
        """
        Whose it is; each person has one.
        """
        return self.contact.id


@frozen(kw_only=True)
class ListedChange:
    """
    An event that was in a digest.
    """

    lead_id: str
    seq: int


@frozen(kw_only=True)
class SubscriberState(KeepsUnknown):
    """
    What digests and mail servers report of a subscriber.

    Attributes:
        person_id: Whose.
        told_until: Up to when changes were looked at for digests, exclusive and in UTC; None before the first.
        late: Changes shortly before that moment which were looked at, so that others that were saved later are not
            lost and none is reported twice.
        bounced: Addresses that mail came back from for good, sorted. A new address is tried.
    """

    person_id: str
    told_until: datetime | None = None
    late: tuple[ListedChange, ...] = ()
    bounced: tuple[str, ...] = field(default=(), converter=texts, repr=False)

    def with_bounced(self, address: str) -> SubscriberState:
        """
        Return the state once mail to *address* came back for good.
        """
        return evolve(self, bounced=sorted({*self.bounced, address}))


@frozen
class Subscriber:
    """
    A person with the subscription that counts.

    Attributes:
        subscription: Their own if they have changed it, else that of the programme.
        state: What is known of their mail.
    """

    subscription: Subscription
    state: SubscriberState

    @property
    def reachable(self) -> bool:
        """
        True if they are active and mail to their address has not come back.
        """
        contact = self.subscription.contact
        return contact.active and text_key(contact.email) not in map(text_key, self.state.bounced)


def subscribers_of(
    programme: Iterable[Subscription], stored: Iterable[Subscription], states: Iterable[SubscriberState]
) -> tuple[Subscriber, ...]:
    """
    Return all subscribers; a *stored* subscription takes the place of that which the *programme* has for the person.
    """
    known: Mapping[str, SubscriberState] = {one.person_id: one for one in states}
    found = {one.person_id: one for one in (*programme, *stored)}
    return tuple(Subscriber(one, known.get(key) or SubscriberState(person_id=key)) for key, one in found.items())


def _several(given: Iterable[Subscription]) -> tuple[Subscription, ...]:
    return tuple(given)


_EIGHT: Final = time(8)


def _whole_minutes(instance: object, attribute: Attribute[Any], value: time) -> None:
    if value.tzinfo is not None or value.second or value.microsecond:
        raise refused(
            "time_unclear", instance, attribute, "must be hours and minutes on the programme's clock, without a zone"
        )


@checked
@frozen(kw_only=True)
class SubscriptionRules:
    """
    Who hears of changes that the other side makes.

    Attributes:
        supplier: The supplier's people who subscribe to what partners do; people can change theirs, see
            `leadflow.SubscriptionDesk`.
        partners: True informs the assignee, else the partner's default recipients, if the supplier changes values or
            the stage of a lead that their partner has.
        digest_at: When the digest of a day is due, on the clock of the programme's zone. A time that the clock leaves
            out means the moment of the jump, and of one that it shows twice the first counts.

    Raises:
        InvalidInput: *digest_at* has seconds or a zone (``time_unclear``).
    """

    supplier: tuple[Subscription, ...] = field(default=(), converter=_several)
    partners: bool = False
    digest_at: time = field(default=_EIGHT, validator=_whole_minutes)


def check_subscriptions(subscriptions: tuple[Subscription, ...], schema: Schema) -> None:
    """
    Make sure that criteria of subscriptions fit the schema.

    Raises:
        InvalidInput: They do not, with every problem.
    """
    problems = list[Problem]()
    for number, one in enumerate(subscriptions):
        try:
            ready_criteria(one.criteria, schema, f"subscriptions.supplier[{number}].criteria")
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(tuple(problems))


@lru_cache(maxsize=256)
def readable_criteria(criteria: Criteria, schema: Schema) -> CheckedCriteria | None:
    """
    Return criteria ready to be judged; None if they do not fit the schema by now, so that they hold for no lead.
    """
    return check_criteria(criteria, schema)[0]
