"""
The files of a SQLite database are rid of what was deleted, also while others do the same.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from typing import Final

import pytest
from tests.processes import listening

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.errors import PortError
from leadflow.ports import ScrubbingUnit
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of

# Of the eight locks of a write-ahead log, which begin at byte 120 of its index: https://sqlite.org/walformat.html
_CHECKPOINT_LOCK: Final = 121


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """
    A store with a lead.
    """
    made = SqlStore(str(tmp_path / "leads.db"))
    write(made, "first")
    yield made
    made.close()


def write(store: SqlStore, lead_id: str) -> None:
    """
    Write a lead.
    """
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead(lead_id)))


def scrub(store: SqlStore) -> None:
    """
    Take what was deleted out of the files.
    """
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit, ScrubbingUnit)
        unit.scrub()


def empty_log(path: Path, told: Connection) -> None:
    """
    Be somebody else who empties the log, and does not end: the lock is the one that SQLite takes meanwhile.
    """
    with open(f"{path}-shm", "r+b") as shared:
        fcntl.lockf(shared, fcntl.LOCK_EX, 1, _CHECKPOINT_LOCK)
        told.send("begun")
        sleep(600)


def test_the_log_is_emptied_once_nobody_else_does(store: SqlStore, tmp_path: Path) -> None:
    """
    SQLite refuses at once whoever empties the log while others do, however long it may wait for readers.
    """
    with ThreadPoolExecutor(1) as threads:
        with listening(empty_log, tmp_path / "leads.db") as (_, told):
            told.recv()
            scrubbing = threads.submit(scrub, store)
            with suppress(TimeoutError):
                scrubbing.exception(0.2)
            assert not scrubbing.done()
        scrubbing.result()

    assert (tmp_path / "leads.db-wal").stat().st_size == 0


def test_a_reader_that_does_not_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: SqlStore) -> None:
    """
    Waiting ends, and the error says what is erased and what is to be done.
    """
    monkeypatch.setattr("leadflow.adapters.sqlalchemy.engine.BUSY_MS", 1)
    monkeypatch.setattr("leadflow.adapters.sqlalchemy.scrubbing.BUSY_MS", 1)
    impatient = SqlStore(str(tmp_path / "leads.db"))
    with closing(sqlite3.connect(tmp_path / "leads.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM leadflow_leads").fetchone()
        write(store, "second")

        with pytest.raises(PortError, match="others were reading or writing for too long"):
            scrub(impatient)
    impatient.close()
