"""
The parts of a zipped workbook, opened only within limits.
"""

from __future__ import annotations

import struct
from typing import IO, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from leadflow.adapters.tables.faults import WorkbookRefused, unreadable, unsafe
from leadflow.core.problems import Problem
from leadflow.core.tables import TableLimits

__all__ = ["Archive"]

_LARGE: Final = 16 * 1024 * 1024
_SMALL_PART: Final = 32 * 1024 * 1024
_MOST_PARTS: Final = 20_000
_DIRECTORY: Final = 8 * 1024 * 1024


class Archive:
    """
    A zip archive whose parts are checked before they are unpacked.

    A part never gives more bytes than the directory says, so checking that number is enough.
    """

    def __init__(self, stream: BinaryIO, limits: TableLimits) -> None:
        _check_directory(stream)
        self._limits = limits
        self._zip = ZipFile(stream)
        self._left = limits.max_inflated
        self._counted: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def open(self, name: str) -> IO[bytes]:
        """
        Open a part for reading in pieces.

        Raises:
            Refused: It is encrypted, packed in an unusual way, or beyond the limits.
        """
        info = self._zip.NameToInfo.get(name)
        if info is None:
            raise unreadable(f"its part {name} is missing")
        self._check(info)
        return self._zip.open(info)

    def read(self, name: str) -> bytes:
        """
        Return a small part as a whole.

        Raises:
            Refused: As `open`; or it is not small.
        """
        with self.open(name) as part:
            data = part.read(_SMALL_PART + 1)
        if len(data) > _SMALL_PART:
            raise unsafe(f"its part {name} has more than {_SMALL_PART} bytes")
        return data

    def size(self, name: str) -> int:
        """
        Return how many bytes a part has when unpacked.
        """
        return self._zip.getinfo(name).file_size

    def _check(self, info: ZipInfo) -> None:
        if info.flag_bits & 1:
            message = "the workbook is encrypted; remove its password and send it again"
            raise WorkbookRefused(Problem(code="encrypted", path="", message=message))
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise unreadable("it is packed in an unusual way")
        if info.filename not in self._counted:
            self._counted.add(info.filename)
            self._left -= info.file_size
        if self._left < 0:
            raise unsafe(f"it unpacks to more than {self._limits.max_inflated} bytes")
        if info.file_size > _LARGE and info.file_size > self._limits.max_ratio * max(1, info.compress_size):
            raise unsafe(f"{info.compress_size} bytes in it unpack to {info.file_size}")


def _check_directory(stream: BinaryIO) -> None:
    """
    Look at the directory's size before it is loaded as a whole.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise unreadable("the file ends too early")
    parts, length = struct.unpack_from("<HI", tail, at + 10)
    if parts > _MOST_PARTS or length > _DIRECTORY:
        # Only archives of 65,535 parts or 4 GB need the larger form of the directory, whose marks these are.
        raise unsafe("it consists of too many parts")
