"""
A running import: plans each chunk, and commits it unless it is a preview.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile

from attrs import evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.decimal_marks import DecimalMarks
from leadflow.core.importing.drafting import RowReader
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.packed_refused_rows import PackedRows
from leadflow.core.importing.preparing import prepare
from leadflow.core.importing.progress import Counts, ImportProgress, RefusedRow, RefusedRows
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import CHUNK, ImportSettings
from leadflow.core.intake import Drafts
from leadflow.core.partners import Partner
from leadflow.core.problems import Problem, errors_in
from leadflow.core.tables import BREAKS_OFF, Row, RowChunk, in_chunks
from leadflow.core.tables.table import RowReading
from leadflow.errors import Conflict
from leadflow.ports import UnitOfWork
from leadflow.services.importing.checks import check_import, check_import_id
from leadflow.services.importing.chunks import ChunkPlanner, PlannedChunk, RowPlanner
from leadflow.services.importing.lead_files import LeadFile, import_id_of
from leadflow.services.importing.progress import finished, import_finished, next_progress, rows_imported
from leadflow.services.importing.report_rows import ReportRows
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import refused_rows
from leadflow.services.operations.steps import in_steps

__all__ = ["ImportRun"]


class ImportRun:
    """
    A running import. Iterating over it does the work, and gives the progress after each chunk.

    If you stop iterating, the import stops between two chunks; iterate again to continue.

    Attributes:
        total: An estimate of the rows, for progress bars; None if it is unknown.
    """

    def __init__(
        self, caller: Caller, file: LeadFile, mapping: ColumnMapping, options: ImportSettings, *, writes: bool
    ) -> None:
        """
        Check the file and the settings; nothing is read or written before somebody iterates.
        """
        self._caller = caller
        self._setting = setting = caller.setting
        self._table = file.table
        self._options = options
        self._writes = writes
        self._mapping = mapping
        self.total = file.table.expected_rows
        self._digest = self._digest_of(file, mapping)
        import_id = self._name_of(self._digest if options.import_id is None else options.import_id)
        with setting.unit() as unit:
            self._default, self._problems = self._check(unit)
            stored = unit.records.one(ImportProgress, import_id)
            about_id = check_import_id(import_id, stored, self._digest)
            self._problems += about_id
            if about_id:
                stored = None
            done = PackedRows(refused_rows(unit, stored) if stored else ())
        self._repeated = bool(stored and stored.over)
        self._stored = stored
        self._progress = stored or self._beginning(import_id)
        self._rows = ReportRows(self._table)
        self._rows.recall(done)
        self._reader: RowReader | None = None
        self._planner: RowPlanner | None = None
        self._marks: DecimalMarks | None = None

    def __iter__(self) -> Iterator[ImportProgress]:
        if errors_in(self._problems) or self._progress.over:
            return
        with in_steps():
            yield from self._steps()

    def _steps(self) -> Iterator[ImportProgress]:
        """
        Read the file chunk by chunk, and write each in a commit of its own.
        """
        (reader, planner), reading = self._prepare(), RowReading(self._table.rows())
        for rows in in_chunks(self._rows_left(reading), CHUNK):
            if broken := _broken_in(rows.problems.values()) or self._broken_later(rows):
                self._problems += (self._breaking(broken),)
                return
            self._chunk(rows, reader, planner)
            del rows
            yield self._progress
        self._finish(reading.end)

    def _digest_of(self, file: LeadFile, mapping: ColumnMapping) -> str:
        """
        Return what tells this import from every other one.
        """
        return import_id_of(file, mapping, self._options)

    def _name_of(self, import_id: str) -> str:
        """
        Return what the import is called, given what its settings call it.
        """
        return import_id

    def _check(self, unit: UnitOfWork) -> tuple[Partner | None, tuple[Problem, ...]]:
        """
        Return the default partner, and everything that is wrong with the file and the settings.
        """
        return check_import(self._caller, unit, self._table, self._mapping, self._options)

    def _make_planner(self, headers: Mapping[str, str]) -> RowPlanner:
        """
        Return what plans the chunks.
        """
        return ChunkPlanner(
            self._caller,
            self._mapping,
            self._options,
            import_id=self._progress.import_id,
            default_partner=self._default,
            headers=headers,
            writes=self._writes,
        )

    @property
    def report(self) -> ImportReport:
        """
        What happened to the rows so far.
        """
        progress, read, marks = self._progress, not errors_in(self._problems), self._marks
        return ImportReport(
            import_id=progress.import_id,
            counts=progress.counts,
            by_partner=progress.by_partner,
            messages=progress.messages,
            refused=self._every_refused(),
            warned=tuple(self._rows.warned),
            outcomes=self._rows.outcomes.copy(),
            problems=(*self._problems, *marks.problems) if marks else self._problems,
            mapping=(marks.noted(self._mapping) if marks else self._mapping) if read else None,
            preview=not self._writes,
            repeated=self._repeated,
            cancelled=read and not progress.over,
        )

    @property
    def progress(self) -> ImportProgress:
        """
        How far it has come.
        """
        return self._progress

    def _every_refused(self) -> PackedRows:
        return self._rows.refused.copy()

    def _rows_left(self, rows: Iterable[Row]) -> Iterable[Row]:
        """
        Return those of all *rows* that are still to be done.
        """
        after = self._progress.last_row
        return dropwhile(lambda row: row.number <= after, rows) if after else rows

    def _broken_later(self, rows: RowChunk) -> Problem | None:
        """
        Return where the file breaks off behind the first chunk, before that is written.
        """
        if not (self._writes and self._progress.untouched and len(rows) == CHUNK):
            return None
        return _broken_in(row.problem for row in self._table.rows() if row.problem)

    def _prepare(self) -> tuple[RowReader, RowPlanner]:
        """
        Decide once what depends on the whole file.
        """
        if self._reader is None or self._planner is None:
            schema, options = self._setting.programme.schema, self._options
            self._mapping, notes = prepare(self._mapping, self._table, schema)
            self._problems += notes
            self._marks = DecimalMarks(self._mapping, self._table, schema)
            self._reader = RowReader(
                self._mapping, schema, source=options.source, campaign=options.campaign, marks=self._marks
            )
            self._planner = self._make_planner(self._reader.headers)
        return self._reader, self._planner

    def _breaking(self, problem: Problem) -> Problem:
        """
        Say what happened to the rows before the place where a file cannot be read further.
        """
        imported = self._writes and self._progress.chunk
        done = "the rows before were imported, see ImportDesk.undo" if imported else "nothing was imported"
        return evolve(problem, message=f"{problem.message}; {done}")

    def _beginning(self, import_id: str) -> ImportProgress:
        now = self._setting.clock()
        return ImportProgress(
            import_id=import_id,
            chunk=0,
            last_row=0,
            digest=self._digest,
            started_at=now,
            modified_at=now,
            partner_id=self._caller.scope.partner_id,
        )

    def _puts(self, progress: ImportProgress, refused: tuple[RefusedRow, ...] = ()) -> tuple[Put, ...]:
        """
        Return what writes *progress* and the rows refused on the way, unless another run has continued meanwhile.
        """
        gone_on = Put(progress, before=self._stored)
        if not refused:
            return (gone_on,)
        rows = RefusedRows(import_id=progress.import_id, chunk=progress.chunk, rows=refused)
        return gone_on, Put(rows, before=None)

    def _chunk(self, rows: RowChunk, reader: RowReader, planner: RowPlanner) -> None:
        """
        Plan and write one chunk; where somebody else wrote first, read and plan again.
        """
        drafts, lost = reader.read(rows), False

        def plan(unit: UnitOfWork) -> tuple[tuple[PlannedChunk, ImportProgress] | None, Changes | None]:
            nonlocal lost
            if lost and self._writes:
                self._catch_up(unit)
            lost = True
            done = bisect_right(rows.numbers, self._progress.last_row)
            if done == len(rows):
                return None, None
            return self._plan(unit, rows[done:] if done else rows, drafts[done:] if done else drafts, planner)

        done = planned(self._setting, plan, counts_loads=False)
        if done is not None:
            chunk, self._progress = done
            planner.finish(chunk)
            if self._writes:
                self._stored = self._progress
                self._setting.report(rows_imported(self._setting.supplier_id, self._progress, chunk.plan.counts))
            self._keep(chunk.plan, chunk.rows)

    def _plan(
        self, unit: UnitOfWork, rows: RowChunk, drafts: Drafts, planner: RowPlanner
    ) -> tuple[tuple[PlannedChunk, ImportProgress], Changes | None]:
        now = self._setting.clock()
        done = planner.plan(unit, rows, drafts, now)
        progress = next_progress(self._progress, done.plan, rows.numbers[-1], now, counts=self._count(done.plan))
        if not self._writes:
            return (done, progress), None
        return (done, progress), planner.changes(done, self._puts(progress, self._refused_by(done.plan)))

    def _count(self, plan: ChunkPlan) -> Counts:
        """
        Return what a chunk adds to the counts.
        """
        numbers = plan.rows.numbers
        return plan.counts + Counts(blank=max(self._blank_up_to(numbers[-1]) - len(numbers), 0))

    def _blank_up_to(self, number: int) -> int:
        """
        Return how many rows come after the last one that is done, up to that of a *number*.
        """
        return max(number - max(self._progress.last_row, self._table.header_row), 0)

    def _refused_by(self, plan: ChunkPlan) -> tuple[RefusedRow, ...]:
        """
        Return the refused rows that are stored with a chunk.
        """
        return plan.refused

    def _keep(self, plan: ChunkPlan, rows: RowChunk) -> None:
        """
        Collect the rows of a chunk for the report.
        """
        self._rows.add(plan, rows)

    def _finish(self, end: int) -> None:
        """
        Mark the import as finished, unless another process has; *end* is the number of the file's last row.
        """

        def plan(unit: UnitOfWork) -> tuple[ImportProgress, Changes | None]:
            self._catch_up(unit)
            if self._progress.over:
                return self._progress, None
            done = finished(self._progress, self._setting.clock(), blank=self._blank_up_to(end))
            return done, Changes(puts=self._puts(done, self._left_refused()))

        if self._writes:
            self._progress = self._stored = done = planned(self._setting, plan)
            self._setting.report(import_finished(self._setting.supplier_id, done))
        else:
            blank = self._blank_up_to(end)
            self._progress = finished(self._progress, self._setting.clock(), blank=blank)

    def _left_refused(self) -> tuple[RefusedRow, ...]:
        """
        Return the refused rows that are stored with the end.
        """
        return ()

    def _catch_up(self, unit: UnitOfWork) -> None:
        """
        Continue from the progress that another process saved.

        Raises:
            Conflict: The import was undone meanwhile, or another file was imported under its id.
        """
        stored = unit.records.one(ImportProgress, self._progress.import_id)
        if stored == self._stored:
            return
        if stored is not None and (stored.digest, stored.begun) != (self._progress.digest, self._progress.begun):
            raise Conflict("the import", self._progress.import_id)
        if stored is not None and stored.chunk > self._progress.chunk:
            self._progress = self._stored = stored
            self._rows.recall(PackedRows(refused_rows(unit, stored)))


def _broken_in(problems: Iterable[Problem]) -> Problem | None:
    return next((one for one in problems if one.code in BREAKS_OFF), None)
