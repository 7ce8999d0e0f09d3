"""
A partner combined with its settings and people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Protocol

from attrs import frozen

from leadflow.core.partners.partner import Partner
from leadflow.core.partners.people import PartnerPeople, PartnerUser, SalesRep, SupplierContact
from leadflow.core.partners.settings import PartnerSettings

__all__ = ["Account", "Accounts", "KnownAccounts"]


@frozen
class Account:
    """
    A partner with its settings and its people.

    Attributes:
        partner: As the supplier keeps it.
        settings: As the partner's administrators keep them.
        people: Its people, with bounces and unsubscriptions.
    """

    partner: Partner
    settings: PartnerSettings
    people: PartnerPeople

    @classmethod
    def of(
        cls, partner: Partner, settings: PartnerSettings | None = None, people: PartnerPeople | None = None
    ) -> Account:
        """
        Combine a partner with its settings and people.

        If omitted, there are no people, and no setting is switched on.
        """
        return cls(
            partner, settings or PartnerSettings(partner_id=partner.id), people or PartnerPeople(partner_id=partner.id)
        )

    @property
    def everyone(self) -> tuple[PartnerUser | SalesRep | SupplierContact, ...]:
        """
        The partner's people, then the supplier's additional recipients: all possible recipients.
        """
        return (*self.people.members, *self.partner.additional_recipients)

    def person(self, person_id: str) -> PartnerUser | SalesRep | SupplierContact | None:
        """
        Return the person with this id; None if there is none.
        """
        return next((one for one in self.everyone if one.id == person_id), None)

    def auto_accepts(self, arrived_at: datetime) -> bool:
        """
        Return whether a lead that arrived at *arrived_at* is accepted at once.
        """
        since = self.settings.auto_accept_since
        return since is not None and arrived_at >= since


class Accounts(Protocol):
    """
    Finds the accounts of partners.
    """

    def of(self, partner: Partner, /) -> Account:
        """
        Return the account of *partner*.
        """


@frozen
class KnownAccounts:
    """
    The accounts of all partners, from records that were read before.

    Attributes:
        settings: Of those partners that have some.
        people: Of those partners that have some.
    """

    settings: tuple[PartnerSettings, ...] = ()
    people: tuple[PartnerPeople, ...] = ()

    def of(self, partner: Partner, /) -> Account:
        """
        Return the account of *partner*.
        """
        return Account.of(partner, self._settings.get(partner.id), self._people.get(partner.id))

    @cached_property
    def _settings(self) -> Mapping[str, PartnerSettings]:
        return {one.partner_id: one for one in self.settings}

    @cached_property
    def _people(self) -> Mapping[str, PartnerPeople]:
        return {one.partner_id: one for one in self.people}
