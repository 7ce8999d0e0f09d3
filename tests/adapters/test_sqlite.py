"""
The store on SQLite keeps the contract, and its connections are set up so that writers wait and nothing is lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Timer

import pytest
from attrs import evolve
from sqlalchemy import Connection, event, text
from tests.stores import an_empty_store

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.held_connections import HeldConnections
from leadflow.adapters.sqlalchemy.settling import Execute, unhurried
from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.facts import Accepted
from leadflow.core.notifications import MessageSent, PostChange, PostEvent, Settled, Settlement
from leadflow.errors import Conflict, PortError, StaleLead
from leadflow.ports import OpenUnit, Outbox
from leadflow.testing import (
    KIT_SCHEMA,
    NOW,
    SUPPLIER,
    AttachmentReaderContract,
    DueRecordsContract,
    EventListerContract,
    ExportPostsContract,
    HeldLeadContract,
    LeadListerContract,
    LockingUnitContract,
    MailCounterContract,
    OpportunityListerContract,
    OutboxContract,
    PostsContract,
    RegistrationListerContract,
    ScopesContract,
    StatusRecordsContract,
    UnitOfWorkContract,
    a_lead,
    a_message,
    change_to,
    changes_of,
)


class TestSqlite(
    UnitOfWorkContract,
    ScopesContract,
    LockingUnitContract,
    MailCounterContract,
    OutboxContract,
    PostsContract,
    AttachmentReaderContract,
    DueRecordsContract,
    StatusRecordsContract,
    OpportunityListerContract,
    RegistrationListerContract,
    HeldLeadContract,
    EventListerContract,
    ExportPostsContract,
    LeadListerContract,
):
    """
    The contract kit on a SQLite file.
    """

    @pytest.fixture
    def store(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
        """
        A store in a file without leads.
        """
        with an_empty_store("sqlite", tmp_path, request) as store:
            assert isinstance(store, SqlStore)
            yield store

    @pytest.fixture
    def open_unit(self, store: SqlStore) -> OpenUnit:
        """
        Units of the store.
        """
        return store.open_unit

    @pytest.fixture
    def outbox(self, store: SqlStore) -> Outbox:
        """
        The store's outbox.
        """
        return store


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """
    A connection of leadflow's own making.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "wanted"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],
)
def test_pragmas_are_set(connection: Connection, pragma: str, wanted: object) -> None:
    """
    A write-ahead log, every commit on disk (2 is FULL), and foreign keys.
    """
    assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == wanted


def test_writer_waits_for_its_turn(connection: Connection) -> None:
    """
    A writer waits at least ten seconds for its turn before it gives up.
    """
    waits = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()

    assert isinstance(waits, int)
    assert waits >= 10_000


def test_opening_waits_for_whoever_writes(tmp_path: Path) -> None:
    """
    A database that another process is just making, and writing to, is waited for instead of being "locked".
    """
    path = str(tmp_path / "leads.db")
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        ending = Timer(0.2, other.execute, ["COMMIT"])
        ending.start()

        store = SqlStore(path)

        assert ending.finished.is_set()
        ending.join()
    store.close()


def test_writing_begins_immediately(connection: Connection) -> None:
    """
    A transaction that writes takes the write lock with its first statement.
    """
    seen: list[str] = []
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.set_trace_callback(seen.append)

    with writing(connection):
        pass

    assert seen == ["BEGIN IMMEDIATE", "COMMIT"]


def test_only_settling_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    """
    Claims and settlements are written with synchronous NORMAL (1), everything else with FULL (2), refusals included.
    """
    engine, seen = make_engine(str(tmp_path / "leads.db")), list[str]()
    event.listen(engine, "connect", lambda raw, _: raw.set_trace_callback(seen.append))
    store, lead = SqlStore(engine), a_lead()
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(evolve(changes_of(lead), messages=(a_message(lead),)))
    (claim,) = store.claim(SUPPLIER, "lease", NOW, NOW, 1)
    sent = PostEvent(claim.message.key, 1, NOW, Actor(), MessageSent())
    settled = PostChange(key=sent.key, event=sent, settlement=Settlement(lease="lease", state=Settled.SENT))
    for _ in range(2):
        with suppress(Conflict), store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(Changes(posts=(settled,)))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(change_to(lead, Accepted()))
    engine.dispose()

    level, commits = 2, list[tuple[int, str]]()
    for line in seen:
        if line.startswith("PRAGMA synchronous ="):
            level = {"FULL": 2}.get(line.split()[-1]) or int(line.split()[-1])
        elif line in ("COMMIT", "ROLLBACK") or line.startswith(("INSERT", "UPDATE")):
            commits.append((level, line.split()[0]))
    assert level == 2
    # What became of mail is counted in the same transaction.
    assert {one for number, one in commits if number == 1} == {"INSERT", "UPDATE", "COMMIT", "ROLLBACK"}
    assert [number for number, one in commits if one == "COMMIT"][-4:] == [2, 1, 1, 2]


