"""
How far a pull from Marketo is: a token for each of its feeds.
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum

from attrs import asdict, frozen

from leadflow.adapters.connectors.moments import moment_of

__all__ = ["MarketoFeed", "MarketoPlace"]


class MarketoFeed(StrEnum):
    """
    The feeds, in the order in which a pull reads them.

    Deletions are read first and told last, since the loser of a merge is deleted too, and a later feed tells the merge.
    """

    DELETED = "deleted"
    CHANGES = "changes"
    ACTIVITIES = "activities"


@frozen(kw_only=True)
class MarketoPlace:
    """
    How far a pull is.

    Attributes:
        feed: Which feed is read.
        deleted, changes, activities: The token of each feed.
        history: The token from which on the activities of new leads are read; empty if it is not known yet.
        gone: Ids of the leads that this pull has found deleted.
        merged: Ids of the leads that this pull has found merged into others.
        at: When the last pull ended, by the clock of Marketo; None during the first.
    """

    feed: MarketoFeed = MarketoFeed.CHANGES
    deleted: str
    changes: str
    activities: str
    history: str = ""
    gone: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def text(self) -> str:
        """
        What a cursor keeps of it.
        """
        return json.dumps({**asdict(self), "at": self.at.isoformat() if self.at else None})

    @classmethod
    def read(cls, text: str) -> MarketoPlace:
        """
        Return the place of a cursor.
        """
        said = json.loads(text)
        lists = {name: tuple(said.pop(name)) for name in ("gone", "merged")}
        return cls(**{**said, **lists, "feed": MarketoFeed(said["feed"]), "at": moment_of(said["at"])})
