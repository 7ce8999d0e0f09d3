"""
A model of a supplier's past leads, and how it is learnt.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.assessment.answers import Answers, plain_answer
from leadflow.core.assessment.effects import FieldEffects
from leadflow.core.assessment.fitting import PSEUDO_COUNT, fit, sigmoid
from leadflow.core.assessment.levels import levels_of
from leadflow.core.unknown import KeepsUnknown

__all__ = ["HALF_LIFE", "MOST_PAST", "NOTHING_LEARNT", "AssessmentModel", "PastLead", "learn"]

HALF_LIFE: Final = 2_500
"""
A past lead counts half as much as one that came so many leads later.
"""

MOST_PAST: Final = 4 * HALF_LIFE
"""
Earlier leads than so many would count less than a sixteenth, and are left out.
"""

_LATEST: Final = 1_000
"""
By so many of the latest leads the base is moved, and leads are ranked among them.
"""
_STEPS: Final = 50
_CLOSE: Final = 1e-12
_RANKS: Final = 100


@frozen
class PastLead:
    """
    A lead of the past whose outcome is known.

    Attributes:
        answers: As the lead arrived; what was known only afterwards must not be among them.
        won: Whether it became what leads are meant to become.
    """

    answers: Answers = field(repr=False)
    won: bool


@frozen(kw_only=True)
class AssessmentModel(KeepsUnknown):
    """
    What was learnt from past leads: additive log-odds, with how sure each part is.

    Attributes:
        subject: What it assesses: ``leads`` or ``opportunities``.
        version: From 1; the next model has the next number. 0 is the model before anything is learnt.
        learnt_at: When, in UTC; None if that is not known.
        half_life: A past lead counts half as much as one that came so many leads later.
        leads: How many past leads it was learnt from.
        won: How many of them were won.
        base: The log-odds of a lead of which nothing is special.
        variance: How unsure *base* is.
        shift: How far the latest outcomes have moved the base since.
        fields: What it uses, by name; fields that distinguished no leads are not among them.
        ranks: Log-odds that a hundredth, two hundredths, ... of the latest past leads were below; ascending, and empty
            if there were none.
    """

    subject: str = "leads"
    version: int = 1
    learnt_at: datetime | None = None
    half_life: int = HALF_LIFE
    leads: int = 0
    won: int = 0
    base: float = 0.0
    variance: float = 4.0
    shift: float = 0.0
    fields: tuple[FieldEffects, ...] = ()
    ranks: tuple[float, ...] = ()

    def rank_of(self, log_odds: float) -> int:
        """
        Return how many hundredths of the latest past leads were weaker; *log_odds* are without the shift.
        """
        return bisect_left(self.ranks, log_odds)


NOTHING_LEARNT: Final = AssessmentModel(version=0)
"""
The model before anything is learnt: every lead has the strength 50 and the confidence 0.
"""


def learn(
    past: Sequence[PastLead], *, version: int = 1, at: datetime | None = None, subject: str = "leads"
) -> AssessmentModel:
    """
    Learn a model from *past* leads, in the order in which they arrived, the earliest first.

    The same leads give the same model, in any order of their answers. At most the latest 10,000 count.

    Args:
        past: Leads with a known outcome.
        version: The number of the model.
        at: When it is learnt, in UTC.
        subject: What it assesses.
    """
    latest = past[-MOST_PAST:]
    if not latest:
        return evolve(NOTHING_LEARNT, version=version, learnt_at=at, subject=subject)
    won = [one.won for one in latest]
    names = sorted({name for one in latest for name in one.answers})
    columns = {name: levels_of([plain_answer(one.answers.get(name)) for one in latest]) for name in names}
    last = len(latest) - 1
    found = fit(columns, won, [0.5 ** ((last - at) / HALF_LIFE) for at in range(len(latest))])
    recent = found.log_odds[-_LATEST:]
    return AssessmentModel(
        subject=subject,
        version=version,
        learnt_at=at,
        leads=len(latest),
        won=sum(won),
        base=found.base,
        variance=found.variance,
        shift=_shift(found.base, recent, won[-_LATEST:]),
        fields=found.fields,
        ranks=_ranks(recent),
    )


def _shift(base: float, log_odds: Sequence[float], won: Sequence[bool]) -> float:
    """
    Return how far the outcomes of the latest leads move the base from what *log_odds* expected of them.

    Shifts are thought to be small, with the variance 1.
    """
    shift, gained = 0.0, sum(won) + PSEUDO_COUNT
    for _ in range(_STEPS):
        chances = [sigmoid(one + shift) for one in log_odds]
        special = sigmoid(base + shift)
        slope = gained - sum(chances) - 2.0 * PSEUDO_COUNT * special - shift
        move = slope / (sum(p * (1.0 - p) for p in chances) + 2.0 * PSEUDO_COUNT * special * (1.0 - special) + 1.0)
        shift += max(-1.0, min(1.0, move))
        if abs(move) < _CLOSE:
            break
    return shift


def _ranks(log_odds: Sequence[float]) -> tuple[float, ...]:
    ordered = sorted(log_odds)
    return tuple(ordered[(len(ordered) * at - 1) // _RANKS] for at in range(1, _RANKS + 1))
