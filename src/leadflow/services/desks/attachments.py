"""
The desk for attachments: checks, scans, saves and opens files.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final

from leadflow.core.access import Act, Party
from leadflow.core.arguments import checked
from leadflow.core.attaching import Attaching, attach_files, attachment_of, detach_file, file_opened, refuse_too_many
from leadflow.core.attachments import (
    MEBIBYTE,
    AttachmentPolicy,
    UploadAccepted,
    UploadRefused,
)
from leadflow.core.bounds import check_duration
from leadflow.core.changes import Changes
from leadflow.core.facts import Channel
from leadflow.core.leads import Attachment, Lead
from leadflow.core.timeline import LeadChange
from leadflow.errors import Conflict, PortError
from leadflow.ports import AttachmentReader, AttachmentStore, Scanner, StoredFile, UnitOfWork
from leadflow.services.attachments.stored_files import StoredFiles, attached_keys, exported_keys
from leadflow.services.attachments.upload_checks import UploadChecks
from leadflow.services.attachments.uploads import AttachResult, Upload
from leadflow.services.operations.caller import calling
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting

__all__ = ["AttachmentDesk"]

_IN_MEMORY: Final = MEBIBYTE
_CHUNK: Final = 5_000
_A_DAY: Final = timedelta(days=1)
_A_MINUTE: Final = timedelta(minutes=1)


@checked
class AttachmentDesk:
    """
    Attaches, opens and removes files on the leads of one supplier.

    Stateless and cheap to create; with many suppliers, create one for each.
    """

    def __init__(
        self,
        setting: Setting,
        party: Party,
        store: AttachmentStore,
        *,
        channel: Channel | None = None,
        policy: AttachmentPolicy = AttachmentPolicy(),
        scanner: Scanner | None = None,
        scan_timeout: timedelta = _A_MINUTE,
    ) -> None:
        """
        Open the desk for *party*, who is named in the events of everything done here.

        Args:
            setting: What services work with.
            party: Who calls; to attach and remove they need the act ``attach``, for orphans ``maintain``.
            store: For the bytes.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
            policy: What may be attached.
            scanner: Looks for malware; None scans nothing.
            scan_timeout: For one file; a scanner that takes longer counts as one that is not there.
        """
        self._setting = setting
        self._caller = calling(setting, party, channel)
        self._store = store
        self._policy = policy
        self._checks = UploadChecks(setting=setting, policy=policy, scanner=scanner, timeout=scan_timeout)

    def attach(
        self, lead_id: str, *uploads: Upload, idempotency_key: str | None = None
    ) -> AttachResult | UploadRefused:
        """
        Attach all of *uploads* to a lead, or none of them.

        Each file is checked and scanned in a private place; only when all are accepted are they kept. The same bytes
        are one attachment, so a call whose answer was lost can be made again. Files are counted when they are written,
        so that two who attach at once never exceed the limit together.

        Args:
            lead_id: Which lead.
            uploads: The files, in order.
            idempotency_key: As of `leadflow.SupplierDesk`: the same files under the same key are attached once, also if
                somebody removes them meanwhile.

        Returns:
            The lead with its files, or the problems of all uploads, with places such as ``files[2].content``.

        Raises:
            NotFound: This supplier has no such lead, or the party does not see it. Nothing was read and nothing was
                written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
            PortError: A store failed. Trying again is safe.
            OSError: A stream could not be read, or the disk for temporary files is full. Nothing was written.
        """
        self._lead(lead_id)
        self._caller.check(Act.ATTACH, lead_id)
        if len(uploads) > self._policy.max_files:
            return self._refused(lead_id, refuse_too_many(self._policy))
        with ExitStack() as stack:
            # Files of the operating system without a name: nothing of them stays, even if the process is killed.
            spools = [stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)) for _ in uploads]
            verdict = self._checks.check(lead_id, uploads, spools)
            if isinstance(verdict, UploadRefused):
                return self._refused(lead_id, verdict)
            files = tuple(map(self._attachment, verdict.files))
            kept = {file.key: spool for file, spool in zip(files, spools, strict=True)}
            key = self._once(lead_id, files, idempotency_key)
            done = self._keep(lead_id, files, StoredFiles(self._store, self._setting.supplier_id, kept), key)
        if isinstance(done, UploadRefused):
            return self._refused(lead_id, done)
        return AttachResult(
            lead=self._caller.scope.shown(done.lead), attachments=done.attachments, warnings=verdict.problems
        )

    def of(self, lead_id: str) -> tuple[Attachment, ...]:
        """
        Return the attachments of a lead, in the order in which they were attached.

        Raises:
            NotFound: This supplier has no such lead, or the party does not see it.
        """
        return self._lead(lead_id).attachments

    def open(self, lead_id: str, attachment_id: str) -> BinaryIO:
        """
        Open an attachment for reading; the caller closes it. `serving_headers` has what to send with it.

        Each call is a download, and is on the timeline and in the activity report (``file_opened``); it does not count
        as a change of the lead.

        Raises:
            NotFound: This supplier has no such lead, the party does not see it, or the lead carries no such file.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
            PortError: A store failed.
        """
        attachment = attachment_of(self._lead(lead_id), attachment_id)
        stream = self._store.open(self._setting.supplier_id, attachment.key)
        try:
            planned(self._setting, lambda unit: (None, self._opened(unit, lead_id, attachment_id)))
        except BaseException:
            stream.close()
            raise
        return stream

    def _opened(self, unit: UnitOfWork, lead_id: str, attachment_id: str) -> Changes:
        lead, now = self._caller.lead(unit, lead_id), self._setting.clock()
        return Changes(leads=(file_opened(lead, attachment_id, at=now, actor=self._caller.actor),))

    def remove(self, lead_id: str, attachment_id: str, *, idempotency_key: str | None = None) -> Lead:
        """
        Remove a file from a lead, and its bytes if no other lead refers to them.

        Args:
            lead_id: Which lead.
            attachment_id: Which of its files.
            idempotency_key: As of `leadflow.SupplierDesk`.

        Returns:
            The lead without it.

        Raises:
            NotFound: This supplier has no such lead, the party does not see it, or the lead carries no such file.
                Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
            PortError: The store for leads failed. Bytes that could not be removed are orphans, and no error.
        """
        lead, key = planned(
            self._setting,
            lambda unit: self._remove(unit, lead_id, attachment_id),
            about=("remove", self._caller.actor, lead_id, attachment_id),
            once=once(self._caller, idempotency_key, _removed, Act.ATTACH, "remove", lead_id, attachment_id),
        )
        with suppress(PortError), self._setting.unit() as unit:
            if isinstance(unit.leads, AttachmentReader) and not unit.leads.attached((key,)):
                self._store.remove(self._setting.supplier_id, key)
        return self._caller.scope.shown(lead)

    def orphans(self, *, older_than: timedelta = _A_DAY) -> Iterator[StoredFile]:
        """
        Find stored files that no lead refers to, and no export that can still be fetched.

        Args:
            older_than: Age from which on a file counts; has to be longer than any call of `attach` takes, since bytes
                are in the store before the lead refers to them.

        Raises:
            InvalidInput: *older_than* is negative or longer than a year (``number_out_of_range``).
            PortError: A store failed.
        """
        self._caller.check(Act.MAINTAIN)
        check_duration(older_than, "AttachmentDesk.orphans(older_than)")
        return self._orphans(older_than)

    def _orphans(self, older_than: timedelta) -> Iterator[StoredFile]:
        before = self._setting.clock() - older_than
        stored = iter(self._store.stored(self._setting.supplier_id))
        while chunk := list(islice(stored, _CHUNK)):
            with self._setting.unit() as unit:
                attached = attached_keys(unit, [one.key for one in chunk]) | exported_keys(unit, self._setting.clock())
            yield from (one for one in chunk if one.key not in attached and one.stored_at <= before)

    def collect_orphans(self, *, older_than: timedelta = _A_DAY) -> int:
        """
        Remove the files that `orphans` finds, and return their number.

        Raises:
            PortError: A store failed; what was removed before stays removed.
        """
        removed = 0
        for orphan in list(self.orphans(older_than=older_than)):
            self._store.remove(self._setting.supplier_id, orphan.key)
            removed += 1
        return removed

    def _lead(self, lead_id: str) -> Lead:
        with self._setting.unit() as unit:
            return self._caller.lead(unit, lead_id)

    def _refused(self, lead_id: str, refused: UploadRefused) -> UploadRefused:
        """
        Report a refusal, and return it.
        """
        self._caller.refused(Act.ATTACH, refused.problems[0].code, lead_id)
        return refused

    def _attachment(self, file: UploadAccepted) -> Attachment:
        return Attachment(
            id=self._setting.new_id(),
            key=secrets.token_hex(16),
            name=file.name,
            original_name=file.original_name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            added_at=self._setting.clock(),
        )

    def _once(
        self, lead_id: str, files: tuple[Attachment, ...], key: str | None
    ) -> Once[Attaching | UploadRefused] | None:
        """
        Return how these files are attached once under a key: the same bytes under the same names are the same call.
        """

        def recalled(*, change: LeadChange, **_: object) -> Attaching | UploadRefused:
            there = {one.sha256: one for one in change.after.attachments}
            return Attaching(change=change, attachments=tuple(there[one.sha256] for one in files))

        said = tuple((one.sha256, one.original_name) for one in files)
        return once(self._caller, key, recalled, Act.ATTACH, lead_id, said)

    def _keep(
        self,
        lead_id: str,
        files: tuple[Attachment, ...],
        stored: StoredFiles,
        key: Once[Attaching | UploadRefused] | None,
    ) -> Attaching | UploadRefused:
        """
        Write until it is done; bytes are put while no unit is open, so that nobody waits for them.
        """
        referred: frozenset[str] = frozenset()
        mine = {file.key for file in files}
        try:
            while True:
                done = self._write(lead_id, files, stored, key)
                if isinstance(done, UploadRefused):
                    return done
                if not (missing := stored.missing(done.keys & mine)):
                    referred = done.keys
                    return done
                stored.put(missing)
        finally:
            stored.keep(referred)

    def _write(
        self,
        lead_id: str,
        files: tuple[Attachment, ...],
        stored: StoredFiles,
        key: Once[Attaching | UploadRefused] | None,
    ) -> Attaching | UploadRefused:
        def plan(unit: UnitOfWork) -> tuple[Attaching | UploadRefused, Changes | None]:
            stored.unsure = False
            lead = self._caller.lead_to(Act.ATTACH, unit, lead_id)
            done = attach_files(lead, files, policy=self._policy, at=self._setting.clock(), actor=self._caller.actor)
            if isinstance(done, UploadRefused) or not done.change.events or stored.missing(done.keys):
                return done, None
            stored.unsure = True
            return done, Changes(leads=(done.change,))

        try:
            done = planned(self._setting, plan, once=key)
        except Conflict:
            stored.unsure = False
            raise
        stored.unsure = False
        return done

    def _remove(self, unit: UnitOfWork, lead_id: str, attachment_id: str) -> tuple[tuple[Lead, str], Changes]:
        lead = self._caller.lead_to(Act.ATTACH, unit, lead_id)
        key = attachment_of(lead, attachment_id).key
        change = detach_file(lead, attachment_id, at=self._setting.clock(), actor=self._caller.actor)
        return (change.after, key), Changes(leads=(change,))


def _removed(*, change: LeadChange, **_: object) -> tuple[Lead, str]:
    """
    Return the lead without the file that an earlier call has removed, and what the store kept its bytes under.
    """
    assert change.before is not None
    kept = {one.id for one in change.after.attachments}
    return change.after, next(one.key for one in change.before.attachments if one.id not in kept)
