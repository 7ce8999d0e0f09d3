"""
Patterns for pieces of texts.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import ColumnElement

__all__ = ["pattern", "stands"]

_GLOB: Final = re.compile(r"[*?\[]")
_LIKE: Final = re.compile(r"[\\%_]")


def pattern(piece: str, dialect: str) -> str:
    """
    Return the pattern of texts that have *piece* anywhere, in which no sign of it stands for others.

    SQLite finds ``GLOB`` in an index of pieces, but not ``LIKE`` with an escape.
    """
    if dialect == "postgresql":
        return f"%{_LIKE.sub(lambda sign: chr(92) + sign[0], piece)}%"
    return f"*{_GLOB.sub(lambda sign: f'[{sign[0]}]', piece)}*"


def stands(text: ColumnElement[str], pattern: ColumnElement[str] | str, dialect: str) -> ColumnElement[bool]:
    """
    Say that *text* has the form of *pattern*.
    """
    return text.like(pattern) if dialect == "postgresql" else text.op("GLOB", is_comparison=True)(pattern)
