"""
Pushes updates to Salesforce by the way that fits how many there are: collections, or jobs of Bulk API 2.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from leadflow.adapters.connectors.batches import in_batches
from leadflow.adapters.connectors.salesforce.bulk_writing import BulkWriting
from leadflow.adapters.connectors.salesforce.organization import AT_ONCE
from leadflow.adapters.connectors.salesforce.pushing import SalesforcePushing
from leadflow.core.connectors import PushResult, PushUpdate, TryLater

__all__ = ["ManyUpdates"]

_OF_A_JOB: Final = 10_000
_COLLECTIONS: Final = 10


@frozen
class ManyUpdates:
    """
    Writes updates of all sorts.

    Attributes:
        collections: Writes them by the two hundred.
        jobs: Writes many of them; None for never.
        above: Above how many a job is used.
        by_rules: True if rules of Salesforce give created leads to somebody, which jobs do not ask for.
    """

    collections: SalesforcePushing
    jobs: BulkWriting | None
    above: int
    by_rules: bool

    @property
    def batch(self) -> int:
        """
        How many updates one push takes.
        """
        return AT_ONCE if self.jobs is None else _OF_A_JOB

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> list[PushResult]:
        """
        Write *updates*, and return their results in order.
        """
        return in_batches(updates, _OF_A_JOB, lambda some: self._group(some, timeout))

    def _group(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        if self.jobs is None or len(updates) <= self.above or (self.by_rules and updates[0].ref is None):
            return self._in_collections(updates, timeout)
        by_job = self.jobs.written(updates, timeout)
        left = [one for one, result in zip(updates, by_job, strict=True) if result is None]
        few = left[: _COLLECTIONS * AT_ONCE]
        rest = iter([*self._in_collections(few, timeout), *[TryLater("bulk_job_failed")] * (len(left) - len(few))])
        told = [next(rest) if result is None else result for result in by_job]
        return self.collections.told_apart(told, timeout)

    def _in_collections(self, updates: Sequence[PushUpdate], timeout: float) -> list[PushResult]:
        return in_batches(updates, AT_ONCE, lambda some: self.collections.written(some, timeout))
