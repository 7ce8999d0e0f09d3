"""
One process that attaches files, started several times by `test_processes`: ``attaching.py race|upload URL FOLDER ...``.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from pathlib import Path

from leadflow.adapters.attachments import FsspecAttachments
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.programme import Programme
from leadflow.services import AttachmentDesk, AttachResult, Setting, Upload
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER

SIZE = 3_000_000
"""
Bytes of a file that is uploaded while its process may be killed.
"""


def desk(url: str, folder: str | Path) -> AttachmentDesk:
    """
    Return a desk on a database and a folder.
    """
    return AttachmentDesk(
        Setting(
            open_unit=SqlStore(url).open_unit,
            programme=Programme(supplier_id=SUPPLIER, schema=KIT_SCHEMA),
            clock=lambda: NOW,
            new_id=TimeOrderedIds(),
        ),
        ProgramParty(name="host"),
        FsspecAttachments(folder),
    )


def race(attachments: AttachmentDesk, name: str, rounds: int, begin: float, pace: float) -> list[int]:
    """
    Attach a file of its own to each lead, at the same moments as the other processes; returns the rounds it won.
    """
    won = []
    for number in range(rounds):
        time.sleep(max(0.0, begin + number * pace - time.time()))
        said = io.BytesIO(f"{name} in round {number}\n".encode())
        done = attachments.attach(f"lead-{number:03}", Upload(stream=said, name=f"{name}.txt"))
        if isinstance(done, AttachResult):
            won.append(number)
    return won


def upload(attachments: AttachmentDesk, name: str) -> None:
    """
    Attach and remove files until the process is killed; how often is printed.
    """
    dice = random.Random(name)
    for number in range(1_000_000):
        lines = (f"{name} {number} {dice.random()}\n".encode() * 200 for _ in range(SIZE // 8_000))
        files = [Upload(stream=io.BytesIO(b"".join(lines)), name="large.txt")]
        files.append(Upload(stream=io.BytesIO(f"{name} {number}\n".encode()), name="small.txt"))
        done = attachments.attach("lead-000", *files)
        print(number, flush=True)
        if isinstance(done, AttachResult) and len(done.lead.attachments) > 6:
            for one in done.lead.attachments[:4]:
                attachments.remove("lead-000", one.id)


if __name__ == "__main__":
    what, url, folder, name, *more = sys.argv[1:]
    if what == "race":
        print(json.dumps(race(desk(url, folder), name, int(more[0]), float(more[1]), float(more[2]))))
    else:
        upload(desk(url, folder), name)
