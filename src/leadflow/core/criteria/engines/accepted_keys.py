"""
Which keys a question accepts.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from leadflow.core.criteria.engines.questions import Among, HasWords, Span, Text, TextPlace, Within

__all__ = ["accepts", "spans_of"]


def accepts(question: Among | Within | Text | HasWords) -> Callable[[Any], bool]:
    """
    Return what says whether a key is answered with yes, *negated* included.
    """
    match question:
        case Among(keys=keys, negated=negated):
            return lambda key: (key in keys) is not negated
        case Within(spans=spans):
            return lambda key: any(_inside(key, span) for span in spans)
        case Text(place=TextPlace.BEGIN, text=text, negated=negated):
            return lambda key: key.startswith(text) is not negated
        case Text(place=TextPlace.END, text=text, negated=negated):
            return lambda key: key.endswith(text) is not negated
        case Text(text=text, negated=negated):
            return lambda key: (text in key) is not negated
        case HasWords(words=words, every=True, negated=negated):
            return lambda key: words.issubset(key) is not negated
        case HasWords(words=words, negated=negated):
            return lambda key: words.isdisjoint(key) is negated


def _inside(key: Any, span: Span) -> bool:
    above = span.low is None or key > span.low or (span.low_in and key == span.low)
    return above and (span.high is None or key < span.high or (span.high_in and key == span.high))


def spans_of(question: Among | Within) -> tuple[Span, ...]:
    """
    Return the stretches of ordered keys that a question accepts.
    """
    match question:
        case Within(spans=spans):
            return spans
        case Among(keys=keys, negated=False):
            return tuple(Span(key, key) for key in sorted(keys))
        case Among(keys=keys):
            edges = [None, *sorted(keys), None]
            return tuple(Span(low, high, False, False) for low, high in pairwise(edges))
