"""
Rows fitted to the headers, with problems for those that do not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadflow.core.problems import Problem, Severity

__all__ = ["broken_problem", "cell_problem", "fit", "misplaced_problem", "quote_problem", "row_place"]


def row_place(number: int) -> str:
    """
    Return how a row is named in problems.
    """
    return f"row {number}"


def fit(
    cells: list[str], width: int, place: Callable[[], str], has_shifted: Callable[[Sequence[str]], bool]
) -> Problem | None:
    """
    Pad *cells* with blanks or cut it to *width*, in place.

    Returns:
        What there is to say if text had to be cut off, with that as its value: an error if *has_shifted* says so of the
        cells, and a warning about a stray cell if not.
    """
    if len(cells) <= width:
        cells += [""] * (width - len(cells))
        return None
    extra = [cell.strip() for cell in cells[width:] if cell.strip()]
    if not extra:
        del cells[width:]
        return None
    count, shifted = len(cells), has_shifted(cells)
    del cells[width:]
    if not shifted:
        message = "text beyond the last header is left out; give its column a header, or delete it"
        told = " | ".join(extra)
        return Problem(code="cells_beyond", path=place(), message=message, severity=Severity.WARNING, value=told)
    message = f"{count} cells under {width} headers, so the columns have shifted; put values that contain a delimiter into quotes"
    return Problem(code="row_shifted", path=place(), message=message, value=" | ".join(extra))


def cell_problem(cells: list[str], place: Callable[[], str], most: int) -> Problem | None:
    """
    Return what is wrong with the texts themselves; one with more than *most* characters is cut, in place.
    """
    for at, cell in enumerate(cells):
        if len(cell) > most:
            cells[at] = cell[:most]
            message = f"column {at + 1} has {len(cell)} characters; at most {most} are read"
            return Problem(code="cell_too_large", path=place(), message=message)
    if any("\ufffd" in cell for cell in cells):
        message = "some bytes could not be read as text and are shown as \ufffd"
        return Problem(code="bytes_unreadable", path=place(), message=message, severity=Severity.WARNING)
    return None


def quote_problem(place: str, line: int, last: int) -> Problem:
    """
    Say that a quote opened in *line* was not closed, and which lines went with it.
    """
    lines = f"line {line}" if last <= line else f"lines {line} to {last}"
    message = f"a quote is opened in {lines} and never closed; close it, or double the quotes inside the value"
    return Problem(code="quote_unclosed", path=place, message=message)


def broken_problem(place: str, *, allowed: bool) -> Problem:
    """
    Say that the text ends within a row; *allowed* reads what comes before.
    """
    if allowed:
        return Problem(code="row_broken", path=place, message="the file ends within this row; complete it")
    message = (
        "the file ends within this row, so it is probably not all of it; send it again, or open it with "
        "TableOptions(allow_broken=True)"
    )
    return Problem(code="file_broken", path=place, message=message)


def misplaced_problem(place: str) -> Problem:
    """
    Say that quotes within a quoted value were not doubled.
    """
    message = "a quoted value contains single quotes, so it may be read wrongly; double them"
    return Problem(code="quote_misplaced", path=place, message=message, severity=Severity.WARNING)
