"""
Fits additive log-odds to past leads, with shrinkage that each field learns for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Final

from attrs import define, frozen

from leadflow.core.assessment.chain import WIDE, step_chain
from leadflow.core.assessment.effects import FieldEffects, NumberEffects, WordEffects
from leadflow.core.assessment.levels import Levels

__all__ = ["PSEUDO_COUNT", "Fit", "fit", "sigmoid"]

PSEUDO_COUNT: Final = 1.0
"""
So many won leads, and as many lost ones, are counted beside the past, so that few leads of one outcome make no lead
certain.
"""

_SWEEPS: Final = 12
_USUAL_SPREAD: Final = 0.5
"""
What the variance of effects is thought to be before leads are seen, with the weight of one field.
"""
_FARTHEST: Final = 35.0


def sigmoid(log_odds: float) -> float:
    """
    Return the chance that *log_odds* mean.
    """
    if log_odds >= 0.0:
        return 1.0 / (1.0 + exp(-min(log_odds, _FARTHEST)))
    grown = exp(max(log_odds, -_FARTHEST))
    return grown / (1.0 + grown)


@frozen(kw_only=True)
class Fit:
    """
    What past leads taught.

    Attributes:
        base: The log-odds of a lead of which nothing is special.
        variance: How unsure *base* is.
        fields: The effects of each field that distinguishes leads, by name.
        log_odds: Of each past lead.
    """

    base: float
    variance: float
    fields: tuple[FieldEffects, ...]
    log_odds: Sequence[float]


@define
class _FieldFit:
    """
    One field while it is fitted; level 0 is a missing answer.
    """

    name: str
    levels: Levels
    held: list[float]
    prior: float
    effects: list[float]
    variances: list[float]

    @classmethod
    def begin(cls, name: str, levels: Levels, weights: Sequence[float]) -> _FieldFit:
        held = [0.0] * levels.count
        for level, weight in zip(levels.of, weights, strict=True):
            held[level] += weight
        start, none = _USUAL_SPREAD, [0.0] * levels.count
        return cls(name, levels, held, start, none, [start] * levels.count)

    def step(self, slopes: Sequence[float], curvatures: Sequence[float], usual: float) -> float:
        """
        Take a step towards the best effects, and return what all leads gain by it together.

        How far the effects vary is learnt with them; *usual* is what it is for other fields, and counts as one level.
        """
        if self.levels.words is None:
            squares = self._step_ranges(slopes, curvatures)
        else:
            squares = self._step_words(slopes, curvatures)
        self.prior = (sum(squares) + usual) / (len(squares) + 1)
        mean = sum(map(_times, self.effects, self.held)) / sum(self.held)
        self.effects = [u - mean if held else 0.0 for u, held in zip(self.effects, self.held, strict=True)]
        return mean

    def _step_words(self, slopes: Sequence[float], curvatures: Sequence[float]) -> list[float]:
        precision = 1.0 / self.prior
        self.variances = [1.0 / (h + precision) for h in curvatures]
        self.effects = [
            u + (g - u * precision) * v for u, g, v in zip(self.effects, slopes, self.variances, strict=True)
        ]
        return [u * u + v for u, v, held in zip(self.effects, self.variances, self.held, strict=True) if held]

    def _step_ranges(self, slopes: Sequence[float], curvatures: Sequence[float]) -> list[float]:
        chain = step_chain(self.effects[1:], slopes[1:], curvatures[1:], self.prior)
        precision = 1.0 / (WIDE * self.prior)
        variance = 1.0 / (curvatures[0] + precision)
        missing = self.effects[0] + (slopes[0] - self.effects[0] * precision) * variance
        self.effects, self.variances = [missing, *chain.effects], [variance, *chain.variances]
        return [*chain.steps, *([(missing * missing + variance) / WIDE] if self.held[0] else [])]

    def learnt(self) -> FieldEffects:
        """
        Return the effects as they are kept.
        """
        total = sum(self.held)
        spread = (
            sum(held * (u * u + v) for held, u, v in zip(self.held, self.effects, self.variances, strict=True)) / total
        )
        words = self.levels.words
        if words is None:
            return NumberEffects(
                name=self.name,
                edges=self.levels.edges,
                effects=tuple(self.effects),
                variances=tuple(self.variances),
                prior=WIDE * self.prior,
                spread=spread,
            )
        return WordEffects(
            name=self.name,
            words=words,
            effects=tuple(self.effects[: len(words) + 1]),
            variances=tuple(self.variances[: len(words) + 1]),
            prior=self.prior,
            spread=spread,
        )


def _times(one: float, other: float) -> float:
    return one * other


def fit(columns: Mapping[str, Levels], won: Sequence[bool], weights: Sequence[float]) -> Fit:
    """
    Fit *won* to the levels of each field.

    Fields are taken by name, so that their order never matters. A field with the same level for all leads teaches
    nothing and is left out.

    Args:
        columns: The levels of each field, one for each past lead.
        won: Whether each was won.
        weights: How much each counts; above 0.
    """
    fields = [
        _FieldFit.begin(name, levels, weights) for name, levels in sorted(columns.items()) if len(set(levels.of)) > 1
    ]
    outcomes = [1.0 if one else 0.0 for one in won]
    gained = sum(map(_times, outcomes, weights))
    base = log((gained + PSEUDO_COUNT) / (sum(weights) - gained + PSEUDO_COUNT))
    log_odds, variance = [base] * len(outcomes), 0.0
    slopes, curvatures = _state(log_odds, outcomes, weights)
    usual = _USUAL_SPREAD
    for _ in range(_SWEEPS):
        for one in fields:
            before = one.effects
            mean = one.step(*_summed(one.levels, slopes, curvatures), usual)
            base += mean
            moves = [after - ago + mean for after, ago in zip(one.effects, before, strict=True)]
            log_odds = [eta + moves[level] for eta, level in zip(log_odds, one.levels.of, strict=True)]
            slopes, curvatures = _state(log_odds, outcomes, weights)
        usual = (sum(one.prior for one in fields) + _USUAL_SPREAD) / (len(fields) + 1)
        chance = sigmoid(base)
        variance = 1.0 / (sum(curvatures) + 2.0 * PSEUDO_COUNT * chance * (1.0 - chance))
        move = (sum(slopes) + PSEUDO_COUNT * (1.0 - 2.0 * chance)) * variance
        base += move
        log_odds = [eta + move for eta in log_odds]
        slopes, curvatures = _state(log_odds, outcomes, weights)
    return Fit(base=base, variance=variance, fields=tuple(one.learnt() for one in fields), log_odds=log_odds)


def _summed(levels: Levels, slopes: Sequence[float], curvatures: Sequence[float]) -> tuple[list[float], list[float]]:
    slope, curvature = [0.0] * levels.count, [0.0] * levels.count
    for level, g, h in zip(levels.of, slopes, curvatures, strict=True):
        slope[level] += g
        curvature[level] += h
    return slope, curvature


def _state(
    log_odds: Sequence[float], outcomes: Sequence[float], weights: Sequence[float]
) -> tuple[list[float], list[float]]:
    """
    Return the slope and the curvature of the likelihood at each lead.
    """
    chances = [1.0 / (1.0 + exp(-eta)) if -_FARTHEST < eta < _FARTHEST else sigmoid(eta) for eta in log_odds]
    slopes = [w * (y - p) for w, y, p in zip(weights, outcomes, chances, strict=True)]
    curvatures = [w * p * (1.0 - p) for w, p in zip(weights, chances, strict=True)]
    return slopes, curvatures
