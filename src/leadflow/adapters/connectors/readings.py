"""
Numbers and days as other systems write them: what is none stays a text, and holds up nothing else.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

__all__ = ["date_of", "decimal_of", "whole_of"]

_MOST_DIGITS: Final = 400


def decimal_of(value: object) -> Decimal | str:
    """
    Return a number as Decimal; the text where it is none, or too large or too small to be written out.
    """
    text = str(value)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else text


def whole_of(value: object) -> int | Decimal | str:
    """
    Return a whole number; another number as Decimal, and the text where it is none.
    """
    number = decimal_of(value)
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number


def date_of(text: str) -> date | str:
    """
    Return the day with which a text begins; the text where it is none.
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text
