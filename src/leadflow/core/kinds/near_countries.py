"""
Finds texts that are nearly the name of a country: Norwey, Germnay.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from leadflow.core.kinds.countries import COUNTRIES, country_code, loose_key, loose_names
from leadflow.core.problems import Problem, Severity, or_list
from leadflow.core.text import text_key
from leadflow.errors import clipped

__all__ = ["country_warning"]

_LEAST: Final = 5
"""
So many letters a name has at least: among shorter ones each is near many others.
"""


def country_warning(text: str, path: str) -> Problem | None:
    """
    Return a warning if *text* is no country but one letter away from one with the same first letter; None for others.

    Text that names no country may be a region, so nothing is refused.
    """
    if country_code(text) is not None:
        return None
    close = tuple(sorted(COUNTRIES[code] for code in _near(text)))
    if not close:
        return None
    message = f"'{clipped(text)}' is no country; did you mean {or_list(close)}?"
    return Problem(
        code="country_unlikely",
        path=path,
        message=message,
        suggestions=close,
        value=text,
        severity=Severity.WARNING,
    )


@cache
def _by_shape() -> dict[tuple[str, int], list[tuple[str, str]]]:
    """
    Return the names with their codes, by the first letter and the length.
    """
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for name, code in loose_names().items():
        if len(name) >= _LEAST:
            found.setdefault((name[0], len(name)), []).append((name, code))
    return found


def _near(text: str) -> set[str]:
    key = loose_key(text_key(text))
    if len(key) < _LEAST:
        return set()
    shapes = ((key[0], length) for length in range(len(key) - 1, len(key) + 2))
    return {code for shape in shapes for name, code in _by_shape().get(shape, ()) if _one_apart(key, name)}


def _one_apart(one: str, other: str) -> bool:
    """
    Return whether one letter more, less or other, or two in each other's place, make *other* of *one*.
    """
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]
