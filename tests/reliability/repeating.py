"""
A process that imports, receives, accepts, attaches and sends again and again, and measures itself.
"""

from __future__ import annotations

import gc
import io
import os
import threading
import time
from multiprocessing.connection import Connection

from attrs import frozen
from tests.reliability.contended import LEAD, Place, Sent

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.settings import ImportSettings
from leadflow.services import Upload

__all__ = ["Measured", "repeat"]

_PAGE = os.sysconf("SC_PAGE_SIZE")


@frozen
class Measured:
    """
    What a process holds: bytes of memory, and handles: open files and threads.
    """

    memory: int
    handles: int


def repeat(url: str, folder: str, rows: int, rounds: int, seconds: int, told: Connection) -> None:
    """
    Do so many rounds, and go on until so many seconds are over; tells what it holds after each.
    """
    store = SqlStore(url)
    place = Place(store, "acme", folder)
    place.fill()
    begun, number = time.monotonic(), 0
    while number < rounds or time.monotonic() - begun < seconds:
        number += 1
        _work(place, number, rows)
        gc.collect()
        told.send(_measured())
    told.send(None)
    store.close()


def _work(place: Place, number: int, rows: int) -> None:
    lines = [f"{number}.{row}@example.com,Oslo" for row in range(rows)]
    with place.file(*lines, "nobody,Oslo") as file:
        place.imports.run(file, settings=ImportSettings(import_id=f"import-{number}", module="m"))
    for one in range(5):
        lead_id = f"{number}-{one}"
        place.desk.receive(place.draft(f"{lead_id}@form.example", partner="p"), lead_id=lead_id)
        place.partner.accept(lead_id)
        place.desk.explain(lead_id)
    place.attachments.attach(LEAD, Upload(stream=io.BytesIO(b"%d" % number), name="a.txt"))
    place.attachments.remove(LEAD, place.attachments.of(LEAD)[0].id)
    place.relay(Sent()).run_until_idle()
    place.desk.leads()
    place.partner.count_by("status")


def _measured() -> Measured:
    with open("/proc/self/statm", encoding="ascii") as file:
        resident = int(file.read().split()[1])
    return Measured(resident * _PAGE, len(os.listdir("/proc/self/fd")) + threading.active_count())
