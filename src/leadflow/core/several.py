"""
Several texts, in any collection that people give them in.
"""

from __future__ import annotations

__all__ = ["SeveralTexts", "text_set", "texts"]

SeveralTexts = tuple[str, ...] | list[str] | set[str] | frozenset[str]
"""
What several texts may be given as. A text alone is not among them, which ``Iterable[str]`` would let in.
"""


def texts(given: SeveralTexts) -> tuple[str, ...]:
    """
    Return *given* in its order, as it is kept.
    """
    return tuple(given)


def text_set(given: SeveralTexts) -> frozenset[str]:
    """
    Return *given* where order does not count.
    """
    return frozenset(given)
