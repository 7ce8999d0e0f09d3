"""
A partner's people: the flag of default recipients is kept as they come and go, whoever else writes at the same time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.core.builders import SCHEMA, a_contact, a_rep, a_user, altered, an_account, codes, records_of
from tests.services.builders import HOST, Racing, a_partner_admin, a_setting

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.handling import Refusal
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.core.partners import Account, PartnerPeople
from leadflow.errors import NotFound
from leadflow.ports import OpenUnit
from leadflow.services import LinkDesk, PeopleDesk, PeopleUpdate, SupplierDesk
from leadflow.services.operations.required_records import people_of
from leadflow.testing import puts_of


def a_store(*accounts: Account) -> MemoryStore:
    """
    Return a store with accounts.
    """
    store = MemoryStore()
    keep(store.open_unit, *accounts)
    return store


def keep(open_unit: OpenUnit, *accounts: Account) -> None:
    """
    Put accounts into a store.
    """
    with open_unit("acme", SCHEMA) as unit:
        unit.commit(puts_of(*records_of(*accounts)))


def stored(open_unit: OpenUnit, partner_id: str = "p") -> PartnerPeople:
    """
    Return a partner's people as they are stored.
    """
    with open_unit("acme", SCHEMA) as unit:
        return people_of(unit, partner_id)


def flags(people: PartnerPeople) -> list[str]:
    """
    Return who is flagged.
    """
    return [one.id for one in people.members if one.default_recipient]


def test_the_flag_follows_people_as_they_come_and_go() -> None:
    """
    The first user has it, the second not; once the first has left, the next one who is added has it.
    """
    store = a_store(an_account("p", sales_reps=(a_rep("rep", default=False),)))
    desk, seen = PeopleDesk(a_setting(store.open_unit), HOST), []
    admin = PeopleDesk(a_setting(store.open_unit), a_partner_admin("p"))
    changes: list[Callable[[], PeopleUpdate | Refusal]] = [
        lambda: desk.add_user("p", a_user("a", default=False)),
        lambda: desk.add_user("p", a_user("b", default=False)),
        lambda: desk.deactivate_user("p", "a"),
        lambda: desk.add_user("p", a_user("c", default=False)),
        lambda: admin.set_default_recipient("p", "c", False),
        lambda: admin.set_default_recipient("p", "rep"),
        lambda: desk.add_user("p", a_user("d", default=False)),
    ]
    for change in changes:
        kept = change()
        assert isinstance(kept, PeopleUpdate)
        assert kept.people == stored(store.open_unit)
        seen.append(flags(kept.people))

    assert seen == [["a"], ["a"], [], ["c"], [], ["rep"], ["rep"]]
    assert [one.active for one in stored(store.open_unit).users] == [False, True, True, True]


@pytest.mark.parametrize(
    ("user_id", "code"), [("", "id_empty"), ("rep", "person_id_taken"), ("far", "person_id_taken")]
)
def test_an_id_is_given_once(user_id: str, code: str) -> None:
    """
    Among all people of the programme, since leads name them by it; a refusal writes nothing.
    """
    store = a_store(an_account("p", sales_reps=(a_rep("rep"),)), an_account("q", users=(a_user("far"),)))
    before = stored(store.open_unit)
    done = PeopleDesk(a_setting(store.open_unit), HOST).add_user("p", a_user(user_id))
    assert isinstance(done, Refusal)

    assert codes(done.problems) == [(code, "id")]
    assert stored(store.open_unit) == before


def test_addresses_of_roles_are_warned_about_when_a_partner_is_kept() -> None:
    """
    Saving a partner warns of addresses of roles of its people and the supplier's.
    """
    people = {"users": (a_user("a", email="info@x.de"), a_user("b", email="ann@x.de"))}
    account = an_account("p", additional_recipients=(a_contact("c", email="leads@acme.example"),), **people)
    desk = SupplierDesk(a_setting(MemoryStore().open_unit), ProgramParty(name="host"))

    assert codes(desk.save_partners([account.partner], people=[account.people])) == [
        ("address_of_role", "a"),
        ("address_of_role", "c"),
    ]


def test_addresses_of_roles_are_warned_about() -> None:
    """
    When they are added, and when they are flagged.
    """
    store = a_store(an_account("p"))
    desk = PeopleDesk(a_setting(store.open_unit), HOST)
    added = desk.add_user("p", a_user("a", email="sales@x.de"))
    assert isinstance(added, PeopleUpdate)

    assert codes(added.warnings) == [("address_of_role", "a")]
    admin = PeopleDesk(a_setting(store.open_unit), a_partner_admin("p"))
    flagged, unflagged = (admin.set_default_recipient("p", "a", on) for on in (True, False))
    assert isinstance(flagged, PeopleUpdate)
    assert codes(flagged.warnings) == [("address_of_role", "a")]
    assert isinstance(unflagged, PeopleUpdate)
    assert unflagged.warnings == ()


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.add_user("gone", a_user("a")),
        lambda desk: desk.deactivate_user("gone", "a"),
        lambda desk: desk.deactivate_user("p", "gone"),
        lambda desk: desk.change_person("p", "gone", first_name="Ann"),
    ],
)
def test_who_is_not_there_is_not_found(act: Callable[[PeopleDesk], object]) -> None:
    """
    Partner or person.
    """
    desk = PeopleDesk(a_setting(a_store(an_account("p")).open_unit), HOST)

    with pytest.raises(NotFound):
        act(desk)


def test_nothing_is_lost_when_somebody_else_writes_first() -> None:
    """
    The people are read again, and what the other one changed stays.
    """
    store = a_store(an_account("p", users=(a_user("a"),)))
    other = an_account("p", users=(a_user("a"), a_user("b")))
    racing = Racing(store.open_unit, frozenset([1]), lambda _: keep(store.open_unit, other))
    PeopleDesk(a_setting(racing), HOST).deactivate_user("p", "a")
    after = stored(store.open_unit)

    assert [(one.id, one.active) for one in after.users] == [("a", False), ("b", True)]
    assert racing.commits == 2


def test_ending_reminders_loses_nothing_either() -> None:
    """
    What somebody else has changed in the same moment stays.
    """
    store = a_store(an_account("p", users=(a_user("a"),)))
    other = an_account("p", users=(a_user("a"), a_user("b")))
    racing = Racing(store.open_unit, frozenset([1]), lambda _: keep(store.open_unit, other))
    links = ActionLinks(
        "acme",
        (LinkKey("k", b"k" * 32),),
        url="https://x.example/{token}",
        unsubscribe_url="https://x.example/u/{token}",
    )
    token = links.unsubscribe_link("p", "a").rpartition("/")[2]
    LinkDesk(a_setting(racing), links).unsubscribe(token)
    after = stored(store.open_unit)

    assert after == altered(other, unsubscribed=("a",)).people


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_of_many_who_are_added_at_once_exactly_one_is_flagged(kind: str, tmp_path: Path) -> None:
    """
    If many are added at once, all are saved and exactly one is a default recipient.
    """
    store = MemoryStore() if kind == "memory" else SqlStore(str(tmp_path / "leads.db"))
    keep(store.open_unit, an_account("p"))
    desk = PeopleDesk(a_setting(store.open_unit), HOST)
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda n: desk.add_user("p", a_user(f"u{n}", default=False)), range(6)))
    after = stored(store.open_unit)
    if isinstance(store, SqlStore):
        store.close()

    assert all(isinstance(one, PeopleUpdate) for one in done)
    assert sorted(one.id for one in after.users) == [f"u{n}" for n in range(6)]
    assert flags(after) == [after.users[0].id]
