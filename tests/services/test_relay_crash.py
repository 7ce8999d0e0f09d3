"""
Relays that are killed lose no message, and send one twice at most for each kill, with the same Message-ID.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.intake import read_draft
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.programme import Programme
from leadflow.services import Setting, SupplierDesk

SOAK = bool(os.environ.get("LEADFLOW_SOAK"))
SENDERS, MESSAGES, KILLS = (8, 4_000, 50) if SOAK else (3, 150, 4)
PEOPLE = 50


@pytest.mark.parametrize("kills", [0, KILLS])
def test_killed_senders_lose_nothing(tmp_path: Path, kills: int) -> None:
    """
    Killed relays lose no message, and without kills none is sent twice.
    """
    database, log = tmp_path / "outbox.db", tmp_path / "sent.log"
    keys = fill(database)
    log.touch()
    running = [sender(database, log) for _ in range(SENDERS)]
    dice, killed, deadline = random.Random(9), 0, time.monotonic() + 600
    try:
        while len(set(lines(log))) < MESSAGES and time.monotonic() < deadline:
            time.sleep(dice.uniform(0.05, 0.4))
            if killed < kills and lines(log):
                number = dice.randrange(SENDERS)
                running[number].kill()
                running[number].wait()
                running[number] = sender(database, log)
                killed += 1
        time.sleep(0.5)
    finally:
        for process in running:
            process.kill()
            process.wait()
    sent = Counter(lines(log))

    assert set(sent) == {f"<{key}@leadflow.example>" for key in keys}
    assert sum(sent.values()) - MESSAGES <= killed


def fill(database: Path) -> list[str]:
    """
    Make leads whose people are to be told, and return the keys of the messages.
    """
    programme, keys = Programme(supplier_id="acme"), list[str]()
    store = SqlStore(str(database))
    desk = SupplierDesk(
        Setting(
            open_unit=store.open_unit, programme=programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
        ),
        ProgramParty(name="host"),
    )
    users = tuple(PartnerUser(id=f"u{n}", email=f"u{n}@partner.example", default_recipient=True) for n in range(PEOPLE))
    desk.save_partners([Partner(id="p", name="P")], people=[PartnerPeople(partner_id="p", users=users)])
    for _ in range(MESSAGES // PEOPLE):
        done = desk.receive(read_draft(programme.schema, {"email": "a@x.de"}, partner="p"))
        keys += [message.key for message in done.messages]  # type: ignore[union-attr]  # admitted
    store.close()
    return keys


def sender(database: Path, log: Path) -> subprocess.Popen[bytes]:
    """
    Start a relay in a process of its own.
    """
    script = Path(__file__).with_name("sending.py")
    return subprocess.Popen([sys.executable, str(script), str(database), str(log)], stderr=subprocess.DEVNULL)


def lines(log: Path) -> list[str]:
    """
    Return what was sent so far.
    """
    return log.read_text().split()
