"""
Who changes and who reads which settings.
"""

from __future__ import annotations

from typing import Final

import pytest
from tests.core.builders import a_contact, a_rep, a_user, an_account

from leadflow.core.access import (
    PARTNER_ADMIN,
    PARTNER_SALES,
    SUPPLIER_ADMIN,
    PartnerParty,
    Party,
    ProgramParty,
    SupplierParty,
)
from leadflow.core.criteria import where
from leadflow.core.registration import AutoRegistration, AutoRegistrationMode, RegistrationRule
from leadflow.core.settings import AllSettings, SettingName, may_change, may_read

ADMIN: Final = PartnerParty(id="maja", partner_id="p1", roles=(PARTNER_ADMIN,))
SALES: Final = PartnerParty(id="ola", partner_id="p1", roles=(PARTNER_SALES,))
OFFICE: Final = SupplierParty(id="ann", groups=frozenset(), roles=(SUPPLIER_ADMIN,))
NORDIC: Final = SupplierParty(id="bo", groups=frozenset({"nordic"}), roles=(SUPPLIER_ADMIN,))
VISITOR: Final = SupplierParty(id="cy", groups=frozenset())
PROGRAM: Final = ProgramParty(name="sync")

PEOPLE: Final = {"users", "sales_reps"}
OF_THE_PARTNER: Final = {
    "default_users",
    "default_sales_reps",
    "auto_accept",
    "auto_registration",
    "own_rules",
    "ignored_companies",
}
OF_THE_SUPPLIER: Final = {"additional_recipients", "managed_rules", "paused", "roles"}
EVERYTHING: Final = PEOPLE | OF_THE_PARTNER | OF_THE_SUPPLIER


@pytest.mark.parametrize(
    ("party", "changes", "reads"),
    [
        (ADMIN, PEOPLE | OF_THE_PARTNER, EVERYTHING),
        (SALES, set(), set()),
        (OFFICE, PEOPLE | OF_THE_SUPPLIER, EVERYTHING - {"own_rules", "ignored_companies"}),
        (NORDIC, PEOPLE | OF_THE_SUPPLIER - {"managed_rules"}, EVERYTHING - {"own_rules", "ignored_companies"}),
        (VISITOR, set(), set()),
        (PROGRAM, PEOPLE | OF_THE_SUPPLIER, EVERYTHING - {"own_rules", "ignored_companies"}),
    ],
)
def test_each_side_has_its_settings(party: Party, changes: set[str], reads: set[str]) -> None:
    """
    The partner's administrators change the partner's settings and see the supplier's; the supplier never sees what
    tells of private leads, and nobody without the act sees or changes anything.
    """
    assert {one.value for one in SettingName if may_change(party, one)} == changes
    assert {one.value for one in SettingName if may_read(party, one)} == reads


def test_all_settings_stand_in_one_value() -> None:
    """
    Both sides' settings stand in one value, and what the reader is not shown is empty.
    """
    rule = RegistrationRule(name="Hot", criteria=where("lead_score", "greater", 50))
    account = an_account(
        users=(a_user("u"), a_user("v", active=False)),
        sales_reps=(a_rep("r"), a_rep("s", default=False)),
        additional_recipients=(a_contact("c"),),
    )
    kept = AutoRegistration(
        partner_id="p1", mode=AutoRegistrationMode.OWN_RULES, rules=(rule,), ignored_companies=("Acme",)
    )
    whole = AllSettings.of(account, kept, (rule,), ADMIN)
    assert [one.id for one in whole.default_users] == ["u"]
    assert [one.id for one in whole.default_sales_reps] == ["r"]
    assert (whole.own_rules, whole.ignored_companies, whole.managed_rules) == ((rule,), ("Acme",), (rule,))
    part = AllSettings.of(account, kept, (rule,), OFFICE)
    assert (part.own_rules, part.ignored_companies) == ((), ())
    assert part.auto_registration is AutoRegistrationMode.OWN_RULES
    assert part.additional_recipients == whole.additional_recipients
