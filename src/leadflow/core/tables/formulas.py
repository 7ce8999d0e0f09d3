"""
Protects texts that spreadsheets would read as formulas, and reads them back.
"""

from __future__ import annotations

from typing import Final

__all__ = ["guard", "unguard"]

_BEGINNINGS: Final = tuple("=+-@\t\r\n＝＋－＠")


def guard(text: str) -> str:
    """
    Return *text* so that no spreadsheet takes it for a formula: with an apostrophe in front, if it looks like one.

    What `unguard` makes of it is *text* without white space at its ends.
    """
    bare = text.strip()
    if bare.startswith(_BEGINNINGS):
        return f"'{bare}"
    return bare if text.lstrip(" ").startswith(_BEGINNINGS) else text


def unguard(text: str) -> str:
    """
    Take off the apostrophe that spreadsheets and exports put before what could be read as a formula, such as '+49, and
    the guard by which they keep leading zeros: ``="01067"``.
    """
    if text[:2] == '="' and text[-1:] == '"' and '"' not in (inner := text[2:-1]):
        return inner
    return text[1:] if text[:1] == "'" and text[1:2] in _BEGINNINGS else text
