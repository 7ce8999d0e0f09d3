"""
Duplicate keys remembered in little memory, for a preview that stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

__all__ = ["SeenKeys"]


class SeenKeys:
    """
    Keys that were seen, as numbers of 88 bits: at most 130 bytes each, however long they are.

    Two different keys have one number once in some 100,000,000,000,000 files of a million rows.
    """

    __slots__ = ("_numbers",)

    def __init__(self) -> None:
        self._numbers: set[int] = set()

    def update(self, keys: Iterable[str]) -> None:
        """
        Remember *keys*.
        """
        self._numbers.update(map(_number, keys))

    def __contains__(self, key: object) -> bool:
        return bool(self._numbers) and isinstance(key, str) and _number(key) in self._numbers


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=11).digest(), "big")
