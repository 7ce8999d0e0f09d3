"""
Rows and columns that a workbook hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadflow.core.problems import Problem, Severity
from leadflow.core.tables.workbooks import HiddenCells, SheetRow

__all__ = ["hidden_problems", "without_hidden"]


def without_hidden(rows: Iterator[SheetRow], hidden: HiddenCells) -> Iterator[SheetRow]:
    """
    Leave out hidden rows, and what is in hidden columns.
    """
    columns = sorted(hidden.columns)
    for number, cells, problem in rows:
        if hidden.row(number) and (problem is None or problem.severity is Severity.WARNING):
            continue
        for column in columns:
            if column < len(cells):
                cells[column] = ""
        yield SheetRow(number, cells, problem)


def hidden_problems(hidden: HiddenCells, *, headers: Sequence[str], header_row: int, left_out: bool) -> list[Problem]:
    """
    Return a warning about what is hidden of the table, if anything is.
    """
    rows = sum(1 for flag in hidden.rows[header_row:] if flag)
    columns = [at for at in hidden.columns if left_out or (at < len(headers) and headers[at].strip())]
    parts = [*_counted(rows, "row"), *_counted(len(columns), "column")]
    if not parts:
        return []
    done = "left out" if left_out else "read like the others; TableOptions(skip_hidden=True) leaves them out"
    message = f"hidden in the workbook: {' and '.join(parts)}; they are {done}"
    return [Problem(code="cells_hidden", path="", message=message, severity=Severity.WARNING)]


def _counted(count: int, noun: str) -> list[str]:
    return [f"{count:,} {noun}{'' if count == 1 else 's'}"] if count else []
