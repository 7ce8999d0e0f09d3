"""
The import desk: a file is opened, previewed and run; both are one path, and only the run commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import BinaryIO, Final

from attrs import define, evolve, field

from leadflow.core.changes import Changes
from leadflow.core.importing.columns import suggest_columns
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.plan import ChunkPlan, DraftedRow, admit_rows, plan_chunk
from leadflow.core.importing.progress import ImportProgress, RefusedRow
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.rows import RowReader
from leadflow.core.importing.settings import CHUNK, ImportSettings
from leadflow.core.importing.suggestions import Suggestion
from leadflow.core.importing.tables import Row, Table, TableHint, WorkbookReader, read_table
from leadflow.core.partners import Partner
from leadflow.core.problems import Problem, errors_in
from leadflow.core.programme import Programme
from leadflow.core.routing import Turns
from leadflow.core.timeline import Actor, Channel
from leadflow.errors import Conflict
from leadflow.ports import Clock, NewId, OpenUnit, UnitOfWork
from leadflow.services.batch import open_batch
from leadflow.services.import_checks import check_import
from leadflow.services.lead_files import LeadFile, digest, import_id_of
from leadflow.services.retrying import ATTEMPTS, pause, retrying

__all__ = ["ImportDesk"]

_WARNED_KEPT: Final = 1_000


@define
class _Running:
    """
    Where an import stands while it is worked on.
    """

    progress: ImportProgress
    writes: bool
    turns: Turns | None = None
    seen: set[str] = field(factory=set)
    refused: list[RefusedRow] = field(factory=list)
    warned: list[RefusedRow] = field(factory=list)


class ImportDesk:
    """
    Imports files of leads for one supplier.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        programme: Programme,
        *,
        clock: Clock,
        new_id: NewId,
        workbooks: WorkbookReader | None = None,
    ) -> None:
        """
        Take the ports; without *workbooks* only texts are read (`leadflow.adapters.tables` has a reader).
        """
        self._open_unit = open_unit
        self._workbooks = workbooks
        self._programme = programme
        self._clock = clock
        self._new_id = new_id

    def open(
        self,
        stream: BinaryIO,
        *,
        name: str = "",
        hint: TableHint = TableHint(),
        remembered: Mapping[str, str] | None = None,
    ) -> LeadFile:
        """
        Read what a file is and suggest where its columns go. Never raises on what is in it; see `LeadFile.table`.

        Args:
            stream: Seekable, and left open: rows are read from it until the import is done.
            name: The file's name, for messages.
            hint: What the caller knows better than the file shows.
            remembered: What earlier mappings remembered (`ColumnMapping.remembered`).
        """
        table = read_table(stream, name=name, hint=hint, workbooks=self._workbooks)
        suggestions: tuple[Suggestion, ...] = ()
        if not errors_in(table.problems):
            suggestions = suggest_columns(
                table.headers, schema=self._programme.schema, samples=table.samples(), remembered=remembered
            )
        return LeadFile(table=table, suggestions=suggestions, digest=digest(stream))

    def preview(
        self, file: LeadFile, mapping: ColumnMapping | None = None, settings: ImportSettings = ImportSettings()
    ) -> ImportReport:
        """
        Say what `run` would do, by doing the same without writing.

        The counts, the partners and the refused rows are those of a run that nobody interferes with.
        """
        return self._import(file, mapping or file.mapping, settings, writes=False, on_progress=None)

    def run(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: ImportSettings = ImportSettings(),
        *,
        on_progress: Callable[[ImportProgress], None] | None = None,
    ) -> ImportReport:
        """
        Import the file: chunk by chunk, each written with its leads, messages, turns and progress, or not at all.

        Running it again, or after a crash at any point, finishes it: nothing is lost, nothing is doubled.

        Args:
            file: What `open` gave.
            mapping: Where the columns go; None takes the suggestions.
            settings: How to import.
            on_progress: Called after each chunk is durable.

        Raises:
            Conflict: Others changed the same records twelve times in a row. The chunks before are written; running it
                again goes on from there.
            PortError: The store failed; running it again goes on after the last chunk that was written.
        """
        return self._import(file, mapping or file.mapping, settings, writes=True, on_progress=on_progress)

    def _import(
        self,
        file: LeadFile,
        mapping: ColumnMapping,
        settings: ImportSettings,
        *,
        writes: bool,
        on_progress: Callable[[ImportProgress], None] | None,
    ) -> ImportReport:
        import_id = settings.import_id or import_id_of(file, mapping, settings)
        with self._open_unit(self._programme.supplier_id) as unit:
            default, problems = check_import(unit, self._programme, file.table, mapping, settings)
            stored = unit.imports.get(import_id) if writes else None
            done = unit.imports.refused(import_id) if stored else ()
        if errors_in(problems):
            return ImportReport(import_id=import_id, problems=problems, preview=not writes)
        running = _Running(stored or self._beginning(import_id), writes, refused=list(done))
        repeated = running.progress.finished
        reader = RowReader(mapping, self._programme.schema, source=settings.source, campaign=settings.campaign)
        if not repeated:
            for rows in _chunks(file.table, after=running.progress.last_row):
                self._chunk(running, rows, reader, settings, default)
                if on_progress is not None:
                    on_progress(running.progress)
            self._finish(running)
        return _report(running, file.table, problems, repeated)

    def _beginning(self, import_id: str) -> ImportProgress:
        now = self._clock()
        return ImportProgress(import_id=import_id, chunk=0, last_row=0, started_at=now, modified_at=now)

    def _chunk(
        self,
        running: _Running,
        rows: Sequence[Row],
        reader: RowReader,
        settings: ImportSettings,
        default: Partner | None,
    ) -> None:
        """
        Plan and write one chunk; where somebody else wrote first, read and plan again.
        """
        drafted = [_drafted(row, reader) for row in rows]
        for attempt in range(ATTEMPTS):
            try:
                with self._open_unit(self._programme.supplier_id) as unit:
                    if attempt and running.writes:
                        _catch_up(unit, running)
                    left = [row for row in drafted if row.number > running.progress.last_row]
                    if left:
                        self._plan_and_commit(unit, running, left, reader, settings, default)
                return
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
                pause(attempt + 1)

    def _plan_and_commit(
        self,
        unit: UnitOfWork,
        running: _Running,
        drafted: Sequence[DraftedRow],
        reader: RowReader,
        settings: ImportSettings,
        default: Partner | None,
    ) -> None:
        now = self._clock()
        batch = open_batch(
            unit,
            self._programme,
            now=now,
            actor=Actor(id=running.progress.import_id, channel=Channel.IMPORT),
            module=settings.module,
            default_partner=default,
            going_on=running.turns,
        )
        admitted = admit_rows(drafted, batch.gate)
        plan = plan_chunk(
            admitted,
            distributor=batch.distributor,
            existing=unit.leads.with_keys({row.key for row in admitted if row.key is not None}),
            seen=running.seen,
            on_duplicate=settings.on_duplicate,
            new_id=self._new_id,
            import_id=running.progress.import_id,
            headers=reader.headers,
            fields=self._programme.schema.leads,
        )
        progress = _next_progress(running.progress, plan, drafted[-1].number, now)
        turns = batch.turns.taken() if batch.turns else None
        if running.writes:
            unit.commit(
                Changes(
                    leads=plan.leads,
                    events=plan.events,
                    messages=plan.messages,
                    turns=(turns,) if turns else (),
                    progress=progress,
                    refused=plan.refused,
                    absent=plan.absent,
                )
            )
        else:
            running.seen |= plan.absent
            running.turns = batch.turns
        running.progress = progress
        running.refused += plan.refused
        running.warned += plan.warned[: _WARNED_KEPT - len(running.warned)]

    def _finish(self, running: _Running) -> None:
        """
        Mark the import as finished, unless another process has.
        """

        def finish() -> None:
            with self._open_unit(self._programme.supplier_id) as unit:
                _catch_up(unit, running)
                if not running.progress.finished:
                    done = _finished(running.progress, self._clock())
                    unit.commit(Changes(progress=done))
                    running.progress = done

        if running.writes:
            retrying(finish)
        else:
            running.progress = _finished(running.progress, self._clock())


