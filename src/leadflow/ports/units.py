"""
The unit of work, the first port to implement.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from leadflow.core.changes import Changes
from leadflow.core.schema import Schema
from leadflow.ports.readers import LeadReader, LoadReader, PostReader, RotationReader, TimelineReader
from leadflow.ports.records import Records

__all__ = ["LockingUnit", "OpenUnit", "ScrubbingUnit", "UnitOfWork"]


class UnitOfWork(Protocol):
    """
    Reads one supplier's records, and writes them at most once.

    Used by: every service. Checked by: `leadflow.testing.UnitOfWorkContract`.
    """

    @property
    def leads(self) -> LeadReader:
        """
        The supplier's leads.
        """

    @property
    def timeline(self) -> TimelineReader:
        """
        What happened to them.
        """

    @property
    def posts(self) -> PostReader:
        """
        Messages and their trails.
        """

    @property
    def records(self) -> Records:
        """
        The supplier's partners, campaigns, modules and imports.
        """

    @property
    def rotations(self) -> RotationReader:
        """
        The turns of modules.
        """

    @property
    def loads(self) -> LoadReader:
        """
        The number of open leads of partners.
        """

    def commit(self, changes: Changes, /) -> None:
        """
        Write all of *changes* or none of it, durably; without a call nothing is written. Called once at the most.

        Durably means that it outlives a loss of power; for changes of which `Changes.only_settles` is true it is enough
        that it outlives the end of the process.

        Must refuse with `StaleLead` an event whose ``(lead_id, seq)`` is taken or leaves a gap, regardless of who wrote
        first and from whichever process. Must refuse with `Conflict` turns whose ``before`` is not the stored count,
        one of ``expects`` that does not hold, a load that would be above its ``most``, an event whose number does not
        follow on the trail of its message, a settlement whose lease is not held any more, a requeue of a message that
        is not dead, an `EmailStatusUpdate` whose lead is at another assignment or number, and a `Put` whose ``before``
        is not what is
        stored: a record that is stored otherwise or not at all, or one that is there although there must be none. Must
        leave a message unchanged if one with its key exists already. Must change
        nothing of a lead by `EmailStatusUpdate` but its e-mail status and `mail_seq`, and must leave both as they are
        stored where no event of the lead notifies anybody again (`LeadChange.told`): settling mail never conflicts with
        work on leads. Must add a `LeadOpening` unless the same person has opened the same assignment before, and must
        refuse none for what others have written meanwhile; must change nothing of its lead but `opened_at`, to the
        earliest of the openings of its current assignment. Must leave `opened_at` as it is stored where a lead is
        written, unless its assignment changes. Must take out of the events of the leads that it erases, those of this
        commit included, what `leadflow.core.timeline.erased` takes out of each, and the names of their files from the
        leads; numbers, times, actors and all else stays. Must leave of the messages that it forgets what
        `leadflow.core.notifications.forgotten` and `forgotten_event` leave, in any state. What is erased already, or
        another supplier's, or nobody's, is passed over. Must leave no trace of what it refused, not even of parts that
        were right. Must write only for the unit's own supplier; a lead of another one is a `NotFound`.

        Raises:
            Conflict: Nothing was written; read and plan again.
            PortError: The store failed; the cause is chained.
        """


@runtime_checkable
class LockingUnit(Protocol):
    """
    A unit that can hold other writers off while it reads and plans; an optional ability of a unit.

    Used by: every service, for its second try and later ones. Checked by: `leadflow.testing.LockingUnitContract`.
    """

    def lock(self) -> None:
        """
        Wait until no other unit of this supplier holds the lock, and hold it until this unit ends.

        Called at most once, before anything is read. Must show what was committed before the lock was got. Must end
        with the unit, whether it commits, is left, refused or broken off: nothing of it holds for the next unit.

        Raises:
            PortError: The store failed, or another writer took too long. Nothing was written.
        """


@runtime_checkable
class ScrubbingUnit(Protocol):
    """
    A unit of a store that keeps what was deleted for a while and can take it away; an optional ability of a unit.

    Used by: `PrivacyDesk`, once everything else is done. Checked by: the tests of the store.
    """

    def scrub(self) -> None:
        """
        Take what was deleted and written over out of the store's own files, of every supplier.

        Nothing was read or written by the unit before.

        Raises:
            PortError: The store failed, or others have read for too long. What was deleted stays deleted, and calling
                it again is safe.
        """


OpenUnit = Callable[[str, Schema], AbstractContextManager[UnitOfWork]]
"""
Opens a unit of work for the supplier with this id. Leaving it without a commit writes nothing.

Must read and write what leads, partners and campaigns say by the schema that it is given, and by no other: a field of
two suppliers may have one name and two kinds.
"""
