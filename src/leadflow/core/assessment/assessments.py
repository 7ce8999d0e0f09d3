"""
An assessment: how strong a lead is, how much is known of it, and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from attrs import field, frozen

from leadflow.core.assessment.answers import Answer

__all__ = ["Assessment", "FieldPart", "ShownAssessment", "ShownPart"]


@frozen
class FieldPart:
    """
    What a field adds to the strength of a lead.

    Attributes:
        name: Of the field.
        answer: What the lead says, as it is compared; None if it says nothing, which can move it too.
        points: How many of the 100; negative if it makes the lead weaker.
        seen: False if no past lead, or only one, gave this answer; then it adds nothing.
    """

    name: str
    answer: Answer | None = field(repr=False)
    points: float
    seen: bool = True


@frozen
class ShownPart:
    """
    A `FieldPart` in whole points.
    """

    name: str
    answer: Answer | None = field(repr=False)
    points: int
    seen: bool = True


@frozen(kw_only=True)
class ShownAssessment:
    """
    An `Assessment` in whole numbers; *base* and the points of *parts* add up to *strength*.
    """

    strength: int
    confidence: int
    base: int
    parts: tuple[ShownPart, ...]


@frozen
class Assessment:
    """
    How strong a lead is beside the supplier's own past leads.

    Attributes:
        strength: 0 to 100: of so many in a hundred leads like it, one expects that they are won.
        confidence: 0 to 100: how much of what distinguishes leads is known of this one. It says nothing about the
            strength.
        low, high: The strength of a lead like it is between these in four of five cases.
        rank: How many hundredths of the latest past leads were weaker.
        base: The strength of a lead of which nothing is special; *base* and the points of *parts* add up to *strength*.
        parts: What each field adds, by name.
        leads: How many past leads it was learnt from.
        version: Of the model.
    """

    strength: float
    confidence: float
    low: float
    high: float
    rank: int
    base: float
    parts: tuple[FieldPart, ...]
    leads: int
    version: int

    def shown(self) -> ShownAssessment:
        """
        Return it in whole numbers that still add up; no field changes its sign, and confidence is rounded down.
        """
        strength = floor(self.strength + 0.5)
        base, *points = whole_numbers([self.base, *(one.points for one in self.parts)], strength)
        parts = [
            ShownPart(one.name, one.answer, whole, one.seen) for one, whole in zip(self.parts, points, strict=True)
        ]
        return ShownAssessment(strength=strength, confidence=floor(self.confidence), base=base, parts=tuple(parts))


def whole_numbers(numbers: Sequence[float], total: int) -> list[int]:
    """
    Return whole numbers near *numbers* that add up to *total*, which is near their sum: those with the largest
    remainders are rounded up, the first of equal ones before the others.
    """
    whole = [floor(one) for one in numbers]
    by_rest = sorted(range(len(numbers)), key=lambda at: whole[at] - numbers[at])
    for at in by_rest[: max(0, total - sum(whole))]:
        whole[at] += 1
    return whole
