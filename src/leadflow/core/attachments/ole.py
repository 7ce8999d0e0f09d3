"""
The compound files (MS-CFB) that Office 97-2003 writes: a small file system with its own directory.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.refusals import corrupt

__all__ = [
    "OLE_SIGNATURE",
    "CompoundFile",
    "Item",
    "Stream",
    "chain_places",
    "children_of",
    "fat_sectors",
    "open_compound",
    "open_stream",
    "read_items",
]

OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""
The first eight bytes of every compound file.
"""

_END_OF_CHAIN: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_LAST_SECTOR: Final = 0xFFFFFFFA
_NO_ITEM: Final = 0xFFFFFFFF
_IN_HEADER: Final = 109
_MOST_ITEMS: Final = 200_000


@frozen(kw_only=True)
class Item:
    """
    One entry of the directory.

    Attributes:
        name: In lower case, since the format compares names without case.
        kind: 1 is a storage, 2 a stream, 5 the root.
        start: First sector of a stream.
        size: Bytes of a stream.
        left: Index of a neighbour.
        right: Index of the other neighbour.
        child: Index of the first item inside a storage.
    """

    name: str
    kind: int
    start: int
    size: int
    left: int
    right: int
    child: int


@frozen(kw_only=True)
class CompoundFile:
    """
    An opened compound file.

    Attributes:
        content: Where it is.
        sector: Bytes of a sector.
        mini_sector: Bytes of a sector of the mini stream.
        cutoff: Streams shorter than this are in the mini stream.
        fat: Next sector of each sector.
        mini_fat_start: First sector of the table for the mini stream.
        items: The directory; the root is first.
        root_items: What is directly under the root, by name.
    """

    content: Content
    sector: int
    mini_sector: int
    cutoff: int
    fat: array[int] = field(repr=False)
    mini_fat_start: int
    items: tuple[Item, ...] = field(repr=False)
    root_items: Mapping[str, Item] = field(repr=False)


