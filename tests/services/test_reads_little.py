"""
What costs the same however much is stored: a mail looks at no timeline, and a form at no other lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define
from tests.core.builders import NOW, a_user, an_account
from tests.services.builders import Office
from tests.services.test_relay import Post, a_relay

from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Activity
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.schema import Schema
from leadflow.ports import OpenUnit, UnitOfWork

_SMALL = an_account("small", territories=("NO",), capacity=3, users=(a_user("siv"),))


@define
class _Only:
    """
    A reader of which only some methods are called.
    """

    _reader: object
    _allowed: frozenset[str]

    def __getattr__(self, name: str) -> object:
        assert name in self._allowed, f"{name} was called"
        return getattr(self._reader, name)


@define
class _Store:
    """
    A store whose *part* of a unit is asked by the *allowed* methods only.
    """

    _open_unit: OpenUnit
    part: str
    allowed: frozenset[str]

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with self._open_unit(supplier_id, schema) as unit:
            yield _Unit(unit, self.part, self.allowed)  # type: ignore[misc]  # as the unit behind it


@define
class _Unit:
    _unit: UnitOfWork
    _part: str
    _allowed: frozenset[str]

    def __getattr__(self, name: str) -> object:
        found = getattr(self._unit, name)
        return _Only(found, self._allowed) if name == self._part else found


def an_office() -> Office:
    """
    Return an office with a partner that has three places, and a module that ends there.
    """
    office = Office()
    office.keep(_SMALL)
    step = Match(lead_field="country", partner_field="territories", required=True)
    office.routing.publish(RoutingModule(name="main", steps=(step,)))
    return office


def receive(office: Office, name: str) -> Distribution:
    """
    Receive a lead that has been through much.
    """
    before = tuple(Activity(at=NOW, kind="web", title=f"page {number}") for number in range(200))
    draft = read_draft(office.programme.schema, {"email": f"{name}@x.se", "country": "NO"}, history=before)
    done = office.desk.receive(draft, module="main")
    assert isinstance(done, Distribution)
    return done


def test_a_mail_reads_no_timeline() -> None:
    """
    One event says what the mail is about; the whole of a timeline or of a lead's history is never read for it.
    """
    office = an_office()
    lead = receive(office, "a").lead
    office.desk.remind(lead.id)

    one_event = _Store(office.store.open_unit, "timeline", frozenset({"one"}))
    office.open_unit = _Store(one_event, "leads", frozenset({"brief"}))

    assert a_relay(office, Post()).run_until_idle().sent == 2


def test_a_capacity_looks_at_no_other_lead() -> None:
    """
    A form is placed by the load that the store keeps; of leads only one with its own key is looked for.
    """
    office = an_office()
    office.open_unit = _Store(office.store.open_unit, "leads", frozenset({"with_keys"}))

    found = [receive(office, name).lead.partner_id for name in "abcd"]

    assert found == ["small", "small", "small", None]
