"""
Regular expressions with RE2, whose time does not depend on the pattern.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Final

from leadflow.core.problems import Unreadable

__all__ = ["MAX_PATTERN", "MAX_TEXT", "compile_pattern"]

MAX_PATTERN: Final = 1_000
"""
Longest pattern, in characters.
"""

MAX_TEXT: Final = 4_000
"""
How much of a text a pattern sees, in characters.
"""

# RE2's time is at worst the length of the text times the size of the program; both are kept so small that the worst
# known patterns stay under 50 ms. Counts over long parts make large programs: ``.{1,50}`` has 450 instructions.
_MAX_PROGRAM: Final = 1_500
_MEMORY_TO_SIZE: Final = 1 << 20
_MEMORY_TO_RUN: Final = 8 << 20


@lru_cache(maxsize=4096)
def compile_pattern(
    pattern: str, *, longest: int = MAX_PATTERN, largest: int = _MAX_PROGRAM, within: int = MAX_TEXT
) -> Callable[[str], bool]:
    """
    Return what says whether *pattern* is found anywhere in the first *within* characters of a text.

    Python's own engine can run for hours on a short pattern and cannot be interrupted, so only RE2 is used.

    Raises:
        Unreadable: The engine is not installed, the pattern has more than *longest* characters or *largest*
            instructions, or RE2 does not take it.
    """
    try:
        import re2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # it ships no types
    except ImportError:
        raise Unreadable(
            "matches_needs_regex", "'matches' needs a package that is not installed; run: pip install 'leadflow[regex]'"
        ) from None
    if len(pattern) > longest:
        raise Unreadable("pattern_too_long", f"a pattern has at most {longest} characters")
    try:
        # First with little memory, so that what is too large is refused before it has cost much.
        size = re2.compile(pattern, _options(re2, _MEMORY_TO_SIZE)).programsize
    except re2.error as error:
        raise Unreadable("pattern_unreadable", f"RE2 rejects this pattern ({error}); correct it") from None
    if size > largest:
        raise Unreadable("pattern_too_large", "this pattern would take too long; use fewer or shorter repetitions")
    compiled = re2.compile(pattern, _options(re2, _MEMORY_TO_RUN))
    return lambda text: compiled.search(text[:within]) is not None


def _options(re2: ModuleType, memory: int) -> object:
    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    return options
