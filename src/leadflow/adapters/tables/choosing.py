"""
Chooses the sheet of a workbook to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from leadflow.adapters.tables.faults import BROKEN, WorkbookRefused, unreadable
from leadflow.core.columns.header_words import known_headers
from leadflow.core.problems import Problem, Severity, near, or_list
from leadflow.core.tables import HiddenCells, MergedCells, Sheet, SheetRow, TableLimits, TableOptions
from leadflow.core.tables.headers import find_header

__all__ = ["Outline", "SheetEntry", "choose_sheet", "told"]

_PEEKED: Final = 300


class SheetEntry(NamedTuple):
    """
    A sheet as the workbook lists it.

    Attributes:
        active: Whether it is the one that is shown when the workbook is opened.
    """

    name: str
    hidden: bool
    active: bool = False


class Outline(NamedTuple):
    """
    What a sheet says beside its rows.

    Attributes:
        whole: Whether it ends where it should.
    """

    merged: tuple[MergedCells, ...] = ()
    hidden: HiddenCells = HiddenCells()
    whole: bool = True


def choose_sheet(
    entries: Sequence[SheetEntry],
    read: Callable[[str], Iterator[SheetRow]],
    outline: Callable[[str], Outline],
    *,
    options: TableOptions,
    limits: TableLimits,
) -> Sheet:
    """
    Return the sheet that *options* name; or the visible one of whose headers most are known from lists of leads, and
    among equals the active one, else the first with data; or else a hidden one.

    Other sheets with data, and a hidden sheet, are warnings.

    Args:
        read: Reads the rows of the sheet of a name; it may raise `WorkbookRefused` and what damaged files raise.
        outline: Tells what else is known of the sheet of a name.
    """
    if len(entries) > limits.max_sheets:
        message = f"{len(entries)} sheets; at most {limits.max_sheets} are read"
        return Sheet(name="", problems=(Problem(code="workbook_unsafe", path="", message=message),))
    if options.sheet is not None:
        chosen = next((entry for entry in entries if entry.name == options.sheet), None)
        if chosen is None:
            return Sheet(name="", problems=(_unknown(options.sheet, entries),))
        return _opened(chosen, [], read, outline, options)
    ranked = [(entry, rank) for entry in entries if (rank := _rank(read, entry, alone=len(entries) == 1))]
    if not ranked:
        problem = Problem(
            code="sheet_empty", path="", message="the workbook has no text in any sheet; send one with data"
        )
        return Sheet(name="", problems=(problem,))
    chosen, _ = max(ranked, key=lambda one: one[1])
    return _opened(chosen, [entry for entry, _ in ranked if entry is not chosen], read, outline, options)


_Rank = tuple[bool, int, bool, bool]
"""
Whether the sheet is visible, how many headers are known, whether it is a table at all, and whether it is active.
"""


def _rank(read: Callable[[str], Iterator[SheetRow]], entry: SheetEntry, *, alone: bool) -> _Rank | None:
    """
    Return how much a sheet looks like the one that is meant; None if it has no data. The first of equals counts.
    """
    records: list[Sequence[str]] = []
    try:
        for row in islice(read(entry.name), _PEEKED):
            if row.problem or any(map(str.strip, row.cells)):
                records.append(row.cells)
                if alone:
                    break
    except (WorkbookRefused, *BROKEN):
        if alone:
            raise
        return not entry.hidden, 0, False, False
    if not records:
        return None
    at = find_header(records) if not alone else None
    if at is None or len(records) == at + 1:
        return not entry.hidden, 0, False, entry.active
    return not entry.hidden, known_headers(records[at]), sum(map(bool, records[at])) > 1, entry.active


def _opened(
    chosen: SheetEntry,
    others: Sequence[SheetEntry],
    read: Callable[[str], Iterator[SheetRow]],
    outline: Callable[[str], Outline],
    options: TableOptions,
) -> Sheet:
    found = outline(chosen.name)
    problems = _warnings(chosen, others)
    if not found.whole:
        problems.append(_broken(chosen, allowed=options.allow_broken))
    return Sheet(
        name=chosen.name,
        problems=tuple(problems),
        merged=found.merged,
        hidden=found.hidden,
        read=partial(told, read, chosen.name, allow_broken=options.allow_broken),
    )


def told(read: Callable[[str], Iterator[SheetRow]], name: str, *, allow_broken: bool = False) -> Iterator[SheetRow]:
    """
    Read a sheet; an error during reading becomes the problem of a last row, a warning with *allow_broken*.
    """
    row = SheetRow(0, [])
    try:
        for row in read(name):  # the last one is asked for its number
            yield row
    except (WorkbookRefused, *BROKEN) as error:
        number = row.number
        refused = error if isinstance(error, WorkbookRefused) else unreadable("it is damaged from here on")
        if not (allow_broken and refused.problem.code == "workbook_unreadable"):
            yield SheetRow(number + 1, [""], refused.problem.at(f"row {number + 1}"))


def _broken(chosen: SheetEntry, *, allowed: bool) -> Problem:
    what = f"the sheet '{chosen.name}' breaks off"
    if allowed:
        message = f"{what}; the rows up to there are read"
        return Problem(code="workbook_broken", path="", message=message, severity=Severity.WARNING)
    message = (
        f"{what}, so nothing of it is read; send the workbook again, or open it with TableOptions(allow_broken=True)"
    )
    return Problem(code="workbook_broken", path="", message=message)


def _unknown(name: str, entries: Sequence[SheetEntry]) -> Problem:
    names = [entry.name for entry in entries]
    message = f"the workbook has no sheet '{name}'; choose {or_list(names[:10])}"
    return Problem(code="sheet_unknown", path="", message=message, suggestions=near(name, names))


def _warnings(chosen: SheetEntry, others: Sequence[SheetEntry]) -> list[Problem]:
    found = []
    if chosen.hidden:
        message = f"the sheet '{chosen.name}' is hidden in the workbook; select another one if this was not intended"
        found.append(Problem(code="sheet_hidden", path="", message=message, severity=Severity.WARNING))
    if others:
        listed = ", ".join(f"'{entry.name}'{' (hidden)' if entry.hidden else ''}" for entry in others[:10])
        message = f"only the sheet '{chosen.name}' is read, not {listed}"
        found.append(Problem(code="sheets_unread", path="", message=message, severity=Severity.WARNING))
    return found
