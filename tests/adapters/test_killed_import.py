"""
An import whose process is killed again and again: nothing is lost, nothing is doubled, nobody is mailed twice.

A few kills of a small import in the default run; LEADFLOW_SOAK=1 kills a large one fifty times.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.adapters.importer import PROGRAMME, SETTINGS

from leadflow import open_embedded
from leadflow.core.facts import Received

ROWS, KILLS = (20_000, 50) if os.environ.get("LEADFLOW_SOAK") else (6_000, 3)

_SCRIPT = Path(__file__).with_name("importer.py")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """
    A file of leads; some are duplicates, and some have no address.
    """
    lines = [f"p{number if number % 100 else 1}@x.de,DE" if number % 77 else "nobody,DE" for number in range(ROWS)]
    path = tmp_path / "leads.csv"
    path.write_text("\n".join(["Email,Country", *lines]))
    return path


def start(database: Path, path: Path) -> subprocess.Popen[str]:
    """
    Start a process that imports.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(_SCRIPT), str(database), str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def kill_at_random(database: Path, path: Path, dice: random.Random) -> str:
    """
    Start an import and kill it, mostly in its first chunks; returns what it had printed.
    """
    with start(database, path) as process:
        assert process.stdout is not None
        printed = process.stdout.readline()
        time.sleep(dice.uniform(0, 0.3))
        process.kill()
        return printed + process.stdout.read()


def test_killed_import_is_finished_by_running_it_again(tmp_path: Path, path: Path) -> None:
    """
    An import that is killed at any time can be completed by running it again.
    """
    broken, whole, dice = tmp_path / "broken.db", tmp_path / "whole.db", random.Random(4)
    printed = [kill_at_random(broken, path, dice) for _ in range(KILLS)]
    for database in (whole, broken):
        with start(database, path) as process:
            _, told = process.communicate(timeout=600)
            assert told == ""

    assert all(lines.startswith("ready") for lines in printed)
    assert outcome(broken, path) == outcome(whole, path)


def outcome(database: Path, path: Path) -> tuple[object, ...]:
    """
    Return the rows that became leads, who works each, how often each was mailed about, and the counts.
    """
    now = datetime.now(UTC) + timedelta(days=1)
    with open_embedded(database, PROGRAMME) as leadflow:
        with leadflow.imports.open(path) as file:
            report = leadflow.imports.run(file, settings=SETTINGS)
        with leadflow.store.open_unit("acme", PROGRAMME.schema) as unit:
            leads = unit.leads.page(None, ROWS)
            facts = {lead.id: unit.timeline.of(lead.id)[0].fact for lead in leads[::20]}
        claims = leadflow.store.claim("acme", "lease", now, now, ROWS)
    assert report.repeated
    mailed = Counter(claim.message.lead_id for claim in claims)
    addresses = [str(lead.values["email"]) for lead in leads]
    assert len(set(addresses)) == len(addresses) == report.counts.imported
    assert mailed == dict.fromkeys([lead.id for lead in leads], 1)
    rows = [fact.row for fact in facts.values() if isinstance(fact, Received)]
    refused = [row.number for row in report.refused]
    return sorted(addresses), Counter(lead.partner_id for lead in leads), len(rows), report.counts, refused
