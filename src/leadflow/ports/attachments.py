"""
Stores for the bytes of attachments, and which files leads refer to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import BinaryIO, Protocol, runtime_checkable

from attrs import frozen

from leadflow.core.attachments import ByteStream

__all__ = ["AttachmentReader", "AttachmentStore", "StoredFile"]


@frozen(kw_only=True)
class StoredFile:
    """
    A file in an attachment store.

    Attributes:
        key: What it was put under.
        stored_at: When that was, in UTC, by the clock of the storage.
    """

    key: str
    stored_at: datetime


class AttachmentStore(Protocol):
    """
    Stores the bytes of attachments, separated by supplier.

    A key is 32 hexadecimal digits, made at random for each file; names and types are on the leads only. Must find
    what any process put, as soon as it is put, and must not find what one removed; a place that is missing as a whole,
    such as a bucket, is a `PortError` and no missing file.

    Used by: `AttachmentDesk`. Checked by: `leadflow.testing.AttachmentStoreContract`.
    """

    def put(self, supplier_id: str, key: str, stream: ByteStream, /) -> None:
        """
        Save the rest of *stream* under *key*, durably before it returns.

        Must read in pieces of at most 16 MiB, since files are large. Must leave nothing that can be opened or listed
        when it raises, whether *stream* failed or the storage; a process that is killed may leave a part, which is
        listed like a whole file.

        Raises:
            PortError: The storage failed; the cause is chained.
        """

    def open(self, supplier_id: str, key: str, /) -> BinaryIO:
        """
        Open the file under *key* to be read and sought in; the caller closes it.

        Must treat another supplier's key like one that does not exist.

        Raises:
            NotFound: This supplier has no such file.
            PortError: The storage failed; the cause is chained.
        """

    def remove(self, supplier_id: str, key: str, /) -> None:
        """
        Remove the file under *key*; if there is none, nothing happens.

        Must not touch another supplier's file under the same key.

        Raises:
            PortError: The storage failed; the cause is chained.
        """

    def stored(self, supplier_id: str, /) -> Iterable[StoredFile]:
        """
        Return every file of the supplier once, in any order; files that are put or removed meanwhile may be missing.

        Raises:
            PortError: The storage failed; the cause is chained.
        """


@runtime_checkable
class AttachmentReader(Protocol):
    """
    Says which files leads still refer to; an optional ability of a store's `LeadReader`.

    Without it every lead of the supplier is read to answer, and so `AttachmentDesk.remove` leaves the bytes to
    `AttachmentDesk.collect_orphans`.

    Checked by: `leadflow.testing.AttachmentReaderContract`.
    """

    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        """
        Return those of *keys* under which a lead of this supplier, deactivated ones included, has an attachment.

        Must see what was committed before it was called. Called with some thousand keys at once.
        """
