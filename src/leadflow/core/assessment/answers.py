"""
What an assessment knows of a lead: its answers, as words and numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from math import isfinite
from typing import Final

from leadflow.core.text import clean_text, text_key

__all__ = ["Answer", "Answers", "plain_answer", "word_of"]

Answer = str | float
"""
One answer: a word, or a number that is finite.
"""

Answers = Mapping[str, object]
"""
The answers of a lead by the names of fields, as programs give them; None, NaN, infinity and blank texts are not
answers.
"""

_LARGEST: Final = 1e308
_LONGEST: Final = 200
"""
Longer words are compared by so many characters; none that people choose from a list is as long.
"""


def plain_answer(given: object) -> Answer | None:
    """
    Return *given* as a word or a number; None if it is not an answer.

    Numbers stay numbers, of any type. Everything else is a word, and several words are one, in sorted order.
    """
    kind = given.__class__
    if kind is str:
        return text_key(clean_text(given[:_LONGEST])) or None  # type: ignore[index]  # it is a text
    if kind is float:
        return given if isfinite(given) else None  # type: ignore[arg-type,return-value]  # it is a float
    if given is None:
        return None
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, int | float | Decimal):
        return _number(given)
    if isinstance(given, Collection) and not isinstance(given, str | bytes | Mapping):
        words = sorted({word for one in given if (word := word_of(plain_answer(one)))})
        return ", ".join(words)[:_LONGEST] or None
    return plain_answer(str(given))


def word_of(answer: Answer | None) -> str:
    """
    Return an answer as a word; a number without needless digits, and no answer as the empty text.
    """
    if answer is None:
        return ""
    return answer if isinstance(answer, str) else f"{answer:.15g}"


def _number(given: float | Decimal) -> float | None:
    try:
        number = float(given)
    except OverflowError:  # a whole number beyond what a float can hold
        return _LARGEST if given > 0 else -_LARGEST
    except ValueError:  # a Decimal that signals
        return None
    return number if isfinite(number) else None
