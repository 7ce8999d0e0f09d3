"""
Numbers of a workbook as text, by the format under which they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import isfinite
from typing import Final

from leadflow.adapters.tables.format_codes import Part, Section, around_texts, section_for, sections_of
from leadflow.adapters.tables.moments import MomentReader
from leadflow.adapters.tables.shown_numbers import percent, plain_number, shown_code

__all__ = ["BUILT_IN", "number_reader", "text_readers"]

BUILT_IN: Final = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    # Of money, whose currency is that of the reader's machine.
    **dict.fromkeys(range(41, 45), '#,##0;-#,##0;"-"??'),
    46: "[h]:mm:ss",
    49: "@",
}
"""
Formats that have a number and no code in the file, as far as they matter here.
"""

_REMEMBERED: Final = 4096

Reader = Callable[[str], str]


def number_reader(code: str, *, from_1904: bool) -> Reader:
    """
    Return what makes text of the numbers under the format *code*.

    Dates become ``2024-05-03`` or ``2024-05-03 14:30:00``, times ``14:30:00``. Codes of digits, signs and letters, such
    as ``00000`` or ``(000) 000-0000``, are followed, since they belong to postal codes and phones; a currency is named
    and a percentage is one. Other numbers come as they are.
    """
    sections = sections_of(code)
    readers = [_reader(section, from_1904=from_1904) for section in sections]
    if all(reader is readers[0] for reader in readers):
        return readers[0]
    if len(readers) == 1:
        return readers[0]

    def read(text: str) -> str:
        try:
            value = float(text)
        except ValueError:
            return text
        chosen = section_for(sections, value)
        return next(reader for section, reader in zip(sections, readers, strict=True) if section is chosen)(text)

    return lru_cache(maxsize=_REMEMBERED)(read)


def text_readers(codes: Sequence[str]) -> dict[int, Reader]:
    """
    Return what shows the texts of those cell styles whose format adds words to them, such as "pre "@, by their place.
    """
    found = {code: around_texts(code) for code in set(codes)}
    return {at: partial(_between, pieces) for at, code in enumerate(codes) if (pieces := found[code])}


def _between(pieces: Sequence[str], text: str) -> str:
    return text.join(pieces) if text else ""


def _reader(section: Section, *, from_1904: bool) -> Reader:
    reader = _filled_reader(section, from_1904=from_1904)
    words = section.words_for_zero
    return (lambda text: words if plain_number(text) == "0" else reader(text)) if words else reader


def _filled_reader(section: Section, *, from_1904: bool) -> Reader:
    if section.letters and not section.general and not any(digit for _, digit in section.parts[:1]):
        return MomentReader(section, from_1904=from_1904)
    if section.only_words:
        return lambda text: section.words
    if section.percent:
        return percent
    if section.multiplied:
        return partial(_with_word, section.words)
    if section.currency:
        return partial(_with_word, section.currency)
    if section.measured or section.general or not _matters(section.parts):
        return plain_number
    zeros = len(section.parts)
    if all(part == ("0", True) for part in section.parts):
        return lambda text: text.zfill(zeros) if text.isdecimal() else _filled(section.parts, text)
    return lru_cache(maxsize=_REMEMBERED)(partial(_filled, section.parts))


def _with_word(word: str, text: str) -> str:
    return f"{plain_number(text)} {word}"


def _matters(parts: Sequence[Part]) -> bool:
    """
    Return whether the places of digits are more than a number: several forced zeros, or characters among or before
    them.
    """
    if not any(digit for _, digit in parts):
        return False
    return _forced(parts) > 1 or any(char.strip() and not digit for char, digit in parts)


def _forced(parts: Sequence[Part]) -> int:
    """
    Return how many digits are always shown: those from the first forced zero on.
    """
    places = [char for char, digit in parts if digit]
    return len(places) - places.index("0") if "0" in places else 0


def _filled(parts: Sequence[Part], text: str) -> str:
    """
    Put the digits of a whole number into their places, from the last one.
    """
    plain = plain_number(text)
    if not plain.isdecimal() or not isfinite(float(plain)):
        return plain
    digits = list(plain)
    found: list[str] = []
    left, forced = sum(digit for _, digit in parts), _forced(parts)
    for char, digit in reversed(parts):
        if not digit:
            found.append(char)
            continue
        left -= 1
        if digits:
            found += [digits.pop()] if left else reversed(["".join(digits)])
            digits = digits if left else []
        elif forced > 0:
            found.append("0")
        forced -= 1
    return shown_code(plain, "".join(reversed(found)))
