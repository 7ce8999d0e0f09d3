"""
Converts cells to values: valid columns at once, other cells one by one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo
from typing import Final

from attrs import evolve

from leadflow.core.columns.suggestions import Polarity
from leadflow.core.fields import AnyField
from leadflow.core.importing.mapping import Column
from leadflow.core.kinds import ANY_LINE, EMAIL, Adjusted, DecimalMark, ReadOptions
from leadflow.core.kinds.emails import several_addresses
from leadflow.core.kinds.stand_ins import SAYS_SOMETHING, says_nothing
from leadflow.core.problems import Problem, Severity, Unreadable
from leadflow.core.tables.cell_faults import cell_fault, faulty_cells
from leadflow.core.text import all_printable, clean_text
from leadflow.core.values import Value

__all__ = ["ColumnReader", "Found", "column_reader", "read_cell", "read_options"]

Found = dict[int, list[Problem]]
"""
What there is to say about rows, by their places in a chunk.
"""

ColumnReader = Callable[[Sequence[str], Found], list[Value]]
"""
Reads the cells of a column, and adds what there is to say about each.
"""

_OFTEN: Final = 4
_KEPT: Final = 10_000
"""
The texts of a column are remembered while at most one cell in so many is new, and at most so many of them.
"""


def column_reader(
    column: Column, declared: AnyField, *, zone: tzinfo, mark_of: Callable[[str], DecimalMark | None] | None
) -> ColumnReader:
    """
    Return what reads the cells of one column; it means the same as `read_cell` for each, and is faster.

    Args:
        column, declared: The column, and the field that it fills.
        zone: Of moments without an offset.
        mark_of: Says what the decimal mark of an unclear number is, or None.
    """
    options = read_options(column, declared, zone)
    if column.constant is not None:
        value = read_cell(column.constant, column, declared, evolve(options, asks=False))[0]
        return lambda texts, found: [value] * len(texts)
    return _Column(column, declared, options, mark_of).read


class _Column:
    """
    Reads a column chunk by chunk, and remembers its texts as long as they come again and again.
    """

    def __init__(
        self,
        column: Column,
        declared: AnyField,
        options: ReadOptions,
        mark_of: Callable[[str], DecimalMark | None] | None,
    ) -> None:
        self._flips = column.polarity is Polarity.INVERTED
        self._upright = evolve(column, polarity=Polarity.SAME)
        self._declared = declared
        self._options = options
        self._mark_of = mark_of
        plain = SAYS_SOMETHING if declared.stand_ins and declared.kind.plain == ANY_LINE else declared.kind.plain
        self._plain = _plain_places(plain)
        self._known: dict[str, Value] | None = {}
        self._told: dict[str, list[Problem]] = {}

    def read(self, texts: Sequence[str], found: Found) -> list[Value]:
        """
        Read the cells of a chunk.
        """
        known = self._known
        if known is None:
            return self._read(texts, found)
        try:
            values = list(map(known.__getitem__, texts))
        except KeyError:
            self._learn(texts, known)
            values = list(map(known.__getitem__, texts))
        if self._told and not self._told.keys().isdisjoint(texts):
            for at, text in enumerate(texts):
                if text in self._told:
                    found[at] += self._told[text]
        return values

    def _learn(self, texts: Sequence[str], known: dict[str, Value]) -> None:
        """
        Read the texts that are not known yet; where they are too many, none are remembered any more after these.
        """
        if len(known) > _KEPT:
            known.clear()
            self._told.clear()
        new = list(set(texts).difference(known))
        if len(new) * _OFTEN > len(texts):
            self._known = None
        told: Found = defaultdict(list)
        known.update(zip(new, self._read(new, told), strict=True))
        self._told.update({new[at]: problems for at, problems in told.items()})

    def _read(self, texts: Sequence[str], found: Found) -> list[Value]:
        bare = list(map(str.strip, texts))
        # What a cell begins with is looked for in all of them at once; one sign takes a hundredth of the time of two.
        lines = "\n" + "\n".join(bare)
        for at, (code, message) in faulty_cells(bare, lines).items():
            found[at].append(_warning(self._declared, code, message, bare[at]))
            bare[at] = ""
        if ("'" in lines and "\n'" in lines) or ("=" in lines and '\n="' in lines):
            self._unguard(bare, found)
        values: list[Value] = [text or None for text in bare] if "" in bare else list(bare)
        for at in self._not_plain(bare, lines):
            values[at] = self._closely(bare[at], texts[at], at, found)
        if self._flips:
            return [None if value is None else not value for value in values]
        return values

    def _unguard(self, bare: list[str], found: Found) -> None:
        """
        Take guards off the texts, and say so.
        """
        for at, text in enumerate(bare):
            if text[:1] in "'=" and (inner := self._declared.unguard(text)) != text:
                found[at].append(_guarded(self._declared, text))
                bare[at] = inner

    def _not_plain(self, bare: list[str], lines: str) -> Iterator[int]:
        """
        Return the places of texts that may not be their own values; *lines* are the same or longer, each after a line
        break.
        """
        longest = self._declared.kind.longest
        if _may_be_longer(lines, len(bare), longest):
            yield from (at for at, text in enumerate(bare) if len(text) > longest)
            bare = [text if len(text) <= longest else "" for text in bare]
        if all_printable(bare):
            yield from self._plain(bare)
            return
        strange = [at for at, text in enumerate(bare) if not text.isprintable()]
        yield from strange
        bare = bare[:]
        for at in strange:
            bare[at] = ""
        yield from self._plain(bare)

    def _closely(self, bare: str, text: str, at: int, found: Found) -> Value:
        """
        Read one cell, before its polarity is thought of.
        """
        if clean_text(bare) == bare and not (self._declared.kind is EMAIL and bare.count("@") > 1):
            if self._declared.says_nothing(bare):
                return None
            try:
                value = self._declared.kind.read(bare, self._options)
            except Unreadable as error:
                if says_nothing(bare):
                    return None
                if error.code != "number_ambiguous" or self._mark_of is None:
                    found[at].append(error.problem(self._declared.name, bare))
                    return None
                value = Adjusted(None, "", "")
            if type(value) is not Adjusted:
                return None if value == () else value
        value, problems = self._read_unclear(text)
        if problems:
            # A guard has been told of already.
            found[at] = [*(one for one in found[at] if one not in problems), *problems]
        return value

    def _read_unclear(self, text: str) -> tuple[Value, list[Problem]]:
        """
        Read one cell with what there is to say about it; a number that is unclear asks for the mark of its column.
        """
        value, problems = read_cell(text, self._upright, self._declared, self._options)
        if self._mark_of and any(problem.code == "number_ambiguous" for problem in problems):
            options = evolve(self._options, decimal_mark=self._mark_of(text))
            value, problems = read_cell(text, self._upright, self._declared, options)
        return value, problems


def _may_be_longer(lines: str, count: int, most: int) -> bool:
    """
    Return whether one of *count* texts, each after a line break, may have more than *most* characters.
    """
    if lines.count("\n") > count:
        return True
    at, last = 0, len(lines) - most - 1
    while at < last:
        # The last line break that is near enough: many short lines are passed at once.
        at = lines.rfind("\n", at + 1, at + most + 2)
        if at < 0:
            return True
    return False


def _plain_places(plain: str) -> Callable[[list[str]], Iterator[int]]:
    """
    Return what gives the places of the texts, blank ones aside, that the expression *plain* does not match.
    """
    if plain == ANY_LINE:
        return lambda texts: iter(())
    if not plain:
        return lambda texts: (at for at, text in enumerate(texts) if text)
    # Line after line in one go, up to the first that does not match.
    match = re.compile(rf"(?:(?:{plain})?+\n)*+", re.MULTILINE).match

    def places(texts: list[str]) -> Iterator[int]:
        lines = "\n".join(texts) + "\n"
        start = at = 0
        while (stop := _end(match(lines, start))) < len(lines):
            at += lines.count("\n", start, stop)
            yield at
            at += 1
            start = lines.index("\n", stop) + 1

    return places


def _end(match: re.Match[str] | None) -> int:
    # It matches nothing at all, if need be.
    assert match is not None
    return match.end()


def read_cell(text: str, column: Column, declared: AnyField, options: ReadOptions) -> tuple[Value, list[Problem]]:
    """
    Read one cell, and say what is wrong with it and what was cleaned.
    """
    problems: list[Problem] = []
    trimmed = text.strip()
    clean = clean_text(trimmed)
    if fault := cell_fault(clean.strip()):
        return None, [_warning(declared, *fault, clean.strip())]
    bare = declared.unguard(clean.strip())
    if bare != clean.strip():
        problems.append(_guarded(declared, clean.strip()))
    if bare and len(clean) != len(trimmed):
        problems.append(_warning(declared, "control_characters", "invisible characters were removed", text))
    if not bare or declared.says_nothing(bare):
        return None, problems
    try:
        value = (declared.kind is EMAIL and _first_address(bare)) or declared.kind.read(bare, options)
    except Unreadable as error:
        if says_nothing(bare):
            return None, problems
        return None, [*problems, error.problem(declared.name, bare)]
    if isinstance(value, Adjusted):
        problems.append(_warning(declared, value.code, value.message, bare))
        value = value.value
    if value == ():
        return None, problems
    return (not value) if column.polarity is Polarity.INVERTED else value, problems


def _guarded(declared: AnyField, text: str) -> Problem:
    return _warning(declared, "guard_removed", 'the apostrophe or ="…" of a spreadsheet was removed', clean_text(text))


def _first_address(text: str) -> Adjusted[str] | None:
    """
    Return the first of several addresses; None if there are not several.
    """
    several = several_addresses(text) if text.count("@") > 1 and len(text) <= EMAIL.longest else []
    if not several:
        return None
    return Adjusted(several[0], "emails_several", f"{len(several)} addresses in one cell; the first one is used")


def read_options(column: Column, declared: AnyField, zone: tzinfo) -> ReadOptions:
    """
    Return what is known of a column beyond the texts in its cells.
    """
    known = ReadOptions(
        date_order=column.date_order, decimal_mark=column.decimal_mark, asks=True, counted=True, zone=zone
    )
    return declared.options(known)


def _warning(declared: AnyField, code: str, message: str, value: str) -> Problem:
    return Problem(code=code, path=declared.name, message=message, severity=Severity.WARNING, value=value)
