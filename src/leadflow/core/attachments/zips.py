"""
The directory of a ZIP container, read strictly: every reader must see the same entries in it.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.policy import MEBIBYTE, AttachmentPolicy
from leadflow.core.attachments.refusals import Unacceptable, corrupt, unsafe

__all__ = ["Container", "Entry", "read_directory", "refuse_programs"]

_LOCAL: Final = b"PK\x03\x04"
_CENTRAL: Final = b"PK\x01\x02"
_END: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 0xFFFF
_LARGEST_DIRECTORY: Final = 16 * MEBIBYTE

_END_RECORD: Final = struct.Struct("<4s4H2IH")
_END64_RECORD: Final = struct.Struct("<4sQ2H2I4Q")
_CENTRAL_RECORD: Final = struct.Struct("<4s6H3I5H2I")

_ENCRYPTED: Final = 0x2041
_UTF8: Final = 0x0800
_LINK: Final = 0o120000
_PROGRAMS: Final = (".class", ".dex", ".jar", ".exe", ".dll", ".scr", ".msi", ".lnk")
_KIND: Final = 0o170000


@frozen(kw_only=True)
class Entry:
    """
    One entry of a container, as the directory lists it.

    Attributes:
        name: With ``/`` between its parts.
        raw_name: The bytes of the name.
        flags: General purpose bits.
        method: 0 is stored, 8 is deflated; there are no others.
        packed: Bytes in the container.
        size: Bytes when inflated.
        offset: Where its local header begins.
    """

    name: str
    raw_name: bytes
    flags: int
    method: int
    packed: int
    size: int
    offset: int


@frozen(kw_only=True)
class Container:
    """
    A ZIP container whose directory has been read.

    Attributes:
        content: Where it is.
        entries: In the order of the directory.
        end: Where the directory begins, and so the entries must have ended.
        by_name: The entries by name.
        by_folded_name: The entries by their name in lower case, as office programs compare names.
    """

    content: Content
    entries: tuple[Entry, ...]
    end: int
    by_name: Mapping[str, Entry] = field(repr=False)
    by_folded_name: Mapping[str, Entry] = field(repr=False)


@frozen(kw_only=True)
class _End:
    entries: int
    size: int
    offset: int


def read_directory(content: Content, policy: AttachmentPolicy, *, largest: int = _LARGEST_DIRECTORY) -> Container:
    """
    Read the directory of the container that *content* must be, from its first byte to its last.

    Raises:
        Unacceptable: It is damaged, encrypted, larger than *policy* or *largest* bytes allow, or has names or entries
            that could be taken for something else.
    """
    end = _find_end(content)
    if end.entries > policy.max_entries:
        raise unsafe(f"it has {end.entries} entries; {policy.max_entries} are allowed")
    if end.size > largest:
        raise unsafe("its directory is too large")
    entries = _read_entries(content.exactly(end.offset, end.size), end.entries)
    _check_names(entries)
    _check_sum(entries, content.size, policy)
    return Container(
        content=content,
        entries=entries,
        end=end.offset,
        by_name={entry.name: entry for entry in entries},
        by_folded_name={entry.name.casefold(): entry for entry in entries},
    )


def refuse_programs(container: Container) -> None:
    """
    Refuse an office file that is a program as well, for who opens it as an archive of Java, Android or Windows.

    Raises:
        Unacceptable: It is.
    """
    if any(entry.name.lower().endswith(_PROGRAMS) for entry in container.entries):
        raise unsafe("it holds a program")


def _find_end(content: Content) -> _End:
    tail = content.tail(_LONGEST_END)
    start = content.size - len(tail)
    place = tail.rfind(_END, 0, max(len(tail) - 18, 0))
    if place < 0:
        raise corrupt("its end is missing")
    _, disk, first_disk, here, entries, size, offset, comment = _END_RECORD.unpack_from(tail, place)
    if place + 22 + comment > len(tail):
        raise corrupt("its end is cut off")
    if tail[place + 22 + comment :].strip(b"\x00 \t\r\n"):
        raise unsafe("there is something behind its end")
    if 0xFFFF not in (disk, first_disk, here, entries) and (disk or first_disk or here != entries):
        raise unsafe("it is one part of several")
    end = _End(entries=entries, size=size, offset=offset)
    at = start + place
    if 0xFFFF in (here, entries) or 0xFFFFFFFF in (size, offset) or content.at(at - 20, 4) == b"PK\x06\x07":
        end, at = _find_end64(content, at, end)
        if here not in (0xFFFF, end.entries):
            raise unsafe("its two ends differ")
    if end.offset + end.size != at:
        raise unsafe("its directory is not where its end says")
    return end


def _find_end64(content: Content, at: int, end: _End) -> tuple[_End, int]:
    locator = content.at(at - 20, 20)
    if locator[:4] != b"PK\x06\x07":
        return end, at
    place = int.from_bytes(locator[8:16], "little")
    data = content.at(place, _END64_RECORD.size)
    if len(data) < _END64_RECORD.size or data[:4] != b"PK\x06\x06" or place + _END64_RECORD.size > at - 20:
        raise corrupt("its 64-bit end is missing")
    _, length, _, _, _, _, here, entries, size, offset = _END64_RECORD.unpack(data)
    if place + 12 + length != at - 20 or here != entries:
        raise unsafe("its 64-bit end is ambiguous")
    # A field that has room in the old record must say the same there, or two readers see two directories.
    for old, new, most in (
        (end.entries, entries, 0xFFFF),
        (end.size, size, 0xFFFFFFFF),
        (end.offset, offset, 0xFFFFFFFF),
    ):
        if old not in (most, new):
            raise unsafe("its two ends differ")
    return _End(entries=entries, size=size, offset=offset), place


def _read_entries(directory: bytes, count: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    place = 0
    while place < len(directory):
        if len(entries) > count:
            break
        if len(directory) - place < 46 or directory[place : place + 4] != _CENTRAL:
            raise corrupt("its directory cannot be read")
        entry, place = _read_entry(directory, place)
        entries.append(entry)
    if len(entries) != count:
        raise unsafe("its directory has another number of entries than its end says")
    return tuple(entries)


def _read_entry(directory: bytes, place: int) -> tuple[Entry, int]:
    fields = _CENTRAL_RECORD.unpack_from(directory, place)
    _, _, _, flags, method, _, _, _, packed, size, name_length, extra_length, comment_length = fields[:13]
    attributes, offset = fields[15], fields[16]
    name_end = place + 46 + name_length
    raw = directory[place + 46 : name_end]
    extra = directory[name_end : name_end + extra_length]
    after = name_end + extra_length + comment_length
    if after > len(directory):
        raise corrupt("its directory cannot be read")
    if 0xFFFFFFFF in (packed, size, offset):
        size, packed, offset = _widened(extra, size, packed, offset)
    if flags & _ENCRYPTED:
        raise Unacceptable("encrypted", "the file is protected by a password; upload it without one")
    if method not in (0, 8):
        raise unsafe("it is packed in an unusual way")
    if (attributes >> 16) & _KIND == _LINK:
        raise unsafe("it has a link in it")
    name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace").replace("\\", "/")
    entry = Entry(name=name, raw_name=raw, flags=flags, method=method, packed=packed, size=size, offset=offset)
    return entry, after


def _widened(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """
    Take the 64-bit values from the extra field, in the order that the format fixes.
    """
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            values = iter(struct.unpack_from(f"<{min(length, len(extra) - place - 4) // 8}Q", extra, place + 4))
            wide = [next(values, value) if value == 0xFFFFFFFF else value for value in (size, packed, offset)]
            return wide[0], wide[1], wide[2]
        place += 4 + length
    return size, packed, offset


def _check_names(entries: tuple[Entry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.name
        if not name or "\x00" in name or name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
            raise unsafe("an entry has a name that leads out of it")
        if name in seen:
            raise unsafe("two entries have the same name")
        seen.add(name)


def _check_sum(entries: tuple[Entry, ...], size: int, policy: AttachmentPolicy) -> None:
    total = sum(entry.size for entry in entries)
    if total > policy.max_inflated or (total > policy.free_inflated and total > policy.max_ratio * size):
        raise unsafe("it would grow too large when it is unpacked")
