"""
The desk for a partner's own files: private leads, or registrations.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from io import SEEK_END
from typing import BinaryIO, Final

from attrs import evolve

from leadflow.core.access import Act, PartnerParty
from leadflow.core.arguments import checked
from leadflow.core.facts import Channel
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.progress import ImportProgress, RefusedRow
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import OwnImportSettings
from leadflow.core.page import Page
from leadflow.core.tables import TableLimits, TableOptions, WorkbookReader
from leadflow.core.tables.sniffing import detect_format
from leadflow.services.importing.lead_files import LeadFile
from leadflow.services.importing.opening import complete, open_file
from leadflow.services.importing.own_run import OwnImportRun
from leadflow.services.importing.run import ImportRun
from leadflow.services.importing.shipped_reader import SHIPPED_READER
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.views.records import imports_of, refused_in_import

__all__ = ["PartnerImportDesk"]

_MEBIBYTE: Final = 1024 * 1024
_TEXT: Final = 5 * _MEBIBYTE
_ZIPPED: Final = _MEBIBYTE
_ZIPPED_KINDS: Final = frozenset({"xlsx", "ods", "xlsb", "numbers"})
_NOT_THEIRS: Final = frozenset({"partner_name", "partner_id"})


@checked
class PartnerImportDesk:
    """
    Imports a partner's files of leads of its own, which the supplier does not see unless they are registered.

    A workbook of XLSX may have 1 MB, and XLS, TXT and CSV may have 5 MB, both inclusive. A column whose header says
    nothing is skipped.
    """

    def __init__(
        self,
        setting: Setting,
        party: PartnerParty,
        *,
        channel: Channel = Channel.PORTAL,
        workbooks: WorkbookReader | None = SHIPPED_READER,
        limits: TableLimits = TableLimits(),
    ) -> None:
        """
        Open the desk for *party*, whose leads they become.

        Args:
            setting: What services work with.
            party: Who imports; they need the act ``register``.
            channel: The way they came by.
            workbooks: Reads workbooks; if omitted, the reader that leadflow ships. None reads only texts.
            limits: Further bounds on files, such as the number of columns.
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
        Detect the format of a file and suggest a field for each column, as `ImportDesk.open` does.

        Its `LeadFile.mapping` skips every column without a suggestion.

        Args:
            source: A path, or a seekable stream.
            name: The file's name, for messages; empty takes it from the path.
            options: What the caller knows better than the file shows.
            remembered: What earlier mappings remembered (`ColumnMapping.remembered`).

        Raises:
            InvalidInput: There is no file at the path, or it may not be read.
        """
        file = open_file(
            self._caller,
            source,
            name=name,
            options=options,
            limits=lambda stream: self._limits_for(stream, options),
            workbooks=self._workbooks,
            remembered=remembered,
        )
        theirs = (evolve(one, field=None) if one.field in _NOT_THEIRS else one for one in file.suggestions)
        return evolve(file, suggestions=tuple(theirs), skips_undecided=True)

    def imports(self, *, after: str | None = None, most: int = 100) -> Page[ImportProgress]:
        """
        Return a page of the partner's imports, by ascending id: how far each has come, and where its rows went.

        Args:
            after: `Page.after` of the page before; None for the first page.
            most: How many at most, from 1 to 1,000.

        Raises:
            NotAllowed: None of the party's roles allows it.
            InvalidInput: *most* is out of its range (``number_out_of_range``).
        """
        self._caller.check(Act.REGISTER)
        return imports_of(self._caller, "PartnerImportDesk.imports(most)", after, most)

    def refused(self, import_id: str) -> Sequence[RefusedRow]:
        """
        Return the rows that an import has refused so far, in the order of the file, without their cells.

        Raises:
            NotAllowed: None of the party's roles allows it.
            NotFound: There is no such import.
        """
        self._caller.check(Act.REGISTER)
        return refused_in_import(self._caller, import_id)

    def preview(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: OwnImportSettings = OwnImportSettings(),
        *,
        on_progress: Callable[[ImportProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """
        Run the whole import without saving anything; the counts and the refused rows are those of a run.
        """
        return complete(self.iterate(file, mapping, settings, preview=True), on_progress, cancelled)

    def run(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: OwnImportSettings = OwnImportSettings(),
        *,
        on_progress: Callable[[ImportProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """
        Import the file in chunks, each saved completely or not at all; running it again finishes it, and doubles
        nothing.

        Args:
            file: What `open` gave.
            mapping: Where the columns go; if omitted, the suggestions, and other columns are skipped.
            settings: How to import.
            on_progress: Called after each chunk is durable.
            cancelled: Called before each chunk; True stops the import there. Run it again to continue.

        Raises:
            Conflict: Others changed the same records twelve times in a row. The chunks before are written.
            PortError: The store failed; running it again continues after the last chunk that was written.
        """
        return complete(self.iterate(file, mapping, settings), on_progress, cancelled)

    def iterate(
        self,
        file: LeadFile,
        mapping: ColumnMapping | None = None,
        settings: OwnImportSettings = OwnImportSettings(),
        *,
        preview: bool = False,
    ) -> ImportRun:
        """
        Return the import as an iterator that imports one chunk at a time and yields the progress.

        Args:
            file, mapping, settings: As for `run`.
            preview: True writes nothing.

        Raises:
            NotAllowed: None of the party's roles allows it. Nothing was read and nothing was written.
        """
        self._caller.check(Act.REGISTER)
        return OwnImportRun(self._caller, file, mapping or file.mapping, settings, writes=not preview)

    def _limits_for(self, stream: BinaryIO, options: TableOptions) -> TableLimits:
        size = stream.seek(0, SEEK_END)
        kind = detect_format(stream, size=size, encoded=options.encoding is not None) if size else "csv"
        stream.seek(0)
        most = _ZIPPED if kind in _ZIPPED_KINDS else _TEXT
        return evolve(self._limits, max_bytes=min(most, self._limits.max_bytes))
