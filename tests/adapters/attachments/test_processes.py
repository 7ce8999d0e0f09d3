"""
Processes that race for the last place on a lead, and processes that are killed while they upload.

Small in the default run; LEADFLOW_SOAK=1 runs them at full size.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import make_url
from tests.adapters.attachments.attaching import desk, race, upload
from tests.processes import CONTEXT, SOAK, listening, running

from leadflow.adapters.attachments import FsspecAttachments
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.tables import metadata
from leadflow.core.leads import Attachment
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, an_attachment, changes_of

PROCESSES = 8
ROUNDS = 100 if SOAK else 5
KILLS = 50 if SOAK else 3


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """
    A database with a lead for each round; every lead has nine files.
    """
    plain = str(tmp_path / "leads.db")
    if request.param == "postgresql":
        plain = make_url(request.getfixturevalue("postgres_url")).render_as_string(hide_password=False)
        engine = make_engine(plain)
        metadata.drop_all(engine)
    store = SqlStore(plain)
    nine = tuple(an_attachment(f"file-{number}") for number in range(9))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*(evolve(a_lead(f"lead-{one:03}"), attachments=nine) for one in range(ROUNDS))))
    store.close()
    yield plain
    if request.param == "postgresql":
        metadata.drop_all(engine)
        engine.dispose()


def carried(url: str) -> dict[str, tuple[Attachment, ...]]:
    """
    Return what each lead carries.
    """
    store = SqlStore(url)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        found = {lead.id: lead.attachments for lead in unit.leads.page(None, 1_000)}
    store.close()
    return found


def test_processes_race_for_the_tenth_place(url: str, tmp_path: Path) -> None:
    """
    Of eight processes that attach to a lead with nine files, one does; never is there an eleventh, and the bytes of the
    seven others are gone.
    """
    barrier, pipes = CONTEXT.Barrier(PROCESSES), [CONTEXT.Pipe(duplex=False) for _ in range(PROCESSES)]
    jobs = [
        (race, (url, tmp_path / "files", f"p{number}", ROUNDS, barrier, telling))
        for number, (_, telling) in enumerate(pipes)
    ]
    with running(jobs):
        for _, telling in pipes:
            telling.close()
        won = sorted(number for told, _ in pipes for number in told.recv())
    stored = sorted(one.key for one in FsspecAttachments(tmp_path / "files").stored(SUPPLIER))
    leads = carried(url)

    assert won == list(range(ROUNDS))
    assert {len(files) for files in leads.values()} == {10}
    assert stored == sorted(files[-1].key for files in leads.values())


def test_killed_upload_leaves_nothing_after_collection(tmp_path: Path) -> None:
    """
    After a kill every referred file is complete, and the rest can be collected.
    """
    url, folder = str(tmp_path / "leads.db"), tmp_path / "files"
    store = SqlStore(url)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead("lead-000")))
    store.close()
    dice, found = random.Random(6), 0
    for number in range(KILLS):
        with listening(upload, url, folder, f"u{number}") as (_, told):
            assert told.recv() == 0
            time.sleep(dice.uniform(0, 0.15))
        found += assert_exact(url, folder)

    assert found <= 2 * KILLS


def assert_exact(url: str, folder: Path) -> int:
    """
    Check that every row has its bytes, collect, check that nothing else is there, and return how many were collected.
    """
    later = datetime.now(UTC) + timedelta(days=1)
    attachments, files = desk(url, folder, later), FsspecAttachments(folder)
    (lead,) = carried(url).values()
    for one in lead:
        with attachments.open("lead-000", one.id) as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == one.sha256
    collected = attachments.collect_orphans(older_than=timedelta())
    assert sorted(one.key for one in files.stored(SUPPLIER)) == sorted(one.key for one in lead)
    return collected
