"""
Which leads are likely the same prospect twice.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from leadflow.core.companies import CompanyEvidence, company_of, match_companies
from leadflow.core.leads import Lead
from leadflow.core.text import text_key

__all__ = ["DuplicatePair", "likely_duplicate"]


@frozen(kw_only=True)
class DuplicatePair:
    """
    Two leads that are likely one prospect.

    Attributes:
        lead: The one that was received first.
        other: The one that came later.
        evidence: By what they are: the same address, or the same person at one company by this.
    """

    lead: Lead
    other: Lead
    evidence: CompanyEvidence


def likely_duplicate(lead: Lead, other: Lead, *, free_mail: Collection[str]) -> CompanyEvidence | None:
    """
    Return by which evidence two leads are likely one prospect; None if they are not.

    They are of one campaign, and have the same address, or the same name of a person at the same company. Two people of
    one company are two prospects.

    Args:
        lead, other: The leads, in any order.
        free_mail: Domains of mail providers.
    """
    if lead.campaign_id != other.campaign_id:
        return None
    email = lead.key("email")
    if email is not None and email == other.key("email"):
        return CompanyEvidence.EMAIL
    person = _person(lead)
    if not person or person != _person(other):
        return None
    found = match_companies(company_of(lead.values), company_of(other.values), free_mail=free_mail)
    return found.evidence if found.same else None


def _person(lead: Lead) -> str:
    """
    Return the name of the person as it is compared; empty if not both names are said.
    """
    said = [lead.values.get(name) for name in ("first_name", "last_name")]
    names = [text_key(one) for one in said if isinstance(one, str)]
    if len(names) == 2:
        return " ".join(names)
    whole = lead.values.get("full_name")
    key = text_key(whole) if isinstance(whole, str) else ""
    return key if " " in key else ""
