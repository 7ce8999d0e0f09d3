"""
R2: whatever the n-th call of a port does, in every public operation: documented errors, nothing doubled, nothing left.

Ports are the store and its units, the outbox, the mailer, files, the clock and ids. After a fault the same call is made
again; then the store holds what it holds after an undisturbed call. A full disk is one of SQLite's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from shutil import copy
from typing import Final

import pytest
from attrs import define, field
from sqlalchemy import event
from tests.processes import SIZE, SOAK
from tests.reliability.faulty_ports import FaultyWorld, GivenUp, HostFailed, PortFault, PortFaults
from tests.reliability.figures import record
from tests.reliability.operations import OPERATIONS
from tests.reliability.world import World
from tests.stores import engine_on

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.unit import SqlUnit
from leadflow.core.changes import Changes
from leadflow.errors import LeadflowError, StoreUnusable

DESKS: Final = [name for name in OPERATIONS if "Desk." in name or name.startswith("OutboxRelay")]
SEVERAL_CALLS: Final = (
    "DeadlineDesk.perform",
    "SyncDesk.push",
    "ExportDesk.export",
    "ExportDesk.open",
    "ExportDesk.open_link",
)
"""
What takes calls before it.
"""
FEW: Final = 2
"""
So many faults of each operation when it is small.
"""


@define
class Filled:
    """
    A filled file, of which copies are made.
    """

    path: str
    world: World
    numbers: Iterator[int]
    known: dict[str, tuple[list[str], object]] = field(factory=dict)

    @contextmanager
    def faulty(self, faults: PortFaults) -> Iterator[FaultyWorld]:
        """
        Open a copy whose ports fail as *faults* say.
        """
        with engine_on(copy(self.path, f"{self.path}.{next(self.numbers)}")) as engine:
            store, world = SqlStore(engine), self.world
            yield FaultyWorld(store, world.copied_files(), world.token, world.dead, faults=faults)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """
    A store with something for every operation.
    """
    path = str(tmp_path_factory.mktemp("ports") / "filled.db")
    store = SqlStore(path)
    world = World.fill(store)
    store.close()
    return Filled(path, world, count())


def test_any_call_of_a_port_may_fail(filled: Filled) -> None:
    """
    A call raises what leadflow documents, or what the host's own clock raised; made again, it ends as if nothing had
    been.
    """
    tried, wrong = 0, list[str]()
    for name in DESKS:
        names, undisturbed = _undisturbed(filled, name)
        every = [(at, fault) for at in range(1, len(names) + 1) for fault in PortFault]
        step = 1 if SOAK else max(1, len(every) // FEW)
        for at, fault in every[0 if SOAK else tried % step :: step]:
            tried += 1
            wrong += [
                f"{name}, {names[at - 1]} ({at} of {len(names)}), {fault.value}: {one}"
                for one in _try(filled, name, at, fault, undisturbed)
            ]
    record("R2 port faults", size=SIZE, operations=len(DESKS), faults=tried, wrong=len(wrong))
    assert not wrong, "\n".join([f"{len(wrong)} of {tried}", *wrong[:400]])


def _undisturbed(filled: Filled, name: str) -> tuple[list[str], object]:
    """
    Return the names of the calls that an operation makes, and what the store holds afterwards.
    """
    if name not in filled.known:
        filled.known[name] = _measured(filled, name)
    return filled.known[name]


def _measured(filled: Filled, name: str) -> tuple[list[str], object]:
    faults = PortFaults()
    with filled.faulty(faults) as world:
        faults.arm()
        OPERATIONS[name](world)
        names = list(faults.calls)
        if name.startswith("OutboxRelay"):
            world.relay_later()
        return names, world.seen()


def _try(filled: Filled, name: str, at: int, fault: PortFault, undisturbed: object) -> Iterator[str]:
    faults, operation = PortFaults(), OPERATIONS[name]
    with filled.faulty(faults) as world:
        faults.arm(at, fault)
        failed: BaseException | None = None
        try:
            operation(world)
        except (LeadflowError, HostFailed, GivenUp) as error:
            failed = error
            if isinstance(error, LeadflowError) and not error.retry_safe:
                yield f"{type(error).__name__} says that trying again is not safe: {error}"
        except Exception as error:
            failed = error
            yield f"{type(error).__name__} left the call: {error}"
        if faults.committed and isinstance(failed, LeadflowError) and not failed.wrote:
            yield f"{type(failed).__name__} says that nothing was written"
        faults.arm()
        if failed is not None:
            try:
                operation(world)
            except Exception as error:
                yield f"the second call raised {type(error).__name__}: {error}"
        if name.startswith("OutboxRelay"):
            world.relay_later()
        if world.seen() != undisturbed:
            yield f"the store is otherwise ({type(failed).__name__}, committed={faults.committed})"
        checked_out = getattr(world.store._engine.pool, "checkedout", lambda: 0)()  # no other way to see it
        if checked_out:
            yield f"{checked_out} connections were not given back"


def test_full_disk_writes_nothing_and_is_told(filled: Filled) -> None:
    """
    Where the disk takes no further page the error says so and nothing is written; with room, the same call works.
    """
    tried, full, wrong = 0, 0, list[str]()
    tight = _tightened(filled)
    for name in DESKS:
        _, undisturbed = _undisturbed(filled, name)
        for room in range(12 if SOAK else 1):
            tried += 1
            raised, found = _with_room(filled, tight, name, room, undisturbed)
            full += raised
            wrong += [f"{name}, room for {room} pages: {one}" for one in found]
    record("R2 full disk", size=SIZE, operations=len(DESKS), tried=tried, full=full, wrong=len(wrong))
    assert full > 0
    assert not wrong, "\n".join(wrong)


def _tightened(filled: Filled) -> str:
    """
    Return a copy without free space, whose pages are so small that nearly every row needs another one.
    """
    path = str(copy(filled.path, f"{filled.path}.tight"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM"):
            connection.execute(statement)
    return path


def _with_room(filled: Filled, tight: str, name: str, room: int, undisturbed: object) -> tuple[bool, list[str]]:
    path, found = copy(tight, f"{filled.path}.{next(filled.numbers)}"), list[str]()
    engine, limits = make_engine(str(path)), [0]

    @event.listens_for(engine, "checkout")
    def _(raw: object, *_: object) -> None:
        cursor = raw.cursor()  # type: ignore[attr-defined]  # the driver's connection
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {limits[0] or 1_000_000_000}")
        cursor.close()
        limits.append(pages)

    store = SqlStore(engine)
    world = World(store, filled.world.copied_files(), filled.world.token, filled.world.dead)
    before = world.seen()
    limits[0] = limits[-1] + room
    raised = wrote = False
    try:
        OPERATIONS[name](world)
    except LeadflowError as error:
        raised, wrote = True, error.wrote
        if "the disk is full; make room" not in str(error):
            found.append(f"{type(error).__name__}: {error}")
    except Exception as error:
        found.append(f"{type(error).__name__} left the call: {error}")
    limits[0] = 0
    if raised and not wrote and world.seen() != before:
        found.append("something was written")
    if raised:
        OPERATIONS[name](world)
    if name.startswith("OutboxRelay"):
        world.relay_later()
    if world.seen() != undisturbed:
        found.append("the store is otherwise after a second call")
    store.close()
    return raised, found


def test_what_fails_behind_a_commit_does_not_say_that_nothing_was_written(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A disk that is full at the first commit, and otherwise at the last one, in every operation.
    """
    wrong = list[str]()
    for name in DESKS:
        commits = sum(one.endswith("commit") for one in _undisturbed(filled, name)[0])
        for at in {1, commits} if commits and name not in SEVERAL_CALLS else ():
            error = _error_of_a_full_disk(filled, name, at, monkeypatch)
            if (error.wrote, "othing was written" in str(error)) != (at > 1, at == 1):
                wrong.append(f"{name}, commit {at} of {commits}: {error}")
    assert not wrong, "\n".join(wrong)


def _error_of_a_full_disk(filled: Filled, name: str, at: int, monkeypatch: pytest.MonkeyPatch) -> StoreUnusable:
    commit, made = SqlUnit.commit, count(1)

    def failing(unit: SqlUnit, changes: Changes, /) -> None:
        if next(made) == at:
            raise StoreUnusable("the disk is full; make room. Nothing was written")
        commit(unit, changes)

    with filled.faulty(PortFaults()) as world, monkeypatch.context() as patch:
        patch.setattr(SqlUnit, "commit", failing)
        with pytest.raises(StoreUnusable) as caught:
            OPERATIONS[name](world)
    return caught.value
