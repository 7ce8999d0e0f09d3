"""
What a model has learnt of each field.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["FieldEffects", "NumberEffects", "WordEffects"]


@frozen(kw_only=True)
class WordEffects:
    """
    How each word of a field moves the log-odds of a lead.

    Attributes:
        name: Of the field.
        words: Those that two or more past leads said, at most the 1,000 most frequent; sorted.
        effects: Of no answer, and then of each of *words*. Weighted by past leads they are 0 on average.
        variances: How unsure each of *effects* is.
        prior: The variance of the effect of a word that is not among *words*; its effect is 0.
        spread: How far the field's effects move past leads apart, as a variance.
    """

    name: str
    words: tuple[str, ...]
    effects: tuple[float, ...]
    variances: tuple[float, ...]
    prior: float
    spread: float


@frozen(kw_only=True)
class NumberEffects:
    """
    How the numbers of a field move the log-odds of a lead.

    Attributes:
        name: Of the field.
        edges: Where its ranges begin, but for the first one; ascending. A number on an edge is in the range above it.
        effects: Of no answer, and then of each range, from the lowest.
        variances: How unsure each of *effects* is.
        prior: The variance of the effect of an answer that is not a number; its effect is 0.
        spread: How far the field's effects move past leads apart, as a variance.
    """

    name: str
    edges: tuple[float, ...]
    effects: tuple[float, ...]
    variances: tuple[float, ...]
    prior: float
    spread: float


FieldEffects = WordEffects | NumberEffects
"""
What is learnt of a field.
"""
