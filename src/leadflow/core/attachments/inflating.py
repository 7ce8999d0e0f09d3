"""
The entries of a ZIP container, unpacked in bounded pieces and held to what the directory says of them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.policy import MEBIBYTE
from leadflow.core.attachments.refusals import corrupt, unsafe
from leadflow.core.attachments.zips import Container, Entry

__all__ = ["check_entries", "open_part", "read_part"]

_LOCAL: Final = b"PK\x03\x04"
_LOCAL_RECORD: Final = struct.Struct("<4s5H3I2H")
_PIECE: Final = 1 << 18
_LARGEST_PART: Final = 8 * MEBIBYTE


def check_entries(container: Container) -> None:
    """
    Unpack every entry, and look that they follow each other without overlap and without hidden ones between.

    Raises:
        Unacceptable: An entry is damaged or other than the directory says.
    """
    place = 0
    for entry in sorted(container.entries, key=lambda entry: entry.offset):
        _check_gap(container.content, place, entry.offset)
        start = _data_start(container.content, entry)
        place = start + entry.packed
        if place > container.end:
            raise corrupt("an entry reaches beyond the end")
        _check_size(container.content, entry, start)
    _check_gap(container.content, place, container.end)


def read_part(container: Container, entry: Entry, *, largest: int = _LARGEST_PART) -> bytes:
    """
    Return one entry, unpacked.

    Raises:
        Unacceptable: It is damaged, or larger than *largest* bytes; the parts we read never need more than 8 MiB.
    """
    if entry.size > largest:
        raise unsafe("its table of contents is too large")
    return b"".join(open_part(container, entry))


def open_part(container: Container, entry: Entry) -> Iterator[bytes]:
    """
    Yield one entry, unpacked, in pieces of at most 256 KiB.

    Raises:
        Unacceptable: It is damaged; raised while it is read.
    """
    return _inflated(container.content, entry, _data_start(container.content, entry))


def _check_gap(content: Content, start: int, stop: int) -> None:
    if stop < start:
        raise unsafe("two of its entries overlap")
    # A descriptor of up to 24 bytes, or padding, may be between two entries. One more local header may not: a
    # reader that goes from header to header would see an entry that is not in the directory.
    if stop > start and _LOCAL in content.at(start, min(stop - start, 28)):
        raise unsafe("it has an entry that its directory does not name")


def _data_start(content: Content, entry: Entry) -> int:
    header = content.exactly(entry.offset, 30)
    fields: tuple[bytes, int, int, int, int, int, int, int, int, int, int] = _LOCAL_RECORD.unpack(header)
    signature, _, flags, method, _, _, _, packed, _, name_length, extra_length = fields
    if signature != _LOCAL:
        raise corrupt("an entry is not where the directory says")
    if content.at(entry.offset + 30, name_length) != entry.raw_name:
        raise unsafe("an entry has two names")
    if method != entry.method or (flags ^ entry.flags) & 1 or packed not in (0, 0xFFFFFFFF, entry.packed):
        raise unsafe("an entry is described in two ways")
    return entry.offset + 30 + name_length + extra_length


def _check_size(content: Content, entry: Entry, start: int) -> None:
    if entry.method == 0 and entry.packed != entry.size:
        raise unsafe("an entry has another size than the directory says")
    if entry.method == 8:
        for _ in _inflated(content, entry, start):
            pass


def _inflated(content: Content, entry: Entry, start: int) -> Iterator[bytes]:
    if entry.method == 0:
        yield from content.pieces(start, start + entry.packed)
        return
    left = entry.size
    try:
        for piece in _unpacked(content, start, entry.packed):
            left -= len(piece)
            if left < 0:
                raise unsafe("an entry is larger than the directory says")
            yield piece
    except zlib.error:
        raise corrupt("an entry cannot be unpacked") from None
    if left:
        raise corrupt("an entry is shorter than the directory says")


def _unpacked(content: Content, start: int, packed: int) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    # Small entries come out of the read-ahead window, which saves a call of the stream for each.
    pieces = iter((content.at(start, packed),)) if packed <= 1 << 14 else content.pieces(start, start + packed)
    for piece in pieces:
        while piece:
            yield inflate.decompress(piece, _PIECE)
            piece = inflate.unconsumed_tail
            if inflate.eof:
                return
    # All is read, but what comes out may still be waiting. flush() would give it without a bound.
    while piece := inflate.decompress(b"", _PIECE):
        yield piece
    if not inflate.eof:
        raise corrupt("an entry ends in the middle")
