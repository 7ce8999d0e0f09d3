"""
Values that are made when somebody looks at them, so that thousands of them need not be there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

__all__ = ["OnDemand"]

T = TypeVar("T", covariant=True)


class OnDemand(Sequence[T]):
    """
    A sequence whose values are made when they are read, and made again each time.

    What looks at them several times makes a tuple of them first, or walks them once and keeps what it needs.
    """

    __slots__ = ("_count", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        """
        Make the values of *count* places, each by its place, from 0; the same place gives an equal value each time.
        """
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._count))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        places = range(self._count)[at]
        return self._make(places) if isinstance(places, int) else tuple(map(self._make, places))

    def __repr__(self) -> str:
        return f"<{self._count} on demand>"
