"""
Makes one export: chunk by chunk, then the file, then the mail.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Final

from attrs import evolve

from leadflow.core.access import SupplierParty
from leadflow.core.attachments import MEBIBYTE
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import CheckedCriteria
from leadflow.core.exports import ExportState, StoredExport
from leadflow.core.idempotency import CallKey
from leadflow.core.notifications import (
    ActionLinks,
    Message,
    MessageKind,
    ReadyExport,
    choose_nominated_recipient,
    compose_export,
)
from leadflow.core.problems import Problem
from leadflow.core.views import LeadQuery, export_header, export_pages, export_query, query_fields
from leadflow.errors import InvalidInput, PortError
from leadflow.ports import AttachmentStore, UnitOfWork
from leadflow.services.exports.shipped_writer import WriteRows
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.operations.steps import in_steps
from leadflow.services.views.viewing import leads_of

__all__ = ["ExportRun", "may_fetch"]

_PAGES: Final = 5
_MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def may_fetch(caller: Caller, export: StoredExport) -> bool:
    """
    Return whether *caller* made an export and sees the same as then, or is the one to whom it was mailed.
    """
    if export.owner == _owner(caller):
        return export.scope == _scope(caller)
    party = caller.party
    return isinstance(party, SupplierParty) and bool(export.recipient_id) and party.id == export.recipient_id


def _owner(caller: Caller) -> str:
    actor = caller.actor
    return CallKey.digest_of(actor.side, actor.id, caller.scope.partner_id)


def _scope(caller: Caller) -> str:
    return CallKey.digest_of(caller.scope)


class ExportRun:
    """
    One call of an export.
    """

    def __init__(
        self,
        caller: Caller,
        store: AttachmentStore,
        links: ActionLinks | None,
        writer: WriteRows,
        query: LeadQuery,
        format: str,
        recipient: str | None,
    ) -> None:
        """
        Check what is asked for, before anything is written.

        Raises:
            InvalidInput: The query names what is not a field, or the recipient may not get exports or cannot be
                reached.
        """
        programme = caller.setting.programme
        self._caller, self._store, self._links, self._writer = caller, store, links, writer
        self._query = export_query(query)
        self._fields = query_fields(self._query, programme.schema).columns
        self._format = format
        self._contact = programme.exports.recipient(recipient) if recipient is not None else None
        if self._contact is not None and not (programme.exports.attach_up_to or (links and links.export_url)):
            raise InvalidInput((_UNREACHABLE,))

    def go(self, export_id: str) -> Iterator[StoredExport]:
        """
        Make the export, and give it after each chunk; the last one is finished.
        """
        export = self._begun(export_id)
        return self._goes_on(export)

    def _goes_on(self, export: StoredExport) -> Iterator[StoredExport]:
        with in_steps(begun=True):
            while export.state is ExportState.RUNNING and not export.read:
                export = self._read(export)
                yield export
            if export.state is ExportState.RUNNING:
                export = self._finish(export)
            yield self._tidy(export)

    def _begun(self, export_id: str) -> StoredExport:
        setting, caller = self._caller.setting, self._caller
        criteria = self._query.criteria
        criteria = criteria.criteria if isinstance(criteria, CheckedCriteria) else criteria
        asked = (evolve(self._query, criteria=None), criteria, self._format, self._contact and self._contact.id)
        call, now = CallKey.digest_of(_owner(caller), _scope(caller), asked), setting.clock()
        fresh = StoredExport(
            id=export_id,
            call=call,
            owner=_owner(caller),
            scope=_scope(caller),
            format=self._format,
            name=f"leads-{now:%Y-%m-%d}.{self._format}",
            recipient_id=self._contact.id if self._contact is not None else "",
            started_at=now,
            expires_at=now + setting.programme.exports.keeps,
        )

        def plan(unit: UnitOfWork) -> tuple[StoredExport, Changes | None]:
            stored = unit.records.one(StoredExport, export_id)
            if stored is not None and stored.call != call:
                raise InvalidInput((_USED,))
            return (stored, None) if stored is not None else (fresh, Changes(puts=(Put(fresh, before=None),)))

        return planned(setting, plan)

    def _read(self, export: StoredExport) -> StoredExport:
        """
        Read the next chunk and store it; where another process has stored it meanwhile, take that.
        """
        rows, after = self._rows(export.after)
        key = secrets.token_hex(16)
        reserved = self._reserve(export, key)
        if reserved is None:
            return self._stored(export)
        piece = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode("utf-8", "surrogatepass")
        self._store.put(self._caller.setting.supplier_id, key, BytesIO(piece))

        def plan(unit: UnitOfWork) -> tuple[StoredExport, Changes | None]:
            stored = self._known(unit, export)
            if (stored.pieces, stored.state) != (export.pieces, export.state):
                return stored, None
            later = stored.with_piece(key, len(rows), after)
            return later, Changes(puts=(Put(later, before=stored),))

        done = planned(self._caller.setting, plan)
        if key not in done.pieces:
            self._remove(key)
        return done

    def _rows(self, after: str | None) -> tuple[list[list[str]], str | None]:
        rows: list[list[str]] = []
        for _ in range(_PAGES):
            page = leads_of(self._caller, evolve(self._query, after=after))
            for texts in export_pages([page], self._fields):
                rows += texts
            after = page.after
            if after is None:
                break
        return rows, after

    def _finish(self, export: StoredExport) -> StoredExport:
        """
        Put the pieces together to a file, and store that with the mail.
        """
        key = secrets.token_hex(16)
        if self._reserve(export, key) is None:
            return self._stored(export)
        with SpooledTemporaryFile(MEBIBYTE) as file:
            self._writer(file, self._whole(export), self._format)  # type: ignore[arg-type]  # it is a file of bytes
            size = file.seek(0, 2)
            file.seek(0)
            self._store.put(self._caller.setting.supplier_id, key, file)

        def plan(unit: UnitOfWork) -> tuple[StoredExport, Changes | None]:
            stored = self._known(unit, export)
            if stored.state is not ExportState.RUNNING:
                return stored, None
            done = stored.finished(key, size)
            return done, Changes(puts=(Put(done, before=stored),), messages=self._messages(done))

        done = planned(self._caller.setting, plan)
        if done.key != key:
            self._remove(key)
        return done

    def _tidy(self, export: StoredExport) -> StoredExport:
        """
        Remove the pieces of an export whose file is whole, also those that a killed process has left.
        """
        if not export.ready or not export.pieces:
            return export
        for key in export.pieces:
            self._store.remove(self._caller.setting.supplier_id, key)

        def plan(unit: UnitOfWork) -> tuple[StoredExport, Changes | None]:
            stored = self._known(unit, export)
            if not stored.ready or not stored.pieces:
                return stored, None
            return stored.tidied(), Changes(puts=(Put(stored.tidied(), before=stored),))

        return planned(self._caller.setting, plan)

    def _whole(self, export: StoredExport) -> Iterator[Sequence[str]]:
        yield export_header(self._fields)
        for key in export.pieces:
            with self._store.open(self._caller.setting.supplier_id, key) as piece:
                for line in piece:
                    yield json.loads(line.decode("utf-8", "surrogatepass"))

    def _messages(self, export: StoredExport) -> tuple[Message, ...]:
        contact, programme = self._contact, self._caller.setting.programme
        if contact is None:
            return ()
        attached = export.size <= programme.exports.attach_up_to
        link = self._links.export_link(export.id, export.expires_at) if self._links is not None else ""
        ready = ReadyExport(
            id=export.id,
            recipient=contact,
            name=export.name,
            link=link,
            file_key=export.key if attached else "",
            media_type=_MEDIA_TYPES[self._format] if attached else "",
        )
        return compose_export(
            ready,
            choose_nominated_recipient(contact),
            supplier_id=programme.supplier_id,
            now=self._caller.setting.clock(),
            template=programme.mail.template_for(MessageKind.EXPORT_READY, ()),
        )

    def _reserve(self, export: StoredExport, key: str) -> StoredExport | None:
        """
        Note a key before bytes are put under it, so that an erasure finds them; None if another process is further.
        """

        def plan(unit: UnitOfWork) -> tuple[StoredExport | None, Changes | None]:
            stored = self._known(unit, export)
            if (stored.pieces, stored.state) != (export.pieces, export.state):
                return None, None
            later = stored.reserving(key)
            return later, Changes(puts=(Put(later, before=stored),))

        return planned(self._caller.setting, plan)

    def _stored(self, export: StoredExport) -> StoredExport:
        with self._caller.setting.unit() as unit:
            return self._known(unit, export)

    def _known(self, unit: UnitOfWork, export: StoredExport) -> StoredExport:
        stored = unit.records.one(StoredExport, export.id)
        assert stored is not None, "exports are never deleted"
        return stored

    def _remove(self, key: str) -> None:
        # What cannot be removed is an orphan.
        with suppress(PortError):
            self._store.remove(self._caller.setting.supplier_id, key)


_USED: Final = Problem(
    code="export_id_used", path="export_id", message="another export was made with this id; use a new id for each call"
)
_UNREACHABLE: Final = Problem(
    code="export_unreachable",
    path="recipient",
    message="files are neither attached nor linked to; set Programme.exports.attach_up_to, or give links with export_url",
)
