"""
A partner's people, with bounces and unsubscriptions.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.several import texts
from leadflow.core.text import text_key
from leadflow.core.unknown import KeepsUnknown

__all__ = ["PartnerPeople", "PartnerUser", "Person", "SalesRep", "SupplierContact"]


@frozen(kw_only=True)
class Person:
    """
    Somebody who can get mail about a lead.

    Attributes:
        id: Unique among all people of the supplier's programme.
        email: As it was given; whether mail can be sent to it is checked later.
        first_name, last_name: Empty if not known.
        active: False takes somebody out of everything without losing the record.
        language: What mail is written in, such as ``en`` or ``pt-BR``; empty takes the partner's, else the programme's.
    """

    id: str
    email: str = field(repr=False)
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    active: bool = True
    language: str = ""

    @property
    def name(self) -> str:
        """
        First and last name; empty if neither is known.
        """
        return f"{self.first_name} {self.last_name}".strip()


@checked
@frozen(kw_only=True)
class PartnerUser(Person):
    """
    A person of the partner who can log in.

    Attributes:
        default_recipient: True if notified about leads without an assignee.
        roles: Names of the roles that decide what the user sees.
    """

    default_recipient: bool = False
    roles: tuple[str, ...] = field(default=(), converter=texts)


@checked
@frozen(kw_only=True)
class SalesRep(Person):
    """
    A person of the partner who cannot log in.

    Attributes:
        default_recipient: True if notified about leads without an assignee.
    """

    default_recipient: bool = False


@checked
@frozen(kw_only=True)
class SupplierContact(Person):
    """
    An additional recipient of the supplier for a partner's leads.
    """


def _once_each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _users(given: Iterable[PartnerUser]) -> tuple[PartnerUser, ...]:
    return tuple(given)


def _sales_reps(given: Iterable[SalesRep]) -> tuple[SalesRep, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class PartnerPeople(KeepsUnknown):
    """
    The people of a partner, with their bounces and unsubscriptions.

    The last two attributes are about persons and addresses that may be gone, or be additional recipients of the
    supplier: somebody who comes back has not asked for reminders again.

    Attributes:
        partner_id: Whose people.
        users: In the order in which they were added.
        sales_reps: In the order in which they were added.
        unsubscribed: Ids of those who asked for no more reminders and update requests, sorted.
        bounced: Addresses that mail came back from for good, sorted. A new address is tried.
    """

    partner_id: str = field(validator=filled)
    users: tuple[PartnerUser, ...] = field(default=(), converter=_users)
    sales_reps: tuple[SalesRep, ...] = field(default=(), converter=_sales_reps)
    unsubscribed: tuple[str, ...] = field(default=(), converter=_once_each)
    bounced: tuple[str, ...] = field(default=(), converter=_once_each, repr=False)

    @property
    def members(self) -> tuple[PartnerUser | SalesRep, ...]:
        """
        Users, then sales reps: all possible assignees.
        """
        return (*self.users, *self.sales_reps)

    def member(self, person_id: str) -> PartnerUser | SalesRep | None:
        """
        Return the user or sales rep with this id; None if there is none.
        """
        return next((one for one in self.members if one.id == person_id), None)

    def has_bounced(self, address: str) -> bool:
        """
        Return whether *address* has bounced; letter case is ignored.
        """
        return bool(self.bounced) and text_key(address) in map(text_key, self.bounced)
