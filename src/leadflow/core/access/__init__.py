"""
Access: parties with roles, what they may do, and which leads they see.
"""

from __future__ import annotations

from leadflow.core.access.acts import PARTNER_ACTS, SUPPLIER_ACTS, Act
from leadflow.core.access.disclosing import disclosed, discloses, is_disclosed
from leadflow.core.access.parties import PartnerParty, Party, ProgramParty, SupplierParty, actor_of, may
from leadflow.core.access.roles import PARTNER_ADMIN, PARTNER_SALES, SUPPLIER_ADMIN, Role, Visibility
from leadflow.core.access.scopes import Scope, scope_of

__all__ = [
    "PARTNER_ACTS",
    "PARTNER_ADMIN",
    "PARTNER_SALES",
    "SUPPLIER_ACTS",
    "SUPPLIER_ADMIN",
    "Act",
    "PartnerParty",
    "Party",
    "ProgramParty",
    "Role",
    "Scope",
    "SupplierParty",
    "Visibility",
    "actor_of",
    "disclosed",
    "discloses",
    "is_disclosed",
    "may",
    "scope_of",
]
