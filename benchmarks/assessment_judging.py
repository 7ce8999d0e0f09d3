"""
How good chances are that were given before outcomes were known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from leadflow.core.assessment import PastLead

__all__ = ["Chances", "Judged", "blocks_of_file", "blocks_of_rest", "judge_rolling"]

_BLOCKS: Final = 25
_UNJUDGED: Final = 0.3
_BINS: Final = 10

Chances = Callable[[Sequence[PastLead], Sequence[PastLead]], list[float]]
"""
Takes past leads and new ones, and returns the chance of each new one.
"""


@frozen(kw_only=True)
class Judged:
    """
    How good a method is.

    Attributes:
        within: The mean area under the curve of the blocks.
        pooled: The area under the curve of all of them, which also rewards knowing the season.
        brier: The mean square of what was wrong.
        ece: How far chances are from shares, by tenths of the chance.
    """

    within: float
    pooled: float
    brier: float
    ece: float


def blocks_of_rest(count: int) -> Sequence[int]:
    """
    Return where 25 equal blocks of what follows the first 30 % begin, and the end.
    """
    start = int(count * _UNJUDGED)
    return [start + (count - start) * at // _BLOCKS for at in range(_BLOCKS + 1)]


def blocks_of_file(count: int) -> Sequence[int]:
    """
    Return where blocks of 4 % of all leads begin after the first 30 %, and the end; the last one is shorter.
    """
    return [*range(int(count * _UNJUDGED), count, max(1, count // _BLOCKS)), count]


def judge_rolling(
    past: Sequence[PastLead], chances: Chances, cuts: Sequence[int], *, last: int | None = None, late: bool = False
) -> Judged:
    """
    Judge a method on each block of *past* by what lies before the block.

    Args:
        past: In the order in which they came.
        chances: The method.
        cuts: Where blocks begin, and the end.
        last: Learn from so many leads before the block alone; None is all.
        late: Outcomes are known a block later.
    """
    pairs: list[tuple[float, bool]] = []
    within: list[float] = []
    for begin, end in pairwise(cuts):
        known = begin - (end - begin if late else 0)
        before = past[:known] if last is None else past[max(0, known - last) : known]
        block = past[begin:end]
        told = list(zip(chances(before, block), (one.won for one in block), strict=True))
        pairs += told
        if 0 < sum(won for _, won in told) < len(told):
            within.append(_area(told))
    return Judged(
        within=sum(within) / len(within),
        pooled=_area(pairs),
        brier=sum((chance - won) ** 2 for chance, won in pairs) / len(pairs),
        ece=_calibration(pairs),
    )


def _area(pairs: Sequence[tuple[float, bool]]) -> float:
    """
    Return the area under the curve; equal chances count half.
    """
    ordered = sorted(pairs)
    won = sum(outcome for _, outcome in ordered)
    ranks, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        ranks += sum(outcome for _, outcome in ordered[at:end]) * (at + end + 1) / 2
        at = end
    return (ranks - won * (won + 1) / 2) / (won * (len(ordered) - won))


def _calibration(pairs: Sequence[tuple[float, bool]]) -> float:
    gaps = [0.0] * _BINS
    for chance, won in pairs:
        gaps[min(_BINS - 1, int(chance * _BINS))] += chance - won
    return sum(map(abs, gaps)) / len(pairs)
