"""
The desk for exports that are stored: makes, mails and opens them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO, Literal

from leadflow.core.access import PartnerParty, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.exports import StoredExport
from leadflow.core.facts import Channel
from leadflow.core.lengths import about_id
from leadflow.core.notifications import ActionLinks
from leadflow.core.views import LeadQuery
from leadflow.errors import InvalidInput, LinkInvalid, NotFound
from leadflow.ports import AttachmentStore
from leadflow.services.exports.run import ExportRun, may_fetch
from leadflow.services.exports.shipped_writer import SHIPPED_WRITER, WriteRows
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting, check_links
from leadflow.services.operations.steps import in_steps

__all__ = ["ExportDesk"]


@checked
class ExportDesk:
    """
    Exports lists of leads to files that are stored, mailed, and fetched until they expire.

    An export has what the party sees and its query asks for. It is read and stored in chunks: a call with the same
    *export_id* continues where an earlier one stopped, also after its process was killed, and mails once. Only who made
    it, as long as they see the same leads and values as then, and whom it was mailed to fetch it; to everybody else it
    looks unknown. Erasing somebody withdraws the exports that are stored, since they may hold that person.
    """

    def __init__(
        self,
        setting: Setting,
        party: SupplierParty | PartnerParty | ProgramParty,
        store: AttachmentStore,
        *,
        channel: Channel | None = None,
        links: ActionLinks | None = None,
        writer: WriteRows = SHIPPED_WRITER,
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls.
            store: Keeps the files.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
            links: Make the links of mail, by their ``export_url``; if omitted, files are only attached.
            writer: Writes the files; if omitted, as `leadflow.adapters.tables` does.

        Raises:
            ConfigurationError: The links are another supplier's.
        """
        check_links(links, setting.programme, "ExportDesk(links)")
        self._caller = calling(setting, party, channel)
        self._store = store
        self._links = links
        self._writer = writer

    @in_steps()
    def run(
        self,
        query: LeadQuery = LeadQuery(),
        *,
        format: Literal["csv", "xlsx"] = "csv",
        recipient: str | None = None,
        export_id: str | None = None,
        on_progress: Callable[[StoredExport], None] | None = None,
    ) -> StoredExport:
        """
        Export a list, and mail it if a recipient is named.

        Args:
            query: As in `leadflow.SupplierDesk.export`; if omitted, all leads with the default columns.
            format: Of the file.
            recipient: The id or the address of somebody whom `Programme.exports` allows; if omitted, nobody is mailed.
            export_id: Stands for this call; if omitted, a new id, and the call cannot be continued.
            on_progress: Called after each chunk.

        Returns:
            The export; withdrawn if somebody was erased meanwhile, and then it has to be made anew.

        Raises:
            InvalidInput: The query names what is not a field, the recipient may not get exports, cannot be reached, or
                another call was made with the id. Nothing was written.
            PortError: A store failed. Calling it again continues.
            Conflict: Others wrote first twelve times in a row. Calling it again continues.
        """
        export: StoredExport | None = None
        for export in self.iterate(query, format=format, recipient=recipient, export_id=export_id):
            if on_progress is not None:
                on_progress(export)
        assert export is not None
        return export

    def iterate(
        self,
        query: LeadQuery = LeadQuery(),
        *,
        format: Literal["csv", "xlsx"] = "csv",
        recipient: str | None = None,
        export_id: str | None = None,
    ) -> Iterator[StoredExport]:
        """
        Export as `run` does, and return how far it is chunk by chunk; stop iterating to stop after a chunk.
        """
        problems = about_id(export_id, "export_id") if export_id is not None else ()
        if problems:
            raise InvalidInput(problems)
        run = ExportRun(self._caller, self._store, self._links, self._writer, query, format, recipient)
        return run.go(export_id or self._caller.setting.new_id())

    def export(self, export_id: str) -> StoredExport:
        """
        Return how far an export is, from whichever process.

        Raises:
            NotFound: The party neither made nor gets one with this id.
        """
        with self._caller.setting.unit() as unit:
            found = unit.records.one(StoredExport, export_id)
        if found is None or not may_fetch(self._caller, found):
            raise NotFound("export", export_id)
        return found

    def open(self, export_id: str) -> BinaryIO:
        """
        Open the file of an export for reading; the caller closes it.

        Raises:
            NotFound: The party neither made nor gets an export with this id, it is not ready, was withdrawn or has
                expired, or they see other leads than when they made it.
            PortError: The store failed.
        """
        found = self.export(export_id)
        if not found.ready or self._caller.setting.clock() >= found.expires_at:
            raise NotFound("export", export_id)
        return self._store.open(self._caller.setting.supplier_id, found.key)

    def open_link(self, token: str) -> BinaryIO:
        """
        Open the file that a link in mail is about, for the party that has logged in; see `open`.

        Raises:
            LinkInvalid: It is no link to an export of this supplier, or the desk has no links.
            LinkExpired: It has expired.
            NotFound: As in `open`.
            PortError: The store failed.
        """
        return self.open(read_link(self._links, token, self._caller.setting.clock()))


def read_link(links: ActionLinks | None, token: str, now: datetime) -> str:
    """
    Return the id of the export that a link is about.
    """
    if links is None:
        raise LinkInvalid
    return links.read_export(token, now)
