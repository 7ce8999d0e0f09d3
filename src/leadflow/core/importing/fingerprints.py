"""
Duplicate keys remembered in little memory, for a preview that stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["SeenKeys"]


class SeenKeys:
    """
    Keys that were seen, as numbers of 64 bits: at most 130 bytes each, however long they are.

    Two different keys of a file of a million rows have one number once in some 30 million files.
    """

    __slots__ = ("_numbers",)

    def __init__(self) -> None:
        self._numbers: set[int] = set()

    def update(self, keys: Iterable[str]) -> None:
        """
        Remember *keys*.
        """
        self._numbers.update(map(hash, keys))

    def among(self, keys: Iterable[str | None]) -> list[str]:
        """
        Return those of *keys* that were seen.
        """
        numbers = self._numbers
        return [key for key in keys if key is not None and hash(key) in numbers]
