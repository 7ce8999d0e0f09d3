"""
How far learning has come: which leads have been read, and what those with an outcome taught.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from operator import itemgetter
from typing import Final

from attrs import field, frozen

from leadflow.core.assessment.answers import Answer, plain_answer
from leadflow.core.assessment.model import PastLead
from leadflow.core.assessment.policy import AssessmentPolicy
from leadflow.core.fields import AnyField
from leadflow.core.unknown import KeepsUnknown

__all__ = ["ArrivalWindow", "LearningProgress", "PastLeads", "basis_of", "in_order"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_READING: Final = "by arrival"
"""
How leads are read; another text has all of them read again.
"""


@frozen(kw_only=True)
class ArrivalWindow:
    """
    The leads that arrived in a span of time.

    Attributes:
        since: Exclusive; None is the first lead.
        until: Inclusive, in UTC.
    """

    since: datetime | None
    until: datetime

    def holds(self, arrived: datetime) -> bool:
        """
        Return whether what arrived at this moment is in the window.
        """
        return (self.since is None or arrived > self.since) and arrived <= self.until


@frozen(kw_only=True)
class LearningProgress(KeepsUnknown):
    """
    Which model is in force, and which leads need not be read again, since their outcome is final.

    Leads are read by the time of their arrival, since their ids may be in any order.

    Attributes:
        key: ``leads`` or ``opportunities``.
        model: The version of the model in force; 0 before anything is learnt.
        basis: What the leads were read by; see `basis_of`. Those that were read by another basis are read again.
        read_until: All leads that arrived until then, inclusive, have been read; None if none have.
        reading_until: Those that arrived later, and until then, are being read; None if none are.
        after: The id of the last one of these that was read, by ascending id; None begins with the first.
        chunks: So many `PastLeads` hold what the leads taught that have been read.
    """

    key: str = "leads"
    model: int = 0
    basis: str = ""
    read_until: datetime | None = None
    reading_until: datetime | None = None
    after: str | None = None
    chunks: int = 0

    def window(self, until: datetime) -> ArrivalWindow | None:
        """
        Return the leads to be read next, of those whose outcome is final if they arrived *until* then; None if all have
        been read.
        """
        end = self.reading_until or until
        if self.read_until is not None and end <= self.read_until:
            return None
        return ArrivalWindow(since=self.read_until, until=end)


@frozen(kw_only=True)
class PastLeads(KeepsUnknown):
    """
    What some leads taught. It names no lead, and nothing of it changes any more.

    Attributes:
        subject: ``leads`` or ``opportunities``.
        number: From 0.
        body: Each lead with its arrival, outcome and answers, as JSON.
    """

    subject: str = "leads"
    number: int
    body: str = field(repr=False)

    @classmethod
    def of(cls, number: int, past: Iterable[tuple[datetime, PastLead]], *, subject: str = "leads") -> PastLeads:
        """
        Pack *past*, each with the moment of its arrival.
        """
        rows = [
            [
                (at - _EPOCH) // _MICROSECOND,
                int(one.won),
                {name: plain_answer(said) for name, said in one.answers.items()},
            ]
            for at, one in past
        ]
        return cls(subject=subject, number=number, body=json.dumps(rows, ensure_ascii=False, separators=(",", ":")))

    def unpacked(self) -> list[tuple[datetime, PastLead]]:
        """
        Return what was packed.
        """
        rows: list[tuple[int, int, dict[str, Answer | None]]] = json.loads(self.body)
        return [(_EPOCH + at * _MICROSECOND, PastLead(answers, bool(won))) for at, won, answers in rows]


def in_order(past: Iterable[tuple[datetime, PastLead]]) -> list[tuple[datetime, PastLead]]:
    """
    Return past leads in the order in which they arrived; those of one moment stay in the order in which they are.
    """
    return sorted(past, key=itemgetter(0))


def basis_of(used: Sequence[AnyField], policy: AssessmentPolicy) -> str:
    """
    Return what the answers and outcomes of past leads depend on, as a text that is equal if all of it is.
    """
    said = (
        _READING,
        [(one.name, one.kind.name) for one in used],
        sorted(policy.won_stages),
        sorted(policy.lost_reasons),
        policy.within_days,
    )
    return sha256(json.dumps(said).encode()).hexdigest()[:32]
