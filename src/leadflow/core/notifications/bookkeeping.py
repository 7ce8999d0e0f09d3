"""
Default recipients, bounces and unsubscriptions of a partner's people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from leadflow.core.kinds import is_address
from leadflow.core.partners import PartnerPeople, PartnerUser, Person, SalesRep
from leadflow.core.problems import Problem, Severity

__all__ = [
    "ROLE_NAMES",
    "add_sales_rep",
    "add_user",
    "carry_told",
    "change_person",
    "check_addresses",
    "check_user",
    "deactivate_user",
    "end_reminders",
    "flag_user",
    "id_taken",
    "mark_bounced",
    "synchronise_people",
]

ROLE_NAMES: Final = frozenset(
    [
        "abuse",
        "admin",
        "administrator",
        "billing",
        "contact",
        "enquiries",
        "hello",
        "help",
        "hostmaster",
        "info",
        "inquiries",
        "leads",
        "mail",
        "marketing",
        "no-reply",
        "noreply",
        "office",
        "postmaster",
        "sales",
        "service",
        "support",
        "team",
        "webmaster",
    ]
)
"""
What addresses of roles begin with.
"""


def add_user(people: PartnerPeople, user: PartnerUser) -> PartnerPeople:
    """
    Return *people* with *user* added last, and flagged as default recipient if nobody active is.

    Sales reps are default recipients only if somebody has set the flag.
    """
    flagged = any(one.default_recipient and one.active for one in people.members)
    added = evolve(user, default_recipient=user.default_recipient or (user.active and not flagged))
    return evolve(people, users=(*people.users, added))


def add_sales_rep(people: PartnerPeople, sales_rep: SalesRep) -> PartnerPeople:
    """
    Return *people* with *sales_rep* added last; nobody is flagged automatically.
    """
    return evolve(people, sales_reps=(*people.sales_reps, sales_rep))


def change_person(people: PartnerPeople, person_id: str, said: Mapping[str, Any]) -> PartnerPeople:
    """
    Return *people* with one user or sales rep saying something else; who becomes inactive loses the flag, and who was
    has none.
    """
    return _changed(people, person_id, lambda one: _said_anew(one, said))


def _said_anew(person: Any, said: Mapping[str, Any]) -> Any:
    after = evolve(person, **said)
    return evolve(after, default_recipient=after.default_recipient and after.active and person.active)


def flag_user(people: PartnerPeople, person_id: str, flagged: bool) -> PartnerPeople:
    """
    Return *people* with the flag of one user or sales rep set or removed; nobody else is flagged in their place.
    """
    return _changed(people, person_id, lambda one: evolve(one, default_recipient=flagged))


def deactivate_user(people: PartnerPeople, person_id: str) -> PartnerPeople:
    """
    Return *people* with one user or sales rep inactive and not flagged any more; the next user who is added may be.
    """
    return _changed(people, person_id, lambda one: evolve(one, active=False, default_recipient=False))


def _changed(people: PartnerPeople, person_id: str, change: Callable[[Any], Any]) -> PartnerPeople:
    return evolve(
        people,
        users=tuple(change(one) if one.id == person_id else one for one in people.users),
        sales_reps=tuple(change(one) if one.id == person_id else one for one in people.sales_reps),
    )


def end_reminders(people: PartnerPeople, person_id: str) -> PartnerPeople:
    """
    Return *people* with one of them getting no more reminders and update requests.
    """
    return evolve(people, unsubscribed=(*people.unsubscribed, person_id))


def mark_bounced(people: PartnerPeople, address: str) -> PartnerPeople:
    """
    Return *people* with *address* marked as bounced, for everybody who has it.
    """
    return evolve(people, bounced=(*people.bounced, address))


def synchronise_people(before: PartnerPeople | None, given: PartnerPeople) -> PartnerPeople:
    """
    Return people as another system gives them, with what it does not know kept as it was *before*.

    People who exist already keep their flag as default recipient, and lose it when they become inactive; new people
    get the given one. What mail servers reported is kept of everybody, also of those who are not among the *given*, and
    may come back one day.
    """
    if before is None:
        return given
    there = {one.id: one for one in before.members}
    flagged = {one.id for one in given.members if _stays_flagged(there.get(one.id), one)}
    return evolve(
        given,
        users=tuple(evolve(one, default_recipient=one.id in flagged) for one in given.users),
        sales_reps=tuple(evolve(one, default_recipient=one.id in flagged) for one in given.sales_reps),
        unsubscribed=(*before.unsubscribed, *given.unsubscribed),
        bounced=(*before.bounced, *given.bounced),
        unknown=given.unknown or before.unknown,
    )


def _stays_flagged(was: PartnerUser | SalesRep | None, now: PartnerUser | SalesRep) -> bool:
    if was is None:
        return now.default_recipient
    return was.default_recipient and (now.active or not was.active)


def carry_told(told: PartnerPeople, person: Person, people: PartnerPeople) -> PartnerPeople:
    """
    Return *people* with what *told*, those of another partner, says of a *person* who comes from there.
    """
    if person.id in told.unsubscribed:
        people = end_reminders(people, person.id)
    return mark_bounced(people, person.email) if told.has_bounced(person.email) else people


def check_user(user: Person, others: Iterable[Person]) -> tuple[Problem, ...]:
    """
    Return why *user* cannot be added beside the *others* of the partner; empty if nothing speaks against it.
    """
    if any(one.id == user.id for one in others):
        return (id_taken(user.id),)
    return ()


def id_taken(person_id: str) -> Problem:
    """
    Return what to say where two people would have one id.
    """
    message = f"the id '{person_id}' is already in use; choose another one, unique among all people of the programme"
    return Problem(code="person_id_taken", path="id", message=message, value=person_id)


def check_addresses(people: Iterable[Person]) -> tuple[Problem, ...]:
    """
    Warn of addresses that no mail can be sent to, and of those of roles, such as ``sales@``: nobody in particular reads
    them, and anybody may press a button.
    """
    return tuple(_warnings(people))


def _warnings(people: Iterable[Person]) -> Iterator[Problem]:
    for person in people:
        if not is_address(person.email):
            message = "no mail can be sent to this address; correct it"
            yield Problem(
                code="email_invalid", path=person.id, message=message, severity=Severity.WARNING, value=person.email
            )
            continue
        local = person.email.partition("@")[0].partition("+")[0].lower()
        if local in ROLE_NAMES:
            message = "this looks like the address of a role; use a person's, so that somebody answers"
            yield Problem(
                code="address_of_role",
                path=person.id,
                message=message,
                severity=Severity.WARNING,
                value=person.email,
            )
