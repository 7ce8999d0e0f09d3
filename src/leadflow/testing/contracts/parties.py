"""
The callers in the contracts about scopes and lists, and the partners that they see.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve

from leadflow.core.access import PartnerParty, Party, ProgramParty, Role, SupplierParty, Visibility
from leadflow.core.leads import LeadKind
from leadflow.testing.record_builders import a_partner

__all__ = ["PARTIES", "PARTNERS"]

_APPS: Final = {"north": ("maps", "Chat"), "south": ("chat",), "west": ("maps",)}
PARTNERS: Final = tuple(
    evolve(
        a_partner(name, name.title()),
        groups=groups,
        tier="gold" if "gold" in groups else None,
        embedded_apps=_APPS.get(name, ()),
        crm_connected=name in ("north", "west"),
    )
    for name, groups in {"north": ("gold", "emea"), "south": ("emea",), "west": (), "east": ("Gold", "emea %")}.items()
)
_WIDE: Final = Role(name="wide", sees=dict.fromkeys(LeadKind, Visibility.ALL))
_MIXED: Final = Role(
    name="mixed", sees={LeadKind.DISTRIBUTED: Visibility.ALL, LeadKind.REGISTERED: Visibility.ASSIGNED}
)
_REVIEWER: Final = Role(name="reviewer", may=["review"])

PARTIES: Final[dict[str, Party]] = {
    "supplier": SupplierParty(id="ann", groups=()),
    "gold": SupplierParty(id="ann", groups=["gold"]),
    "gold_reviewer": SupplierParty(id="ann", groups=["gold"], roles=[_REVIEWER]),
    "gold_and_emea": SupplierParty(id="ann", groups=["gold", "emea"]),
    "unknown_group": SupplierParty(id="ann", groups=["silver"]),
    "program": ProgramParty(name="form"),
    "partner_wide": PartnerParty(id="maja", partner_id="north", roles=[_WIDE]),
    "partner_new": PartnerParty(id="maja", partner_id="north", roles=[Role(name="new")]),
    "partner_mixed": PartnerParty(id="maja", partner_id="south", roles=[_MIXED]),
    "partner_two_roles": PartnerParty(id="ola", partner_id="north", roles=[_MIXED, Role(name="new")]),
    "partner_without_roles": PartnerParty(id="maja", partner_id="north"),
    "unknown_partner": PartnerParty(id="maja", partner_id="nobody", roles=[_WIDE]),
}
"""
By what they are called in tests.
"""