def test_the_level_is_put_back_whatever_happens(tmp_path: Path) -> None:
    """
    The level of syncing is always restored, and never raised.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    seen = []

    def ask(execute: Execute) -> int:
        seen.append(execute(text("PRAGMA synchronous"), {}).fetchone())
        return 0

    with suppress(ZeroDivisionError):
        unhurried(HeldConnections(engine), lambda execute: 1 // ask(execute))
    with pytest.raises(PortError):
        unhurried(HeldConnections(engine), lambda execute: execute(text("SELECT nonsense"), {}))
    for chosen in (2, 0, 3):
        with engine.connect() as connection:
            seen.append(connection.exec_driver_sql("PRAGMA synchronous").fetchone())
            connection.rollback()
            connection.connection.driver_connection.execute(f"PRAGMA synchronous = {chosen}")  # type: ignore[union-attr]  # a connection that was just opened has one
        unhurried(HeldConnections(engine), ask)
    with engine.connect() as connection:
        seen.append(connection.exec_driver_sql("PRAGMA synchronous").fetchone())
    engine.dispose()

    assert [tuple(row) for row in seen] == [(1,), (2,), (1,), (2,), (0,), (0,), (1,), (3,)]


def test_reading_does_not_lock(tmp_path: Path) -> None:
    """
    A unit that only reads begins no transaction that writes, and one that commits begins no other.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    store = SqlStore(engine)
    with store.open_unit(SUPPLIER, KIT_SCHEMA):
        pass
    begun: list[str] = []

    def note(statement: str) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    event.listen(engine, "checkout", lambda raw, *_: raw.set_trace_callback(note))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.leads.page(None, 1)
        unit.commit(changes_of(a_lead()))
    engine.dispose()

    assert begun == ["BEGIN", "BEGIN IMMEDIATE"]


def test_reopened_file_has_everything(tmp_path: Path) -> None:
    """
    What was committed is there for a store that opens the file later.
    """
    path = str(tmp_path / "leads.db")
    first = SqlStore(path)
    with first.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead()))
    first.close()

    second = SqlStore(path)
    with second.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        read = unit.leads.get("lead-1")
    second.close()

    assert read == a_lead()


def test_file_that_is_no_database_is_a_port_error(tmp_path: Path) -> None:
    """
    A file that holds something else cannot be opened as a store, and stays as it is.
    """
    path = tmp_path / "leads.db"
    path.write_text("e-mail;company\n" * 100)

    with pytest.raises(PortError):
        SqlStore(str(path))

    assert path.read_text() == "e-mail;company\n" * 100


def test_folder_that_is_missing_is_a_port_error(tmp_path: Path) -> None:
    """
    A file in a folder that does not exist cannot be opened.
    """
    with pytest.raises(PortError):
        SqlStore(str(tmp_path / "nowhere" / "leads.db"))


def test_errors_of_the_database_do_not_show_the_data(tmp_path: Path) -> None:
    """
    The text of a failure holds nothing of what was to be written.
    """
    store = SqlStore(str(tmp_path / "leads.db"))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.leads.page(None, 1)
    store.close()
    for file in tmp_path.iterdir():
        file.unlink()
    # An empty file has none of the tables.
    (tmp_path / "leads.db").touch()

    with pytest.raises(PortError) as caught, store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead(said={"email": "secret@example.com"})))
    store.close()

    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


def test_a_lost_commit_leaves_no_trace_in_the_thread(tmp_path: Path) -> None:
    """
    The next unit of the thread, another supplier's look, opens as a reader: others can write meanwhile.
    """
    path = str(tmp_path / "leads.db")
    store = SqlStore(path)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead()))
    with pytest.raises(StaleLead), store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead()))

    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    with store.open_unit("globex", KIT_SCHEMA) as unit:
        assert unit.leads.page(None, 1) == ()
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()
    store.close()