@frozen(kw_only=True)
class Stream:
    """
    One stream of a compound file, read at any place.

    Attributes:
        size: How many bytes there are.
    """

    size: int
    _content: Content
    _sector: int
    _places: array[int] = field(repr=False)

    def at(self, offset: int, length: int) -> bytes:
        """
        Return *length* bytes from *offset*, or fewer where the stream ends.
        """
        length = min(length, self.size - offset)
        pieces = []
        while length > 0:
            index, inside = divmod(offset, self._sector)
            piece = self._content.at(self._places[index] + inside, min(length, self._sector - inside))
            if not piece:
                break
            pieces.append(piece)
            offset += len(piece)
            length -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def open_compound(content: Content) -> CompoundFile:
    """
    Read the allocation table and the directory of a compound file.

    Raises:
        Unacceptable: It is damaged.
    """
    header = content.exactly(0, 512)
    major, order, shift, mini_shift = struct.unpack_from("<4H", header, 26)
    if order != 0xFFFE or (major, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
        raise corrupt("its header cannot be read")
    first_directory, _, cutoff, mini_fat_start = struct.unpack_from("<4I", header, 48)
    sector = 1 << shift
    fat = _read_fat(content, header, sector)
    items = tuple(read_items(content, chain_places(fat, first_directory, sector, content.size), sector))
    if not items or items[0].kind != 5:
        raise corrupt("its directory has no root")
    return CompoundFile(
        content=content,
        sector=sector,
        mini_sector=1 << mini_shift,
        cutoff=cutoff,
        fat=fat,
        mini_fat_start=mini_fat_start,
        items=items,
        root_items={item.name: item for item in children_of(items)},
    )


def open_stream(compound: CompoundFile, item: Item) -> Stream:
    """
    Follow all sectors of a stream.

    Raises:
        Unacceptable: They run in a circle, out of the file, or end too early.
    """
    content, sector = compound.content, compound.sector
    if item.size < compound.cutoff:
        places = _mini_places(compound, item)
        sector = compound.mini_sector
    else:
        places = chain_places(compound.fat, item.start, sector, content.size, wanted=item.size)
    if len(places) * sector < item.size:
        raise corrupt("one of its streams is cut off")
    return Stream(size=item.size, content=content, sector=sector, places=places)


def _read_fat(content: Content, header: bytes, sector: int) -> array[int]:
    width = sector // 4
    # Office lists more of them than a small file needs.
    most = content.size // (sector * width) + _IN_HEADER
    sectors = fat_sectors(content, header, sector, most)
    return _numbers(content.at((number + 1) * sector, sector) for number in sectors)


def _numbers(pieces: Iterable[bytes]) -> array[int]:
    """
    Return the 32-bit numbers in *pieces*; the last may be cut off.
    """
    numbers = array("I")
    for piece in pieces:
        numbers.frombytes(piece[: len(piece) & ~3])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def fat_sectors(content: Content, header: bytes, sector: int, most: int) -> Iterator[int]:
    """
    Yield the sectors that hold the allocation table; more than *most* of them cannot be, since they would describe
    more than the file.
    """
    numbers: list[int] = list(struct.unpack_from(f"<{_IN_HEADER}I", header, 76))
    further = int.from_bytes(header[68:72], "little")
    last = content.size // sector
    seen = 0
    chains = 0
    while True:
        for number in numbers:
            if number >= _LAST_SECTOR:
                continue
            seen += 1
            if number >= last or seen > most:
                raise corrupt("its allocation table cannot be read")
            yield number
        # Some writers mark the end of the list by a free sector.
        if further >= _LAST_SECTOR:
            return
        chains += 1
        if chains > most:
            raise corrupt("its allocation table runs in a circle")
        data = content.exactly((further + 1) * sector, sector)
        *numbers, further = struct.unpack(f"<{sector // 4}I", data)


def chain_places(fat: array[int], start: int, sector: int, size: int, *, wanted: int | None = None) -> array[int]:
    """
    Return where each sector of a chain begins in the file, as far as *wanted* bytes need them.

    Raises:
        Unacceptable: They run in a circle, out of the file of *size* bytes, or end too early.
    """
    places = array("Q")
    known = len(fat)
    enough = known + 1 if wanted is None else -(-wanted // sector)
    seen = bytearray(known)
    number = start
    while number < known:
        if len(places) >= enough:
            return places
        place = (number + 1) * sector
        if place >= size:
            raise corrupt("one of its streams is cut off")
        if seen[number]:
            raise corrupt("one of its streams runs in a circle")
        seen[number] = 1
        places.append(place)
        number = fat[number]
    if number != _END_OF_CHAIN and number != _FREE:
        raise corrupt("one of its streams is cut off")
    return places


def _mini_places(compound: CompoundFile, item: Item) -> array[int]:
    content, sector, mini = compound.content, compound.sector, compound.mini_sector
    base = chain_places(compound.fat, compound.items[0].start, sector, content.size)
    table_places = chain_places(compound.fat, compound.mini_fat_start, sector, content.size)
    table = _numbers(content.at(place, sector) for place in table_places)
    places = array("Q")
    number = item.start
    while number < len(table) and len(places) * mini < item.size:
        index, inside = divmod(number * mini, sector)
        if index >= len(base):
            raise corrupt("one of its streams is cut off")
        places.append(base[index] + inside)
        number = table[number]
    return places


def read_items(content: Content, places: array[int], sector: int, *, most: int = _MOST_ITEMS) -> Iterator[Item]:
    """
    Yield the items of the directory whose sectors begin at *places*.

    Raises:
        Unacceptable: There are more than *most*.
    """
    if len(places) * sector // 128 > most:
        raise corrupt("its directory is too large")
    for place in places:
        data = content.at(place, sector)
        for start in range(0, len(data) - 127, 128):
            yield _read_item(data[start : start + 128])


def _read_item(data: bytes) -> Item:
    length, kind, _, left, right, child = struct.unpack_from("<HBB3I", data, 64)
    start, size = struct.unpack_from("<IQ", data, 116)
    name = data[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
    # Version 3 leaves the upper half of the size undefined.
    return Item(name=name, kind=kind, start=start, size=size & 0xFFFFFFFF, left=left, right=right, child=child)


def children_of(items: tuple[Item, ...]) -> Iterator[Item]:
    """
    Yield the items that the root holds.

    Raises:
        Unacceptable: The directory runs in a circle, or names an item that it does not have.
    """
    waiting = [items[0].child]
    seen: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index == _NO_ITEM:
            continue
        if index >= len(items) or index in seen:
            raise corrupt("its directory runs in a circle")
        seen.add(index)
        yield items[index]
        waiting += (items[index].left, items[index].right)
