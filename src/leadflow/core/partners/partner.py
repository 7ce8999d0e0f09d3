"""
The supplier's record of a partner.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, whole
from leadflow.core.partners.people import SupplierContact
from leadflow.core.several import texts
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Layout, Values

__all__ = ["MAX_WEIGHT", "NOTHING_SAID", "Partner"]

MAX_WEIGHT: Final = 10_000
"""
With the largest weight a partner gets 10,000 leads while one of weight 1 gets one.
"""

NOTHING_SAID: Final = Values(Layout(()), ())
"""
Values that say nothing.
"""


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class Partner(KeepsUnknown):
    """
    A partner company in one supplier's programme.

    What the partner's own administrators decide is in `PartnerSettings`, its people in `PartnerPeople`: whoever
    writes this one cannot take back what is there.

    Attributes:
        id: Unique in the programme.
        name: Files name partners by it; compared by its key.
        active: An inactive partner gets no leads.
        groups, tier, territories, specialisations: What routing can ask about.
        attributes: Free fields, declared in ``Schema.partners``.
        crm_connected: True if the partner's CRM takes leads.
        embedded_apps: Codes of the host's for the apps that are embedded in the partner's portal; lists filter by them.
        additional_recipients: Additional recipients that the supplier wants to notify.
        capacity: How many open leads it takes at most, from 0; None means no limit.
        weight: Its share under a weighted tie-break, beside the others': from 1 to 10,000.
        language: Of mail to its people who named none; empty takes the programme's.
        offered_roles: Names of the roles that the partner's administrators may give to users; the supplier may give
            others as well.

    Raises:
        InvalidInput: Id or name say nothing, or a number is out of its range.
    """

    id: str = field(validator=filled)
    name: str = field(validator=filled)
    active: bool = True
    groups: tuple[str, ...] = field(default=(), converter=texts)
    tier: str | None = None
    territories: tuple[str, ...] = field(default=(), converter=texts)
    specialisations: tuple[str, ...] = field(default=(), converter=texts)
    attributes: Values = NOTHING_SAID
    crm_connected: bool = False
    embedded_apps: tuple[str, ...] = field(default=(), converter=texts)
    additional_recipients: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)
    capacity: int | None = field(default=None, validator=whole(0, optional=True))
    weight: int = field(default=1, validator=whole(1, MAX_WEIGHT))
    language: str = ""
    offered_roles: tuple[str, ...] = field(default=(), converter=texts)
