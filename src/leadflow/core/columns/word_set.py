"""
Sets of words as they are written in a table.
"""

from __future__ import annotations

__all__ = ["word_set"]


def word_set(text: str) -> frozenset[str]:
    """
    Return the words of *text*, which are in it with blanks or line breaks between.
    """
    return frozenset(text.split())
