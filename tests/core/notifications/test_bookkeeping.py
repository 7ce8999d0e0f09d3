"""
The default-recipient flag as people come and go, and addresses of roles.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.core.builders import a_rep, a_user, codes

from leadflow.core.notifications.bookkeeping import add_user, check_addresses, deactivate_user, flag_user
from leadflow.core.partners import PartnerPeople
from leadflow.core.problems import Severity

NOBODY = PartnerPeople(partner_id="p")


def flags(people: PartnerPeople) -> list[str]:
    """
    Return who is flagged.
    """
    return [one.id for one in people.members if one.default_recipient]


def test_the_first_user_is_flagged_and_the_next_is_not() -> None:
    """
    While somebody is flagged, nobody else is by themselves.
    """
    people = add_user(NOBODY, a_user("a", default=False))
    people = add_user(people, a_user("b", default=False))

    assert flags(people) == ["a"]


def test_the_next_user_is_flagged_once_nobody_is() -> None:
    """
    The next new user becomes a default recipient once there is none.
    """
    people = add_user(add_user(NOBODY, a_user("a", default=False)), a_user("b", default=False))
    for without in (flag_user(people, "a", False), deactivate_user(people, "a")):
        assert flags(without) == []
        assert flags(add_user(without, a_user("c", default=False))) == ["c"]


def test_sales_reps_are_never_flagged_by_themselves() -> None:
    """
    Sales reps become default recipients only by a call.
    """
    unflagged, flagged = (evolve(NOBODY, sales_reps=(a_rep("r", default=default),)) for default in (False, True))

    assert flags(add_user(unflagged, a_user("a", default=False))) == ["a"]
    assert flags(add_user(flagged, a_user("a", default=False))) == ["r"]


def test_an_inactive_user_is_not_flagged() -> None:
    """
    Nobody would be told.
    """
    assert flags(add_user(NOBODY, a_user("a", active=False, default=False))) == []


def test_a_deactivated_user_who_comes_back_is_not_flagged() -> None:
    """
    The flag was removed.
    """
    people = deactivate_user(evolve(NOBODY, users=(a_user("a"),)), "a")

    assert [(one.active, one.default_recipient) for one in people.users] == [(False, False)]
    assert flags(evolve(people, users=(evolve(people.users[0], active=True),))) == []


@pytest.mark.parametrize("address", ["leads@x.de", "Sales@x.de", "admin+crm@x.de"])
def test_addresses_of_roles_are_warned_about(address: str) -> None:
    """
    They are allowed.
    """
    found = check_addresses([a_user("a", email=address), a_user("b", email="ann@x.de")])

    assert codes(found) == [("address_of_role", "a")]
    assert found[0].severity is Severity.WARNING
