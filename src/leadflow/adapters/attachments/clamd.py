"""
Scans files with ClamAV, through the socket of its daemon.
"""

from __future__ import annotations

import io
import socket
import struct
import time
from contextlib import suppress
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from leadflow.core.arguments import checked
from leadflow.core.attachments import MEBIBYTE, Clean, MalwareFound, SeekableStream, Unavailable
from leadflow.core.bounds import check_seconds, check_whole

__all__ = ["ClamdScanner"]

_PIECE: Final = 1 << 16
_LONGEST_ANSWER: Final = 4096
_NOT_LOOKED: Final = "clamd did not look at all of it"
# What clamd calls files that it did not look into, if it is set to do so.
_UNSEEN: Final = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
_DEEPER: Final = 40


class ClamdScanner:
    """
    Sends files to a ``clamd`` by its command INSTREAM; the daemon needs no access to any file of ours.

    By itself it says OK of what it did not look at: of files above ``MaxFileSize``, of the rest of an archive above
    ``MaxScanSize``, and of what is encrypted. It says so with ``AlertExceedsMax yes`` and ``AlertEncrypted yes`` in
    its settings, and such a file counts as not scanned, as does one above ``StreamMaxLength``; `missing_settings` tells
    whether they are there. Safe for threads and after a fork: each scan has a connection of its own.
    """

    @checked
    def __init__(
        self, address: str | tuple[str, int], *, timeout: float = 55.0, max_file_size: int = 100 * MEBIBYTE
    ) -> None:
        """
        Take the *address* of the daemon.

        Args:
            address: The path of a Unix socket, or host and port; the usual port is 3310.
            timeout: Seconds for a whole scan, connecting included.
            max_file_size: The ``MaxFileSize`` of the daemon in bytes, by default that of ClamAV; larger files are not
                sent to the end and count as not scanned.

        Raises:
            InvalidInput: A number is out of its range (``number_out_of_range``).
        """
        check_seconds(timeout, "ClamdScanner(timeout)")
        check_whole(max_file_size, "ClamdScanner(max_file_size)", 1, 2**63 - 1)
        self._address = address
        self._timeout = timeout
        self._max_file_size = max_file_size

    def scan(self, stream: SeekableStream, /) -> Clean | MalwareFound | Unavailable:
        """
        Return what ClamAV finds; see `leadflow.ports.Scanner`.
        """
        ends = time.monotonic() + self._timeout
        try:
            with self._connect() as connection:
                # A daemon that does not want more says so and closes; its answer is worth more than our error.
                with suppress(BrokenPipeError, ConnectionResetError):
                    if not _send(connection, stream, ends, self._max_file_size):
                        return Unavailable(f"clamd looks at no more than {self._max_file_size} bytes (MaxFileSize)")
                return _read(_receive(connection, ends))
        except OSError as error:
            return Unavailable(f"clamd cannot be reached ({type(error).__name__})")

    def missing_settings(self) -> tuple[str, ...] | Unavailable:
        """
        Return which settings the daemon needs to say what it did not look at; ask once, when the program starts.

        Sends a small encrypted archive, and one that nests deeper than any daemon looks.
        """
        missing = []
        for setting, probe in (("AlertEncrypted yes", _encrypted()), ("AlertExceedsMax yes", _nested())):
            said = self.scan(io.BytesIO(probe))
            if isinstance(said, Unavailable) and not said.reason.startswith(_NOT_LOOKED):
                return said
            if not isinstance(said, Unavailable):
                missing.append(setting)
        return tuple(missing)

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


def _send(connection: socket.socket, stream: SeekableStream, ends: float, most: int) -> bool:
    """
    Send the stream; False if it has more than *most* bytes, and was not sent to its end.
    """
    _bound(connection, ends)
    connection.sendall(b"zINSTREAM\0")
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > most:
            return False
        _bound(connection, ends)
        connection.sendall(struct.pack("!I", len(piece)) + piece)
    connection.sendall(struct.pack("!I", 0))
    return True


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
        name = said.removeprefix("stream: ").removesuffix(" FOUND")
        return Unavailable(f"{_NOT_LOOKED} ({name})") if name.startswith(_UNSEEN) else MalwareFound(name)
    return Unavailable(f"clamd says: {said[:200]}")


def _encrypted() -> bytes:
    """
    Return an archive of one entry that says of itself that it is encrypted.
    """
    made = bytearray(_archive(b"encrypted".ljust(32, b"\0")))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        made[made.index(mark) + flags] |= 1
    return bytes(made)


def _nested() -> bytes:
    made = b"nested"
    for _ in range(_DEEPER):
        made = _archive(made)
    return made


def _archive(data: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a", data)
    return made.getvalue()
