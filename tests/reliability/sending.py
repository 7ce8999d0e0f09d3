"""
A relay in a process of its own, which may be killed at any moment.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from threading import Event

from tests.reliability.databases import setting_of

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.notifications import Mail
from leadflow.services import OutboxRelay

__all__ = ["CONNECTIONS", "send"]

CONNECTIONS = 4


class Log:
    """
    A mailer that appends the key of each mail to a file, at once or not at all: what is there was sent.
    """

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def send(self, mail: Mail, /) -> None:
        """
        Write the line.
        """
        os.write(self._file, f"{mail.key}\n".encode())
        # A server takes a moment too, in which a relay may be killed.
        time.sleep(0.005)


def send(url: str, log: str) -> None:
    """
    Send until killed.
    """
    store = SqlStore(url)
    relay = OutboxRelay(
        # The test does not wait for five minutes.
        setting_of(store),
        store,
        Log(log),
        lease=timedelta(seconds=4),
        connections=CONNECTIONS,
    )
    relay.run(Event(), pause=timedelta(seconds=1))
