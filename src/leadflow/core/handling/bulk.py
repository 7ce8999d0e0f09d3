"""
One operation on many leads: its chunks, and what came of each lead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from attrs import frozen

from leadflow.core.handling.continuing import LeadMove
from leadflow.core.handling.operations import DONE, LeadOperation
from leadflow.core.handling.outcomes import LeadUpdate, Refusal
from leadflow.core.idempotency import CallKey
from leadflow.core.unknown import KeepsUnknown

__all__ = ["CHUNK", "BulkChunk", "BulkReport", "BulkResult", "BulkRun", "chunks_of", "lead_key", "result_of"]

CHUNK: Final = 200
"""
How many leads a chunk has.
"""

_WRITTEN: Final = "done"


@frozen(kw_only=True)
class BulkResult:
    """
    What came of one lead.

    Attributes:
        lead_id: Which lead.
        code: ``done``, ``unchanged`` if it had been done before, or the code for which it was refused, such as
            ``lead_accepted`` or ``not_found``.
        continued_by: Id of the lead that continues it because of this; None if none does.
    """

    lead_id: str
    code: str
    continued_by: str | None = None


@frozen(kw_only=True)
class BulkRun(KeepsUnknown):
    """
    An operation on many leads, as it is stored when it begins.

    Attributes:
        bulk_id: Chosen by the caller.
        call: Digest of the caller, the operation, its arguments and the leads: an id stands for one call.
        caller: Digest of the caller, who alone reads its report.
        operation: What is done.
        leads: How many leads there are.
        chunks: In how many chunks.
        started_at: When it was begun, in UTC.
    """

    bulk_id: str
    call: str
    caller: str
    operation: str
    leads: int
    chunks: int
    started_at: datetime


@frozen(kw_only=True)
class BulkChunk(KeepsUnknown):
    """
    Some of the leads of a bulk operation; stored when it begins, and again when they are done.

    Attributes:
        bulk_id: Of the bulk operation.
        number: From 1, in the order of the leads.
        lead_ids: Which leads.
        done: True once all of them are.
        results: What came of each, in the same order; empty before.
    """

    bulk_id: str
    number: int
    lead_ids: tuple[str, ...]
    done: bool = False
    results: tuple[BulkResult, ...] = ()


@frozen(kw_only=True)
class BulkReport:
    """
    What came of an operation on many leads.

    Attributes:
        bulk_id: Of the bulk operation; the same call with it does nothing twice.
        operation: What was done.
        leads: How many leads it is about.
        results: What came of each that is done, in the order of the leads.
    """

    bulk_id: str
    operation: LeadOperation
    leads: int
    results: tuple[BulkResult, ...]

    @property
    def finished(self) -> bool:
        """
        True once all leads are done.
        """
        return len(self.results) == self.leads

    @property
    def counts(self) -> Mapping[str, int]:
        """
        How many leads have each code.
        """
        return dict(Counter(one.code for one in self.results))


def chunks_of(bulk_id: str, lead_ids: Sequence[str]) -> Iterable[BulkChunk]:
    """
    Cut the leads of a bulk operation into chunks.
    """
    for number, start in enumerate(range(0, len(lead_ids), CHUNK), start=1):
        yield BulkChunk(bulk_id=bulk_id, number=number, lead_ids=tuple(lead_ids[start : start + CHUNK]))


def lead_key(run: BulkRun, lead_id: str) -> str:
    """
    Return the idempotency key of the call for one lead of a bulk operation.
    """
    return CallKey.digest_of("bulk", run.bulk_id, run.call, lead_id)


def result_of(lead_id: str, done: LeadUpdate | LeadMove | Refusal) -> BulkResult:
    """
    Return what came of a lead.
    """
    match done:
        case Refusal():
            return BulkResult(lead_id=lead_id, code=done.problems[0].code)
        case LeadUpdate():
            return BulkResult(lead_id=lead_id, code=DONE if done.unchanged else _WRITTEN)
        case LeadMove():
            continued_by = done.lead.id if done.lead.id != lead_id else None
            return BulkResult(lead_id=lead_id, code=_WRITTEN, continued_by=continued_by)
