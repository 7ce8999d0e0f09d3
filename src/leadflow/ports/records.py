"""
Reads records by key: partners, campaigns, modules and progress of imports.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar, runtime_checkable

from leadflow.core.stored import DueRecord, Record

__all__ = ["DueRecords", "Records", "StatusRecords"]

R = TypeVar("R", bound=Record)


class Records(Protocol):
    """
    Reads the records that the supplier keeps by key, of every class in `leadflow.core.stored.RECORDS`.

    Records of different classes never conflict, even with equal keys. They are written by the `Put`s of a commit.

    Used by: every service. Checked by: `leadflow.testing.UnitOfWorkContract`.
    """

    def version(self) -> str:
        """
        Return the version of the current partners, campaigns and modules.

        Must be another text, never given before, after each commit with a `Put` whose ``routes`` is true; so what was
        read with one version can be kept as long as that version is in force. Must be read before them, if the store
        shows each statement what was committed by then: what was written between is then read again.
        """

    def one(self, cls: type[R], key: str, /) -> R | None:
        """
        Return the record with this key as it was last committed; None if the supplier has none.
        """

    def all(self, cls: type[R], /) -> tuple[R, ...]:
        """
        Return every record of the class, in any order.
        """

    def page(self, cls: type[R], after: str | None, most: int, /) -> tuple[R, ...]:
        """
        Return up to *most* records of the class, by ascending key, beginning after the key *after*.

        Must compare keys character by character, as Python does. None begins with the first. An empty answer is the
        end.
        """


@runtime_checkable
class DueRecords(Protocol):
    """
    Finds the records that are due; an optional ability of a store's `Records`.

    Without it, every record of the class is read and looked at.

    Used by: deadlines. Checked by: `leadflow.testing.DueRecordsContract`.
    """

    def due(self, cls: type[Record], now: datetime, most: int, /) -> tuple[DueRecord, ...]:
        """
        Return up to *most* records of the class that are due at *now* or before, the earliest first, then by key.

        Must answer what `leadflow.core.stored.due_of` says of each record as it was last committed. Must not look at
        records that are not due, so it has to be indexed by the supplier, the class and the moment.
        """


@runtime_checkable
class StatusRecords(Protocol):
    """
    Counts and lists records by their status; an optional ability of a store's `Records`.

    Without it, every record of the class that belongs to the connection is read and looked at.

    Used by: `SyncDesk`. Checked by: `leadflow.testing.StatusRecordsContract`.
    """

    def count_status(self, cls: type[Record], status: str, /) -> int:
        """
        Return how many records of the class have this status, which is never empty.

        Must answer what `leadflow.core.stored.status_of` says of each record as it was last committed. Must not look at
        records with another status, so it has to be indexed by the supplier, the class, the status and the key.
        """

    def with_status(self, cls: type[R], status: str, after: str | None, most: int, /) -> tuple[R, ...]:
        """
        Return up to *most* records of the class with this status, as `Records.page` returns those of every status.
        """
