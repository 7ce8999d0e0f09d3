"""
Recognizes file types by their first bytes, and archives hidden behind other files.
"""

from __future__ import annotations

import re
import struct
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.refusals import Unacceptable

__all__ = ["describe", "refuse_archive_after", "refuse_archive_at_end", "zip_end_at"]

_END_RECORD: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 0xFFFF

_HEADS: Final = (
    (b"PK\x03\x04", "a ZIP container"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office 97-2003 container"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xce\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a Java class or a macOS program"),
    (b"\x00asm", "a WebAssembly program"),
    (b"!<arch>\n", "a program package"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a Windows shortcut"),
    (b"MSCF", "a cabinet archive"),
    (b"ITSF", "a Windows help file"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"8BPS", "a Photoshop image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC sound"),
    (b"ID3", "an MP3 sound"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"%!PS", "a PostScript program"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript program"),
    (b"<?php", "a PHP program"),
    (b"#!", "a script"),
    (b"\x80\x02", "a Python pickle"),
)
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|script|svg|iframe)\b", re.IGNORECASE)

# What a self-extracting or tolerant tool would find directly behind the end of an image.
_HIDDEN: Final = (
    b"PK\x03\x04",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"MZ\x90\x00",
    b"\x7fELF",
    b"%PDF-",
    b"<?php",
    b"<script",
    b"<html",
    b"#!/",
)


def describe(head: bytes) -> str:
    """
    Say in words what a file that begins with *head* is, as far as that shows.
    """
    for magic, words in _HEADS:
        if head.startswith(magic):
            return words
    if head[4:8] == b"ftyp":
        return "an HEIC or AVIF image" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "a video or sound"
    if head[:4] == b"RIFF":
        return "a WebP image" if head[8:12] == b"WEBP" else "a sound or video"
    if _MARKUP.match(head):
        return "a web page"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "a BMP image"
    return "something else"


def refuse_archive_after(content: Content, end: int) -> None:
    """
    Refuse a file that has an archive, a program or a page directly behind *end*; blanks and zeros may be between.

    Other bytes there are fine: cameras write previews, films and maker's notes behind an image.

    Raises:
        Unacceptable: There is one.
    """
    behind = content.at(end, 4096).lstrip(b"\x00 \t\r\n").lower()
    if behind.startswith(tuple(magic.lower() for magic in _HIDDEN)):
        raise Unacceptable("content_mismatch", "a second file hides behind the end of this one")


def refuse_archive_at_end(content: Content, *, embedded: bytes | None = None) -> None:
    """
    Refuse a file that also opens as a ZIP archive.

    Args:
        content: The file.
        embedded: A word that follows a container which the format itself may embed near its end; such an archive
            is fine unless it ends exactly where the file ends. None: no archive is fine.

    Raises:
        Unacceptable: It ends in a ZIP archive.
    """
    tail = content.tail(_LONGEST_END)
    start = content.size - len(tail)
    place = tail.rfind(_END_RECORD)
    while place >= 0:
        if zip_end_at(content, start + place):
            comment = int.from_bytes(tail[place + 20 : place + 22], "little")
            exact = place + 22 + comment == len(tail)
            if exact or embedded is None or embedded not in tail[place:]:
                raise Unacceptable("content_mismatch", "a ZIP archive hides behind the end of this file")
        place = tail.rfind(_END_RECORD, 0, place)


def zip_end_at(content: Content, place: int) -> bool:
    """
    Return whether a ZIP end record at *place* has its directory before it, and is not there by chance.
    """
    record = content.at(place, 22)
    if len(record) < 22 or record[:4] != _END_RECORD:
        return False
    entries, size = struct.unpack_from("<HI", record, 10)
    if size in (0, 0xFFFFFFFF):
        return entries != 0 and content.at(place - 20, 4) == b"PK\x06\x07"
    return content.at(place - size, 4) == b"PK\x01\x02" or content.at(place - 20, 4) == b"PK\x06\x07"
