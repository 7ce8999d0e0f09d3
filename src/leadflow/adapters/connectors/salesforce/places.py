"""
How far a pull from Salesforce is, between two of its pages.
"""

from __future__ import annotations

import json
from datetime import datetime

from attrs import frozen

from leadflow.core.connectors import RemoteKind

__all__ = ["SalesforcePlace"]


@frozen(kw_only=True)
class SalesforcePlace:
    """
    How far a pull of several pages is.

    Attributes:
        until: Up to when it asks.
        whole: True while everything is read.
        kind: Of which kind.
        after: The id after which the next page begins; empty for the first.
        covered: Up to when the kinds before were covered; None before the first.
        job: The job of Bulk API 2.0 that reads everything; empty if pages by id do, None while nothing is chosen.
        locator: Where the results of the job go on; empty for the first ones.
        skip: How many of these results earlier pages had.
    """

    until: datetime
    whole: bool = False
    kind: RemoteKind = RemoteKind.LEAD
    after: str = ""
    covered: datetime | None = None
    job: str | None = None
    locator: str = ""
    skip: int = 0

    @property
    def text(self) -> str:
        """
        What a cursor keeps of it.
        """
        covered = self.covered.isoformat() if self.covered else None
        chosen = [self.job, self.locator, self.skip] if self.job is not None else []
        return json.dumps([self.until.isoformat(), self.whole, self.kind, self.after, covered, *chosen])

    @classmethod
    def read(cls, token: str) -> SalesforcePlace | None:
        """
        Return the place of a cursor; None between two pulls.
        """
        if not token:
            return None
        until, whole, kind, after, covered, *chosen = json.loads(token)
        job, locator, skip = chosen or (None, "", 0)
        return cls(
            until=datetime.fromisoformat(until),
            whole=whole,
            kind=RemoteKind(kind),
            after=after,
            covered=datetime.fromisoformat(covered) if covered else None,
            job=job,
            locator=locator,
            skip=skip,
        )
