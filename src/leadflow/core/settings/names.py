"""
The settings of a partner: whose they are, who changes them and who reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from leadflow.core.access import Act, PartnerParty, Party, SupplierParty, may

__all__ = ["SETTERS", "SettingName", "may_change", "may_read"]


class SettingName(StrEnum):
    """
    A setting of a partner.

    Attributes:
        USERS, SALES_REPS: The partner's people: their names, addresses and languages, and whether they are active.
        DEFAULT_USERS, DEFAULT_SALES_REPS: Who is mailed about leads without an assignee.
        AUTO_ACCEPT: Whether leads are accepted at once.
        AUTO_REGISTRATION: Whose rules register private leads.
        OWN_RULES: The partner's own rules.
        IGNORED_COMPANIES: Companies whose leads no rule registers.
        ADDITIONAL_RECIPIENTS: Whom the supplier has mailed as well.
        MANAGED_RULES: The supplier's rules that are for the partner.
        PAUSED: Whether routing passes the partner over.
        ROLES: The roles of the partner's users, and which of them its administrators may give.
    """

    USERS = "users"
    SALES_REPS = "sales_reps"
    DEFAULT_USERS = "default_users"
    DEFAULT_SALES_REPS = "default_sales_reps"
    AUTO_ACCEPT = "auto_accept"
    AUTO_REGISTRATION = "auto_registration"
    OWN_RULES = "own_rules"
    IGNORED_COMPANIES = "ignored_companies"
    ADDITIONAL_RECIPIENTS = "additional_recipients"
    MANAGED_RULES = "managed_rules"
    PAUSED = "paused"
    ROLES = "roles"


SETTERS: Final[Mapping[SettingName, tuple[Act | None, Act | None]]] = {
    SettingName.USERS: (Act.SAVE_PEOPLE, Act.SAVE_PEOPLE),
    SettingName.SALES_REPS: (Act.SAVE_PEOPLE, Act.SAVE_PEOPLE),
    SettingName.DEFAULT_USERS: (Act.SAVE_SETTINGS, None),
    SettingName.DEFAULT_SALES_REPS: (Act.SAVE_SETTINGS, None),
    SettingName.AUTO_ACCEPT: (Act.SAVE_SETTINGS, None),
    SettingName.AUTO_REGISTRATION: (Act.SAVE_SETTINGS, None),
    SettingName.OWN_RULES: (Act.SAVE_SETTINGS, None),
    SettingName.IGNORED_COMPANIES: (Act.SAVE_SETTINGS, None),
    SettingName.ADDITIONAL_RECIPIENTS: (None, Act.SAVE_PARTNERS),
    SettingName.MANAGED_RULES: (None, Act.SAVE_PARTNERS),
    SettingName.PAUSED: (None, Act.SAVE_PARTNERS),
    SettingName.ROLES: (None, Act.SAVE_PARTNERS),
}
"""
The act with which a partner's people change a setting, and the act with which the supplier's do; None: they cannot.

The supplier adds people too, since a new partner has nobody who could.
"""

_BESIDE_PRIVATE_LEADS: Final = frozenset({SettingName.OWN_RULES, SettingName.IGNORED_COMPANIES})
"""
Settings that mention leads which the supplier does not see.
"""


def may_change(party: Party, setting: SettingName) -> bool:
    """
    Return whether *party* may change a setting of the partners that it sees.

    The supplier's rules are for all partners, so a user of the supplier who is limited to groups does not change them.
    """
    of_partner, of_supplier = SETTERS[setting]
    act = of_partner if isinstance(party, PartnerParty) else of_supplier
    if act is None or not may(party, act):
        return False
    limited = isinstance(party, SupplierParty) and bool(party.groups)
    return setting is not SettingName.MANAGED_RULES or not limited


def may_read(party: Party, setting: SettingName) -> bool:
    """
    Return whether *party* is shown a setting of the partners that it sees.

    A partner's administrators are shown all of them; the supplier all but those that mention private leads.
    """
    if isinstance(party, PartnerParty):
        return may(party, Act.SAVE_SETTINGS)
    return setting not in _BESIDE_PRIVATE_LEADS and may(party, Act.SAVE_PARTNERS)
