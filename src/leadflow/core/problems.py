"""
Problems: mistakes in data, with place and remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from leadflow.errors import clipped

__all__ = ["Problem", "Severity", "Unreadable", "errors_in", "near", "or_list"]

_LONGEST_WORD: Final = 500


class Severity(StrEnum):
    """
    Whether a problem rejects its subject or only warns.
    """

    ERROR = "error"
    WARNING = "warning"


@frozen(kw_only=True)
class Problem:
    """
    A mistake in data.

    Attributes:
        code: Stable and documented, in snake_case; programs compare this.
        path: The place, such as ``row 7, Email`` or ``steps[1].rules[0].criteria.groups[0][1].value``. Empty for the
            whole of what was given.
        message: A sentence for a person: what is wrong and what would correct it. Its wording is not promised. This and
            the place have at most about 1,000 characters.
        severity: An error stops the thing it is about; a warning does not.
        suggestions: Names that exist and look like the one given, nearest first. Empty if there are none.
        value: What was found there; None if nothing was. Kept out of texts and reprs, since it may be personal.
    """

    code: str
    path: str = field(converter=clipped)
    message: str = field(converter=clipped)
    severity: Severity = Severity.ERROR
    suggestions: tuple[str, ...] = ()
    value: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.message} [{self.code}]"

    def at(self, prefix: str) -> Problem:
        """
        Return the problem with *prefix* before its place.
        """
        if not self.path:
            return evolve(self, path=prefix)
        glue = "" if self.path.startswith("[") else "."
        return evolve(self, path=f"{prefix}{glue}{self.path}")


class Unreadable(ValueError):
    """
    A text does not hold a value of the kind that was asked for.

    It never leaves the library: the reader converts it to a `Problem` with the place.
    """

    def __init__(self, code: str, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.suggestions = near

    def problem(self, where: str, value: str | None = None) -> Problem:
        """
        Return the problem at *where*.
        """
        return Problem(code=self.code, path=where, message=self.message, suggestions=self.suggestions, value=value)


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """
    Return the problems that stop something, in their order; warnings are left out.
    """
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def near(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """
    Return up to *most* of the *known* names that look like *word*, nearest first; case does not count.

    A name that begins with *word*, or that *word* begins with, counts as near, since people shorten names
    ("Globex Reseller" for "Globex Reseller GmbH").
    """
    folded = {name.casefold(): name for name in known}
    wanted = word.casefold().strip()
    # No name is so long, and comparing takes time with each character.
    if not wanted or len(wanted) > _LONGEST_WORD:
        return ()
    close = get_close_matches(wanted, folded, n=most, cutoff=0.7)
    longer = [name for name in folded if name.startswith(wanted) or (len(name) > 3 and wanted.startswith(name))]
    shortest = sorted(longer, key=lambda name: (len(name), name))
    return tuple(folded[name] for name in dict.fromkeys([*close, *shortest]))[:most]


def or_list(names: Iterable[str]) -> str:
    """
    Join names for a sentence: ``'a', 'b' or 'c'``.
    """
    quoted = [f"'{name}'" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
