"""
A relay in a process of its own, for tests that kill it: ``python sending.py DATABASE LOG``.

A mail is sent by writing its Message-ID to the log; a line that is there was sent.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from threading import Event

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.mime import to_mime
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.notifications import Mail
from leadflow.core.programme import Programme
from leadflow.services import OutboxRelay, Setting


class Log:
    """
    A mailer that appends one line a mail, at once or not at all.
    """

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def send(self, mail: Mail, /) -> None:
        """
        Write the line.
        """
        os.write(self._file, f"{to_mime(mail)['Message-ID']}\n".encode())


def main() -> None:
    """
    Send until killed.
    """
    store, programme = SqlStore(sys.argv[1]), Programme(supplier_id="acme")
    setting = Setting(
        open_unit=store.open_unit, programme=programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )
    # The test does not wait for five minutes.
    sender = OutboxRelay(setting, store, Log(sys.argv[2]), lease=timedelta(seconds=4))
    sender.run(Event(), pause=timedelta(milliseconds=200))


if __name__ == "__main__":
    main()
