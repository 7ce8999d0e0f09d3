"""
One Newton step for the effects of ranges, which are near those of their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

__all__ = ["WIDE", "Chain", "step_chain"]

WIDE: Final = 4.0
"""
A range's effect alone varies so many times as much as the difference between neighbours.
"""


@frozen
class Chain:
    """
    The effects of ranges after a step.

    Attributes:
        effects, variances: Of each range.
        steps: What is expected of the square of each difference between neighbours.
    """

    effects: list[float]
    variances: list[float]
    steps: list[float]


def step_chain(effects: Sequence[float], slopes: Sequence[float], curvatures: Sequence[float], prior: float) -> Chain:
    """
    Return the effects that one Newton step leads to, with *prior* as the variance between neighbours.

    The matrix has values beside its diagonal only, so one elimination forwards and one substitution backwards solve it
    and give the variances and covariances that are needed.
    """
    tie = 1.0 / prior
    last = len(effects) - 1
    pivots: list[float] = []
    sides: list[float] = []
    for at, (effect, slope, curvature) in enumerate(zip(effects, slopes, curvatures, strict=True)):
        neighbours = (at > 0) + (at < last)
        pivot = curvature + tie / WIDE + tie * neighbours
        side = curvature * effect + slope
        if at:
            pivot -= tie * tie / pivots[-1]
            side += tie * sides[-1] / pivots[-1]
        pivots.append(pivot)
        sides.append(side)
    new = [0.0] * (last + 1)
    variances, together = [0.0] * (last + 1), [0.0] * last
    new[last], variances[last] = sides[last] / pivots[last], 1.0 / pivots[last]
    for at in range(last - 1, -1, -1):
        share = tie / pivots[at]
        new[at] = sides[at] / pivots[at] + share * new[at + 1]
        variances[at] = 1.0 / pivots[at] + share * share * variances[at + 1]
        together[at] = share * variances[at + 1]
    steps = [
        (after - before) ** 2 + low + high - 2.0 * both
        for (before, after), (low, high), both in zip(pairwise(new), pairwise(variances), together, strict=True)
    ]
    return Chain(new, variances, steps)
