"""
Large uploads that take no memory: a beginning, the same block again and again, and an end.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

from tests.core.attachments.good_files import corpus_file
from tests.core.attachments.office_parts import ooxml_parts
from tests.core.attachments.zip_writer import Member, members_of, zip_file

__all__ = ["LARGE", "PatternStream", "large_streams"]

LARGE: Final = 250 * 1024 * 1024


class PatternStream:
    """
    A seekable stream whose bytes are made when they are read.
    """

    def __init__(self, start: bytes, block: bytes, end: bytes = b"", *, size: int = LARGE) -> None:
        self._start = start
        self._end = end
        self._block = block
        self._many = block * (1 + (1 << 19) // len(block))
        self._size = size
        self._place = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """
        Go to *offset* from the beginning.
        """
        assert whence == 0
        self._place = offset
        return offset

    def read(self, size: int, /) -> bytes:
        """
        Return up to *size* bytes.
        """
        size = min(size, self._size - self._place)
        pieces = []
        while size > 0:
            piece = self._piece(size)
            pieces.append(piece)
            self._place += len(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _piece(self, size: int) -> bytes:
        if self._place < len(self._start):
            return self._start[self._place : self._place + size]
        tail = self._size - len(self._end)
        if self._place >= tail:
            return self._end[self._place - tail :][:size]
        shift = (self._place - len(self._start)) % len(self._block)
        return self._many[shift : shift + min(size, tail - self._place)]


def large_streams(large: int = LARGE) -> Mapping[str, PatternStream]:
    """
    Return one stream of *large* bytes for each way of reading, by file name.
    """
    png, jpeg, gif = (corpus_file(f"pillow.{ending}") for ending in ("png", "jpg", "gif"))
    pdf, film = corpus_file("reportlab.pdf"), corpus_file("ffmpeg-h264.mp4")
    scan = jpeg.index(b"\xff\xda") + 14
    noise = bytes((7 * i * i + 3 * i) % 255 for i in range(65_521))
    chunk = struct.pack(">I4s", 8180, b"IDAT") + noise[:8184]
    box = large - len(film)
    width = 9_000
    height = (large - 54) // (width * 3)
    bmp = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", large, 0, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    count = (large - 33 - 12) // len(chunk)
    return {
        "plain.txt": PatternStream(b"", "Grüße, a line of text\r\n".encode(), size=large),
        "utf16.csv": PatternStream(b"\xff\xfe", "Grüße;漢字\r\n".encode("utf-16-le"), size=large),
        "film.mp4": PatternStream(film + struct.pack(">I4s", box, b"mdat"), noise, size=large),
        "paper.pdf": PatternStream(pdf, noise, b"\n%%EOF\n", size=large),
        "photo.jpg": PatternStream(jpeg[:scan], noise, b"\xff\xd9", size=large),
        "screen.png": PatternStream(png[:33], chunk, png[-12:], size=33 + count * len(chunk) + 12),
        "picture.bmp": PatternStream(bmp, noise, size=large),
        "moves.gif": _gif(gif, large),
        "letter.rtf": PatternStream(b"{\\rtf1 ", b"words and more words ", b"}", size=large),
        "slides.pptx": _container(noise, large),
        "letter.doc": _compound(noise, large),
        "zeros.jpg": PatternStream(jpeg[:scan], b"\xff\x00", b"\xff\xd9", size=large),
    }


def _gif(gif: bytes, large: int) -> PatternStream:
    head = gif[:13] + gif[13 : 13 + (3 << ((gif[10] & 7) + 1))] + b"!\xfe"
    blocks = (large - len(head) - 1000) // 256
    image = gif[len(head) - 2 :]
    end = b"\x00" + image
    return PatternStream(head, b"\xff" + b"x" * 255, end, size=len(head) + blocks * 256 + len(end))


def _container(noise: bytes, large: int) -> PatternStream:
    """
    A presentation with one large film in it, stored as it is.
    """
    whole = zip_file([*members_of(ooxml_parts("pptx")), Member(name="ppt/media/film.mp4", data=b"", method=0)])
    directory = whole.index(b"PK\x01\x02")
    start, end = bytearray(whole[:directory]), bytearray(whole[directory:])
    length = large - len(whole)
    sizes = struct.pack("<2I", length, length)
    local, central, last = start.rindex(b"PK\x03\x04"), end.rindex(b"PK\x01\x02"), end.rindex(b"PK\x05\x06")
    start[local + 18 : local + 26] = sizes
    end[central + 20 : central + 28] = sizes
    end[last + 16 : last + 20] = struct.pack("<I", directory + length)
    return PatternStream(bytes(start), noise, bytes(end), size=large)


def _compound(noise: bytes, large: int) -> PatternStream:
    """
    A document whose text stream fills the file, in sectors of 4 KiB.
    """
    sector = 4096
    total = large // sector - 1
    tables = -(-total * 4 // sector)
    first = tables + 1
    fat = [0xFFFFFFFD] * tables + [0xFFFFFFFE, *range(first + 1, total), 0xFFFFFFFE]
    listed = [*range(tables), *[0xFFFFFFFF] * (109 - tables)]
    fields = (62, 4, 0xFFFE, 12, 6, b"", 1, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header = struct.pack("<8s16s5H6s9I109I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", *fields, *listed)
    root = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    entries = root + _entry("WordDocument", 2, 0xFFFFFFFF, first, (total - first) * sector)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * sector, b"\xff")
    text = b"\xec\xa5\xc1\x00" + bytes(60)
    return PatternStream(header.ljust(sector, b"\0") + table + entries.ljust(sector, b"\0") + text, noise, size=large)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return struct.pack("<64sHBB3I16sI16sIQ", text, len(text), kind, 1, none, none, child, b"", 0, b"", start, size)
