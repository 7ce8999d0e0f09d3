"""
A process may die at any step of a pull or a push: nothing is lost, and nothing is there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from tests.services.builders import Failing, a_partner_admin
from tests.services.syncing import Bureau, a_bureau

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.connectors import PullAnswer, PushResult, PushUpdate, RemoteKind, SyncCursor
from leadflow.core.kinds import Money
from leadflow.core.leads import Activity
from leadflow.core.opportunities import Opportunity
from leadflow.errors import LeadflowError
from leadflow.services import OpportunityDesk
from leadflow.services.syncing.pulling import PullReport
from leadflow.services.syncing.pushing import PushReport
from leadflow.testing import FakeConnector

MOST = 400
DONE = tuple(
    Activity(at=datetime(2026, 2, day, tzinfo=UTC), kind="visit_webpage", title=f"Day {day}") for day in (1, 2, 3)
)
T = TypeVar("T")


class Died(BaseException):
    """
    The process ends here.
    """


def prepared(store: MemoryStore | SqlStore | None = None) -> Bureau:
    """
    Return a bureau in which something is to be created and changed on every side.
    """
    bureau = a_bureau(store=store or MemoryStore())
    ours = bureau.receive("ours@granit.example", city="Kiruna")
    bureau.office.at("north").accept(ours.id)
    shared = bureau.receive("shared@granit.example", city="Kiruna")
    bureau.office.at("north").accept(shared.id)
    bureau.desk.push("crm")
    bureau.desk.push("theirs")
    bureau.receive("new@granit.example")
    bureau.crm.create({"Email": "theirs@granit.example", "City": "Oslo"})
    bureau.crm.update(bureau.id(shared), {"City": "Luleå"})
    bureau.crm.act(bureau.id(shared), *DONE)
    bureau.theirs.update(bureau.id(ours, "theirs"), {"Status": "Qualified"})
    bureau.theirs.create(
        {"Name": "Deal", "StageName": "New", "Amount": Decimal(7)},
        kind=RemoteKind.OPPORTUNITY,
        lead=bureau.id(ours, "theirs"),
    )
    desk = OpportunityDesk(bureau.office.setting, a_partner_admin("north"))
    desk.register(shared.id, name="Own", amount=Money(Decimal(9), "SEK"))
    return bureau


def finished(bureau: Bureau) -> bool:
    """
    Exchange until nothing is left, as processes do that are started again; say whether one of them was disturbed.
    """
    disturbed = False
    for _ in range(60):
        quiet = True
        for name in bureau.connectors:
            for call in ("pull", "push"):
                try:
                    done: PullReport | PushReport = getattr(bureau.desk, call)(name)
                    quiet &= not done.busy and done.delayed_until is None
                    quiet &= not {str(one) for one in done.counts} - {"unchanged", "ignored"}
                except (LeadflowError, Died):
                    # The next process knows nothing of this one.
                    bureau.office._setting = None
                    disturbed, quiet = True, False
        if quiet:
            return disturbed
        bureau.office.clock.advance(timedelta(minutes=10))
    raise AssertionError("it never ends")


def check(bureau: Bureau) -> None:
    """
    Everything is on every side once, and the sides agree.
    """
    leads = {str(one.values["email"]).partition("@")[0]: one for one in bureau.office.leads()}
    assert len(bureau.office.leads()) == 4
    assert sorted(leads) == ["new", "ours", "shared", "theirs"]
    assert len(bureau.crm.ids()) == 4
    assert len(bureau.theirs.ids()) == 2
    assert {name: bureau.remote(one)["Email"] for name, one in leads.items()} == {
        name: f"{name}@granit.example" for name in leads
    }
    for name, one in leads.items():
        assert bureau.remote(one).get("City") == one.values.get("city"), name
    assert leads["shared"].values["city"] == "Luleå"
    assert leads["shared"].history == DONE
    assert bureau.remote(leads["shared"], "theirs")["City"] == "Luleå"
    assert leads["ours"].stage == "qualified"
    assert bureau.remote(leads["ours"])["Status"] == "Qualified"
    for system in ("crm", "theirs"):
        assert sorted(str(one["Name"]) for one in bureau.deals(system)) == ["Deal", "Own"]
    with bureau.office.setting.unit() as unit:
        assert sorted(one.name for one in unit.records.all(Opportunity)) == ["Deal", "Own"]
    assert bureau.office.sound()


def test_undisturbed_exchange_ends() -> None:
    """
    Without any fault everything is exchanged.
    """
    bureau = prepared()

    assert not finished(bureau)
    check(bureau)


@pytest.mark.parametrize("after", [False, True])
def test_every_commit_may_fail_or_be_the_last(after: bool) -> None:
    """
    The n-th commit fails before it is written, or its answer is lost: for every n the next calls finish.
    """
    tried = 0
    for number in range(1, MOST):
        bureau = prepared()
        failing = Failing(bureau.office.store.open_unit, frozenset({number}), after)
        bureau.office.open_unit = failing
        disturbed = finished(bureau)
        bureau.office.open_unit = None
        check(bureau)
        if not disturbed and failing.commits < number:
            break
        tried += 1
    assert tried > 30


@pytest.mark.parametrize("written", [False, True])
def test_every_call_may_be_the_last(written: bool) -> None:
    """
    The process dies before or after the n-th call of a connector is carried out: for every n the next ones finish.
    """
    tried = 0
    for number in range(1, MOST):
        bureau = prepared()
        bureau.connectors = {
            name: Dying(one, number, written=written)  # type: ignore[misc]  # it has all that the desk needs
            for name, one in bureau.connectors.items()
        }
        disturbed = finished(bureau)
        check(bureau)
        if not disturbed:
            break
        tried += 1
    assert tried >= 6


@pytest.mark.parametrize("number", range(3, 40, 6))
@pytest.mark.parametrize("after", [False, True])
def test_commit_may_fail_on_sqlite(tmp_path: Path, number: int, after: bool) -> None:
    """
    The same holds for a database.
    """
    bureau = prepared(SqlStore(str(tmp_path / "leads.db")))
    bureau.office.open_unit = Failing(bureau.office.store.open_unit, frozenset({number}), after)

    assert finished(bureau)
    bureau.office.open_unit = None
    check(bureau)
    assert isinstance(bureau.office.store, SqlStore)
    bureau.office.store.close()


class Dying:
    """
    A connector whose process dies with one of its calls.
    """

    def __init__(self, connector: FakeConnector, number: int, *, written: bool) -> None:
        self._connector = connector
        self._number = number
        self._written = written
        self._made = 0

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Read a page, or die.
        """
        return self._done(lambda: self._connector.pull(cursor, most, timeout))

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write updates, or die.
        """
        return self._done(lambda: self._connector.push(updates, timeout))

    def _done(self, call: Callable[[], T]) -> T:
        self._made += 1
        dies = self._made == self._number
        if dies and not self._written:
            raise Died
        done = call()
        if dies:
            raise Died
        return done
