"""
How far a pull from Salesforce is, between two of its pages.
"""

from __future__ import annotations

import json
from datetime import datetime

from attrs import frozen

from leadflow.core.connectors import RemoteKind

__all__ = ["Place"]


@frozen(kw_only=True)
class Place:
    """
    How far a pull of several pages is.

    Attributes:
        until: Up to when it asks.
        whole: True while everything is read.
        kind: Of which kind.
        after: The id after which the next page begins; empty for the first.
        covered: Up to when the kinds before were covered; None before the first.
    """

    until: datetime
    whole: bool = False
    kind: RemoteKind = RemoteKind.LEAD
    after: str = ""
    covered: datetime | None = None

    @property
    def text(self) -> str:
        """
        What a cursor keeps of it.
        """
        covered = self.covered.isoformat() if self.covered else None
        return json.dumps([self.until.isoformat(), self.whole, self.kind, self.after, covered])

    @classmethod
    def read(cls, token: str) -> Place | None:
        """
        Return the place of a cursor; None between two pulls.
        """
        if not token:
            return None
        until, whole, kind, after, covered = json.loads(token)
        return cls(
            until=datetime.fromisoformat(until),
            whole=whole,
            kind=RemoteKind(kind),
            after=after,
            covered=datetime.fromisoformat(covered) if covered else None,
        )
