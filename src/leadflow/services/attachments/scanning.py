"""
Calls a scanner safely, even if it is slow or fails.
"""

from __future__ import annotations

from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import get_args

from leadflow.core.attachments import Scanned, SeekableStream, Unavailable
from leadflow.ports import Scanner

__all__ = ["scan_within"]


class _Lent:
    """
    A stream that can be taken back, even from a thread that does not come to an end.
    """

    def __init__(self, stream: SeekableStream) -> None:
        self._stream: SeekableStream | None = stream
        self._lock = Lock()

    def read(self, size: int = -1, /) -> bytes:
        """
        Return up to *size* bytes; without one, all that is left.
        """
        with self._lock:
            return self._lent().read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """
        Go to *offset*.
        """
        with self._lock:
            return self._lent().seek(offset, whence)

    def tell(self) -> int:
        """
        Return the place from which is read next.
        """
        return self.seek(0, 1)

    def take_back(self) -> None:
        """
        Return no byte any more; a read that has begun is waited for.
        """
        with self._lock:
            self._stream = None

    def _lent(self) -> SeekableStream:
        if self._stream is None:
            raise ValueError("the scan took too long")
        return self._stream


def scan_within(scanner: Scanner, stream: SeekableStream, most: timedelta) -> Scanned:
    """
    Let *scanner* look at *stream* from its beginning; what it raises, and an answer after *most*, is `Unavailable`.
    """
    stream.seek(0)
    lent = _Lent(stream)
    answers: SimpleQueue[Scanned] = SimpleQueue()
    Thread(target=_answer, args=(scanner, lent, answers), daemon=True).start()
    try:
        return answers.get(timeout=most.total_seconds())
    except Empty:
        return Unavailable("it took too long")
    finally:
        lent.take_back()


def _answer(scanner: Scanner, lent: _Lent, answers: SimpleQueue[Scanned]) -> None:
    try:
        scanned: object = scanner.scan(lent)
    except BaseException as error:
        # Not its text, which may describe the file.
        scanned = Unavailable(f"it failed ({type(error).__name__})")
    answers.put(scanned if isinstance(scanned, get_args(Scanned)) else Unavailable("it gave no answer"))
