"""
What leads, people and other records are once a person is erased.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, TypeVar

from attrs import evolve

from leadflow.core.facts import Actor, Deactivated, Erased, FieldChange, ValuesChanged
from leadflow.core.handling.subscriptions import SubscriberState, Subscription, SubscriptionFrequency
from leadflow.core.importing.progress import RefusedRows, RowProblem
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Membership, Partner, PartnerPause, PartnerPeople, SupplierContact
from leadflow.core.privacy.persons import PersonKey, mentions
from leadflow.core.registration import Contact
from leadflow.core.schema import Fields
from leadflow.core.settings import SettingChange, SettingsEvent
from leadflow.core.timeline import LeadChange
from leadflow.core.views.kept_lists import KeptLists

__all__ = [
    "ERASED",
    "erase_lead",
    "erased_contact",
    "without_attributes",
    "without_bounces",
    "without_comment",
    "without_mentions",
    "without_people",
    "without_person",
    "without_person_in_rows",
    "without_recipient",
    "without_settings",
    "without_subscriber",
    "without_views",
]

Attributed = TypeVar("Attributed", Partner, Campaign)

ERASED: Final = "erased"
"""
The reason of leads that were deactivated because they were erased.
"""


def erase_lead(lead: Lead, *, now: datetime, actor: Actor) -> LeadChange:
    """
    Take everything personal from *lead*; an active one is deactivated.

    Its events are erased by `Changes.erases` in the same commit.
    """
    change = LeadChange(lead)
    if lead.active:
        change = change.then(Deactivated(reason=ERASED), at=now, actor=actor)
    return change.then(Erased(), at=now, actor=actor)


def without_mentions(
    lead: Lead, person: PersonKey, *, fields: Fields, now: datetime, actor: Actor
) -> LeadChange | None:
    """
    Take the address or the number of *person* out of the values of somebody else's lead; None if they have none.

    A text loses the address alone, and what is not a text goes as a whole.
    """
    changes = [
        FieldChange(name, cell, (person.taken_out(cell) or None) if isinstance(cell, str) else None)
        for name, cell in lead.values.items()
        if mentions(person, cell)
    ]
    if not changes:
        return None
    return LeadChange(lead).then(ValuesChanged(tuple(changes)), at=now, actor=actor, fields=fields)


def without_person(people: PartnerPeople, person: PersonKey) -> PartnerPeople:
    """
    Return a partner's *people* without those who have the address, and without what mail servers reported of it.
    """
    gone = {one.id for one in people.members if person.has_address(one.email)}
    return evolve(
        people,
        users=tuple(one for one in people.users if one.id not in gone),
        sales_reps=tuple(one for one in people.sales_reps if one.id not in gone),
        unsubscribed=tuple(one for one in people.unsubscribed if one not in gone),
        bounced=_others(people.bounced, person),
    )


def without_people(membership: Membership, person: PersonKey, gone: Collection[str]) -> Membership:
    """
    Return what is known of a person's membership without the address; of those who are *gone* only the partner stays.
    """
    if membership.person_id in gone:
        return evolve(membership, unsubscribed=False, bounced=())
    return evolve(membership, bounced=_others(membership.bounced, person))


def without_attributes(record: Attributed, person: PersonKey) -> Attributed:
    """
    Return a partner or a campaign without the attributes that name the person.
    """
    gone = [name for name, cell in record.attributes.items() if mentions(person, cell)]
    return evolve(record, attributes=record.attributes.without(gone)) if gone else record


def without_recipient(partner: Partner, person: PersonKey) -> Partner:
    """
    Return *partner* without the additional recipients who have the address.
    """
    kept = tuple(one for one in partner.additional_recipients if not person.has_address(one.email))
    return evolve(partner, additional_recipients=kept)


def without_person_in_rows(rows: RefusedRows, person: PersonKey) -> RefusedRows:
    """
    Return refused rows of an import whose problems do not quote the address or the number.
    """

    def unsaid(problem: RowProblem) -> RowProblem:
        if not mentions(person, problem):
            return problem
        return evolve(problem, message="this was erased", value=None, suggestions=())

    return evolve(rows, rows=tuple(evolve(one, problems=tuple(map(unsaid, one.problems))) for one in rows.rows))


def without_settings(event: SettingsEvent, person: PersonKey, ids: Collection[str]) -> SettingsEvent:
    """
    Return a change of settings without what it said of the people with *ids*, and without what mentions the person.
    """

    def unsaid(one: SettingChange) -> SettingChange:
        if one.about not in ids and not mentions(person, one.about, one.before, one.after):
            return one
        return evolve(one, about="" if mentions(person, one.about) else one.about, before=None, after=None)

    return evolve(event, changes=tuple(map(unsaid, event.changes)))


def without_comment(pause: PartnerPause, person: PersonKey) -> PartnerPause:
    """
    Return a pause without a comment that mentions the person.
    """
    return evolve(pause, comment=None) if mentions(person, pause.comment) else pause


def without_subscriber(subscription: Subscription, person: PersonKey) -> Subscription:
    """
    Return a subscription that ends if it is the person's or its criteria name them; what names them is gone.
    """
    contact = subscription.contact
    theirs = person.has_address(contact.email)
    if not theirs and not mentions(person, subscription.criteria, contact.first_name, contact.last_name):
        return subscription
    gone = SupplierContact(id=contact.id, email="", active=False) if theirs else contact
    never = SubscriptionFrequency.NEVER
    return evolve(subscription, contact=gone, criteria=None, frequency=never, unknown="")


def without_views(lists: KeptLists, person: PersonKey) -> KeptLists:
    """
    Return the lists of a user without the saved views that name the person.
    """
    return evolve(lists, views=tuple(one for one in lists.views if not mentions(person, one)))


def without_bounces(state: SubscriberState, person: PersonKey) -> SubscriberState:
    """
    Return what is known of a subscriber's mail without the person's address.
    """
    return evolve(state, bounced=_others(state.bounced, person))


def erased_contact(contact: Contact) -> Contact:
    """
    Return a contact of whom nothing is known any more.
    """
    return evolve(contact, values=contact.values.without(tuple(contact.values)), erased=True, unknown="")


def _others(addresses: Collection[str], person: PersonKey) -> tuple[str, ...]:
    return tuple(one for one in addresses if not person.has_address(one))
