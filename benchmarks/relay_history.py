"""
What mail about a lead costs that has been through much: 200 activities, beside none.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.relay_house import House, a_house

from leadflow.adapters.mime import mime_bytes
from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.handling.email_status import shown_after
from leadflow.core.leads import Activity
from leadflow.core.notifications import Mail, MessageSent, PostChange, PostEvent, Settled, Settlement
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.ports import Claim

__all__ = ["mail_history", "settle_bytes"]

_MAILS: Final = 200
_HISTORY: Final = tuple(
    Activity(at=datetime(2026, 3, 2, tzinfo=UTC), kind="web", title=f"visited page number {number} of the catalogue")
    for number in range(200)
)


class _Built:
    """
    A mailer that makes the mail, and sends nothing.
    """

    def send(self, mail: Mail, /) -> None:
        mime_bytes(mail)


def mail_history(folder: Path, *, runs: int) -> float:
    """
    Return how many times as long a whole mail takes for a lead with much history: read, rendered, built and settled.
    """
    ratios = []
    for run in range(runs):
        plain, much = (_whole(str(folder / f"{run}-{len(history)}.db"), history) for history in ((), _HISTORY))
        ratios.append(much / plain)
    return median(ratios)


def _whole(url: str, history: tuple[Activity, ...]) -> float:
    house = a_house(url, _MAILS, 1, history=history)
    start = time.process_time()
    assert house.relay(_Built()).run_until_idle().sent == _MAILS
    taken = time.process_time() - start
    house.store.close()
    return taken


def settle_bytes(folder: Path) -> float:
    """
    Return how many times as many bytes this process reads and writes to settle a mail about a lead with much history.
    """
    plain, much = (_settled(folder / f"settled-{len(history)}.db", history) for history in ((), _HISTORY))
    return much / plain


def _settled(path: Path, history: tuple[Activity, ...]) -> float:
    house = a_house(str(path), _MAILS, 1, history=history)
    now = datetime.now(UTC)
    claims = house.store.claim("acme", "lease", now, now + timedelta(minutes=5), _MAILS)
    changes = [_change(house, claim) for claim in claims]
    with closing(sqlite3.connect(path)) as connection:
        # What was written before is not read or moved while it is measured.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    before = _io()
    for change in changes:
        with house.setting.unit() as unit:
            unit.commit(Changes(posts=(change,)))
    taken = _io() - before
    house.store.close()
    return taken


def _change(house: House, claim: Claim) -> PostChange:
    message = claim.message
    with house.store.open_unit("acme", STANDARD_SCHEMA) as unit:
        lead = unit.leads.get(message.lead_id or "")
    event = PostEvent(message.key, 1, message.created_at, Actor(), MessageSent())
    shown = shown_after(lead, message, (event,), lambda: ())
    return PostChange(
        key=message.key, event=event, settlement=Settlement(lease=claim.lease, state=Settled.SENT), shown=shown
    )


def _io() -> int:
    """
    Return how many bytes this process has read and written by calls of the system, as Linux counts them.
    """
    counts = dict(line.split(": ") for line in Path("/proc/self/io").read_text(encoding="ascii").splitlines())
    return int(counts["rchar"]) + int(counts["wchar"])
