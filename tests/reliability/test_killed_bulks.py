"""
Bulk transfers whose processes are killed are finished by the same call: nothing is lost, doubled or mailed twice.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.processes import CONTEXT, SIZE, SOAK, sized, start
from tests.reliability.databases import a_setting, kind_of
from tests.reliability.figures import record
from tests.reliability.moved import fill, move, moved

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.leads import DistributionStatus
from leadflow.services import Setting

LEADS, CHUNK = (10_000, 200) if SOAK else (120, 20)
KILLS = sized(3, 10)


def test_killed_bulk_transfers_are_finished_by_the_same_call(url: str, tmp_path: Path) -> None:
    """
    After any number of kills each lead is deactivated once, continued by one lead, and one mail is written for it.
    """
    dice, killed, began = random.Random(url), 0, time.monotonic()
    with a_setting(url, "bulk") as setting:
        fill(setting, LEADS, str(tmp_path / "leads.csv"))
        for _ in range(KILLS):
            killed += kill(url, dice)
        report = moved(setting, CHUNK)
        again = moved(setting, CHUNK)
        lost, doubled, mails = found(setting)
    seconds = round(time.monotonic() - began, 1)
    name = f"bulk transfer {kind_of(url)}"
    record(name, size=SIZE, kills=killed, leads=LEADS, seconds=seconds, lost=lost, doubled=doubled, mails=mails)

    assert (report.counts, report.finished) == ({"done": LEADS}, True)
    assert again == report
    assert killed > 0
    assert (lost, doubled, mails) == (0, 0, LEADS)


def kill(url: str, dice: random.Random) -> bool:
    """
    Transfer and kill at a random moment of the next chunks; says whether it had not ended by itself.
    """
    told, telling = CONTEXT.Pipe(duplex=False)
    process = start(move, url, "bulk", CHUNK, telling)
    telling.close()
    try:
        for _ in range(1 + dice.randrange(2)):
            told.recv()
    except EOFError:
        pass
    time.sleep(dice.uniform(0, 0.03))
    process.kill()
    process.join()
    told.close()
    return process.exitcode != 0


def found(setting: Setting) -> tuple[int, int, int]:
    """
    Return how many leads have no lead that continues them, how many have several or several mails, and all mails.
    """
    with setting.unit() as unit:
        leads = unit.leads.page(None, 3 * LEADS)
        store = setting.open_unit.__self__  # type: ignore[attr-defined]  # a method of the store
        assert isinstance(store, SqlStore)
    now = datetime.now(UTC) + timedelta(days=1)
    mailed = Counter(claim.message.lead_id for claim in store.claim("bulk", "lease", now, now, 3 * LEADS))
    continued = Counter(lead.duplicated_from for lead in leads if lead.duplicated_from is not None)
    originals = [lead for lead in leads if lead.duplicated_from is None]
    made = [lead for lead in leads if lead.duplicated_from is not None]
    assert all(not lead.active and lead.superseded_by for lead in originals)
    assert all(lead.partner_id == "there" and lead.status is DistributionStatus.PENDING for lead in made)
    lost = sum(continued[lead.id] == 0 for lead in originals)
    doubled = sum(number > 1 for number in [*continued.values(), *mailed.values()])
    return lost, doubled, sum(mailed.values())
