"""
Parties: the callers of desks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from attrs import field, frozen

from leadflow.core.access.acts import PARTNER_ACTS, SUPPLIER_ACTS, Act
from leadflow.core.access.roles import Role
from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.arguments import checked
from leadflow.core.bounds import filled

__all__ = ["PartnerParty", "Party", "ProgramParty", "SupplierParty", "actor_of", "may"]


def _groups(groups: Iterable[str]) -> frozenset[str]:
    if isinstance(groups, str):
        raise TypeError("groups must be a list of texts, not one text; put it into a list")
    return frozenset(groups)


def _roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    return tuple(roles)


@checked
@frozen(kw_only=True)
class SupplierParty:
    """
    A user of the supplier.

    Attributes:
        id: Who it is; named in the events of everything they do.
        groups: Partner groups that they are limited to, compared character by character; empty means no limit. It has
            to be given, so that nobody is unlimited because it was forgotten.
        roles: What they may do; without any they only look.
    """

    id: str = field(validator=filled)
    groups: frozenset[str] = field(converter=_groups)
    roles: tuple[Role, ...] = field(default=(), converter=_roles)


@checked
@frozen(kw_only=True)
class PartnerParty:
    """
    A user of one partner.

    Attributes:
        id: Who it is; named in the events of everything they do, and is what leads name as assignee.
        partner_id: Whose leads they see.
        roles: What they see and may do; without any they see nothing.
    """

    id: str = field(validator=filled)
    partner_id: str = field(validator=filled)
    roles: tuple[Role, ...] = field(default=(), converter=_roles)


@checked
@frozen(kw_only=True)
class ProgramParty:
    """
    A program of the supplier: a form's backend, an import, a relay, a connector.

    It sees what an unlimited user of the supplier sees, and may do all that a supplier can.

    Attributes:
        name: The name in the events of everything it does.
        system: The other system that it speaks for, such as ``salesforce``; the events name it too. If omitted, none.
    """

    name: str = field(validator=filled)
    system: str | None = None


Party = SupplierParty | PartnerParty | ProgramParty
"""
Who is asking.
"""


def actor_of(party: Party, channel: Channel, system: str | None = None) -> Actor:
    """
    Return the actor for events of *party*, by its channel and *system*.
    """
    match party:
        case SupplierParty():
            return Actor(party.id, channel, Side.SUPPLIER, system)
        case PartnerParty():
            return Actor(party.id, channel, Side.PARTNER, system)
        case ProgramParty():
            return Actor(party.name, channel, Side.PROGRAM, system or party.system)
        case _:
            assert_never(party)


def may(party: Party, act: Act) -> bool:
    """
    Return whether *party* may do *act* on the leads it sees.

    A role that allows what only the other side can do does not help: no partner's user deactivates leads.
    """
    match party:
        case SupplierParty():
            return act in SUPPLIER_ACTS and any(act in role.may for role in party.roles)
        case PartnerParty():
            return act in PARTNER_ACTS and any(act in role.may for role in party.roles)
        case ProgramParty():
            return act in SUPPLIER_ACTS
        case _:
            assert_never(party)
