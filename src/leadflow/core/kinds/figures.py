"""
Figures: the digits and marks of a number.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from leadflow.core.problems import Unreadable

__all__ = ["THOUSANDS", "is_figures", "marks_shown", "read_figures"]

_MAX: Final = Decimal("1e300")
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,'\u2019]\d+)*([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
# What may come before the decimal mark if it holds marks at all: groups of three digits, or as India writes them.
_GROUPED: Final = re.compile(r"[+-]?(\d{1,3}([.,])\d{3}(\2\d{3})*|\d{1,2}(,\d{2})+,\d{3})")
_UNCLEAR: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_FIGURES: Final = re.compile(r"\d[\d.,\uff0c\uff0e'\u2019 \u00a0\u202f\u2009]*")
_BLANKS: Final = str.maketrans("０１２３４５６７８９，．", "0123456789,.", " \u00a0\u202f\u2009_")

THOUSANDS: Final = ""
"""
The decimal mark of whole numbers: a mark before three digits is between thousands.
"""


def is_figures(text: str) -> bool:
    """
    Return whether *text* has the form of a number, with nothing around it but blanks between its digits.
    """
    return bool(_NUMBER.fullmatch(text.translate(_BLANKS)))


def _unreadable(text: str) -> Unreadable:
    return Unreadable("number_unreadable", "this is not a number; write it as 1234.5")


def _plain(text: str, mark: str | None) -> str:
    """
    Drop marks between thousands and make the decimal mark a dot.
    """
    text = text.translate(_BLANKS).replace("'", "").replace("\u2019", "")
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        mark = "." if text.rindex(".") > text.rindex(",") else ","
    elif dots + commas > 1:
        mark = ""
    elif dots + commas == 1 and not _UNCLEAR.fullmatch(text):
        mark = "." if dots else ","
    elif dots + commas == 1 and mark is None:
        message = "the mark may be for thousands or for decimals; set the decimal mark of the column, or write 1234.5"
        raise Unreadable("number_ambiguous", message)
    whole = text.rpartition(mark)[0] if mark and mark in text else text
    if ("." in whole or "," in whole) and not _GROUPED.fullmatch(whole):
        raise _unreadable(text)
    return "".join("." if char == mark else "" if char in ".," else char for char in text)


def marks_shown(text: str) -> set[str]:
    """
    Return the decimal marks that the numbers in *text* leave no doubt about: of ``3.100,50`` the comma.

    A mark that comes twice, or has another than three digits behind it, says which one it is.
    """
    shown = set()
    for figures in _FIGURES.findall(text):
        bare = figures.rstrip(" .,'\u2019\u00a0\u202f\u2009").translate(_BLANKS)
        dots, commas = bare.count("."), bare.count(",")
        if dots and commas:
            shown.add("." if bare.rindex(".") > bare.rindex(",") else ",")
        elif dots + commas > 1:
            shown.add("," if dots else ".")
        elif dots + commas == 1 and not _UNCLEAR.fullmatch(bare):
            shown.add("." if dots else ",")
    return shown


def read_figures(text: str, mark: str | None = ".") -> Decimal:
    """
    Read figures as people write them: blanks, apostrophes, dots and commas between thousands are dropped.

    Of two different marks the last is the decimal one. A single mark before exactly three digits (``1,234``) follows
    *mark*: the decimal one, `THOUSANDS` where no mark can be, or None where nobody knows.

    Raises:
        Unreadable: Its mark is one that nobody knows. It is not a number, or larger than 1e300.
    """
    compact = text.translate(_BLANKS)
    if not _NUMBER.fullmatch(compact):
        raise _unreadable(text)
    try:
        number = Decimal(_plain(compact, mark))
    except InvalidOperation:
        raise _unreadable(text) from None
    if abs(number) > _MAX:
        raise Unreadable("number_too_large", "the number is too large; the limit is 1e300")
    return number
