"""
The suggestion for one column of a file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from attrs import frozen

from leadflow.core.columns.word_set import word_set
from leadflow.core.fields import AnyField
from leadflow.core.kinds import DateOrder, DecimalMark
from leadflow.core.schema import Schema

__all__ = ["ASSIGNEES", "SKIP", "Polarity", "Remembered", "Suggestion", "read_remembered", "targets"]

SKIP: Final = "SKIP"
"""
The target of a column that is left out on purpose.
"""

ASSIGNEES: Final = frozenset({"assignee", "assignee_id", "assignee_email"})
"""
Names under which somebody may try to import to a single assignee, which is not supported.
"""

_RECORD: Final = word_set("campaign source created_at status external_id partner_name partner_id lead_score")


class Polarity(StrEnum):
    """
    Whether a yes in the column is a yes in the field.
    """

    SAME = "same"
    INVERTED = "inverted"


@frozen(kw_only=True)
class Suggestion:
    """
    The suggested field for one column of a file.

    Attributes:
        header: As in the file.
        column: Its place, counted from 0.
        field: The field, SKIP if that was remembered or the column says what was wrong, or None where a person should
            decide.
        confidence: Between 0 and 1; 0 without a field.
        reason: One short sentence for a person.
        code: Stable: ``remembered``, ``exact``, ``label``, ``alias``, ``words``, ``samples``, ``neighbours`` where a
            field is proposed; ``errors`` for the column of an earlier import's errors; ``taken``, ``blocked``,
            ``contradicted``, ``ambiguous``, ``fuzzy``, ``assignee`` or ``none`` where not.
        alternatives: Other fields that it may be, each with a confidence, likeliest first.
        polarity: Inverted for a column that says who may be contacted, proposed for a field that says who may not.
        date_order: How its dates are meant, if that was remembered.
        decimal_mark: Which mark comes before its decimals, if that was remembered.
    """

    header: str
    column: int
    field: str | None
    confidence: float
    reason: str
    code: str
    alternatives: tuple[tuple[str, float], ...] = ()
    polarity: Polarity = Polarity.SAME
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None


class Remembered(NamedTuple):
    """
    What an earlier import remembered of a column.
    """

    target: str
    polarity: Polarity
    date_order: DateOrder | None
    decimal_mark: DecimalMark | None


def targets(schema: Schema) -> dict[str, AnyField]:
    """
    Return the fields that a column can be mapped to: what leads say, and the part of the record that files may bring.
    """
    return {name: field for name, field in schema.leads.items() if not field.record or name in _RECORD}


def read_remembered(text: str) -> Remembered:
    """
    Take apart what was remembered of a column.
    """
    target, *marks = text.split(";")
    polarity = Polarity.INVERTED if Polarity.INVERTED in marks else Polarity.SAME
    order = next((order for order in DateOrder if order in marks), None)
    return Remembered(target, polarity, order, next((mark for mark in DecimalMark if mark in marks), None))
