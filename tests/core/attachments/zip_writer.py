"""
Writes ZIP containers for the tests, as strictly or as falsely as asked.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

__all__ = ["Member", "members_of", "zip_file"]

_WIDE: Final = 0xFFFFFFFF


@frozen(kw_only=True)
class Member:
    """
    One entry to write.

    Attributes:
        name: In the directory, and in the local header unless ``local_name`` is given.
        data: What is packed.
        method: 8 is deflated; anything else leaves the data as they are.
        flags: General purpose bits.
        local_name: A name that only the local header has.
        claimed_size: A size that is not the true one.
        attributes: The external attributes.
        offset: Another entry's place; nothing of this one's own is written.
        listed: False leaves the entry out of the directory.
        packed: Bytes to write in place of the packed data.
    """

    name: str
    data: bytes
    method: int = 8
    flags: int = 0
    local_name: bytes | None = None
    claimed_size: int | None = None
    attributes: int = 0
    offset: int | None = None
    listed: bool = True
    packed: bytes | None = None


def members_of(parts: Mapping[str, bytes | str]) -> list[Member]:
    """
    Return plain members for *parts*.
    """
    return [Member(name=name, data=_bytes(data)) for name, data in parts.items()]


def zip_file(
    members: Iterable[Member],
    *,
    prefix: bytes = b"",
    comment: bytes = b"",
    entries: int | None = None,
    wide: bool = False,
) -> bytes:
    """
    Return the container; *wide* writes all numbers with 64 bits.
    """
    out = bytearray(prefix)
    central = b""
    count = 0
    for member in members:
        offset = len(out) if member.offset is None else member.offset
        packed = _pack(member)
        if member.offset is None:
            out += _local(member, packed)
        if member.listed:
            count += 1
            central += _central(member, packed, offset, wide)
    total = count if entries is None else entries
    end = b""
    if wide:
        fields = (
            b"PK\6\6",
            44,
            45,
            45,
            0,
            0,
            total,
            total,
            len(central),
            len(out),
            b"PK\6\7",
            0,
            len(out) + len(central),
            1,
        )
        end = struct.pack("<4sQ2H2I4Q4sIQI", *fields)
    numbers = (0xFFFF, 0xFFFF, _WIDE, _WIDE) if wide else (total & 0xFFFF, total & 0xFFFF, len(central), len(out))
    end += struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, *numbers, len(comment))
    return bytes(out) + central + end + comment


def _local(member: Member, packed: bytes) -> bytes:
    name = member.name.encode() if member.local_name is None else member.local_name
    fields = (20, member.flags, member.method, 0, 33, zlib.crc32(member.data), len(packed), _size(member), len(name), 0)
    return struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + name + packed


def _central(member: Member, packed: bytes, offset: int, wide: bool) -> bytes:
    name = member.name.encode()
    numbers = (len(packed), _size(member), offset)
    extra = b""
    if wide:
        extra = struct.pack("<2H3Q", 1, 24, numbers[1], numbers[0], numbers[2])
        extra = struct.pack("<2HI", 0x5455, 4, 0) + extra
        numbers = (_WIDE, _WIDE, _WIDE)
    fields = (
        20,
        member.flags,
        member.method,
        0,
        33,
        zlib.crc32(member.data),
        *numbers[:2],
        len(name),
        len(extra),
        0,
        0,
        0,
    )
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", 0x0314, *fields, member.attributes, numbers[2]) + name + extra


def _size(member: Member) -> int:
    return len(member.data) if member.claimed_size is None else member.claimed_size


def _pack(member: Member) -> bytes:
    if member.packed is not None:
        return member.packed
    if member.method != 8:
        return member.data
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(member.data) + deflate.flush()


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
