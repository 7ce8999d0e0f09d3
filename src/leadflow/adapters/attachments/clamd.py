"""
Scans files with ClamAV, through the socket of its daemon.
"""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress
from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.attachments import Clean, MalwareFound, SeekableStream, Unavailable

__all__ = ["ClamdScanner"]

_PIECE: Final = 1 << 16
_LONGEST_ANSWER: Final = 4096


class ClamdScanner:
    """
    Sends files to a ``clamd`` by its command INSTREAM; the daemon needs no access to any file of ours.

    Its ``StreamMaxLength`` has to be at least the largest size that the policy allows: it looks at no larger file, and
    such a one counts as not scanned. Safe for threads: each scan has a connection of its own.
    """

    @checked
    def __init__(self, address: str | tuple[str, int], *, timeout: float = 55.0) -> None:
        """
        Take the *address* of the daemon.

        Args:
            address: The path of a Unix socket, or host and port; the usual port is 3310.
            timeout: Seconds for a whole scan, connecting included.
        """
        self._address = address
        self._timeout = timeout

    def scan(self, stream: SeekableStream, /) -> Clean | MalwareFound | Unavailable:
        """
        Return what ClamAV finds; see `leadflow.ports.Scanner`.
        """
        ends = time.monotonic() + self._timeout
        try:
            with self._connect() as connection:
                # A daemon that does not want more says so and closes; its answer is worth more than our error.
                with suppress(BrokenPipeError, ConnectionResetError):
                    _send(connection, stream, ends)
                return _read(_receive(connection, ends))
        except OSError as error:
            return Unavailable(f"clamd cannot be reached ({type(error).__name__})")

    def _connect(self) -> socket.socket:
        if not isinstance(self._address, str):
            return socket.create_connection(self._address, timeout=self._timeout)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(self._timeout)
            connection.connect(self._address)
        except OSError:
            connection.close()
            raise
        return connection


def _send(connection: socket.socket, stream: SeekableStream, ends: float) -> None:
    _bound(connection, ends)
    connection.sendall(b"zINSTREAM\0")
    while piece := stream.read(_PIECE):
        _bound(connection, ends)
        connection.sendall(struct.pack("!I", len(piece)) + piece)
    connection.sendall(struct.pack("!I", 0))


def _receive(connection: socket.socket, ends: float) -> bytes:
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0"):
        _bound(connection, ends)
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer


def _bound(connection: socket.socket, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _read(answer: bytes) -> Clean | MalwareFound | Unavailable:
    """
    Read ``stream: OK`` or ``stream: Eicar-Signature FOUND``; everything else, such as a limit, is not a scan.
    """
    if not answer.endswith(b"\0"):
        return Unavailable("clamd closed the connection")
    said = answer[:-1].decode("utf-8", "replace").strip()
    if said == "stream: OK":
        return Clean()
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return MalwareFound(said.removeprefix("stream: ").removesuffix(" FOUND"))
    return Unavailable(f"clamd says: {said[:200]}")
