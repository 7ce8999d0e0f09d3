"""
Writes compound files (MS-CFB, version 3) for the tests, with any streams and any damage.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

__all__ = ["FREE", "compound_file"]

FREE = 0xFFFFFFFF
_END = 0xFFFFFFFE
_SECTOR = 512


def compound_file(streams: Mapping[str, bytes], *, storages: Mapping[str, Mapping[str, bytes]] | None = None) -> bytes:
    """
    Return a compound file with *streams* under its root, and *storages* with streams of their own.

    Every stream is filled up to 4096 bytes, so that no mini stream is needed.
    """
    records: list[tuple[str, int, int, bytes | None]] = []  # name, right neighbour, child, data
    top = [*streams.items(), *((name, None) for name in (storages or {}))]
    next_free = 1 + len(top)
    inner: list[tuple[str, int, int, bytes | None]] = []
    for index, (name, data) in enumerate(top):
        right = index + 2 if index + 1 < len(top) else FREE
        child = FREE
        if data is None:
            children = list((storages or {})[name].items())
            child = next_free if children else FREE
            for place, (child_name, child_data) in enumerate(children):
                after = next_free + place + 1 if place + 1 < len(children) else FREE
                inner.append((child_name, after, FREE, child_data))
            next_free += len(children)
        records.append((name, right, child, data))
    return _laid_out([*records, *inner])


def _laid_out(records: list[tuple[str, int, int, bytes | None]]) -> bytes:
    entries = [_entry("Root Entry", 5, FREE, 1 if records else FREE, _END, 0)]
    body = b""
    fat: list[int] = []
    directory_sectors = (len(records) + 1 + 3) // 4
    first = 1 + directory_sectors
    for name, right, child, data in records:
        if data is None:
            entries.append(_entry(name, 1, right, child, 0, 0))
            continue
        filled = data.ljust(4096, b"\0")
        count = -(-len(filled) // _SECTOR)
        start = first + len(fat)
        fat += [*range(start + 1, start + count), _END]
        body += filled.ljust(count * _SECTOR, b"\0")
        entries.append(_entry(name, 2, right, child, start, len(filled)))
    while len(entries) % 4:
        entries.append(_entry("", 0, FREE, FREE, 0, 0))
    directory_fat = [*range(2, 1 + directory_sectors), _END]
    table = [0xFFFFFFFD, *directory_fat, *fat]
    assert len(table) <= 128, "one sector of table is all that the tests need"
    table += [FREE] * (128 - len(table))
    fields = (62, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header = struct.pack("<8s16s5H6s9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", *fields)
    difat = struct.pack("<109I", 0, *([FREE] * 108))
    return header + difat + struct.pack("<128I", *table) + b"".join(entries) + body


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = (name.encode("utf-16-le") + b"\0\0") if name else b""
    return struct.pack("<64sHBB3I16sI16sIQ", text, len(text), kind, 1, FREE, right, child, b"", 0, b"", start, size)