def _chunks(table: Table, *, after: int) -> Iterator[list[Row]]:
    rows = (row for row in table.rows() if row.number > after)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _drafted(row: Row, reader: RowReader) -> DraftedRow:
    draft = None if row.problem else reader.read(row.cells)
    return DraftedRow(row.number, row.line, draft, row.problem)


def _catch_up(unit: UnitOfWork, running: _Running) -> None:
    """
    Go on from where another process has brought the same import.
    """
    stored = unit.imports.get(running.progress.import_id)
    if stored is not None and stored.chunk > running.progress.chunk:
        running.progress = stored
        running.refused = list(unit.imports.refused(stored.import_id))


def _next_progress(before: ImportProgress, plan: ChunkPlan, last_row: int, now: datetime) -> ImportProgress:
    by_partner = dict(before.by_partner)
    for partner_id, count in plan.by_partner.items():
        by_partner[partner_id] = by_partner.get(partner_id, 0) + count
    return evolve(
        before,
        chunk=before.chunk + 1,
        last_row=last_row,
        counts=before.counts + plan.counts,
        by_partner=by_partner,
        messages=before.messages + len(plan.messages),
        modified_at=now,
    )


def _finished(progress: ImportProgress, now: datetime) -> ImportProgress:
    return evolve(progress, chunk=progress.chunk + 1, finished=True, modified_at=now)


def _report(running: _Running, table: Table, problems: tuple[Problem, ...], repeated: bool) -> ImportReport:
    wanted = {row.number for row in running.refused}
    cells = {row.number: tuple(row.cells) for row in table.rows() if row.number in wanted} if wanted else {}
    refused = tuple(evolve(row, cells=cells.get(row.number, ())) for row in running.refused)
    progress = running.progress
    return ImportReport(
        import_id=progress.import_id,
        counts=progress.counts,
        by_partner=progress.by_partner,
        messages=progress.messages,
        refused=refused,
        warned=tuple(running.warned),
        problems=problems,
        preview=not running.writes,
        repeated=repeated,
    )
