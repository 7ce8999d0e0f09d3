"""
Saves the bytes of one call, and removes them if the call fails.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime

from leadflow.core.attachments import SeekableStream
from leadflow.core.exports import StoredExport
from leadflow.errors import PortError
from leadflow.ports import AttachmentReader, AttachmentStore, UnitOfWork

__all__ = ["StoredFiles", "attached_keys", "exported_keys"]

_PAGE = 1_000


class StoredFiles:
    """
    The files of one call, by key.

    Attributes:
        unsure: True while a commit that refers to them may have been written and may not; they stay then, and are
            orphans at the worst.
    """

    def __init__(self, store: AttachmentStore, supplier_id: str, spools: Mapping[str, SeekableStream]) -> None:
        """
        Have the bytes of each key in a spool of its own.
        """
        self.unsure = False
        self._store = store
        self._supplier_id = supplier_id
        self._spools = spools
        self._put: set[str] = set()

    def missing(self, keys: Collection[str]) -> list[str]:
        """
        Return those of *keys* that are not in the store yet.
        """
        return sorted(set(keys) - self._put)

    def put(self, keys: Collection[str]) -> None:
        """
        Put the files under *keys* into the store.

        Raises:
            PortError: The store failed.
        """
        for key in keys:
            spool = self._spools[key]
            spool.seek(0)
            self._store.put(self._supplier_id, key, spool)
            self._put.add(key)

    def keep(self, keys: Collection[str]) -> None:
        """
        Take all but *keys* out of the store again; what cannot be taken out is an orphan.
        """
        if self.unsure:
            return
        for key in sorted(self._put - set(keys)):
            with suppress(PortError):
                self._store.remove(self._supplier_id, key)


def exported_keys(unit: UnitOfWork, now: datetime) -> frozenset[str]:
    """
    Return the keys of the exports that are being made or can still be fetched.
    """
    return frozenset(key for one in unit.records.all(StoredExport) if now < one.expires_at for key in one.needed)


def attached_keys(unit: UnitOfWork, keys: Collection[str]) -> frozenset[str]:
    """
    Return those of *keys* that leads refer to, by reading all of them if the store has no `AttachmentReader`.
    """
    if isinstance(unit.leads, AttachmentReader):
        return unit.leads.attached(keys)
    found: set[str] = set()
    after: str | None = None
    while page := unit.leads.page(after, _PAGE):
        found.update(one.key for lead in page for one in lead.attachments)
        after = page[-1].id
    return frozenset(found.intersection(keys))
