"""
Connectors: the other systems that leads come from and sales updates go to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from leadflow.core.connectors import (
    AccessToken,
    PullAnswer,
    PushResult,
    PushUpdate,
    RemoteChange,
    RemoteField,
    RemoteRef,
    SyncCursor,
)

__all__ = ["Connector", "Credentials", "DescribesFields", "PullsChanges", "PushesUpdates", "ReadsRecords"]


@runtime_checkable
class PullsChanges(Protocol):
    """
    Reads what changed in another system.

    Used by: `SyncDesk.pull`. Checked by: `leadflow.testing.ConnectorContract`.
    """

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*, or why there is none.

        Must show every change that became visible after *cursor* was made, however late, in this page or a later one.
        So a cursor by time must not move past what the system says it has covered, nor past what a clock of ours
        says. Must show deletions and merges as well, if the system tells of them. May show a record again. Must not
        show a record under an id that was merged into another one as if nothing had happened. Must show a lead before
        the opportunities that belong to it, if a pull shows both.

        Must answer `CursorExpired` if the system cannot continue from there any more, and not an error. Must wait for
        nothing longer than *timeout*. Must not repeat a call on its own, except once with a renewed token.

        Args:
            cursor: What the page before gave; None reads everything.
            most: How many changes a page has at most, about.
            timeout: Seconds that one call over the network may take.

        Raises:
            PortError: The system could not be reached, or answers what nobody expects. The same cursor is tried again.
        """


@runtime_checkable
class ReadsRecords(Protocol):
    """
    Reads single records of another system; an optional ability of a connector.

    With it, what a full pull does not show any more is looked at before it counts as gone, and opportunities that came
    before their lead was accepted are looked at again.

    Used by: `SyncDesk.pull`. Checked by: the tests of `SyncDesk`.
    """

    def read(self, refs: Sequence[RemoteRef], timeout: float, /) -> Sequence[RemoteChange]:
        """
        Return what each of *refs* is now, in their order: the record, `RecordGone` or `IdentityChanged`.

        Args:
            refs: At most 100.
            timeout: Seconds that one call over the network may take.

        Raises:
            PortError: The system could not be reached, or may not be asked now.
        """


@runtime_checkable
class PushesUpdates(Protocol):
    """
    Writes updates of leads and opportunities to another system.

    Used by: `SyncDesk.push`. Checked by: `leadflow.testing.ConnectorContract`.
    """

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*, and return what became of each, in their order.

        Must give one result for each update, also if the call as a whole failed. Must decide by what the system says of
        each record, not by the status of the answer: some report failures with 200, and duplicates with 500.

        An update with a `ref` must never create a record: one that is not there is `RecordGone`, one that was merged or
        converted is `IdentityChanged`. An update without one must be an upsert by its `key`, in one call of the system,
        so that a repetition after a lost answer creates nothing twice.

        Must answer `PushUnclear` for each record that may have been written although no answer came: after a time-out,
        a broken connection or an answer that cannot be read. Must not repeat it on its own. A quota that is used up is
        `QuotaUsedUp`. Must write only the values that are given, and clear those that are None. Must mark what it
        writes as ours, if the system keeps such a mark. Must wait for nothing longer than *timeout*.

        Args:
            updates: Each key once.
            timeout: Seconds that one call over the network may take.
        """


@runtime_checkable
class DescribesFields(Protocol):
    """
    Says which fields another system has.

    Used by: `SyncDesk.check`. Checked by: `leadflow.testing.ConnectorContract`.
    """

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the fields of leads and opportunities, those included that the account has added.

        Raises:
            PortError: The system could not be reached.
        """


@runtime_checkable
class Connector(PullsChanges, PushesUpdates, DescribesFields, Protocol):
    """
    Reads from another system, writes to it and describes it.

    A one-way source needs `PullsChanges` alone. It may have `batch`, how many updates it takes in one push (100 if it
    does not say), and `calls`, how many calls it has made over the network so far, which count towards a budget.

    Used by: `SyncDesk`. Checked by: `leadflow.testing.ConnectorContract`.
    """


class Credentials(Protocol):
    """
    Gives a connector its token, and takes a renewed one back; the host keeps it where it keeps secrets.

    A plain function will do. Must not show a token in a repr, a log or an error. May be called by several threads.

    Used by: the shipped connectors.
    """

    def __call__(self, renewed: AccessToken | None = None, /) -> AccessToken:
        """
        Return the token to make the next call with; called again before each call over the network.

        Args:
            renewed: A token that the connector has renewed, to be kept from now on; None only asks for the one that is
                kept. A connector that cannot renew a refused token asks once more, and answers `SystemBlocked` if it
                gets the same one.
        """
