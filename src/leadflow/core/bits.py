"""
Sets of positions as whole numbers, so that one AND or OR joins two sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["mask_of", "ones"]


def mask_of(positions: Iterable[int]) -> int:
    """
    Return the number whose bits at *positions* are set.
    """
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


def ones(mask: int) -> Iterator[int]:
    """
    Return the positions of the bits that are set, ascending.
    """
    # Looking for ones in text costs the length of the mask once; shifting a long mask costs it for every bit.
    text = bin(mask)[:1:-1]
    position = text.find("1")
    while position >= 0:
        yield position
        position = text.find("1", position + 1)
