"""
Partners, as three records by who may change them, and campaigns.
"""

from __future__ import annotations

from leadflow.core.partners.account import Account, Accounts, KnownAccounts
from leadflow.core.partners.campaigns import Campaign, CampaignDirectory
from leadflow.core.partners.directory import PartnerDirectory
from leadflow.core.partners.membership import Membership
from leadflow.core.partners.partner import NOTHING_SAID, Partner
from leadflow.core.partners.pause import PartnerPause
from leadflow.core.partners.people import PartnerPeople, PartnerUser, Person, SalesRep, SupplierContact
from leadflow.core.partners.settings import PartnerSettings, switch_auto_accept

__all__ = [
    "NOTHING_SAID",
    "Account",
    "Accounts",
    "Campaign",
    "CampaignDirectory",
    "KnownAccounts",
    "Membership",
    "Partner",
    "PartnerDirectory",
    "PartnerPause",
    "PartnerPeople",
    "PartnerSettings",
    "PartnerUser",
    "Person",
    "SalesRep",
    "SupplierContact",
    "switch_auto_accept",
]
