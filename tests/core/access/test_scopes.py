"""
Scopes: which leads a party sees.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.core.builders import a_lead, a_partner

from leadflow.core.access import (
    PARTNER_ADMIN,
    PARTNER_SALES,
    SUPPLIER_ADMIN,
    Act,
    PartnerParty,
    Party,
    ProgramParty,
    Role,
    Scope,
    SupplierParty,
    Visibility,
    scope_of,
)
from leadflow.core.leads import Lead, LeadKind

GOLD = a_partner("gold", groups=("gold", "emea"))
EMEA = a_partner("emea", groups=("emea",))
BARE = a_partner("bare")
PARTNERS = {one.id: one for one in (GOLD, EMEA, BARE)}

EVERYTHING = Role(name="everything", sees=dict.fromkeys(LeadKind, Visibility.ALL), may=Act)


def at(
    partner_id: str | None, assignee_id: str | None = None, *, kind: str = "distributed", active: bool = True
) -> Lead:
    """
    Return a lead at a partner.
    """
    return evolve(a_lead(), partner_id=partner_id, assignee_id=assignee_id, kind=LeadKind(kind), active=active)


def sees(party: Party, lead: Lead) -> bool:
    """
    Say whether *party* sees *lead*, with its partner as it is known.
    """
    return scope_of(party).sees(lead, PARTNERS.get(lead.partner_id or ""))


def maja(*roles: Role) -> PartnerParty:
    """
    Return a user of the partner *gold*.
    """
    return PartnerParty(id="maja", partner_id="gold", roles=roles)


def ann(*groups: str, roles: tuple[Role, ...] = ()) -> SupplierParty:
    """
    Return a user of the supplier, limited to *groups* if there are any.
    """
    return SupplierParty(id="ann", groups=groups, roles=roles)


def test_partner_user_sees_own_partner_only() -> None:
    """
    No role opens the leads of another partner, or those without one.
    """
    assert sees(maja(EVERYTHING), at("gold"))
    assert not sees(maja(EVERYTHING), at("emea"))
    assert not sees(maja(EVERYTHING), at(None))


@pytest.mark.parametrize(("assignee", "seen"), [("maja", True), (None, True), ("ola", False)])
def test_new_role_shows_assigned_leads(assignee: str | None, seen: bool) -> None:
    """
    Those that name the user or nobody, of every kind.
    """
    new = maja(Role(name="new"))

    assert [sees(new, at("gold", assignee, kind=kind)) for kind in LeadKind] == [seen] * 3


def test_no_role_shows_nothing() -> None:
    """
    A partner's user whose roles were forgotten sees no lead.
    """
    assert not any(sees(maja(), at("gold", who)) for who in (None, "maja"))


def test_kinds_have_their_own_visibility() -> None:
    """
    All distributed leads may be seen, and only the assigned ones of those that were registered.
    """
    role = Role(name="mixed", sees={"distributed": "all", "registered": "assigned"})

    assert sees(maja(role), at("gold", "ola"))
    assert not sees(maja(role), at("gold", "ola", kind="registered"))
    assert sees(maja(role), at("gold", "maja", kind="registered"))
    assert not sees(maja(role), at("gold", "maja", kind="private"))


def test_widest_role_wins() -> None:
    """
    A second role takes nothing away, in whichever order they stand.
    """
    wide = Role(name="wide", sees={LeadKind.REGISTERED: Visibility.ALL})
    for roles in ((PARTNER_SALES, wide), (wide, PARTNER_SALES)):
        assert sees(maja(*roles), at("gold", "ola", kind="registered"))
        assert not sees(maja(*roles), at("gold", "ola"))
        assert sees(maja(*roles), at("gold"))


def test_supplier_sees_all_but_private_leads() -> None:
    """
    A supplier without limits and a program see all leads except private ones.
    """
    for party in (ann(), ann(roles=(EVERYTHING,)), ProgramParty(name="form")):
        assert [sees(party, at("gold", kind=kind)) for kind in LeadKind] == [True, True, False]
        assert sees(party, at(None))
        assert sees(party, at("unknown"))


def test_groups_limit_a_supplier_user() -> None:
    """
    A user with groups sees only leads of partners in one of them.
    """
    assert [sees(ann("gold"), at(one)) for one in ("gold", "emea", "bare", "unknown", None)] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert [sees(ann("gold", "emea"), at(one)) for one in ("gold", "emea", "bare")] == [True, True, False]


def test_review_opens_leads_without_a_partner() -> None:
    """
    The act `review` shows leads without a partner to a limited user.
    """
    reviewer = ann("gold", roles=(Role(name="reviewer", may=["review"]),))

    assert sees(reviewer, at(None))
    assert not sees(reviewer, at("bare"))


def test_deactivated_leads_are_the_supplier_s() -> None:
    """
    They leave the partner's account; the supplier still sees them.
    """
    assert not sees(maja(PARTNER_ADMIN), at("gold", "maja", active=False))
    assert sees(ann(roles=(SUPPLIER_ADMIN,)), at("gold", active=False))
    assert not sees(ann("emea"), at("bare", active=False))
    assert sees(ProgramParty(name="form"), at("gold", active=False))


def test_partner_of_an_equal_id_is_the_lead_s() -> None:
    """
    Ids are compared by what they say: a partner and a lead that were read apart belong together.
    """
    read_apart = evolve(GOLD, id="".join(["go", "ld"]))

    assert scope_of(ann("gold")).sees(at("gold"), read_apart)


def test_scope_is_made_by_keywords() -> None:
    """
    Places cannot be mixed up, since there are none.
    """
    with pytest.raises(TypeError):
        Scope(frozenset(LeadKind))  # type: ignore[call-arg]  # as is refused


def test_scope_that_says_nothing_shows_nothing() -> None:
    """
    An omitted part of a scope shows less, never more.
    """
    assert not any(
        Scope().sees(at(one, kind=kind), PARTNERS.get(one or "")) for one in ("gold", None) for kind in LeadKind
    )


def test_another_partner_than_the_lead_s_does_not_open_it() -> None:
    """
    Groups count only if they are those of the partner that the lead names.
    """
    assert not scope_of(ann("gold")).sees(at("bare"), GOLD)
    assert not scope_of(ann("gold")).sees(at("silver"), GOLD)
    assert not scope_of(ann("emea")).sees(at("zinc"), EMEA)
