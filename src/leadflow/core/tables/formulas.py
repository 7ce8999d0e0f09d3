"""
Protects texts that spreadsheets would read as formulas.
"""

from __future__ import annotations

from leadflow.core.text import FORMULA_BEGINNINGS

__all__ = ["guard"]


def guard(text: str) -> str:
    """
    Return *text* so that no spreadsheet takes it for a formula: with an apostrophe in front, if it looks like one.

    What `leadflow.core.text.unguard` makes of it is *text* without white space at its ends.
    """
    bare = text.strip()
    if bare.startswith(FORMULA_BEGINNINGS):
        return f"'{bare}"
    return bare if text.lstrip(" ").startswith(FORMULA_BEGINNINGS) else text
