"""
The caller of a desk, and what they may see and do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import Factory, field, frozen

from leadflow.core.access import Act, Party, ProgramParty, Scope, actor_of, may, scope_of
from leadflow.core.facts import Actor, Channel
from leadflow.core.leads import Lead
from leadflow.core.observations import ActRefused
from leadflow.core.partners import Partner
from leadflow.errors import NotAllowed, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.required_records import partner_missing
from leadflow.services.operations.setting import Setting

__all__ = ["Caller", "calling"]


@frozen(kw_only=True)
class Caller:
    """
    A party at a desk of a supplier.

    Attributes:
        setting: What the desk works with.
        party: Who calls.
        channel: The way they came by.
        system: The other system that they came by; None for none.
        scope: Which leads they see; made of the party.
    """

    setting: Setting
    party: Party
    channel: Channel
    system: str | None = None
    scope: Scope = field(
        init=False,
        default=Factory(
            lambda caller: scope_of(caller.party, hidden=caller.setting.programme.hidden_until_accepted),
            takes_self=True,
        ),
    )

    @property
    def actor(self) -> Actor:
        """
        The actor in the events of everything they do.
        """
        return actor_of(self.party, self.channel, self.system)

    @property
    def party_id(self) -> str:
        """
        Who calls: the id of the person, or the name of the program.
        """
        return self.party.name if isinstance(self.party, ProgramParty) else self.party.id

    def check(self, act: Act, lead_id: str | None = None) -> None:
        """
        Make sure that they may do *act*, with a lead if one is named.

        Raises:
            NotAllowed: None of their roles allows it.
        """
        if not may(self.party, act):
            raise self.refusing(act, lead_id)

    def refusing(self, act: Act, lead_id: str | None = None) -> NotAllowed:
        """
        Report that they may not do *act*, and return what to raise.
        """
        self.refused(act, "not_allowed", lead_id)
        return NotAllowed(act.value)

    def refused(self, act: Act, why: str, lead_id: str | None = None) -> None:
        """
        Report that they were refused *act*.
        """
        refused = ActRefused(supplier_id=self.setting.supplier_id, act=act.value, code=why, lead_id=lead_id)
        self.setting.report(refused)

    def lead(self, unit: UnitOfWork, lead_id: str) -> Lead:
        """
        Read a lead that they see.

        Raises:
            NotFound: This supplier has no such lead, or they do not see it.
        """
        lead = unit.leads.get(lead_id)
        partner = None
        if self.scope.groups is not None and lead.partner_id is not None:
            partner = unit.records.one(Partner, lead.partner_id)
        if not self.scope.sees(lead, partner):
            raise NotFound("lead", lead_id)
        return lead

    def lead_to(self, act: Act, unit: UnitOfWork, lead_id: str) -> Lead:
        """
        Read a lead for *act*; a lead that they do not see looks unknown.

        Raises:
            NotFound: This supplier has no such lead, or they do not see it.
            NotAllowed: They see it, and none of their roles allows the act.
        """
        lead = self.lead(unit, lead_id)
        self.check(act, lead_id)
        return lead

    def seen(self, unit: UnitOfWork, leads: Iterable[Lead]) -> Iterator[Lead]:
        """
        Return those of *leads* that they see, in the same order.
        """
        limited = self.scope.groups is not None
        partners = {one.id: one for one in unit.records.all(Partner)} if limited else {}
        return (lead for lead in leads if self.scope.sees(lead, partners.get(lead.partner_id or "")))

    def partner(self, unit: UnitOfWork, partner_id: str) -> Partner:
        """
        Read a partner that they see.

        Raises:
            NotFound: This supplier has no such partner, or they do not see it.
        """
        partner = unit.records.one(Partner, partner_id)
        if partner is None or not self.scope.covers(partner):
            raise partner_missing(unit, partner_id, self.scope)
        return partner


def calling(setting: Setting, party: Party, channel: Channel | None, system: str | None = None) -> Caller:
    """
    Return *party* at a desk; without a channel a person comes by the portal, and a program by the API.
    """
    usual = Channel.API if isinstance(party, ProgramParty) else Channel.PORTAL
    return Caller(setting=setting, party=party, channel=channel or usual, system=system)
