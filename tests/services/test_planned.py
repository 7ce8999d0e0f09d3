"""
The one way in which services write: it plans again where others were faster, a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import define, evolve, field
from tests.services.builders import HOST, PROGRAMME, a_setting

from leadflow import services
from leadflow.adapters.memory import MemoryStore
from leadflow.core.changes import Changes
from leadflow.core.intake import Distribution, OnDuplicate, read_draft
from leadflow.core.loads import Loads
from leadflow.core.observations import CommitRetried, Observation
from leadflow.core.schema import Schema
from leadflow.core.stages import StagePolicy
from leadflow.errors import AlreadyExists, Conflict, PortError, StaleLead
from leadflow.ports import UnitOfWork
from leadflow.services import Setting, SupplierDesk
from leadflow.services.operations import planned
from leadflow.services.operations.planned import ATTEMPTS

SOMETHING = Changes()


@define
class Unit:
    """
    A unit that loses as often as it is told, and notes what is asked of it.
    """

    losses: list[Exception]
    said: list[str]

    def commit(self, changes: Changes, /) -> None:
        """
        Lose, or write.
        """
        self.said.append("commit")
        if self.losses:
            raise self.losses.pop()


@define
class Locking(Unit):
    """
    The same, with a lock.
    """

    def lock(self) -> None:
        """
        Note it.
        """
        self.said.append("lock")


@define
class Units:
    """
    Opens such units.
    """

    losses: list[Exception]
    sort: Callable[[list[Exception], list[str]], Unit] = Locking
    said: list[str] = field(factory=list)

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open one.
        """
        self.said.append("open")
        yield self.sort(self.losses, self.said)  # type: ignore[misc]  # nothing else is asked of it


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadflow.services.operations.planned._pause", lambda lost: None)


def losing(times: int, error: Exception | None = None) -> Units:
    """
    Return units that lose so often.
    """
    return Units([error or Conflict("lead", "1")] * times)


def test_what_was_decided_is_returned() -> None:
    """
    After one commit, without a lock.
    """
    units = losing(0)

    assert planned.planned(a_setting(units.open_unit), lambda _: ("decided", SOMETHING)) == "decided"
    assert units.said == ["open", "commit"]


def test_without_changes_nothing_is_committed() -> None:
    """
    What is only decided writes nothing.
    """
    units = losing(0)

    assert planned.planned(a_setting(units.open_unit), lambda _: ("decided", None)) == "decided"
    assert units.said == ["open"]


def test_the_second_try_locks_before_it_reads() -> None:
    """
    Each later try is planned from the beginning in a unit of its own, and the last plan is what is returned.
    """
    units, tries = losing(2), iter(range(10))

    def plan(_: UnitOfWork) -> tuple[int, Changes]:
        units.said.append("plan")
        return next(tries), SOMETHING

    assert planned.planned(a_setting(units.open_unit), plan) == 2
    assert units.said == ["open", "plan", "commit", *["open", "lock", "plan", "commit"] * 2]


def test_a_unit_without_a_lock_is_tried_all_the_same() -> None:
    """
    Locking is an ability that a unit need not have.
    """
    units = evolve(losing(1), sort=Unit)

    assert planned.planned(a_setting(units.open_unit), lambda _: ("decided", SOMETHING)) == "decided"
    assert units.said == ["open", "commit"] * 2


def test_trying_ends() -> None:
    """
    After so many losses the conflict is the caller's.
    """
    units = losing(1_000)

    with pytest.raises(Conflict):
        planned.planned(a_setting(units.open_unit), lambda _: (None, SOMETHING))
    assert units.said.count("commit") == ATTEMPTS == 12


def test_a_store_that_fails_is_not_asked_again() -> None:
    """
    Whether it can be helped by trying again is for whoever called.
    """
    units = losing(1, PortError("it broke"))

    with pytest.raises(PortError):
        planned.planned(a_setting(units.open_unit), lambda _: (None, SOMETHING))
    assert units.said == ["open", "commit"]


@pytest.mark.parametrize("error", [StaleLead("1", 1), AlreadyExists("view", "1")])
def test_an_id_that_is_taken_is_planned_again_once(error: Conflict) -> None:
    """
    What is there may be a duplicate, or the same call's; if planning again still wants the id, waiting does not free it.
    """
    units = losing(1_000, error)

    with pytest.raises(type(error)):
        planned.planned(a_setting(units.open_unit), lambda _: (None, SOMETHING))
    assert units.said == ["open", "commit", "open", "lock", "commit"]


@pytest.mark.parametrize("policy", OnDuplicate)
def test_the_id_of_another_lead_is_refused_without_waiting(policy: OnDuplicate) -> None:
    """
    A lead that is no duplicate has the id, whatever is to happen to duplicates.
    """
    retries = list[Observation]()
    setting: Setting = evolve(a_setting(MemoryStore().open_unit), observe=retries.append)
    desk = SupplierDesk(setting, HOST)
    desk.receive(read_draft(PROGRAMME.schema, {"email": "a@x.se"}), lead_id="L")

    with pytest.raises(StaleLead) as caught:
        desk.receive(read_draft(PROGRAMME.schema, {"email": "b@x.se"}), lead_id="L", on_duplicate=policy)
    assert caught.value.taken
    assert [one for one in retries if isinstance(one, CommitRetried)] == retries[-1:]


def test_services_write_in_no_other_way() -> None:
    """
    Only `planned` commits what a service plans, and only a `Setting` opens units; it commits the recount of loads.
    """
    folder = Path(services.__file__).parent
    sources = {
        path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name != "__init__.py"
    }

    assert {name for name, text in sources.items() if re.search(r"\.commit\(", text)} == {"planned.py", "setting.py"}
    assert {name for name, text in sources.items() if re.search(r"open_unit\(", text)} == {"setting.py"}


def test_a_lost_answer_is_told_to_whoever_tries_again() -> None:
    """
    Receiving a lead under the same id a second time is no race to be won: the lead is there.
    """
    setting: Setting = a_setting(MemoryStore().open_unit)
    desk, draft = SupplierDesk(setting, HOST), read_draft(PROGRAMME.schema, {"email": "a@x.se"})

    assert isinstance(desk.receive(draft, lead_id="L"), Distribution)
    with pytest.raises(StaleLead):
        desk.receive(draft, lead_id="L")


def test_call_that_reads_survives_a_recount_that_loses() -> None:
    """
    A store that has counted loads by other closing stages is counted again once; who loses to another writer reads on.
    """
    store, programme = MemoryStore(), evolve(PROGRAMME, stages=StagePolicy(closing=("Won",)))
    commits = list[Changes]()

    @contextmanager
    def opened(supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with store.open_unit(supplier_id, schema) as unit:
            unit.loads = Loader()  # type: ignore[misc]  # a unit that loses is made of one that does not
            unit.commit = lose  # type: ignore[method-assign]  # a unit that loses is made of one that does not
            yield unit

    class Loader:
        def since(self, _: int, /) -> Loads:
            return Loads(mark=0, by_partner={}, counted=frozenset({"Lost"}))

    def lose(changes: Changes, /) -> None:
        commits.append(changes)
        raise Conflict("loads")

    setting = a_setting(opened, programme)
    desk = SupplierDesk(setting, HOST)
    assert [desk.count(), desk.count()] == [0, 0]
    assert commits == [Changes(recount=frozenset({"Won"}))] * 2
