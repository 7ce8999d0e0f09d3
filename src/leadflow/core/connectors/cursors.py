"""
Where a pull continues: a cursor that loses nothing where clocks differ and changes become visible late.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.connectors.remote import RemoteRecord

__all__ = ["OVERLAP", "SeenRecord", "SyncCursor", "digest_of"]

OVERLAP: Final = timedelta(minutes=10)
"""
How far back a pull by time looks again: longer than the clocks of a system differ, and than its changes are late.
"""

_DIGITS: Final = 16
_MOST_SEEN: Final = 20_000


@frozen
class SeenRecord:
    """
    A record as a pull has seen it.

    Attributes:
        id: Of the record.
        digest: Of its content, see `digest_of`.
        at: When it was changed, by the clock of the system.
    """

    id: str
    digest: str
    at: datetime


@checked
@frozen(kw_only=True)
class SyncCursor:
    """
    Where the next pull continues.

    A time stamp alone is not a cursor: changes become visible late, and many share one stamp. So a pull asks from
    before the stamp, and drops what it has seen at the same content.

    Attributes:
        stamp: Up to when the system says that it has shown everything, by its own clock; None before the first pull,
            or where the system gives tokens only.
        seen: What was seen since the overlap before the stamp.
        token: What the system gave to continue with; empty if nothing. Only the connector understands it.
    """

    stamp: datetime | None = None
    seen: tuple[SeenRecord, ...] = field(default=(), repr=False)
    token: str = field(default="", repr=False)

    def since(self, overlap: timedelta = OVERLAP) -> datetime | None:
        """
        Return from when the next pull asks; None for everything.
        """
        return None if self.stamp is None else self.stamp - overlap

    def fresh(self, records: Iterable[RemoteRecord]) -> tuple[RemoteRecord, ...]:
        """
        Return the records that no pull has seen with this content.
        """
        known = {(one.id, one.digest) for one in self.seen}
        return tuple(one for one in records if (one.ref.id, digest_of(one)) not in known)

    def moved(
        self, records: Iterable[RemoteRecord], *, covered: datetime | None, overlap: timedelta = OVERLAP
    ) -> SyncCursor:
        """
        Return the cursor after a pull.

        It never moves back, and never past what the system has covered: a record that is newer is shown again.

        Args:
            records: All that the pull showed, also what was seen before.
            covered: Up to when the system says that it has shown everything. Where it does not say, the latest
                stamp that it showed: never a clock of ours. None moves nothing.
            overlap: How far back the next pull asks.
        """
        stamp = max((one for one in (self.stamp, covered) if one is not None), default=None)
        seen = {one.id: one for one in self.seen}
        for one in records:
            if one.modified_at is not None:
                seen[one.ref.id] = SeenRecord(one.ref.id, digest_of(one), one.modified_at)
        limit = None if stamp is None else stamp - overlap
        kept = sorted(
            (one for one in seen.values() if limit is None or one.at >= limit), key=lambda one: (one.at, one.id)
        )
        # What is forgotten is only looked at again.
        return evolve(self, stamp=stamp, seen=tuple(kept[-_MOST_SEEN:]))


def digest_of(record: RemoteRecord) -> str:
    """
    Return a short text that two records share only if they have the same content.
    """
    content = {name: _plain(value) for name, value in record.values.items()}
    lead = record.lead.id if record.lead else None
    history = [
        [one.at.isoformat(), one.kind, one.title, *([one.campaign] if one.campaign else [])] for one in record.history
    ]
    text = json.dumps([record.ref.kind, content, record.key, lead, history], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        # 100 and 100.00 are one amount.
        return ["decimal", str(value.normalize())]
    if isinstance(value, datetime | date):
        return ["time", value.isoformat()]
    return list(value) if isinstance(value, tuple) else value
