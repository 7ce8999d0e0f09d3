"""
PNG, GIF and BMP images: walked from their first block to their last, without decoding a pixel.
"""

from __future__ import annotations

import struct
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import corrupt, mismatch
from leadflow.core.attachments.signatures import describe, refuse_archive_after, refuse_archive_at_end
from leadflow.core.problems import Problem

__all__ = ["check_bmp", "check_gif", "check_png"]

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_GIF: Final = (b"GIF87a", b"GIF89a")
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_SPARE_CHUNKS: Final = 10_000
_SPARE_BLOCKS: Final = 20_000
_BMP_DEPTHS: Final = frozenset({0, 1, 2, 4, 8, 16, 24, 32})


def check_png(
    content: Content, extension: str, policy: AttachmentPolicy, *, spare: int = _SPARE_CHUNKS
) -> tuple[Problem, ...]:
    """
    Check a ``png`` chunk by chunk; there are no warnings.

    It may have one chunk for each 512 bytes, and *spare* ones more.

    Raises:
        Unacceptable: It is not one, or is damaged.
    """
    head = content.head()
    if not head.startswith(_PNG):
        raise mismatch(file_type(extension).label, describe(head))
    # CgBI comes first in the images that Apple's tools write.
    if content.at(12, 4) not in (b"IHDR", b"CgBI"):
        raise corrupt("its header is missing")
    refuse_archive_after(content, _png_end(content, spare))
    refuse_archive_at_end(content)
    return ()


def _png_end(content: Content, spare: int) -> int:
    place = len(_PNG)
    pixels = False
    length: int
    # Real writers make chunks of 8 KiB and more; the bound keeps a file of empty chunks from taking minutes.
    for _ in range(spare + content.size // 512):
        length, kind = struct.unpack(">I4s", content.exactly(place, 8))
        place += 12 + length
        if length > 0x7FFFFFFF or place > content.size:
            raise corrupt("it ends in the middle")
        if kind == b"IDAT":
            pixels = True
        elif kind == b"IEND":
            if not pixels:
                raise corrupt("it has no pixels")
            return place
    raise corrupt("it has too many chunks")


def check_gif(
    content: Content, extension: str, policy: AttachmentPolicy, *, spare: int = _SPARE_BLOCKS
) -> tuple[Problem, ...]:
    """
    Check a ``gif`` block by block; as in browsers, the trailer may be missing. There are no warnings.

    It may have one block for each 64 bytes, and *spare* ones more.

    Raises:
        Unacceptable: It is not one, or is damaged.
    """
    head = content.head()
    if not head.startswith(_GIF):
        raise mismatch(file_type(extension).label, describe(head))
    place = 13 + _palette(content.exactly(10, 1)[0])
    images = 0
    budget = [spare + content.size // 64]
    while (kind := content.at(place, 1)) in (b",", b"!"):
        if kind == b",":
            place += 10 + _palette(content.exactly(place + 9, 1)[0]) + 1
            images += 1
        else:
            place += 2
        place = _after_blocks(content, place, budget)
    if not images:
        raise corrupt("it has no image")
    refuse_archive_after(content, place + (kind == b";"))
    refuse_archive_at_end(content)
    return ()


def _palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: Content, place: int, budget: list[int]) -> int:
    """
    Return the place behind a run of data blocks, each of which begins with its length, up to an empty one.
    """
    left = budget[0]
    while left > 0:
        data = content.at(place, 1 << 15)
        end = len(data)
        inside = 0
        while inside < end and left > 0:
            length = data[inside]
            inside += length + 1
            left -= 1
            if not length:
                budget[0] = left
                return place + inside
        place += inside
        if place >= content.size:
            raise corrupt("it ends in the middle")
    raise corrupt("it has too many blocks")


def check_bmp(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    """
    Check the headers of a ``bmp``, and that its pixels are there; there are no warnings.

    Raises:
        Unacceptable: It is not one, or is damaged.
    """
    head = content.head(64)
    if not head.startswith(b"BM"):
        raise mismatch(file_type(extension).label, describe(head))
    if len(head) < 26:
        raise corrupt("it ends in the middle")
    claimed, _, start, header = struct.unpack_from("<4I", head, 2)
    if header not in _BMP_HEADERS:
        raise mismatch(file_type(extension).label, "something else")
    width, height, planes, depth, packing = _bmp_shape(head, header)
    if planes != 1 or depth not in _BMP_DEPTHS:
        raise corrupt("its header cannot be read")
    row = (width * depth + 31) // 32 * 4
    # A writer may leave out the filling of the last row, so one row less is fine.
    plain = packing in (0, 3, 6)
    if start >= content.size or (plain and start + row * max(height - 1, 0) > content.size):
        raise corrupt("it ends in the middle")
    if claimed and start < claimed < content.size:
        refuse_archive_after(content, claimed)
    refuse_archive_at_end(content)
    return ()


def _bmp_shape(head: bytes, header: int) -> tuple[int, int, int, int, int]:
    """
    Return width, height, planes, depth and packing; a negative height means rows from the top.
    """
    if header == 12:
        width, height, planes, depth = struct.unpack_from("<4H", head, 18)
        return width, height, planes, depth, 0
    if len(head) < 30:
        raise corrupt("it ends in the middle")
    width, height, planes, depth = struct.unpack_from("<2i2H", head, 18)
    packing = int.from_bytes(head[30:34], "little") if header > 16 else 0
    return abs(width), abs(height), planes, depth, packing
