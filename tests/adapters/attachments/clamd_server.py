"""
A small daemon that speaks the part of clamd's protocol that a scan needs, and misbehaves when it is told to.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread

from attrs import define, field

EICAR = b"".join((b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE", b"!$H+H*"))
"""
The test file that every scanner finds; it is put together here so that none finds this source.
"""


class Mood(StrEnum):
    """
    What the daemon does.
    """

    SCAN = "scan"
    SILENT = "silent"
    HANG_UP = "hang up"
    HANG_UP_UNREAD = "hang up unread"
    BABBLE = "babble"
    CUT_SHORT = "cut short"
    TRICKLE = "trickle"


@define
class Daemon:
    """
    A daemon that answers one connection after the other.
    """

    listening: socket.socket
    mood: Mood = Mood.SCAN
    most: int = 1 << 25
    says: str = ""
    seen: list[bytes] = field(factory=list)
    ended: Event = field(factory=Event)

    @property
    def address(self) -> str | tuple[str, int]:
        """
        Where it listens.
        """
        name = self.listening.getsockname()
        return name if isinstance(name, str) else (name[0], name[1])

    def serve(self) -> None:
        """
        Answer until the socket is closed.
        """
        with suppress(OSError):
            while True:
                connection, _ = self.listening.accept()
                with connection, suppress(OSError):
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        if self.mood is Mood.HANG_UP_UNREAD:
            return
        data = self._receive(connection)
        if data is None:
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
        self.seen.append(data)
        answer = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        answer = f"stream: {self.says}\0".encode() if self.says else answer
        match self.mood:
            case Mood.SCAN:
                connection.sendall(answer)
            case Mood.SILENT:
                self.ended.wait(20)
            case Mood.BABBLE:
                connection.sendall(b"UNKNOWN COMMAND\0")
            case Mood.CUT_SHORT:
                connection.sendall(b"stream: OK"[:5])
            case Mood.TRICKLE:
                while not self.ended.wait(0.05):
                    connection.sendall(b"s")
            case Mood.HANG_UP | Mood.HANG_UP_UNREAD:
                return

    def _receive(self, connection: socket.socket) -> bytes | None:
        """
        Return what was sent; None if it is more than the daemon takes.
        """
        assert _exactly(connection, 10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!I", _exactly(connection, 4))[0]:
            data += _exactly(connection, length)
            if len(data) > self.most:
                return None
        return data


@contextmanager
def serving(path: Path | None = None) -> Iterator[Daemon]:
    """
    Have a daemon listen at a Unix socket at *path*, or at some port of this machine.
    """
    if path is None:
        listening = socket.create_server(("127.0.0.1", 0))
    else:
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(path))
        listening.listen()
    daemon = Daemon(listening)
    thread = Thread(target=daemon.serve, daemon=True)
    thread.start()
    try:
        yield daemon
    finally:
        daemon.ended.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise ConnectionResetError
        data += piece
    return data
