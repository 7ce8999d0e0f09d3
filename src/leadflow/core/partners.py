"""
Partners, their people, and campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Final

from attrs import field, frozen

from leadflow.core.text import text_key
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Layout, Values

__all__ = ["NOTHING_SAID", "Campaign", "Partner", "PartnerUser", "Person", "Roster", "SalesRep", "SupplierContact"]

NOTHING_SAID: Final = Values(Layout(()), ())
"""
Values that say nothing.
"""


class PersonKind(StrEnum):
    """
    What somebody is to a partner.
    """

    USER = "user"
    SALES_REP = "sales_rep"
    SUPPLIER_CONTACT = "supplier_contact"


@frozen(kw_only=True)
class Person:
    """
    Somebody who can be told about a lead.

    Attributes:
        id: Unique among all people of the supplier's programme.
        email: As it was given; whether mail can be sent to it is judged when it is needed.
        first_name, last_name: Empty if not known.
        active: False takes somebody out of everything without losing the record.
        language: What mail is written in, such as ``en`` or ``pt-BR``; empty takes the partner's, else the programme's.
        reminders: False after somebody has asked for no more reminders and update requests.
        bounced: The address that mail came back from for good; None if none did. A new address is tried.
    """

    id: str
    email: str = field(repr=False)
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    active: bool = True
    language: str = ""
    reminders: bool = True
    bounced: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """
        First and last name; empty if neither is known.
        """
        return f"{self.first_name} {self.last_name}".strip()


@frozen(kw_only=True)
class PartnerUser(Person):
    """
    A person of the partner who can log in.

    Attributes:
        default_recipient: Told about leads that name nobody.
        roles: Names of the roles that decide what the user sees.
    """

    default_recipient: bool = False
    roles: tuple[str, ...] = ()


@frozen(kw_only=True)
class SalesRep(Person):
    """
    A person of the partner who cannot log in.

    Attributes:
        default_recipient: Told about leads that name nobody.
    """

    default_recipient: bool = False


@frozen(kw_only=True)
class SupplierContact(Person):
    """
    Somebody whom the supplier wants told about a partner's leads.
    """


@frozen(kw_only=True)
class Partner(KeepsUnknown):
    """
    A company account in one supplier's programme.

    Attributes:
        id: Unique in the programme.
        name: Files name partners by it; compared by its key.
        active: An inactive partner gets no leads.
        groups, tier, territories, specialisations: What routing can ask about.
        attributes: Free fields, declared in ``Schema.partners``.
        crm_connected: True if the partner's CRM takes leads.
        auto_accept_since: Leads that arrive from then on (inclusive, UTC) are accepted at once and nobody is mailed;
            None: the partner decides on each.
        users: In the order in which they were added.
        sales_reps: In the order in which they were added.
        additional_recipients: Whom the supplier wants told besides.
        capacity: How many open leads it takes at most; None is no limit.
        weight: Its share under a weighted tie-break, beside the others'.
        language: Of mail to its people who named none; empty takes the programme's.
    """

    id: str
    name: str
    active: bool = True
    groups: tuple[str, ...] = ()
    tier: str | None = None
    territories: tuple[str, ...] = ()
    specialisations: tuple[str, ...] = ()
    attributes: Values = NOTHING_SAID
    crm_connected: bool = False
    auto_accept_since: datetime | None = None
    users: tuple[PartnerUser, ...] = ()
    sales_reps: tuple[SalesRep, ...] = ()
    additional_recipients: tuple[SupplierContact, ...] = ()
    capacity: int | None = None
    weight: int = 1
    language: str = ""

    @property
    def people(self) -> tuple[PartnerUser | SalesRep, ...]:
        """
        Users, then sales reps: whom a lead can be assigned to.
        """
        return (*self.users, *self.sales_reps)

    @property
    def everyone(self) -> tuple[PartnerUser | SalesRep | SupplierContact, ...]:
        """
        The partner's people, then the supplier's additional recipients: whoever can be told about its leads.
        """
        return (*self.users, *self.sales_reps, *self.additional_recipients)

    def person(self, person_id: str) -> PartnerUser | SalesRep | SupplierContact | None:
        """
        Return the person with this id; None if there is none.
        """
        return next((one for one in self.everyone if one.id == person_id), None)

    def auto_accepts(self, arrived_at: datetime) -> bool:
        """
        Say whether a lead that arrived at *arrived_at* is accepted at once.
        """
        return self.auto_accept_since is not None and arrived_at >= self.auto_accept_since


@frozen(kw_only=True)
class Campaign(KeepsUnknown):
    """
    What a lead was won by.

    Attributes:
        id: Unique in the programme.
        name: Files name campaigns by it.
        status, type, owner: Free words; None if not known.
        starts_on, ends_on: Both inclusive; None if open.
        attributes: Free fields, declared in ``Schema.campaigns``.
    """

    id: str
    name: str
    status: str | None = None
    type: str | None = None
    owner: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    attributes: Values = NOTHING_SAID


def _by_id(partners: Iterable[Partner]) -> tuple[Partner, ...]:
    return tuple(sorted(partners, key=attrgetter("id")))


@frozen
class Roster:
    """
    All partners of a programme, in the order of their ids, findable by id and by name.

    Positions in that order stand for partners wherever sets of them are counted.
    """

    partners: tuple[Partner, ...] = field(converter=_by_id)

    @classmethod
    def of(cls, partners: Iterable[Partner]) -> Roster:
        """
        Return a roster of *partners*, in whatever order they come.
        """
        return cls(tuple(partners))

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """
        Where each partner stands, by id.
        """
        return {partner.id: position for position, partner in enumerate(self.partners)}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Partner, ...]]:
        """
        Partners by the key of their name; more than one if they share it.
        """
        found: dict[str, tuple[Partner, ...]] = {}
        for partner in self.partners:
            key = text_key(partner.name)
            found[key] = (*found.get(key, ()), partner)
        return found

    def get(self, partner_id: str) -> Partner | None:
        """
        Return the partner with this id; None if there is none.
        """
        position = self.positions.get(partner_id)
        return None if position is None else self.partners[position]

    def named(self, reference: str) -> tuple[Partner, ...]:
        """
        Return the partner with the id *reference*, else those of that name; empty if there are none.
        """
        partner = self.get(reference)
        return (partner,) if partner else self.by_name.get(text_key(reference), ())
