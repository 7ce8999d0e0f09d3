"""
Decides whether a number is taken as it is shown, which matters to codes and phones, or as it is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import Final

from leadflow.core.kinds.amounts import names_magnitude
from leadflow.core.kinds.currencies import SHARED, currency_of

__all__ = ["currency_shown", "magnitude_shown", "percent", "plain_number", "shown_code"]

# In India only the last mark has three digits behind it.
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:([ .,'\u2019\u00a0\u202f])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}")
_NOTHING: Final = re.compile(r"0[.,]0+(?:E\+0+)?")
_WITHIN: Final = re.compile(r"(\D*)(.*\d)(\D*)", re.DOTALL)
_LETTER: Final = re.compile(r"[^\W\d_]|\+")


def plain_number(text: str) -> str:
    """
    Write a number as people write it: whole ones without ``.0``, none with an exponent unless it is extreme.

    Three decimals get a zero more, since ``1.234`` alone may be a thousand.
    """
    if text.isdecimal():
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    if not isfinite(value) or abs(value) >= 1e21 or 0 < abs(value) < 1e-15:
        return text
    if value.is_integer():
        return str(int(value))
    short = f"{value:.15g}"
    short = f"{Decimal(short):f}" if "e" in short else short
    return f"{short}0" if len(short.partition(".")[2]) == 3 else short


def percent(text: str) -> str:
    """
    Write a number in hundredths, as a cell shows it: ``15%``.
    """
    try:
        value = float(text)
    except ValueError:
        return text
    return f"{plain_number(f'{value * 100:.12g}')}%" if isfinite(value) else text


def shown_code(plain: str, shown: str) -> str:
    """
    Return *shown* if it is the number *plain* with something that matters: zeros before it, signs between its digits,
    or letters, digits or a plus before it. Marks between thousands do not, nor does a word behind it.
    """
    found = _WITHIN.fullmatch(shown.strip())
    if not found or not plain.isdecimal():
        return plain
    before, digits, _ = found.groups()
    if not re.sub(r"\D", "", digits).endswith(plain) or _GROUPED.fullmatch(digits) or _NOTHING.fullmatch(digits):
        return plain
    return plain if digits == plain and not _LETTER.search(before) and "(" not in before else shown.strip()


def magnitude_shown(plain: str, shown: str) -> str:
    """
    Return the words behind the number *plain* if they multiply it, as 1.2 is shown as "1.2 Mio. €"; empty if not.

    A format that divides by a thousand or a million shows fewer digits than the number has, and changes nothing.
    """
    found = _WITHIN.fullmatch(shown.strip())
    if not found or not names_magnitude(found[3]):
        return ""
    digits, number = re.sub(r"\D", "", found[2]), abs(float(plain))
    divided = not digits.startswith((str(int(number)), str(round(number))))
    return "" if divided else str(found[3]).strip()


def currency_shown(shown: str) -> str:
    """
    Return the code of the currency before or behind the figures, or its sign if that is of several; empty if there is
    none.
    """
    found = _WITHIN.fullmatch(shown.strip())
    around = f"{found[1]} {found[3]}" if found else ""
    signs = [word.strip("-()") for word in around.split()]
    codes = [currency_of(sign) or (sign if sign.lower().rstrip(".") in SHARED else "") for sign in signs]
    return next(filter(None, codes), "")
