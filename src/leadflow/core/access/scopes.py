"""
Scopes: which leads a party sees.
"""

from __future__ import annotations

from typing import Final, assert_never

from attrs import frozen

from leadflow.core.access.acts import Act
from leadflow.core.access.disclosing import disclosed
from leadflow.core.access.parties import PartnerParty, Party, ProgramParty, SupplierParty, may
from leadflow.core.access.roles import Visibility
from leadflow.core.arguments import checked
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.partners import Partner

__all__ = ["Scope", "scope_of"]

_SHARED: Final = frozenset({LeadKind.DISTRIBUTED, LeadKind.REGISTERED})


@frozen(kw_only=True)
class Scope:
    """
    Which leads of a supplier a party sees; made by `scope_of`. One that says nothing shows nothing.

    Attributes:
        whole: Kinds of which every lead is seen.
        own: Kinds of which only leads that name this person or nobody are seen. Kinds in neither are not seen.
        person_id: Whom *own* means.
        partner_id: Only leads of this partner; None means no limit.
        groups: Only leads of partners in one of these groups; None means no limit.
        unplaced: Also leads without a partner.
        deactivated: Also deactivated leads.
        hidden: Fields whose values are absent until a lead is disclosed; see `disclosed`.
    """

    whole: frozenset[LeadKind] = frozenset()
    own: frozenset[LeadKind] = frozenset()
    person_id: str | None = None
    partner_id: str | None = None
    groups: frozenset[str] | None = None
    unplaced: bool = False
    deactivated: bool = False
    hidden: frozenset[str] = frozenset()

    def sees(self, lead: Lead, partner: Partner | None) -> bool:
        """
        Return whether *lead* is seen; *partner* is the lead's, None if it has none or that is not known.
        """
        if not (lead.active or self.deactivated):
            return False
        if lead.kind not in self.whole and (
            lead.kind not in self.own or lead.assignee_id not in (None, self.person_id)
        ):
            return False
        if lead.partner_id is None:
            return self.unplaced
        if partner is not None and partner.id == lead.partner_id:
            return self.covers(partner)
        return self.groups is None and self.partner_id in (None, lead.partner_id)

    def shown(self, lead: Lead) -> Lead:
        """
        Return a lead that is seen, without the values that are hidden.
        """
        return disclosed(lead, self.hidden) if self.hidden else lead

    def sees_event(self, lead: Lead, partner: Partner | None, partner_then: str | None, seq: int) -> bool:
        """
        Return whether the event *seq* of *lead* is seen, once which the lead was at *partner_then*.

        A partner's people see what happened while a lead that they see was at their partner; a supplier's people and
        programs what happened since it is not private any more.
        """
        if self.partner_id is None and seq < lead.registered:
            return False
        return self.partner_id in (None, partner_then) and self.sees(lead, partner)

    @property
    def unlimited(self) -> bool:
        """
        True if it shows every lead that partners do not keep to themselves.
        """
        limits = (self.partner_id, self.groups)
        return limits == (None, None) and self.unplaced and self.deactivated and self.whole >= _SHARED

    def covers(self, partner: Partner) -> bool:
        """
        Return whether *partner* is one of those whose leads and people are seen.
        """
        if self.partner_id not in (None, partner.id):
            return False
        return self.groups is None or not self.groups.isdisjoint(partner.groups)


@checked
def scope_of(party: Party, *, hidden: frozenset[str] = frozenset()) -> Scope:
    """
    Return which leads *party* sees.

    A supplier's people and programs see every lead that is not private, a partner's people the active leads of their
    partner as their roles say.

    Args:
        party: Who asks.
        hidden: Fields whose values partners see only once they have accepted, as
            `leadflow.Programme.hidden_until_accepted`; nothing is hidden from the supplier.
    """
    match party:
        case SupplierParty():
            limited = bool(party.groups)
            return Scope(
                whole=_SHARED,
                groups=party.groups if limited else None,
                unplaced=not limited or may(party, Act.REVIEW),
                deactivated=True,
            )
        case PartnerParty():
            visible = [(kind, sees) for role in party.roles for kind, sees in role.sees.items()]
            whole = frozenset(kind for kind, sees in visible if sees is Visibility.ALL)
            return Scope(
                whole=whole,
                own=frozenset(kind for kind, _ in visible) - whole,
                person_id=party.id,
                partner_id=party.partner_id,
                hidden=hidden,
            )
        case ProgramParty():
            return Scope(whole=_SHARED, unplaced=True, deactivated=True)
        case _:
            assert_never(party)
