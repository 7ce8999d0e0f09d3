"""
Stores bytes in memory, for tests and notebooks.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from threading import Lock
from typing import BinaryIO, Final

from leadflow.core.arguments import checked
from leadflow.core.attachments import ByteStream
from leadflow.errors import NotFound
from leadflow.ports import Clock, StoredFile

__all__ = ["MemoryAttachments"]

_PIECE: Final = 1 << 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class MemoryAttachments:
    """
    Keeps files in this process; thread-safe, gone when the process ends.
    """

    @checked
    def __init__(self, clock: Clock = lambda: _EPOCH) -> None:
        """
        Stamp files by *clock*; without one they are as old as can be, so that orphans can be collected at once.
        """
        self._clock: Callable[[], datetime] = clock
        self._files: dict[tuple[str, str], tuple[bytes, datetime]] = {}
        self._lock = Lock()

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        """
        Keep what is left of *stream*; see `leadflow.ports.AttachmentStore`.
        """
        data = b"".join(iter(lambda: stream.read(_PIECE), b""))
        with self._lock:
            self._files[supplier_id, key] = data, self._clock()

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        """
        Open a file to be read; see `leadflow.ports.AttachmentStore`.
        """
        with self._lock:
            found = self._files.get((supplier_id, key))
        if found is None:
            raise NotFound("file", key)
        return io.BytesIO(found[0])

    def remove(self, supplier_id: str, key: str, /) -> None:
        """
        Remove a file; see `leadflow.ports.AttachmentStore`.
        """
        with self._lock:
            self._files.pop((supplier_id, key), None)

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        """
        List the supplier's files; see `leadflow.ports.AttachmentStore`.
        """
        with self._lock:
            files = list(self._files.items())
        return [StoredFile(key=key, stored_at=at) for (owner, key), (_, at) in files if owner == supplier_id]
