"""
How far a pull from HubSpot is, between two of its pages.
"""

from __future__ import annotations

import json
from datetime import datetime

from attrs import frozen

from leadflow.adapters.connectors.hubspot.values import hubspot_moment
from leadflow.core.connectors import RemoteKind

__all__ = ["HubSpotPlace"]


@frozen(kw_only=True)
class HubSpotPlace:
    """
    How far a pull of several pages is.

    Attributes:
        kind: Of which kind.
        whole: True while everything is read.
        after: The cursor of HubSpot for the next page; empty for the first.
        since: From when this search asks; None for where the pull begins.
        until: The moment of the first page, by the clock of HubSpot.
        offset: Where the journal goes on after what is read now; None without a journal, empty before its first entry.
        journaled: True once the journal is what is read.
    """

    kind: RemoteKind = RemoteKind.LEAD
    whole: bool = False
    after: str = ""
    since: datetime | None = None
    until: datetime | None = None
    offset: str | None = None
    journaled: bool = False

    @property
    def text(self) -> str:
        """
        What a cursor keeps of it.
        """
        moments = [one and one.isoformat() for one in (self.since, self.until)]
        journal = [] if self.offset is None else [self.offset, self.journaled]
        return json.dumps([self.kind, self.whole, self.after, *moments, *journal])

    @classmethod
    def read(cls, token: str) -> HubSpotPlace | None:
        """
        Return the place of a cursor; None between two pulls.
        """
        if not token:
            return None
        kind, whole, after, since, until, *journal = json.loads(token)
        offset, journaled = journal or (None, False)
        return cls(
            kind=RemoteKind(kind),
            whole=whole,
            after=after,
            since=hubspot_moment(since),
            until=hubspot_moment(until),
            offset=offset,
            journaled=journaled,
        )
