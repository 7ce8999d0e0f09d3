"""
The desk for imports: opens, previews, imports and undoes files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.facts import Channel
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.progress import ImportProgress, RefusedRow
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.page import Page
from leadflow.core.tables import TableLimits, TableOptions, WorkbookReader
from leadflow.services.importing.judging_again import open_run
from leadflow.services.importing.lead_files import LeadFile
from leadflow.services.importing.opening import complete, open_file
from leadflow.services.importing.run import ImportRun
from leadflow.services.importing.shipped_reader import SHIPPED_READER
from leadflow.services.importing.undoing import UndoReport, undo_import
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.views.records import imports_of, refused_in_import

__all__ = ["ImportDesk"]


@checked
class ImportDesk:
    """
    Imports files of leads for one supplier.
    """

    def __init__(
        self,
        setting: Setting,
        party: SupplierParty | ProgramParty,
        *,
        channel: Channel | None = None,
        workbooks: WorkbookReader | None = SHIPPED_READER,
        limits: TableLimits = TableLimits(),
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who imports; they need the act ``import``.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
            limits: Bounds on files, such as the number of columns.
            workbooks: Reads workbooks; if omitted, the reader that leadflow ships. None reads only texts.
        """
        self._caller = calling(setting, party, channel)
        self._workbooks = workbooks
        self._limits = limits

    def open(
        self,
        source: str | os.PathLike[str] | BinaryIO,
        *,
        name: str = "",
        options: TableOptions = TableOptions(),
        remembered: Mapping[str, str] | None = None,
    ) -> LeadFile:
        """
        Detect the format of a file and suggest a field for each column. Never raises on what is in it; see
        `LeadFile.table`.

        Args:
            source: A path, or a seekable stream. Rows are read until the import is done: close a file that was opened
                by its path with `LeadFile.close` or a ``with`` block; a stream is left open.
            name: The file's name, for messages; empty takes it from the path.
            options: What the caller knows better than the file shows.
            remembered: What earlier mappings remembered (`ColumnMapping.remembered`).

        Raises:
            InvalidInput: There is no file at the path, or it may not be read. What is wrong inside a file is in
                ``LeadFile.table.problems``.
        """
        return open_file(
            self._caller,
            source,
            name=name,
            options=options,
            limits=lambda _: self._limits,
            workbooks=self._workbooks,
            remembered=remembered,
        )

    def imports(self, *, after: str | None = None, most: int = 100) -> Page[ImportProgress]:
        """
        Return a page of the supplier's imports, by ascending id: how far each has come, and where its rows went.

        Args:
            after: `Page.after` of the page before; None for the first page.
            most: How many at most, from 1 to 1,000.

        Raises:
            NotAllowed: None of the party's roles allows it.
            InvalidInput: *most* is out of its range (``number_out_of_range``).
        """
        self._caller.check(Act.IMPORT)
        return imports_of(self._caller, "ImportDesk.imports(most)", after, most)

    def refused(self, import_id: str) -> Sequence[RefusedRow]:
        """
        Return the rows that an import has refused so far, in the order of the file, without their cells.

        Raises:
            NotAllowed: None of the party's roles allows it.
            NotFound: There is no such import.
        """
        self._caller.check(Act.IMPORT)
        return refused_in_import(self._caller, import_id)

    def preview(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: ImportSettings = ImportSettings(),
        *,
        on_progress: Callable[[ImportProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """
        Run the whole import without saving anything.

        The counts, the partners and the refused rows are those of a run that nobody interferes with.
        """
        return complete(self.iterate(file, mapping, settings, preview=True), on_progress, cancelled)

    def run(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: ImportSettings = ImportSettings(),
        *,
        on_progress: Callable[[ImportProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """
        Import the file in chunks, each saved completely or not at all.

        Running it again, or after a crash at any point, finishes it: nothing is lost, nothing is doubled. Another file,
        mapping or other settings under a used id are refused (``import_id_taken``).

        Args:
            file: What `open` gave.
            mapping: Where the columns go; if omitted, the suggestions.
            settings: How to import.
            on_progress: Called after each chunk is durable.
            cancelled: Called before each chunk; True stops the import there. Run it again to continue.

        Raises:
            Conflict: Others changed the same records twelve times in a row, or the import was undone meanwhile. The
                chunks before are written; running it again continues from there, or from the start.
            PortError: The store failed; running it again continues after the last chunk that was written.
        """
        return complete(self.iterate(file, mapping, settings), on_progress, cancelled)

    def iterate(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: ImportSettings = ImportSettings(),
        *,
        preview: bool = False,
    ) -> ImportRun:
        """
        Return the import as an iterator that imports one chunk at a time and yields the progress.

        Args:
            file, mapping, settings: As for `run`.
            preview: True writes nothing.

        Raises:
            NotAllowed: None of the party's roles allows imports. Nothing was read and nothing was written.
        """
        self._caller.check(Act.IMPORT)
        return open_run(self._caller, file, mapping or file.mapping, settings, writes=not preview)

    def undo(self, import_id: str) -> UndoReport:
        """
        Deactivate the leads that an import created, unless somebody has changed them since.

        Leads that were there before and were only updated stay as they are. Undoing twice does no more than once. The
        leads of the import are looked at, a thousand in a commit. The import can be run again afterwards: with the same
        id, from its first row.

        Args:
            import_id: Of the import, as its report says.

        Raises:
            NotAllowed: None of the party's roles allows imports. Nothing was written.
            NotFound: Nothing of such an import was written.
            Conflict: Others changed the same leads twelve times in a row; undoing it again continues.
        """
        return undo_import(self._caller, import_id)
