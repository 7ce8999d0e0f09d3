"""
The bytes of an upload, counted while they arrive and then read at any position.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final, Protocol, runtime_checkable

from attrs import field, frozen

from leadflow.core.attachments.refusals import corrupt

__all__ = ["ByteStream", "Content", "Measured", "SeekableStream", "SpoolStream", "measure"]

_PIECE: Final = 1 << 18
_WINDOW: Final = 1 << 15


class ByteStream(Protocol):
    """
    What an upload can be read from, once and forwards.
    """

    def read(self, size: int, /) -> bytes:
        """
        Return up to *size* bytes; empty only at the end.
        """


@runtime_checkable
class SeekableStream(ByteStream, Protocol):
    """
    An upload that can be read again, such as a file opened in binary mode.
    """

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """
        Go to *offset*, counted from the beginning when *whence* is 0.
        """


class SpoolStream(SeekableStream, Protocol):
    """
    A private place for the bytes of an upload while they are looked at, such as a temporary file.
    """

    def write(self, data: bytes, /) -> int:
        """
        Write *data* at the current place.
        """


@frozen(kw_only=True)
class Measured:
    """
    What counting the bytes of an upload gave.

    Attributes:
        size: Bytes that were read. One more than the limit means that there are more than the limit.
        sha256: Hexadecimal digest of these bytes.
    """

    size: int
    sha256: str


def measure(stream: ByteStream, *, limit: int, spool: SpoolStream | None = None) -> Measured:
    """
    Read *stream* to its end, or to one byte past *limit*, and count; no header is believed.

    What is read is also written to *spool*, if one is given.
    """
    digest = hashlib.sha256()
    size = 0
    while piece := stream.read(min(_PIECE, limit + 1 - size)):
        digest.update(piece)
        size += len(piece)
        if spool is not None:
            spool.write(piece)
        if size > limit:
            break
    return Measured(size=size, sha256=digest.hexdigest())


@frozen(kw_only=True)
class _Window:
    start: int = 0
    data: bytes = b""


@frozen
class Content:
    """
    A stream of known size, read at any place; small reads near each other cost one call of the stream.

    Attributes:
        stream: Where the bytes are; its position is moved at will.
        size: How many bytes there are.
    """

    stream: SeekableStream
    size: int
    _cache: list[_Window] = field(factory=lambda: [_Window()], init=False, repr=False, eq=False)

    def at(self, offset: int, length: int) -> bytes:
        """
        Return *length* bytes from *offset*, or fewer where the content ends.
        """
        start = offset - self._cache[0].start
        data = self._cache[0].data
        if start >= 0 and start + length <= len(data):
            return data[start : start + length]
        if not 0 <= offset < self.size:
            return b""
        data = self._read(offset, max(length, _WINDOW))
        # Only small windows are kept, so that a large read does not stay in memory.
        if length <= _WINDOW:
            self._cache[0] = _Window(start=offset, data=data)
        return data[:length]

    def exactly(self, offset: int, length: int) -> bytes:
        """
        Return *length* bytes from *offset*.

        Raises:
            Unacceptable: The content ends before; it is ``corrupt``.
        """
        data = self.at(offset, length)
        if len(data) < length:
            raise corrupt("it ends in the middle")
        return data

    def head(self, length: int = 2048) -> bytes:
        """
        Return the first *length* bytes, or all if there are fewer.
        """
        return self.at(0, length)

    def tail(self, length: int) -> bytes:
        """
        Return the last *length* bytes, or all if there are fewer.
        """
        return self.at(max(self.size - length, 0), length)

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """
        Yield the bytes from *start* up to *stop* (exclusive; None: the end) in pieces of at most 256 KiB.
        """
        end = self.size if stop is None else min(stop, self.size)
        while start < end:
            piece = self._read(start, min(_PIECE, end - start))
            if not piece:
                return
            yield piece
            start += len(piece)

    def overlapping(self, overlap: int) -> Iterator[tuple[int, bytes]]:
        """
        Yield all bytes in pieces with their place, each beginning with the last *overlap* bytes of the one before.
        """
        kept = b""
        start = 0
        for piece in self.pieces():
            data = kept + piece
            yield start - len(kept), data
            start += len(piece)
            kept = data[-overlap:]

    def _read(self, offset: int, length: int) -> bytes:
        self.stream.seek(offset)
        length = min(length, self.size - offset)
        data = self.stream.read(length)
        if len(data) == length or not data:
            return data
        # A raw stream may return less than was asked for.
        pieces = [data]
        length -= len(data)
        while length and (data := self.stream.read(length)):
            pieces.append(data)
            length -= len(data)
        return b"".join(pieces)
