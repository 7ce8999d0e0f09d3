"""
What programs give for values: scalars of numpy and pandas, and what they use for missing values.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

__all__ = ["plain_list", "plain_object"]

_NOTHING: Final = frozenset({"NAType", "NaTType"})


def plain_list(given: object) -> list[object] | None:
    """
    Return the things in a list, a set, an array of one dimension or a series; None for anything else.
    """
    if isinstance(given, list | tuple | set | frozenset):
        return list(given)
    module = type(given).__module__.partition(".")[0]
    if module in ("numpy", "pandas") and getattr(given, "ndim", None) == 1:
        return list(given.tolist())  # type: ignore[attr-defined]  # as every array and series has
    return None


def plain_object(given: object) -> object:
    """
    Return the Python value that *given* stands for; None for NaN, NaT and pandas.NA.

    Neither numpy nor pandas is imported: their scalars are known by their module and have ``item``.
    """
    kind = type(given)
    if kind.__name__ in _NOTHING:
        return None
    if kind.__module__.partition(".")[0] == "numpy" and getattr(given, "ndim", None) == 0:
        given = given.item()  # type: ignore[attr-defined]  # as every scalar of numpy has
    if isinstance(given, float | Decimal) and given != given:  # only NaN is not itself
        return None
    return given
