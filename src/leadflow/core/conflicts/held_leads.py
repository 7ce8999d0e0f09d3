"""
Who has a prospect, what is asked of a store to find out, and whether two have the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.companies import CompanyEvidence, CompanyRecord, company_keys, company_of, match_companies
from leadflow.core.conflicts.policy import ConflictPolicy, ConflictReach
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, RegistrationStatus
from leadflow.core.text import text_key

__all__ = [
    "REQUESTED",
    "HeldLead",
    "HeldLeadQuery",
    "asks_for",
    "conflict_query",
    "held_lead",
    "match_keys",
    "same_prospect",
]


REQUESTED: Final = frozenset({RegistrationStatus.SUBMITTED, RegistrationStatus.RETURNED})
"""
The registrations of private leads that the supplier has before it.
"""


@frozen(kw_only=True)
class HeldLead:
    """
    A lead that somebody has or has asked for, by what conflicts are judged by.

    Attributes:
        lead_id: Of the lead.
        partner_id: Who has it; None is the supplier.
        campaign_id: Its campaign; None if it has none.
        received_at: When it reached the host, in UTC.
        requested: True for a private lead that the supplier has been asked to register.
        company: What it says of its company, with the e-mail address of the person.
    """

    lead_id: str
    partner_id: str | None
    campaign_id: str | None
    received_at: datetime
    requested: bool = False
    company: CompanyRecord = field(repr=False)


@frozen(kw_only=True)
class HeldLeadQuery:
    """
    Which leads may be in conflict with another.

    Attributes:
        keys: They share one of these; see `leadflow.core.companies.company_keys`.
        reach: In the campaign *campaign_id* only, or in any.
        campaign_id: The campaign; None are leads without one.
        other_than: They are at another partner than this one, or at none; None leaves leads of all partners.
    """

    keys: frozenset[str] = field(repr=False)
    reach: ConflictReach
    campaign_id: str | None
    other_than: str | None


def held_lead(lead: Lead) -> HeldLead | None:
    """
    Return *lead* as conflicts are judged by it; None if nobody has it.

    Nobody has a lead that is deactivated or rejected, one whose protection has ended, and a private one unless the
    supplier has been asked to register it.
    """
    asked = lead.kind is not LeadKind.PRIVATE or lead.registration in REQUESTED
    ended = lead.registration is RegistrationStatus.EXPIRED
    if not (lead.active and asked) or ended or lead.status is DistributionStatus.REJECTED:
        return None
    return HeldLead(
        lead_id=lead.id,
        partner_id=lead.partner_id,
        campaign_id=lead.campaign_id,
        received_at=lead.received_at,
        requested=lead.kind is LeadKind.PRIVATE,
        company=company_of(lead.values),
    )


def match_keys(said: Mapping[str, object]) -> frozenset[str]:
    """
    Return the keys by which stores find a lead that says this, those of mail providers among them.
    """
    return company_keys(company_of(said), free_mail=())


def conflict_query(
    company: CompanyRecord, *, campaign_id: str | None, partner_id: str | None, policy: ConflictPolicy
) -> HeldLeadQuery:
    """
    Return what a store is asked to find out whether somebody other than *partner_id* has the prospect.
    """
    keys = company_keys(company, free_mail=policy.free_mail)
    return HeldLeadQuery(keys=keys, reach=policy.within, campaign_id=campaign_id, other_than=partner_id)


def same_prospect(one: CompanyRecord, other: CompanyRecord, *, free_mail: Collection[str]) -> CompanyEvidence | None:
    """
    Return by which evidence two records are of one person or one company; None if they are not.
    """
    if one.email and text_key(one.email) == text_key(other.email):
        return CompanyEvidence.EMAIL
    found = match_companies(one, other, free_mail=free_mail)
    return found.evidence if found.same else None


def asks_for(query: HeldLeadQuery, held: HeldLead) -> bool:
    """
    Return whether *query* asks for a lead, regardless of its keys.
    """
    apart = query.other_than is not None and held.partner_id == query.other_than
    return not apart and (query.reach is ConflictReach.ANYWHERE or held.campaign_id == query.campaign_id)
