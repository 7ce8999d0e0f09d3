"""
R1: imports whose processes are killed are finished by running them again, and each row and each mail is there once.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from tests.processes import CONTEXT, SIZE, SOAK, sized, start
from tests.reliability.databases import a_setting, kind_of
from tests.reliability.figures import record
from tests.reliability.imported import import_file, imported, prepare

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.facts import Received
from leadflow.ports import Claim
from leadflow.services import Setting

# Ten kills in all when it is small, a thousand when it is long; each import is killed a few times before it is finished.
ROWS, CHUNK, A_TIME = (20_000, 500, 10) if SOAK else (1_000, 100, 3)
KILLS = {"csv": sized(3, 250), "xlsx": sized(2, 250)}


def write_csv(path: Path, rows: list[list[str]]) -> None:
    """
    Write a CSV file.
    """
    path.write_text("\n".join(map(",".join, rows)))


def write_xlsx(path: Path, rows: list[list[str]]) -> None:
    """
    Write a workbook.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


WRITERS: dict[str, Callable[[Path, list[list[str]]], None]] = {"csv": write_csv, "xlsx": write_xlsx}


@pytest.mark.parametrize("kind", WRITERS)
def test_killed_imports_are_finished_by_running_them_again(url: str, kind: str, tmp_path: Path) -> None:
    """
    After any number of kills, an import ends with the leads, partners, mails, refused rows and counts of one without.
    """
    path, dice = tmp_path / f"leads.{kind}", random.Random(kind)
    # Some rows are duplicates, and some have no address.
    rows = [[f"p{one if one % 100 else 1}@x.de" if one % 77 else "nobody", "DE"] for one in range(ROWS)]
    WRITERS[kind](path, [["Email", "Country"], *rows])
    with a_setting(url, "whole") as setting:
        prepare(setting)
        whole = outcome(setting, path)
    killed, imports, wrong = 0, 0, 0
    while killed < KILLS[kind]:
        supplier, imports = f"import-{imports}", imports + 1
        with a_setting(url, supplier) as setting:
            prepare(setting)
            for _ in range(min(A_TIME, KILLS[kind] - killed)):
                killed += kill(url, supplier, path, dice)
            wrong += outcome(setting, path) != whole
    record(f"R1 {kind} {kind_of(url)}", size=SIZE, kills=killed, imports=imports, rows=ROWS, wrong=wrong)

    assert wrong == 0


def kill(url: str, supplier: str, path: Path, dice: random.Random) -> bool:
    """
    Import and kill at a random moment of the next chunks; says whether the import had not ended by itself.
    """
    told, telling = CONTEXT.Pipe(duplex=False)
    process = start(import_file, url, supplier, str(path), CHUNK, telling)
    telling.close()
    for _ in range(dice.randrange(5)):
        try:
            told.recv()
        except EOFError:
            break
    time.sleep(dice.uniform(0, 0.03))
    process.kill()
    process.join()
    told.close()
    return process.exitcode != 0


def outcome(setting: Setting, path: Path) -> tuple[object, ...]:
    """
    Finish the import; returns what it left: addresses, partners, rows, counts, refused rows and mails for each lead.
    """
    report = imported(setting, str(path), CHUNK)
    again = imported(setting, str(path), CHUNK)
    with setting.unit() as unit:
        leads = unit.leads.page(None, ROWS)
        told = [unit.timeline.of(lead.id)[0].fact for lead in leads[::20]]
    mailed = Counter(claim.message.lead_id for claim in claims_of(setting))
    addresses = sorted(str(lead.values["email"]) for lead in leads)
    assert again.repeated
    assert len(set(addresses)) == len(addresses) == report.counts.imported == again.counts.imported
    assert mailed == dict.fromkeys([lead.id for lead in leads], 1)
    assert all(isinstance(fact, Received) and fact.row is not None for fact in told)
    refused = [row.number for row in again.refused]
    return addresses, Counter(lead.partner_id for lead in leads), again.counts, again.messages, refused


def claims_of(setting: Setting) -> tuple[Claim, ...]:
    """
    Return what waits in the outbox.
    """
    now = datetime.now(UTC) + timedelta(days=1)
    store = setting.open_unit.__self__  # type: ignore[attr-defined]  # a method of the store
    assert isinstance(store, SqlStore)
    return store.claim(setting.supplier_id, "lease", now, now, 2 * ROWS)
