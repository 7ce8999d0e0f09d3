"""
Assesses leads by a model.
"""

from __future__ import annotations

from bisect import bisect_right
from math import sqrt
from typing import Final

from attrs import frozen

from leadflow.core.assessment.answers import Answer, Answers, plain_answer
from leadflow.core.assessment.assessments import Assessment, FieldPart
from leadflow.core.assessment.effects import FieldEffects, NumberEffects
from leadflow.core.assessment.fitting import sigmoid
from leadflow.core.assessment.model import AssessmentModel

__all__ = ["Assessor"]

_EIGHTY_PERCENT: Final = 1.2815515655446004
_LEAST_SPREAD: Final = 0.5
"""
Leads are thought to differ at least so much in log-odds, as a variance, however little was learnt of what tells them
apart.
"""
_FLAT: Final = 1e-9


@frozen
class _Entry:
    """
    What an answer to a field brings.

    Attributes:
        effect: What it adds to the log-odds.
        variance: What it adds to their variance.
        unknown: What it takes from the confidence: as *variance*, and more where there is no answer.
        seen: False if no past lead, or only one, gave this answer.
    """

    effect: float
    variance: float
    unknown: float
    seen: bool


@frozen
class _Field:
    """
    A field of the model, ready to be looked up.
    """

    name: str
    words: dict[Answer, _Entry]
    edges: tuple[float, ...] | None
    ranges: tuple[_Entry, ...]
    missing: _Entry
    unseen: _Entry

    @classmethod
    def of(cls, learnt: FieldEffects, scale: float) -> _Field:
        """
        Prepare a field. An answer never makes a lead less known than no answer, however rare it is.
        """
        most = learnt.variances[0] + learnt.spread
        missing = _Entry(learnt.effects[0], most, learnt.variances[0] + learnt.spread * scale, True)
        known = [
            _Entry(effect, least, least, True)
            for effect, variance in zip(learnt.effects[1:], learnt.variances[1:], strict=True)
            for least in (min(variance, most),)
        ]
        unsure = min(learnt.prior, most)
        unseen = _Entry(0.0, unsure, unsure, False)
        if isinstance(learnt, NumberEffects):
            return cls(learnt.name, {}, learnt.edges, tuple(known), missing, unseen)
        return cls(learnt.name, dict(zip(learnt.words, known, strict=True)), None, (), missing, unseen)

    def entry(self, given: object) -> tuple[Answer | None, _Entry]:
        """
        Return an answer as it is compared, and what it brings.
        """
        answer = given if given.__class__ is str and given in self.words else plain_answer(given)
        if answer is None:
            return None, self.missing
        if self.edges is None:
            found = self.words.get(answer if answer.__class__ is str else f"{answer:.15g}")
            return answer, found or self.unseen
        if answer.__class__ is float:
            return answer, self.ranges[bisect_right(self.edges, answer)]
        return answer, self.unseen


class Assessor:
    """
    Assesses leads by one model; made once for many leads.
    """

    __slots__ = ("_base", "_fields", "_total", "model")

    def __init__(self, model: AssessmentModel) -> None:
        """
        Prepare *model*.
        """
        self.model = model
        spread = sum(one.spread for one in model.fields)
        self._total = max(spread, _LEAST_SPREAD)
        self._fields = tuple(_Field.of(one, self._total / spread) for one in model.fields)
        self._base = model.base + model.shift

    def assess(self, answers: Answers) -> Assessment:
        """
        Return the strength of a lead with these *answers*, how much is known of it, and what each field adds.

        Answers that the model does not use are ignored. Every answer is assessed.
        """
        model, base = self.model, self._base
        effect, variance, unknown = 0.0, model.variance, model.variance
        found: list[tuple[str, Answer | None, _Entry]] = []
        for one in self._fields:
            answer, entry = one.entry(answers.get(one.name))
            effect += entry.effect
            variance += entry.variance
            unknown += entry.unknown
            found.append((one.name, answer, entry))
        start, chance = sigmoid(base), sigmoid(base + effect)
        slope = 100.0 * ((chance - start) / effect if abs(effect) > _FLAT else start * (1.0 - start))
        width = _EIGHTY_PERCENT * sqrt(variance)
        return Assessment(
            100.0 * chance,
            100.0 * max(0.0, 1.0 - unknown / self._total),
            100.0 * sigmoid(base + effect - width),
            100.0 * sigmoid(base + effect + width),
            model.rank_of(model.base + effect),
            100.0 * start,
            tuple([FieldPart(name, answer, slope * entry.effect, entry.seen) for name, answer, entry in found]),
            model.leads,
            model.version,
        )
