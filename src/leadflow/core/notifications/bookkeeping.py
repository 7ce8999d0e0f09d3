"""
What is kept about a partner's people as they come and go: who is told by default, and whose mail comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from leadflow.core.partners import Partner, PartnerUser, Person
from leadflow.core.problems import Problem, Severity

__all__ = [
    "ROLE_NAMES",
    "add_user",
    "check_addresses",
    "check_user",
    "deactivate_user",
    "end_reminders",
    "flag_user",
    "mark_bounced",
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


def add_user(partner: Partner, user: PartnerUser) -> Partner:
    """
    Return *partner* with *user* added last, and flagged as default recipient if nobody active is.

    Sales reps count as flagged if somebody has flagged them, and are never flagged by themselves.
    """
    flagged = any(one.default_recipient and one.active for one in partner.people)
    added = evolve(user, default_recipient=user.default_recipient or (user.active and not flagged))
    return evolve(partner, users=(*partner.users, added))


def flag_user(partner: Partner, user_id: str, flagged: bool) -> Partner:
    """
    Return *partner* with the flag of one user or sales rep set or removed; nobody else is flagged in their place.
    """
    return evolve(
        partner,
        users=tuple(evolve(one, default_recipient=flagged) if one.id == user_id else one for one in partner.users),
        sales_reps=tuple(
            evolve(one, default_recipient=flagged) if one.id == user_id else one for one in partner.sales_reps
        ),
    )


def deactivate_user(partner: Partner, user_id: str) -> Partner:
    """
    Return *partner* with one user or sales rep inactive and not flagged any more; the next user who is added may be.
    """
    partner = flag_user(partner, user_id, False)
    return evolve(
        partner,
        users=tuple(evolve(one, active=False) if one.id == user_id else one for one in partner.users),
        sales_reps=tuple(evolve(one, active=False) if one.id == user_id else one for one in partner.sales_reps),
    )


def end_reminders(partner: Partner, person_id: str) -> Partner:
    """
    Return *partner* with one user or sales rep who gets no more reminders and update requests.
    """
    return evolve(
        partner,
        users=tuple(evolve(one, reminders=one.reminders and one.id != person_id) for one in partner.users),
        sales_reps=tuple(evolve(one, reminders=one.reminders and one.id != person_id) for one in partner.sales_reps),
    )


def mark_bounced(partner: Partner, person_id: str) -> Partner:
    """
    Return *partner* with one person's address marked as one that mail comes back from, until it is another.
    """
    return evolve(
        partner,
        users=tuple(evolve(one, bounced=one.email) if one.id == person_id else one for one in partner.users),
        sales_reps=tuple(evolve(one, bounced=one.email) if one.id == person_id else one for one in partner.sales_reps),
        additional_recipients=tuple(
            evolve(one, bounced=one.email) if one.id == person_id else one for one in partner.additional_recipients
        ),
    )


def check_user(user: PartnerUser, partners: Iterable[Partner]) -> tuple[Problem, ...]:
    """
    Say why *user* cannot be added beside the people of *partners*; empty if nothing speaks against it.
    """
    if not user.id.strip():
        message = "a person needs an id, by which leads name them; give one"
        return (Problem(code="person_id_missing", where="id", message=message),)
    if any(partner.person(user.id) for partner in partners):
        message = f"somebody has the id '{user.id}' already; ids are unique among all people of a programme"
        return (Problem(code="person_id_taken", where="id", message=message, value=user.id),)
    return ()


def check_addresses(people: Iterable[Person]) -> tuple[Problem, ...]:
    """
    Warn of addresses of roles, such as ``sales@``: nobody in particular reads them, and anybody may press a button.
    """
    return tuple(_warnings(people))


def _warnings(people: Iterable[Person]) -> Iterator[Problem]:
    for person in people:
        local = person.email.partition("@")[0].partition("+")[0].lower()
        if local in ROLE_NAMES:
            message = "this looks like the address of a role; name a person's, so that somebody answers"
            yield Problem(
                code="address_of_role",
                where=person.id,
                message=message,
                severity=Severity.WARNING,
                value=person.email,
            )
