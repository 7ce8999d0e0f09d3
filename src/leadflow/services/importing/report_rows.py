"""
The rows that the report of an import shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.outcomes import RowOutcomes
from leadflow.core.importing.packed_refused_rows import PackedRows, with_cells
from leadflow.core.importing.progress import RefusedRow
from leadflow.core.tables import RowChunk, Table

__all__ = ["ReportRows", "merged_rows"]

_WARNED_KEPT: Final = 1_000
_CELLS_KEPT: Final = 10_000


class ReportRows:
    """
    Collects the refused rows of an import, the first of those with warnings, and what became of each row.

    Attributes:
        refused: By ascending number; the first of them have their cells.
        warned: By ascending number, at most a thousand.
        outcomes: Of the rows of this run.
    """

    def __init__(self, table: Table) -> None:
        """
        Begin without rows; *table* is the file that they are in.
        """
        self._table = table
        self.refused = PackedRows()
        self.warned: list[RefusedRow] = []
        self.outcomes = RowOutcomes()

    def recall(self, refused: PackedRows) -> None:
        """
        Begin with the rows that earlier runs have *refused*; cells are read from the file again.
        """
        wanted = {row.number for row in islice(refused, _CELLS_KEPT)}
        rows = (row for row in self._table.rows() if row.number in wanted) if wanted else ()
        self.refused = PackedRows(with_cells(refused, RowChunk.of(rows), self._table.headers, most=_CELLS_KEPT))

    def add(self, plan: ChunkPlan, rows: RowChunk, staying: Iterable[RefusedRow] = ()) -> None:
        """
        Add the *rows* of a chunk, and those between them that are *staying* refused.
        """
        headers, room = self._table.headers, _CELLS_KEPT - len(self.refused)
        self.refused.extend(merged_rows(staying, with_cells(plan.refused, rows, headers, most=room)))
        warned = plan.warned[: _WARNED_KEPT - len(self.warned)]
        self.warned += with_cells(warned, rows, headers, most=len(warned))
        self.outcomes.add(plan)


def merged_rows(one: Iterable[RefusedRow], other: Iterable[RefusedRow]) -> list[RefusedRow]:
    """
    Return the rows of both by ascending number.
    """
    return sorted([*one, *other], key=lambda row: row.number)
