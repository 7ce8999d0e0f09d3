"""
Regular expressions, on an engine whose time grows with the text only and not with what the pattern does to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from leadflow.core.problems import Unreadable

__all__ = ["MAX_PATTERN", "MAX_TEXT", "compile_pattern"]

MAX_PATTERN: Final = 1_000
"""
Longest pattern, in characters.
"""

MAX_TEXT: Final = 10_000
"""
How much of a text a pattern sees, in characters.
"""

_MAX_MEMORY: Final = 8 << 20


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str) -> Callable[[str], bool]:
    """
    Return what says whether *pattern* is found anywhere in a text.

    Python's own engine can run for hours on a short pattern and cannot be interrupted, so only RE2 is used.

    Raises:
        Unreadable: The engine is not installed, the pattern is too long, or RE2 does not take it.
    """
    try:
        import re2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # it ships no types
    except ImportError:
        raise Unreadable(
            "matches_needs_regex", "'matches' needs an engine that is not installed: pip install 'leadflow[regex]'"
        ) from None
    if len(pattern) > MAX_PATTERN:
        raise Unreadable("pattern_too_long", f"a pattern has at most {MAX_PATTERN} characters")
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        raise Unreadable("pattern_unreadable", f"RE2 does not take this pattern: {error}") from None
    return lambda text: compiled.search(text[:MAX_TEXT]) is not None
