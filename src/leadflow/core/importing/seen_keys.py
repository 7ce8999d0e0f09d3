"""
Remembers duplicate keys in little memory, for previews.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

    def among(self, keys: Sequence[str | None]) -> list[str]:
        """
        Return those of *keys* that were seen.
        """
        numbers, known = list(map(hash, keys)), self._numbers
        if known.isdisjoint(numbers):
            return []
        return [key for key, number in zip(keys, numbers, strict=True) if key is not None and number in known]
