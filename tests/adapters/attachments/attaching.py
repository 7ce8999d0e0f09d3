"""
What a process that attaches files does, of those that `test_processes` starts.
"""

from __future__ import annotations

import io
import random
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
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


def desk(url: str, folder: Path, now: datetime = NOW) -> AttachmentDesk:
    """
    Return a desk on a database and a folder, whose clock stands still.
    """
    return AttachmentDesk(
        Setting(
            open_unit=SqlStore(url).open_unit,
            programme=Programme(supplier_id=SUPPLIER, schema=KIT_SCHEMA),
            clock=lambda: now,
            new_id=TimeOrderedIds(),
        ),
        ProgramParty(name="host"),
        FsspecAttachments(folder),
    )


def race(url: str, folder: Path, name: str, rounds: int, barrier: Barrier, telling: Connection) -> None:
    """
    Attach a file of its own to each lead, at the same moments as the other processes; tells which rounds it won.
    """
    attachments, won = desk(url, folder), []
    for number in range(rounds):
        barrier.wait()
        said = io.BytesIO(f"{name} in round {number}\n".encode())
        done = attachments.attach(f"lead-{number:03}", Upload(stream=said, name=f"{name}.txt"))
        if isinstance(done, AttachResult):
            won.append(number)
    telling.send(won)


def upload(url: str, folder: Path, name: str, telling: Connection) -> None:
    """
    Attach and remove files until the process is killed; how often is told.
    """
    attachments, dice = desk(url, folder), random.Random(name)
    for number in range(1_000_000):
        lines = (f"{name} {number} {dice.random()}\n".encode() * 200 for _ in range(SIZE // 8_000))
        files = [Upload(stream=io.BytesIO(b"".join(lines)), name="large.txt")]
        files.append(Upload(stream=io.BytesIO(f"{name} {number}\n".encode()), name="small.txt"))
        done = attachments.attach("lead-000", *files)
        telling.send(number)
        if isinstance(done, AttachResult) and len(done.lead.attachments) > 6:
            for one in done.lead.attachments[:4]:
                attachments.remove("lead-000", one.id)
