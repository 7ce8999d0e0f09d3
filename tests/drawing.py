"""
Strategies that are made once: making one for each value drawn takes several times as long as drawing.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

__all__ = ["picked"]

T = TypeVar("T", bound=Hashable)


@lru_cache(maxsize=None, typed=True)
def picked(*options: T) -> st.SearchStrategy[T]:
    """
    One of *options*, the first of them the simplest.
    """
    return st.sampled_from(options)
