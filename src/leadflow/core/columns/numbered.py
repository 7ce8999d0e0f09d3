"""
Judges numbered columns as a group: "Street 1", "City 1", "Street 2", "City 2".
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from leadflow.core.columns.column_owner import ADDRESS, blocked
from leadflow.core.columns.header_words import read_header
from leadflow.core.columns.lexicon import tokens_of
from leadflow.core.columns.verdicts import ColumnVerdict

__all__ = ["numbered_groups"]


@frozen
class _Numbered:
    """
    A column with a number in its header, or none.

    Attributes:
        column: Its place.
        number: 1 where there is none.
        base: The words without the number.
        field: What they mean; None if they mean no field.
    """

    column: int
    number: int
    base: tuple[str, ...]
    field: str | None


def numbered_groups(
    verdicts: Sequence[ColumnVerdict], headers: Sequence[str], values: Sequence[Sequence[str]]
) -> list[ColumnVerdict]:
    """
    Keep the parts of a second address together, and take a numbered column whose first one has no values.

    "Street 2" is the second line of an address, unless there is a "City 2" or a postal code 2 beside it: then it is the
    street of another one.
    """
    columns = [one for one in map(_numbered, range(len(headers)), headers) if one]
    found = list(verdicts)
    for number in {one.number for one in columns if one.number > 1}:
        group = [one for one in columns if one.number == number]
        places = [one for one in group if one.field in ADDRESS]
        if any(one.field in ("city", "postal_code") for one in places):
            for one in places:
                if found[one.column].field == "address2":
                    found[one.column] = blocked(ColumnVerdict("address1", 0.9, "words", ""), "it is a second address")
        _swap(found, _twins(places, columns), values)
        for one in group:
            if one.field not in ADDRESS:
                _swap(found, _twins([one], columns), values)
    return found


def _numbered(column: int, header: str) -> _Numbered | None:
    words = tokens_of(header)
    digits = [word for word in words if word.isdigit() and len(word) == 1 and word != "0"]
    if len(digits) > 1 or not words:
        return None
    base = tuple(word for word in words if word not in digits)
    sense = read_header(" ".join(base)).sense if base else None
    name = sense.name if sense else None
    return _Numbered(column, int(digits[0]) if digits else 1, base, "address1" if name == "?address" else name)


def _twins(group: Sequence[_Numbered], columns: Sequence[_Numbered]) -> list[tuple[int, int]]:
    """
    Return for each column of *group* the place of the first one with the same words, and its own.
    """
    first = {one.base: one.column for one in reversed(columns) if one.number == 1}
    return [(first[one.base], one.column) for one in group if one.base in first]


def _swap(found: list[ColumnVerdict], twins: Sequence[tuple[int, int]], values: Sequence[Sequence[str]]) -> None:
    """
    Have later columns take the fields of first ones, if none of those has values and one of these has.
    """
    taken = [(first, later) for first, later in twins if found[first].field and not found[later].field]
    if not taken or any(values[first] for first, _ in taken) or not any(values[later] for _, later in taken):
        return
    for first, later in taken:
        found[later] = evolve(found[first], confidence=round(found[first].confidence - 0.05, 2))
        found[first] = blocked(found[first], "it is empty, and the next one of its kind is not")
