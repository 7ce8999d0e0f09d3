"""
A partner with its settings and people.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_contact, a_partner, a_rep, a_user, an_account
from tests.laws.strategies import examples

from leadflow.core.notifications.bookkeeping import mark_bounced, synchronise_people
from leadflow.core.partners import Account, KnownAccounts, PartnerPeople, PartnerSettings, switch_auto_accept
from leadflow.testing.strategies import accounts

WHOLE = an_account(
    "p", users=(a_user("u"),), sales_reps=(a_rep("r"),), additional_recipients=(a_contact("c"),), auto_accept_since=NOW
)


def test_everyone_is_found_by_id() -> None:
    """
    Users, sales reps and the supplier's contacts, in this order.
    """
    assert [one.id for one in WHOLE.everyone] == ["u", "r", "c"]
    assert [one.id for one in WHOLE.people.members] == ["u", "r"]
    assert [WHOLE.person(one) for one in ("u", "r", "c", "gone")] == [*WHOLE.everyone, None]


def test_auto_accept_begins_with_its_moment() -> None:
    """
    Inclusive; and never where it was not switched on.
    """
    before = NOW - timedelta(microseconds=1)

    assert (WHOLE.auto_accepts(before), WHOLE.auto_accepts(NOW)) == (False, True)
    assert not Account.of(a_partner()).auto_accepts(NOW)


def test_accounts_are_put_together_by_partner() -> None:
    """
    A partner without settings and people has empty ones of its own.
    """
    known = KnownAccounts((WHOLE.settings,), (WHOLE.people,))

    assert known.of(WHOLE.partner) == WHOLE
    assert known.of(a_partner("q")) == Account.of(
        a_partner("q"), PartnerSettings(partner_id="q"), PartnerPeople(partner_id="q")
    )


def test_marks_stand_once_and_in_order() -> None:
    """
    Marks are unique and sorted, so that equal people are equal.
    """
    people = PartnerPeople(partner_id="p", unsubscribed=("b", "a", "b"), bounced=("y@x.de", "x@x.de"))

    assert people == PartnerPeople(partner_id="p", unsubscribed=("a", "b"), bounced=("x@x.de", "y@x.de"))
    assert mark_bounced(mark_bounced(people, "z@x.de"), "z@x.de").bounced == ("x@x.de", "y@x.de", "z@x.de")


def test_reprs_hold_no_addresses() -> None:
    """
    Reprs contain no addresses of people or bounces.
    """
    assert "@" not in repr(an_account(users=(a_user("u"),), bounced=("old@x.de",)))


@pytest.mark.parametrize("connected", [True, False])
def test_switching_off_warns_of_nothing(connected: bool) -> None:
    """
    Switching off gives no warning, with or without a CRM.
    """
    settings, warnings = switch_auto_accept(WHOLE.settings, a_partner(crm_connected=connected), False, NOW)

    assert (settings, warnings) == (PartnerSettings(partner_id="p"), ())


@examples(200)
@given(before=accounts(), given=accounts(), data=st.data())
def test_a_copy_keeps_what_was_told(before: Account, given: Account, data: st.DataObject) -> None:
    """
    Nobody's unsubscribe or bounce is taken back, and no flag but that of somebody who becomes inactive; the same copy
    again changes nothing; the rest is as it was given.
    """
    people = before.people
    known = {one.id: one for one in people.members}
    kept = synchronise_people(people, given.people)

    assert set(kept.unsubscribed) >= set(people.unsubscribed) | set(given.people.unsubscribed)
    assert set(kept.bounced) >= set(people.bounced) | set(given.people.bounced)
    assert [one.id for one in kept.members] == [one.id for one in given.people.members]
    for one in kept.members:
        was = known.get(one.id)
        assert was is None or one.default_recipient == (was.default_recipient and (one.active or not was.active))
    assert synchronise_people(kept, given.people) == kept
    assert synchronise_people(None, given.people) == given.people
