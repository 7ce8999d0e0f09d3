"""
A page of what is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from attrs import field, frozen

__all__ = ["Page"]

Row = TypeVar("Row", covariant=True)


@frozen
class Page(Generic[Row]):
    """
    Some rows of a list, and where the next page begins.

    Attributes:
        rows: In the order of the list. A page can be empty before the last one where the method says so.
        after: What begins the next page: give it to the next call, with the same filters; None if this is the last.
    """

    rows: tuple[Row, ...]
    after: str | None = field(default=None, repr=False)

    @property
    def has_more(self) -> bool:
        """
        True if another page follows.
        """
        return self.after is not None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
