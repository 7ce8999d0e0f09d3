"""
The decision about a column, and the context for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from leadflow.core.columns.header_words import HeaderReading
from leadflow.core.columns.value_looks import share

__all__ = ["Beside", "ColumnVerdict"]


@frozen
class ColumnVerdict:
    """
    What a column is taken for, and why.

    Attributes:
        field: None where a person must decide.
        confidence: Between 0 and 1.
        code: As in a suggestion.
        reason: As in a suggestion.
        others: Fields that it may be as well.
        group: Whose address it is part of: empty for the lead's own.
    """

    field: str | None
    confidence: float
    code: str
    reason: str
    others: tuple[tuple[str, float], ...] = ()
    group: str = ""


@frozen(kw_only=True)
class Beside:
    """
    A column among the others of its file.

    Attributes:
        column: Its place.
        headers: Every header of the file.
        fields: What each column surely is; None for those that a rule must decide.
        sure: The fields that another word would not say better.
        values: Some of the values under it.
        reading: What its header says.
        private: True if the file keeps birthdays, children and the like, as address books do.
        rules: The rule that each column waits for, if any.
    """

    column: int
    headers: Sequence[str]
    fields: Sequence[str | None]
    sure: frozenset[str]
    values: Sequence[str]
    reading: HeaderReading
    private: bool
    rules: Sequence[str | None]

    def has(self, *fields: str) -> bool:
        """
        Return whether another column surely is one of *fields*.
        """
        return any(one in fields for place, one in enumerate(self.fields) if place != self.column)

    def next_to(self, fields: frozenset[str], *rules: str) -> str | None:
        """
        Return the header directly before or after it that surely is one of *fields*, or waits for one of *rules*.
        """
        for place in self.around():
            if self.fields[place] in fields or self.rules[place] in rules:
                return self.headers[place]
        return None

    def around(self) -> tuple[int, ...]:
        """
        Return the columns directly before and after it.
        """
        return tuple(place for place in (self.column - 1, self.column + 1) if 0 <= place < len(self.fields))

    def looks(self, look: str, least: float = 0.5) -> bool:
        """
        Return whether at least that share of the values look so.
        """
        return share(look, self.values) >= least
