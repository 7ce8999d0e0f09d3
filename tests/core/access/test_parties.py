"""
Parties: what they may do, and what stands on the events of what they do.
"""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from leadflow.core.access import (
    PARTNER_ACTS,
    PARTNER_ADMIN,
    PARTNER_SALES,
    SUPPLIER_ACTS,
    SUPPLIER_ADMIN,
    Act,
    PartnerParty,
    ProgramParty,
    Role,
    SupplierParty,
    actor_of,
    may,
)
from leadflow.core.actors import Side
from leadflow.core.facts import Actor, Channel

ALL = Role(name="all", may=Act)


def test_nobody_may_do_what_no_role_allows() -> None:
    """
    A user without roles may do nothing, and one with several may do what one of them allows.
    """
    reject, accept = Role(name="r", may=[Act.REJECT]), Role(name="a", may=["accept"])
    two = PartnerParty(id="maja", partner_id="gold", roles=[reject, accept])

    assert not any(may(PartnerParty(id="maja", partner_id="gold"), act) for act in Act)
    assert not any(may(SupplierParty(id="ann", groups=()), act) for act in Act)
    assert {act for act in Act if may(two, act)} == {Act.ACCEPT, Act.REJECT}


def test_a_role_allows_only_what_its_side_can_do() -> None:
    """
    A partner's user deactivates nothing and a supplier's accepts nothing, whatever their roles say.
    """
    assert {act for act in Act if may(PartnerParty(id="m", partner_id="p", roles=[ALL]), act)} == PARTNER_ACTS
    assert {act for act in Act if may(SupplierParty(id="a", groups=(), roles=[ALL]), act)} == SUPPLIER_ACTS
    assert {act for act in Act if may(ProgramParty(name="form"), act)} == SUPPLIER_ACTS


def test_every_act_is_somebody_s() -> None:
    """
    There is no act that nobody can be allowed, and the ready-made roles allow all of them.
    """
    assert PARTNER_ACTS | SUPPLIER_ACTS == set(Act)
    assert SUPPLIER_ADMIN.may == SUPPLIER_ACTS
    assert PARTNER_ADMIN.may == PARTNER_ACTS
    assert PARTNER_SALES.may < PARTNER_ACTS


@pytest.mark.parametrize(
    ("party", "actor"),
    [
        (PartnerParty(id="maja", partner_id="gold"), Actor("maja", Channel.PORTAL, Side.PARTNER)),
        (SupplierParty(id="ann", groups=()), Actor("ann", Channel.PORTAL, Side.SUPPLIER)),
        (ProgramParty(name="import-7", system="sf"), Actor("import-7", Channel.PORTAL, Side.PROGRAM, "sf")),
    ],
)
def test_actor_is_the_party(party: PartnerParty | SupplierParty | ProgramParty, actor: Actor) -> None:
    """
    What stands on the events of a party is its own id or name.
    """
    assert actor_of(party, Channel.PORTAL) == actor


def test_parties_can_be_remembered() -> None:
    """
    They have a hash and can be pickled, so a host may keep what it made for one.
    """
    maja = PartnerParty(id="maja", partner_id="gold", roles=[PARTNER_ADMIN])

    assert {maja: 1}[pickle.loads(pickle.dumps(maja))] == 1


def test_words_that_are_no_act_are_refused() -> None:
    """
    A misspelt act, kind or width in a role is an error where the role is made.
    """
    for wrong in ({"may": ["acept"]}, {"sees": {"distributd": "all"}}, {"sees": {"distributed": "al"}}):
        with pytest.raises(ValueError, match="word_unknown"):
            Role(name="wrong", **wrong)
    with pytest.raises(TypeError, match="groups"):
        SupplierParty(id="ann", groups="gold")


@pytest.mark.parametrize(
    ("party", "given"),
    [
        (SupplierParty, {"id": "ann", "groups": ()}),
        (PartnerParty, {"id": "maja", "partner_id": "gold"}),
        (ProgramParty, {"name": "form"}),
    ],
)
def test_parties_are_made_by_keywords_of_the_right_types(party: Any, given: dict[str, Any]) -> None:
    """
    A place instead of a name, and a number instead of a text, are a TypeError.
    """
    with pytest.raises(TypeError):
        party(*given.values())
    for name in given:
        with pytest.raises(TypeError):
            party(**{**given, name: 7})
