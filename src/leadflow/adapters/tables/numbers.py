"""
Numbers of a workbook as text: what a person sees where digits matter, and the plain value elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from math import isfinite
from typing import Final

__all__ = ["BUILT_IN", "number_reader", "plain_number"]

BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    49: "@",
}
"""
Formats that have a number and no code in the file, as far as they matter here.
"""

_NOISE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_NO_MOMENT: Final = re.compile(r"am/pm|a/p|e[+-]0+", re.IGNORECASE)
_PLACED: Final = re.compile(r'\[<=?(\d+)\]|"([^"]*)"|\\(.)|([0#?])|([-+() /.])|(_.|\*.|\[[^\]]*\])')
_SIGNS: Final = frozenset("-+() /.")


def number_reader(code: str, *, from_1904: bool) -> Callable[[str], str]:
    """
    Return what makes text of the numbers under the format *code*.

    Dates become ``2024-05-03`` or ``2024-05-03 14:30:00``. A code of digits and signs, such as ``00000`` or
    ``(000) 000-0000``, is followed, since it belongs to postal codes and phones. Anything else (currency, percent,
    thousands) gives the plain value.
    """
    bare = _NOISE.sub("", code.partition(";")[0]).casefold()
    if "general" in bare or not bare:
        return plain_number
    letters = set(_NO_MOMENT.sub("", bare))
    if letters & set("ymdhs"):
        time = bool(letters & set("hs"))
        day = bool(letters & set("yd")) or not time
        # Days come again and again.
        return lru_cache(maxsize=4096)(partial(_moment, day=day, time=time, from_1904=from_1904))
    if re.fullmatch("00+", code):
        return lambda text: text.zfill(len(code)) if text.isdecimal() else _filled(text, [(None, list(code))])
    sections = [_placed(section) for section in code.split(";")]
    if sections[0] is not None and _follows_digits(sections[0][1]):
        return lambda text: _filled(text, [section for section in sections if section is not None])
    return plain_number


def plain_number(text: str) -> str:
    """
    Write a number as people write it: whole ones without ``.0``, none with an exponent unless it is extreme.
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
    return f"{Decimal(short):f}" if "e" in short else short


def _moment(text: str, *, day: bool, time: bool, from_1904: bool) -> str:
    try:
        serial = float(text)
        start = datetime(1904, 1, 1, tzinfo=UTC) if from_1904 else _first_day(serial)
        moment = start + timedelta(seconds=round(serial * 86400))
    except (ValueError, OverflowError):
        return text
    if serial < 0:
        return plain_number(text)
    if not day or (time and serial < 1):
        return f"{int(serial) * 24 + moment.hour:02}:{moment:%M:%S}"
    date = f"{moment.year:04}-{moment:%m-%d}"
    return f"{date} {moment:%H:%M:%S}" if moment.hour or moment.minute or moment.second else date


def _first_day(serial: float) -> datetime:
    # 1900 was no leap year, but the first spreadsheets thought so.
    return datetime(1899, 12, 30 if serial >= 60 else 31, tzinfo=UTC)


def _placed(section: str) -> tuple[float | None, list[str]] | None:
    """
    Cut a section of a code into its digits' places and the signs between; None if it holds anything else.
    """
    most: float | None = None
    places: list[str] = []
    at = 0
    while at < len(section):
        found = _PLACED.match(section, at)
        if not found:
            return None
        at = found.end()
        bound, quoted, escaped, digit, sign, _ = found.groups()
        if bound:
            most = float(bound)
        literal = quoted or escaped or sign or ""
        if not _SIGNS.issuperset(literal) or (sign == "." and digit):
            return None
        places += [digit] if digit else list(literal)
    return most, places


def _follows_digits(places: list[str]) -> bool:
    """
    Return whether the code is one of digits that matter: several forced zeros, or signs among the digits.
    """
    digits = [at for at, place in enumerate(places) if place in "0#?"]
    if not digits:
        return False
    signs = set(places[digits[0] : digits[-1]]) - set("0#?")
    return (places.count("0") > 1 or bool(signs) or "+" in places) and "." not in signs


def _filled(text: str, sections: list[tuple[float | None, list[str]]]) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if not isfinite(value) or not value.is_integer() or value < 0 or value >= 1e21:
        return plain_number(text)
    places = next((places for most, places in sections if most is None or value <= most), sections[-1][1])
    digits = list(str(int(value)))
    found: list[str] = []
    last = sum(1 for place in places if place in "0#?")
    for place in reversed(places):
        if place not in "0#?":
            found.append(place)
            continue
        last -= 1
        if digits:
            found += [digits.pop()] if last else reversed(["".join(digits)])
            digits = digits if last else []
        elif place == "0":
            found.append("0")
    return "".join(reversed(found)).strip()
