"""
The record of a partner that the supplier keeps.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.partners.people import SupplierContact
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Layout, Values

__all__ = ["NOTHING_SAID", "Partner"]

NOTHING_SAID: Final = Values(Layout(()), ())
"""
Values that say nothing.
"""


@frozen(kw_only=True)
class Partner(KeepsUnknown):
    """
    A company account in one supplier's programme, as the supplier keeps it.

    What the partner's own administrators decide stands in `PartnerSettings`, its people in `PartnerPeople`: whoever
    writes this one cannot take back what stands there.

    Attributes:
        id: Unique in the programme.
        name: Files name partners by it; compared by its key.
        active: An inactive partner gets no leads.
        groups, tier, territories, specialisations: What routing can ask about.
        attributes: Free fields, declared in ``Schema.partners``.
        crm_connected: True if the partner's CRM takes leads.
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
    additional_recipients: tuple[SupplierContact, ...] = ()
    capacity: int | None = None
    weight: int = 1
    language: str = ""
