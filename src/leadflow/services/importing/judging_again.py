"""
Judges rows again that a finished import refused for something outside the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Final

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.drafting import RowReader
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.packed_refused_rows import PackedRows
from leadflow.core.importing.progress import Counts, ImportProgress, RefusedRow
from leadflow.core.importing.settings import CHUNK, ImportSettings
from leadflow.core.problems import Problem
from leadflow.core.tables import Row, RowChunk
from leadflow.ports import UnitOfWork
from leadflow.services.importing.chunks import RowPlanner
from leadflow.services.importing.lead_files import LeadFile
from leadflow.services.importing.report_rows import merged_rows
from leadflow.services.importing.run import ImportRun
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned

__all__ = ["open_run"]

_OUTSIDE: Final = frozenset(
    """
    partner_unknown partner_ambiguous partner_inactive campaign_unknown stage_unknown choice_unknown
    distribution_switched_off duplicate_unreadable
    """.split()  # noqa: SIM905  # a list would be a line each
)
"""
Codes of what may be otherwise the next time, though the file is the same.
"""


def open_run(
    caller: Caller, file: LeadFile, mapping: ColumnMapping, options: ImportSettings, *, writes: bool
) -> ImportRun:
    """
    Return the run of an import: from its first row, from where it stopped, or of the rows that are judged again.
    """
    run = ImportRun(caller, file, mapping, options, writes=writes)
    if run.progress.again_from is not None:
        return _SecondRun(caller, file, mapping, options, writes=writes)
    if not (run.progress.over and run.report.ok and any(map(_may_change, run.report.refused))):
        return run
    trial = _SecondRun(caller, file, mapping, options, writes=False)
    for _ in trial:
        pass
    if _end_alike(trial, run):
        return run
    return _SecondRun(caller, file, mapping, options, writes=writes)


def _may_change(row: RefusedRow) -> bool:
    return any(problem.code in _OUTSIDE for problem in row.problems)


def _end_alike(one: ImportRun, other: ImportRun) -> bool:
    return one.progress.counts == other.progress.counts and all(
        map(_are_alike, one.report.refused, other.report.refused)
    )


def _are_alike(one: RefusedRow, other: RefusedRow) -> bool:
    return one.number == other.number and [_.code for _ in one.problems] == [_.code for _ in other.problems]


class _SecondRun(ImportRun):
    """
    Judges refused rows of a finished import once more; those that cannot change stay refused.
    """

    def __init__(
        self, caller: Caller, file: LeadFile, mapping: ColumnMapping, options: ImportSettings, *, writes: bool
    ) -> None:
        super().__init__(caller, file, mapping, options, writes=writes)
        self._repeated = False
        if self._progress.again_from is None:
            self._progress = self._progress.again()
        self._divide()

    def _divide(self) -> None:
        """
        Part the refused rows into those that were judged again and those that wait, of which none has been passed yet.

        There may be hundreds of thousands, so they stay packed but for those at hand.
        """
        rows, last = self._rows.refused, self._progress.last_row
        self._waiting, self._passed = PackedRows(row for row in rows if row.number > last), 0
        self._rows.refused = PackedRows(row for row in rows if row.number <= last)

    def _every_refused(self) -> PackedRows:
        rows = self._rows.refused.copy()
        rows.extend(self._waiting.since(self._passed))
        return rows

    def _rows_left(self, rows: Iterable[Row]) -> Iterator[Row]:
        wanted = (row.number for row in self._waiting.since(self._passed) if _may_change(row))
        number = next(wanted, None)
        for row in rows:
            if number is None:
                return
            if row.number == number:
                yield row
                number = next(wanted, None)

    def _broken_later(self, rows: RowChunk) -> Problem | None:
        return None

    def _blank_up_to(self, number: int) -> int:
        return 0

    def _chunk(self, rows: RowChunk, reader: RowReader, planner: RowPlanner) -> None:
        self._pass_before(rows.numbers[0])
        super()._chunk(rows, reader, planner)

    def _finish(self, end: int) -> None:
        self._pass_before(None)
        super()._finish(end)

    def _pass_before(self, number: int | None) -> None:
        """
        Store the waiting rows before row *number*, or all, chunk by chunk, as long as there are more than one chunk
        has.

        A chunk of judged rows is stored with those between them, which may be all of a large file otherwise.
        """
        while self._writes and (passed := planned(self._setting, lambda unit: self._plan_passing(unit, number))):
            progress, rows = passed
            self._progress = self._stored = progress
            self._rows.refused.extend(rows)
            self._passed += len(rows)

    def _plan_passing(
        self, unit: UnitOfWork, number: int | None
    ) -> tuple[tuple[ImportProgress, tuple[RefusedRow, ...]] | None, Changes | None]:
        self._catch_up(unit)
        several = tuple(islice(self._waiting.since(self._passed), CHUNK + 1))
        if self._progress.over or len(several) <= CHUNK or (number is not None and several[-1].number >= number):
            return None, None
        rows = tuple(map(_without_values, several[:CHUNK]))
        progress = evolve(
            self._progress,
            chunk=self._progress.chunk + 1,
            last_row=rows[-1].number,
            modified_at=self._setting.clock(),
        )
        return (progress, rows), Changes(puts=self._puts(progress, rows))

    def _count(self, plan: ChunkPlan) -> Counts:
        judged = len(plan.rows)
        return plan.counts + Counts(read=-judged, refused=-judged)

    def _refused_by(self, plan: ChunkPlan) -> tuple[RefusedRow, ...]:
        return tuple(merged_rows(map(_without_values, self._staying(plan.rows)), plan.refused))

    def _staying(self, rows: RowChunk) -> list[RefusedRow]:
        """
        Return the waiting rows up to the last of *rows* that are not among these.
        """
        judged, last = set(rows.numbers), rows.numbers[-1]
        passed = takewhile(lambda row: row.number <= last, self._waiting.since(self._passed))
        return [row for row in passed if row.number not in judged]

    def _keep(self, plan: ChunkPlan, rows: RowChunk) -> None:
        staying = self._staying(rows)
        self._rows.add(plan, rows, staying)
        self._passed += len(staying) + len(rows)

    def _left_refused(self) -> tuple[RefusedRow, ...]:
        return tuple(map(_without_values, self._waiting.since(self._passed)))

    def _catch_up(self, unit: UnitOfWork) -> None:
        before = self._progress
        super()._catch_up(unit)
        if self._progress is not before:
            self._divide()


def _without_values(row: RefusedRow) -> RefusedRow:
    return RefusedRow(row.number, row.line, tuple(evolve(problem, value=None) for problem in row.problems))
