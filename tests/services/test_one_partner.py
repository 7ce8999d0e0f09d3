"""
One partner is read alone: what is about one lead reads no other partner, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from attrs import define, evolve
from tests.core.builders import a_user, an_account
from tests.services.builders import HOST, Office, a_partner_admin, an_office
from tests.services.test_relay import Post, a_relay

from leadflow.core.handling import Refusal
from leadflow.core.handling.subscriptions import SubscriberState, Subscription
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkAction, LinkKey
from leadflow.core.partners import Partner
from leadflow.core.schema import Schema
from leadflow.core.settings import SettingsEvent, newest_of
from leadflow.core.stored import Record
from leadflow.ports import OpenUnit, Records, UnitOfWork
from leadflow.services import DeliveryDesk, LinkDesk, PeopleDesk

LINKS = ActionLinks(
    "acme", (LinkKey("k", b"k" * 32),), url="https://x.example/{token}", unsubscribe_url="https://x.example/u/{token}"
)
TEAM = an_account("team", users=(a_user("maja"), a_user("ole", default=False)))


READ: list[tuple[type, str]] = []
"""
The classes and keys of the records that were read, for one test.
"""


@define
class _Alone:
    """
    Records of which only single ones are read.
    """

    _records: Records

    def version(self) -> str:
        return self._records.version()

    def one(self, cls: type, key: str, /) -> Record | None:
        READ.append((cls, key))
        return self._records.one(cls, key)

    def all(self, cls: type, /) -> tuple[Record, ...]:
        # Subscriptions are those of the supplier's own people, whatever number of partners there is.
        if cls not in (Subscription, SubscriberState):
            raise AssertionError(f"all of {cls.__name__} were read")
        return self._records.all(cls)

    def page(self, cls: type, after: str | None, most: int, /) -> tuple[Record, ...]:
        if (cls, after, most) != (SettingsEvent, newest_of("team"), 1):
            raise AssertionError(f"a page of {cls.__name__} was read")
        return self._records.page(cls, after, most)


@define
class _Unit:
    """
    A unit whose records are read one by one.
    """

    _unit: UnitOfWork

    def __getattr__(self, name: str) -> object:
        return getattr(self._unit, name)

    @property
    def records(self) -> _Alone:
        return _Alone(self._unit.records)


@define
class _Store:
    """
    A store that refuses to read more than one record at a time.
    """

    _open_unit: OpenUnit

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with self._open_unit(supplier_id, schema) as unit:
            yield _Unit(unit)  # type: ignore[misc]  # as the unit behind it


@pytest.fixture
def office() -> Office:
    """
    An office with a lead at *team*, whose store reads one record at a time from now on.
    """
    office = an_office()
    office.keep(TEAM)
    done = office.desk.receive(read_draft(office.programme.schema, {"email": "a@x.se"}, partner="team"))
    assert isinstance(done, Distribution)
    office.open_unit = _Store(office.store.open_unit)
    READ.clear()
    return office


def lead_of(office: Office) -> str:
    """
    Return the id of the only lead.
    """
    (lead,) = office.leads()
    return lead.id


def sent(office: Office) -> Post:
    """
    Send what waits, by a relay.
    """
    post = Post()
    assert a_relay(office, post, links=LINKS).run_until_idle().sent == 1
    return post


def token(office: Office) -> str:
    """
    Return the token of a button.
    """
    return sent(office).taken[0].text.partition("https://x.example/")[2].partition("?")[0]


def pressed(office: Office) -> object:
    """
    Accept by a mail's link, after looking.
    """
    desk, one = LinkDesk(office.setting, LINKS), token(office)
    return desk.perform(one, LinkAction.ACCEPT, desk.preview(one).nonce)


ACTS: dict[str, Callable[[Office], object]] = {
    "accept": lambda office: office.at("team").accept(lead_of(office)),
    "reject": lambda office: office.at("team").reject(lead_of(office)),
    "reassign": lambda office: office.at("team").reassign(lead_of(office), "ole"),
    "reassign by the supplier": lambda office: office.desk.reassign(lead_of(office), "ole"),
    "resend": lambda office: office.desk.resend(lead_of(office)),
    "remind": lambda office: office.desk.remind(lead_of(office)),
    "send": sent,
    "press a button": pressed,
    "unsubscribe": lambda office: LinkDesk(office.setting, LINKS).unsubscribe(
        LINKS.unsubscribe_link("team", "maja").rpartition("/")[2]
    ),
    "report a bounce": lambda office: DeliveryDesk(office.setting, HOST).record_delivery(
        sent(office).taken[0].key, DeliveryKind.HARD_BOUNCE, office.clock()
    ),
    "deactivate a user": lambda office: PeopleDesk(office.setting, HOST).deactivate_user("team", "ole"),
    "flag a user": lambda office: PeopleDesk(office.setting, a_partner_admin("team")).set_default_recipient(
        "team", "ole"
    ),
    "switch auto-accept": lambda office: office.at("team").set_auto_accept(True),
    "read an account": lambda office: office.desk.account("team"),
    "copy people": lambda office: office.desk.save_partners([TEAM.partner], people=[TEAM.people]),
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_no_other_partner_is_read(office: Office, act: str) -> None:
    """
    Each does its work on a store that hands out one record at a time, and needs no partner but *team*.
    """
    done = ACTS[act](office)

    assert not isinstance(done, Refusal)
    assert {key for cls, key in READ if cls is Partner} <= {"team"}


def test_mail_of_one_partner_is_made_without_the_others(office: Office) -> None:
    """
    Mail of one partner reads no other partner.
    """
    office.open_unit = None
    office.desk.receive(read_draft(office.programme.schema, {"email": "b@x.se"}, partner="north"))
    office.open_unit = _Store(office.store.open_unit)
    post = Post()

    assert a_relay(office, post).run_until_idle().sent == 2
    assert {mail.to_address for mail in post.taken} == {"maja@partner.example"}
    assert evolve(TEAM) == office.account("team")
