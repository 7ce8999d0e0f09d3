"""
A relay in a process of its own, which may be killed at any moment, and a mail server that writes down what it took.
"""

from __future__ import annotations

import os
import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import Final

from tests.reliability.databases import setting_of

from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.notifications import Mail
from leadflow.ports import Mailer
from leadflow.services import OutboxRelay

__all__ = ["CONNECTIONS", "send_by_log", "send_by_smtp", "server"]

CONNECTIONS = 4
# A server takes a moment for each answer, in which a relay may be killed.
_MOMENT: Final = 0.005
# A mail whose answer comes too late is sent again, so a machine that does much else must not be taken for a server that
# does not answer.
_LONGEST: Final = 5.0
_KEY: Final = re.compile(rb"^Message-ID: <([0-9a-f]+)@", re.MULTILINE)


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
        time.sleep(_MOMENT)


@contextmanager
def server(log: str) -> Iterator[int]:
    """
    Run a mail server that appends the key of each mail to a file once it has it, and then answers; gives its port.
    """
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    class Dialogue(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            """
            Say yes to everything, each time after a moment.
            """
            self._say("220 here")
            for line in self.rfile:
                if line[:4].upper() == b"DATA":
                    self._say("354 go on")
                    if not (mail := self._mail()):
                        return
                    os.write(file, b"%s\n" % mail)
                self._say("250 yes")

        def _mail(self) -> bytes:
            content = b""
            for line in self.rfile:
                if line == b".\r\n":
                    found = _KEY.search(content)
                    assert found is not None
                    return found[1]
                content += line
            return b""

        def _say(self, answer: str) -> None:
            time.sleep(_MOMENT)
            self.wfile.write(f"{answer}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, request_queue_size = True, 100

        def handle_error(self, *_: object) -> None:
            """
            Say nothing of those whose relay was killed.
            """

    with Server(("127.0.0.1", 0), Dialogue) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening.server_address[1]
        listening.shutdown()
    os.close(file)


def send_by_log(url: str, log: str) -> None:
    """
    Send until killed; each mail is handed over as a whole, and by as many connections as there are.
    """
    _send(url, Log(log))


def send_by_smtp(url: str, port: int) -> None:
    """
    Send to a `server` until killed.
    """
    _send(url, SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=_LONGEST, longest=_LONGEST))


def _send(url: str, mailer: Mailer) -> None:
    store = SqlStore(url)
    relay = OutboxRelay(
        # The test does not wait for five minutes.
        setting_of(store),
        store,
        mailer,
        lease=timedelta(seconds=2 * _LONGEST),
        connections=CONNECTIONS,
    )
    relay.run(Event(), pause=timedelta(seconds=1))
