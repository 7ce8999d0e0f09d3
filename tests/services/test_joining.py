"""
An id is given once in a programme, and what mail told of somebody goes along to another partner.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

import pytest
from attrs import evolve, frozen
from tests.core.builders import SCHEMA, a_contact, a_rep, a_user, altered, an_account, codes
from tests.services.builders import HOST, Keeping, Racing, a_setting
from tests.services.test_people import keep, stored
from tests.stores import an_empty_store

from leadflow.adapters.memory import MemoryStore
from leadflow.core.changes import Changes
from leadflow.core.handling import Refusal
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.core.notifications.bookkeeping import mark_bounced
from leadflow.core.partners import Account, PartnerPeople
from leadflow.core.schema import Schema
from leadflow.core.stored import Record
from leadflow.errors import InvalidInput
from leadflow.ports import OpenUnit, Records, UnitOfWork
from leadflow.services import LinkDesk, PeopleDesk, PeopleUpdate, SupplierDesk
from leadflow.services.relay.places import mark_everywhere, places_of

R = TypeVar("R", bound=Record)

THERE = (an_account("p", users=(a_user("a"),)), an_account("q", users=(a_user("b"),)))


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def open_unit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenUnit]:
    """
    Units of each store, without anything in them but two partners with a user each, kept by the desk.
    """
    with an_empty_store(request.param, tmp_path, request) as store:
        sync(store.open_unit, *THERE)
        yield store.open_unit


def sync(open_unit: OpenUnit, *accounts: Account) -> None:
    """
    Keep partners and people as a nightly copy does.
    """
    desk = SupplierDesk(a_setting(open_unit), HOST)
    desk.save_partners([one.partner for one in accounts], people=[one.people for one in accounts])


def told(open_unit: OpenUnit) -> None:
    """
    Somebody of the first partner has unsubscribed, and mail to them came back.
    """
    keep(open_unit, altered(THERE[0], unsubscribed=("a", "z"), bounced=("A@example.com", "z@example.com")))


@pytest.mark.parametrize("steps", [1, 2])
def test_who_moves_stays_unsubscribed(open_unit: OpenUnit, steps: int) -> None:
    """
    A person who moves to another partner stays unsubscribed, in one copy or in two.
    """
    told(open_unit)
    gone, come = an_account("p"), an_account("q", users=(a_user("b"), a_user("a", email="a@example.com")))
    if steps == 1:
        sync(open_unit, come, gone)
    else:
        sync(open_unit, gone)
        sync(open_unit, come)
    after = stored(open_unit, "q")

    assert (after.unsubscribed, after.has_bounced("a@example.com"), len(after.bounced)) == (("a",), True, 1)
    assert stored(open_unit, "p").unsubscribed == ("a", "z")


def test_who_is_added_elsewhere_stays_unsubscribed(open_unit: OpenUnit) -> None:
    """
    A person who is added at another partner by hand stays unsubscribed.
    """
    told(open_unit)
    sync(open_unit, an_account("p"))
    added = PeopleDesk(a_setting(open_unit), HOST).add_user("q", a_user("a"))
    assert isinstance(added, PeopleUpdate)
    sync(open_unit, an_account("q", users=(a_user("b"),)))
    sync(open_unit, an_account("p", users=(a_user("a"),)))

    assert added.people == PartnerPeople(
        partner_id="q", users=added.people.users, unsubscribed=("a",), bounced=added.people.bounced
    )
    assert stored(open_unit, "p").unsubscribed == ("a", "z")


@pytest.mark.parametrize(
    "accounts",
    [
        [an_account("q", users=(a_user("b"), a_user("a")))],
        [an_account("q", users=(a_user("b"), a_user("b")))],
        [an_account("q", users=(a_user("b"),), sales_reps=(a_rep("b"),))],
        [an_account("p", users=(a_user("c"),)), an_account("q", users=(a_user("c"),))],
        [an_account("p", users=(a_user("a"), a_user("b"))), an_account("q", users=(a_user("b"),))],
        [an_account("q", users=(a_user("b"),), additional_recipients=(a_contact("a"),))],
        [an_account("q", users=(a_user("b"), a_user("c")), additional_recipients=(a_contact("c"),))],
    ],
)
def test_two_people_with_one_id_are_refused(open_unit: OpenUnit, accounts: list[Account]) -> None:
    """
    Two people with one id are refused, and nothing is written.
    """
    before = stored(open_unit, "p"), stored(open_unit, "q")
    with pytest.raises(InvalidInput) as caught:
        sync(open_unit, *accounts)

    assert set(codes(caught.value.problems)) == {("person_id_taken", "id")}
    assert (stored(open_unit, "p"), stored(open_unit, "q")) == before


def test_a_contact_of_the_supplier_may_be_told_about_many_partners(open_unit: OpenUnit) -> None:
    """
    They are one person; once no partner has them, somebody else may have the id.
    """
    sync(open_unit, *(altered(one, additional_recipients=(a_contact("c"),)) for one in THERE))
    desk = PeopleDesk(a_setting(open_unit), HOST)
    taken = desk.add_user("p", a_user("c"))
    sync(open_unit, *THERE)

    assert isinstance(taken, Refusal)
    assert isinstance(desk.add_user("p", a_user("c")), PeopleUpdate)


CONTACT = a_contact("ann")
BOTH = tuple(altered(one, additional_recipients=(CONTACT,)) for one in THERE)
LINKS = ActionLinks(
    "acme",
    (LinkKey("k", b"k" * 32),),
    url="https://x.example/a/{token}",
    unsubscribe_url="https://x.example/u/{token}",
)


def test_a_contact_who_unsubscribes_at_one_partner_is_one_person(open_unit: OpenUnit) -> None:
    """
    They are unsubscribed at every partner that names them, and at those that name them later.
    """
    sync(open_unit, *BOTH)
    unsubscribe(open_unit, "p", "ann")
    sync(open_unit, *BOTH, an_account("r", additional_recipients=(CONTACT,)), an_account("s"))

    assert [stored(open_unit, one).unsubscribed for one in "pqrs"] == [("ann",), ("ann",), ("ann",), ()]


def test_an_address_of_a_contact_that_bounces_at_one_partner_bounces_at_all(open_unit: OpenUnit) -> None:
    """
    Also at a partner that names the contact later; a new address is tried.
    """
    sync(open_unit, *BOTH)
    for one in "pq":
        assert not stored(open_unit, one).has_bounced(CONTACT.email)
    report_bounce(open_unit, "p", "ann")
    sync(open_unit, an_account("r", additional_recipients=(CONTACT,)), an_account("s", users=(a_user("sue"),)))

    assert [stored(open_unit, one).has_bounced(CONTACT.email) for one in "pqrs"] == [True, True, True, False]


def test_an_old_unsubscribe_link_counts_where_the_person_is_now(open_unit: OpenUnit) -> None:
    """
    The link in mail of the partner that they left.
    """
    sync(open_unit, altered(THERE[0], users=()), altered(THERE[1], users=(a_user("b"), a_user("a"))))
    unsubscribe(open_unit, "p", "a")

    assert "a" in stored(open_unit, "q").unsubscribed


def test_a_contact_who_becomes_a_user_stays_unsubscribed(open_unit: OpenUnit) -> None:
    """
    And a user who becomes a contact.
    """
    sync(open_unit, *BOTH)
    unsubscribe(open_unit, "q", "ann")
    unsubscribe(open_unit, "q", "b")
    sync(open_unit, altered(THERE[0], users=(a_user("a"), a_user("ann"))), altered(THERE[1], users=()))
    sync(open_unit, altered(THERE[0], users=(a_user("a"),), additional_recipients=(a_contact("b"),)))

    assert stored(open_unit, "p").unsubscribed == ("ann", "b")


def unsubscribe(open_unit: OpenUnit, partner_id: str, person_id: str) -> None:
    """
    Press the last link of a mail.
    """
    token = LINKS.unsubscribe_link(partner_id, person_id).rpartition("/")[2]
    LinkDesk(a_setting(open_unit), LINKS).unsubscribe(token)


def report_bounce(open_unit: OpenUnit, partner_id: str, person_id: str) -> None:
    """
    Mark the address of a contact as the desk for reports of mail servers does.
    """
    email = CONTACT.email
    with open_unit("acme", SCHEMA) as unit:
        puts = mark_everywhere(
            unit,
            person_id,
            places_of(unit, person_id, (partner_id,)),
            lambda people: mark_bounced(people, email),
            lambda member: evolve(member, bounced=(email,)),
        )
        unit.commit(Changes(puts=puts))


@pytest.mark.parametrize("by_hand", [True, False])
def test_of_two_who_take_an_id_at_once_one_is_refused(open_unit: OpenUnit, by_hand: bool) -> None:
    """
    If two calls add one id at the same time, the second is refused.
    """
    other = PeopleDesk(a_setting(open_unit), HOST)
    racing = Racing(open_unit, frozenset([1]), lambda _: other.add_user("q", a_user("c")))
    if by_hand:
        assert isinstance(PeopleDesk(a_setting(racing), HOST).add_user("p", a_user("c")), Refusal)
    else:
        with pytest.raises(InvalidInput):
            sync(racing, an_account("p", users=(a_user("a"), a_user("c"))))

    assert [one.id for one in stored(open_unit, "p").members] == ["a"]
    assert [one.id for one in stored(open_unit, "q").members] == ["b", "c"]


def test_who_unsubscribes_while_they_move_stays_unsubscribed(open_unit: OpenUnit) -> None:
    """
    What is told at the old partner in between is a conflict, and is read again.
    """
    sync(open_unit, an_account("p"))
    ended = an_account("p", unsubscribed=("a",))
    racing = Racing(open_unit, frozenset([1]), lambda _: keep(open_unit, ended))
    PeopleDesk(a_setting(racing), HOST).add_user("q", a_user("a"))

    assert stored(open_unit, "q").unsubscribed == ("a",)


def test_adding_one_user_reads_one_partner(open_unit: OpenUnit) -> None:
    """
    Adding a user reads one partner, for any number of partners and people.
    """
    read: list[type] = []

    @contextmanager
    def noting(supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with open_unit(supplier_id, schema) as unit:
            noted = Keeping(lambda *_: nullcontext(unit), lambda _: None)
            with noted(supplier_id, schema) as seen:
                object.__setattr__(seen, "records", _Noting(unit.records, read))
                yield seen

    PeopleDesk(a_setting(noting), HOST).add_user("p", a_user("new"))

    assert read == []


@frozen
class _Noting:
    """
    Reads records, and notes which classes are read whole.
    """

    _records: Records
    _read: list[type]

    def all(self, cls: type[R], /) -> tuple[R, ...]:
        """
        Return all records of a class.
        """
        self._read.append(cls)
        return self._records.all(cls)

    def __getattr__(self, name: str) -> object:
        return getattr(self._records, name)


def test_people_of_an_earlier_build_count() -> None:
    """
    The first person who joins saves the memberships of an older database.
    """
    store = MemoryStore()
    keep(store.open_unit, *THERE)
    desk = PeopleDesk(a_setting(store.open_unit), HOST)

    assert isinstance(desk.add_user("p", a_user("c")), PeopleUpdate)
    assert isinstance(desk.add_user("p", a_user("b")), Refusal)
    assert isinstance(desk.add_user("q", a_user("c")), Refusal)
