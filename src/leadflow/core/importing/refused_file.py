"""
Writes refused rows to a file that people correct and send again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadflow.core.columns.header_keys import ERROR_HEADER, column_letter, is_error_header
from leadflow.core.importing.progress import RefusedRow
from leadflow.core.tables import Row, Table

__all__ = ["refused_cells"]


def refused_cells(table: Table, refused: Iterable[RefusedRow]) -> Iterator[list[str]]:
    """
    Return the header and the refused rows of *table* as rows of cells, with the errors in a last column.

    The table is read once more, so the stream behind it has to be open. Where there was text beyond the last header, it
    comes after the errors, so that nothing is lost.

    Args:
        table: As it was imported.
        refused: By ascending number.
    """
    kept = [at for at, header in enumerate(table.headers) if not is_error_header(header)]
    headers = (
        table.headers if any(table.headers) else [f"Column {column_letter(at)}" for at in range(len(table.headers))]
    )
    yield [*(headers[at] for at in kept), ERROR_HEADER]
    left = iter(refused)
    wanted = next(left, None)
    rows = table.rows()
    while wanted is not None:
        row = next((one for one in rows if one.number >= wanted.number), None)
        if row is None:
            return
        if row.number == wanted.number:
            yield [*(row.cells[at] for at in kept), _errors(wanted), *_beyond(row)]
        wanted = next(left, None)


def _errors(row: RefusedRow) -> str:
    return "; ".join(f"{problem.path}: {problem.message}" for problem in row.problems)


def _beyond(row: Row) -> tuple[str, ...]:
    """
    Return the text that was beyond the last header.
    """
    shifted = row.problem and row.problem.code == "row_shifted" and row.problem.value
    return (shifted,) if shifted else ()
