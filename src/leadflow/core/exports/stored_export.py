"""
An export that is stored, and how far it is.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from leadflow.core.unknown import KeepsUnknown

__all__ = ["ExportState", "StoredExport"]


class ExportState(StrEnum):
    """
    How far an export is.

    Attributes:
        RUNNING: Rows are still being read, or the file is being put together.
        READY: The file can be fetched.
        WITHDRAWN: Somebody was erased who may stand in it, so its bytes are gone.
    """

    RUNNING = "running"
    READY = "ready"
    WITHDRAWN = "withdrawn"


@frozen(kw_only=True)
class StoredExport(KeepsUnknown):
    """
    An export, stored with every chunk, so that any process can continue it.

    Attributes:
        id: Chosen by the caller, or new.
        call: Digest of the caller, the query, the format and the recipient: an id stands for one call.
        owner: Digest of who made it, who can fetch it.
        scope: Digest of what they saw then: once they see something else, they fetch it no more.
        format: ``csv`` or ``xlsx``.
        name: Of the file.
        recipient_id: Who else can fetch it; empty if it is mailed to nobody.
        state: How far it is.
        rows: How many leads it has by now.
        read: True once all leads are read.
        after: Where reading continues; None at the beginning.
        pieces: Keys of the pieces in the attachment store, in order; of a finished export those that are to be removed.
        reserved: Keys under which pieces, or the file, are being written.
        key: Of the file; empty before it is ready.
        size: Of the file, in bytes.
        started_at: When it was begun, in UTC.
        expires_at: When it can no longer be fetched, in UTC.
    """

    id: str
    call: str
    owner: str
    scope: str
    format: str
    name: str
    recipient_id: str = ""
    state: ExportState = ExportState.RUNNING
    rows: int = 0
    read: bool = False
    after: str | None = field(default=None, repr=False)
    pieces: tuple[str, ...] = field(default=(), repr=False)
    reserved: tuple[str, ...] = field(default=(), repr=False)
    key: str = field(default="", repr=False)
    size: int = 0
    started_at: datetime
    expires_at: datetime

    @property
    def ready(self) -> bool:
        """
        True if the file is there.
        """
        return self.state is ExportState.READY

    @property
    def needed(self) -> tuple[str, ...]:
        """
        The keys of bytes that are still needed.
        """
        return (self.key,) if self.ready else self.keys

    @property
    def keys(self) -> tuple[str, ...]:
        """
        Every key under which bytes of it are or may be.
        """
        return (*self.pieces, *self.reserved, *((self.key,) if self.key else ()))

    def reserving(self, key: str) -> StoredExport:
        """
        Return the export while bytes are written under *key*.
        """
        return evolve(self, reserved=(*self.reserved, key))

    def with_piece(self, key: str, rows: int, after: str | None) -> StoredExport:
        """
        Return the export with one more piece of *rows* leads; *after* is where reading continues, None at the end.
        """
        return evolve(
            self,
            rows=self.rows + rows,
            read=after is None,
            after=after,
            pieces=(*self.pieces, key),
            reserved=tuple(one for one in self.reserved if one != key),
        )

    def finished(self, key: str, size: int) -> StoredExport:
        """
        Return the export whose file is whole; its pieces stay noted until `tidied`, so that no bytes are forgotten.
        """
        pieces = (*self.pieces, *(one for one in self.reserved if one != key))
        return evolve(self, state=ExportState.READY, key=key, size=size, pieces=pieces, reserved=(), after=None)

    def tidied(self) -> StoredExport:
        """
        Return the export once the bytes of its pieces are removed.
        """
        return evolve(self, pieces=())

    def withdrawn(self) -> StoredExport:
        """
        Return the export without any bytes.
        """
        return evolve(self, state=ExportState.WITHDRAWN, key="", size=0, pieces=(), reserved=(), after=None)
