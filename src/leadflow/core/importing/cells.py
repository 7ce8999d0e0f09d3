"""
Cells to values: whole columns at once where they are sound, and single cells with everything that is wrong with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from leadflow.core.fields import AnyField
from leadflow.core.importing.formulas import unguard
from leadflow.core.importing.mapping import Column
from leadflow.core.importing.suggestions import Polarity
from leadflow.core.kinds import COUNTRY, EMAIL, LONG_TEXT, TEXT, Adjusted, ReadOptions
from leadflow.core.kinds.emails import several_addresses
from leadflow.core.problems import Problem, Severity, Unreadable
from leadflow.core.text import clean_text
from leadflow.core.values import Value

__all__ = ["ColumnReader", "column_reader", "read_cell"]

ColumnReader = Callable[[Sequence[str], set[int]], list[Value]]
"""
Reads the cells of a column, and adds the places of those that need a closer look to a set.
"""

# Printable text of these kinds is its own value.
_AS_WRITTEN: Final = (TEXT, COUNTRY, LONG_TEXT)


def column_reader(column: Column, declared: AnyField) -> ColumnReader:
    """
    Return what reads the cells of one column; it means the same as `read_cell` for each, and is faster.
    """
    if column.constant is not None:
        value = declared.take(column.constant)
        return lambda texts, odd: [value] * len(texts)
    options = _options(column, declared)
    read, as_written, flips = declared.kind.read, declared.kind in _AS_WRITTEN, column.polarity is Polarity.INVERTED

    def read_column(texts: Sequence[str], odd: set[int]) -> list[Value]:
        bare = list(map(str.strip, texts))
        joined = "|".join(bare)
        if "'" in joined:
            bare = list(map(unguard, bare))
        if not joined.isprintable():
            odd.update(at for at, text in enumerate(bare) if not text.isprintable() and clean_text(text) != text)
        elif as_written:
            return [text or None for text in bare]
        values = _read_all(bare, read, options, odd)
        return [None if value is None else not value for value in values] if flips else values

    return read_column


def _read_all(
    texts: Sequence[str], read: Callable[[str, ReadOptions], Value], options: ReadOptions, odd: set[int]
) -> list[Value]:
    """
    Read cells one after the other; None and the place in *odd* where there is anything to say about one.
    """
    values: list[Value] = []
    add, left = values.append, iter(texts)
    while len(values) < len(texts):
        try:
            for text in left:
                add(read(text, options) if text else None)
        except Unreadable:
            odd.add(len(values))
            add(None)
    odd.update(at for at, value in enumerate(values) if type(value) is Adjusted)
    return [None if value == () else value for value in values] if () in values else values


def read_cell(text: str, column: Column, declared: AnyField) -> tuple[Value, list[Problem]]:
    """
    Read one cell, and say what is wrong with it and what was cleaned.
    """
    problems: list[Problem] = []
    trimmed = text.strip()
    clean = clean_text(trimmed)
    bare = unguard(clean.strip())
    if clean != trimmed and bare:
        problems.append(_warning(declared, "control_characters", "control characters were taken out", text))
    if not bare:
        return None, problems
    try:
        value = (declared.kind is EMAIL and _first_address(bare)) or declared.kind.read(
            bare, _options(column, declared)
        )
    except Unreadable as error:
        return None, [*problems, error.problem(declared.name, bare)]
    if isinstance(value, Adjusted):
        problems.append(_warning(declared, value.code, value.message, bare))
        value = value.value
    if value == ():
        return None, problems
    return (not value) if column.polarity is Polarity.INVERTED else value, problems


def _first_address(text: str) -> Adjusted[str] | None:
    """
    Return the first of several addresses; None if there are not several.
    """
    several = several_addresses(text) if text.count("@") > 1 else []
    if not several:
        return None
    return Adjusted(several[0], "emails_several", f"{len(several)} addresses stand here; the first was taken")


def _options(column: Column, declared: AnyField) -> ReadOptions:
    return declared.options(ReadOptions(date_order=column.date_order))


def _warning(declared: AnyField, code: str, message: str, value: str) -> Problem:
    return Problem(code=code, where=declared.name, message=message, severity=Severity.WARNING, value=value)
