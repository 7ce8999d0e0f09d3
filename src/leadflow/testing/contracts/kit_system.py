"""
What the contract of connectors asks of the system behind one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

import pytest

from leadflow.core.connectors import (
    PullPage,
    PushUpdate,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SyncCursor,
)
from leadflow.ports import Connector

__all__ = ["TIMEOUT", "ConnectorFixtures", "KitSystem", "an_update", "ids_of", "pulled"]

_MOST_PAGES = 200
TIMEOUT = 7.5
"""
Seconds that a call of the contract may take.
"""


class KitSystem(Protocol):
    """
    The system that a connector is tried against, as its people and its operators see it.

    Attributes:
        email: What it calls the e-mail of a lead; no two leads share one.
        text: What it calls another text of a lead, which it may lack.
        timeouts: The time-outs of all calls that reached it, in seconds; None for a call without one.
        ours: The mark that the connector leaves on what it writes; None if the system keeps no marks.
    """

    email: str
    text: str
    timeouts: list[float | None]
    ours: str | None

    def create(self, values: Mapping[str, RemoteValue], /) -> str:
        """
        Create a lead, as a person does, and return its id.
        """

    def update(self, id: str, values: Mapping[str, RemoteValue], /) -> None:
        """
        Change a lead, as a person does.
        """

    def delete(self, id: str, /) -> None:
        """
        Delete a lead.
        """

    def merge(self, loser: str, into: str, /) -> str:
        """
        Merge two leads, and return the id of what is left.
        """

    def values(self, id: str, /) -> Mapping[str, RemoteValue]:
        """
        Return what a lead says, without what it lacks.
        """

    def ids(self) -> Sequence[str]:
        """
        Return the ids of all leads.
        """

    def mark(self, id: str, /) -> str | None:
        """
        Return the mark of who wrote a lead last; None for a person, and where the system keeps no marks.
        """

    def transaction(self) -> AbstractContextManager[None]:
        """
        Show what is written inside only at the end, with the stamps of when it was written.
        """

    def advance(self, by: timedelta, /) -> None:
        """
        Let time pass.
        """

    def expire_cursors(self) -> None:
        """
        Forget what changed, so that no cursor works any more.
        """

    def expire_token(self) -> None:
        """
        Refuse the current token from now on; a new one can be had.
        """

    def lose_answers(self, times: int, /, *, written: bool = True) -> None:
        """
        Break the connection in the next *times* writes, after they were carried out or before.
        """

    def lock(self, times: int, /) -> None:
        """
        Refuse the next *times* writes because the record is locked.
        """

    def use_up_quota(self) -> None:
        """
        Refuse the next call because the quota is used up.
        """

    def go_down(self) -> None:
        """
        Answer the next call with nonsense, or not at all.
        """

    def refuse(self, name: str, /) -> None:
        """
        Refuse records with a value of this name from now on, by a rule that an administrator has set.
        """


class ConnectorFixtures:
    """
    The fixtures that each part of the contract is tried with.
    """

    @pytest.fixture
    def system(self) -> KitSystem:
        """
        Override this: the system, without any records.
        """
        raise NotImplementedError("override the fixture system")

    @pytest.fixture
    def connector(self, system: KitSystem) -> Connector:
        """
        Override this: the connector to it.
        """
        raise NotImplementedError("override the fixture connector")


def pulled(connector: Connector, cursor: SyncCursor | None, most: int = 100) -> tuple[list[RemoteChange], SyncCursor]:
    """
    Pull until nothing is left; records that are shown again with the same content count once.
    """
    shown = list[RemoteChange]()
    for _ in range(_MOST_PAGES):
        page = connector.pull(cursor, most, TIMEOUT)
        assert isinstance(page, PullPage), f"a page, and not {type(page).__name__}"
        shown += (one for one in page.changes if one not in shown)
        cursor = page.cursor
        if not page.more:
            return shown, cursor
    raise AssertionError(f"the pull did not end after {_MOST_PAGES} pages")


def ids_of(shown: Sequence[RemoteChange]) -> list[str]:
    """
    Return the ids of the records that a pull shows.
    """
    return [one.ref.id for one in shown if isinstance(one, RemoteRecord)]


def an_update(key: str, system: KitSystem, *, text: str | None = None, ref: RemoteRef | None = None) -> PushUpdate:
    """
    Return an update of a lead.
    """
    values: dict[str, RemoteValue] = {system.email: f"{key}@granit.example"}
    if text is not None:
        values[system.text] = text
    return PushUpdate(key=key, kind=RemoteKind.LEAD, ref=ref, values=values)
