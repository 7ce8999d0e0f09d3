"""
Chooses the sheet of a workbook to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import NamedTuple

from leadflow.adapters.tables.faults import BROKEN, WorkbookRefused, unreadable
from leadflow.core.problems import Problem, Severity, near, or_list
from leadflow.core.tables import MergedCells, Sheet, SheetRow, TableLimits, TableOptions

__all__ = ["SheetEntry", "choose_sheet", "told"]

_PEEKED = 1000
_MOST_MERGED = 10_000


class SheetEntry(NamedTuple):
    """
    A sheet as the workbook lists it.
    """

    name: str
    hidden: bool


def choose_sheet(
    entries: Sequence[SheetEntry],
    read: Callable[[str], Iterator[SheetRow]],
    merged: Callable[[str], Iterable[MergedCells]],
    *,
    options: TableOptions,
    limits: TableLimits,
) -> Sheet:
    """
    Return the sheet that *hint* names; or the first visible one with data, or else the first hidden one with data.

    Other sheets with data, and a hidden sheet, are warnings.

    Args:
        read: Reads the rows of the sheet of a name; it may raise `WorkbookRefused` and what damaged files raise.
        merged: Finds the merged cells of the sheet of a name.
    """
    if len(entries) > limits.max_sheets:
        message = f"{len(entries)} sheets; at most {limits.max_sheets} are read"
        return Sheet(name="", problems=(Problem(code="workbook_unsafe", path="", message=message),))
    if options.sheet is not None:
        chosen = next((entry for entry in entries if entry.name == options.sheet), None)
        if chosen is None:
            return Sheet(name="", problems=(_unknown(options.sheet, entries),))
    else:
        ordered = sorted(entries, key=lambda entry: entry.hidden)
        chosen = next((entry for entry in ordered if _has_data(read(entry.name))), None)
        if chosen is None:
            problem = Problem(
                code="sheet_empty", path="", message="the workbook has no text in any sheet; send one with data"
            )
            return Sheet(name="", problems=(problem,))
    others = (
        [entry for entry in entries if entry is not chosen and _may_have_data(read, entry)] if not options.sheet else []
    )
    warnings = _warnings(chosen, others)
    return Sheet(
        name=chosen.name,
        problems=tuple(warnings),
        merged=_found(merged(chosen.name)),
        read=partial(told, read, chosen.name),
    )


def told(read: Callable[[str], Iterator[SheetRow]], name: str) -> Iterator[SheetRow]:
    """
    Read a sheet; an error during reading becomes the problem of a last row.
    """
    number = 0
    try:
        for row in read(name):
            number = row.number
            yield row
    except WorkbookRefused as refused:
        yield SheetRow(number + 1, [""], refused.problem.at(f"row {number + 1}"))
    except BROKEN:
        yield SheetRow(number + 1, [""], unreadable("it is damaged from here on").problem.at(f"row {number + 1}"))


def _found(merged: Iterable[MergedCells]) -> tuple[MergedCells, ...]:
    """
    Return the merged cells, as far as they can be read: whoever reads the rows meets the damage and tells it.
    """
    found: list[MergedCells] = []
    with suppress(WorkbookRefused, *BROKEN):
        found.extend(islice(merged, _MOST_MERGED))
    return tuple(found)


def _has_data(rows: Iterator[SheetRow]) -> bool:
    return any(row.problem or any(map(str.strip, row.cells)) for row in islice(rows, _PEEKED))


def _unknown(name: str, entries: Sequence[SheetEntry]) -> Problem:
    names = [entry.name for entry in entries]
    message = f"the workbook has no sheet '{name}'; choose {or_list(names[:10])}"
    return Problem(code="sheet_unknown", path="", message=message, suggestions=near(name, names))


def _may_have_data(read: Callable[[str], Iterator[SheetRow]], entry: SheetEntry) -> bool:
    try:
        return _has_data(read(entry.name))
    except (WorkbookRefused, *BROKEN):
        return True


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
