"""
Number formats of workbooks, cut into their sections.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from typing import Final

from attrs import Factory, define

from leadflow.core.kinds.amounts import names_magnitude
from leadflow.core.kinds.currencies import SHARED, currency_of

__all__ = ["Part", "Section", "around_texts", "section_for", "sections_of"]

Part = tuple[str, bool]
"""
A character, and whether it is the place of a digit.
"""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<digit>[0#?])|(?P<exponent>e[+-])'
    r"|(?P<general>general|standard)|am/pm|a/p|(?P<moment>[ymdhsg])|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_TEXT: Final = "\0"
"""
Stands for the text of a cell, which a format writes as @.
"""
_GENERAL: Final = "\1"
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARED: Final[dict[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
# A sign alone may be that of several countries; the number behind it in the format says which one.
_BY_COUNTRY: Final = {
    **{"c09": "AUD", "1009": "CAD", "c0c": "CAD", "1409": "NZD", "4809": "SGD", "1004": "SGD", "c04": "HKD"},
    **{"404": "TWD", "80a": "MXN", "2c0a": "ARS", "340a": "CLP", "240a": "COP", "409": "USD"},
    **{"804": "CNY", "411": "JPY", "41d": "SEK", "81d": "SEK", "414": "NOK", "814": "NOK", "406": "DKK", "40f": "ISK"},
}
_SHARED_SIGNS: Final = frozenset({"$", "kr", "¥", "￥"})


@define
class Section:
    """
    What a format says of the numbers that meet its condition.

    Attributes:
        condition: Which ones; None if that follows from its place among the sections.
        parts: Places of digits, and the characters around them.
        letters: Those of dates and times, in lower case.
        elapsed: The first letter of hours, minutes or seconds that count beyond a day; empty if none do.
        currency: ISO 4217 code of the currency that is shown, or its sign if that is of several; empty if there is none.
        percent: It shows hundredths.
        general: It has no digits of its own.
        as_text: It shows a number as if it were a text.
        thousands: How often it divides by a thousand.
        measured: It has a decimal mark, marks between thousands, a fraction or an exponent: not a code, but a quantity.
    """

    condition: Callable[[float], bool] | None = None
    parts: list[Part] = Factory(list)
    letters: set[str] = Factory(set)
    elapsed: str = ""
    currency: str = ""
    percent: bool = False
    general: bool = False
    as_text: bool = False
    thousands: int = 0
    measured: bool = False

    @property
    def words(self) -> str:
        """
        What is around the digits.
        """
        return " ".join("".join(" " if digit else char for char, digit in self.parts).split())

    @property
    def multiplied(self) -> bool:
        """
        True if a word behind the digits multiplies them, and they are not divided to make up for it: 0.0" Mio. €".
        """
        last = max((at for at, (_, digit) in enumerate(self.parts) if digit), default=len(self.parts))
        behind = "".join(char for char, _ in self.parts[last + 1 :])
        return not self.thousands and names_magnitude(behind)

    @property
    def only_words(self) -> bool:
        """
        True if words stand for the number: "Yes";;"No".
        """
        shows = self.general or self.as_text or self.letters or any(digit for _, digit in self.parts)
        return not shows and bool(self.words)

    @property
    def words_for_zero(self) -> str:
        """
        The words that stand for zero, as no place of a digit is forced: "-"??; empty if there are none.
        """
        places = {char for char, digit in self.parts if digit}
        return self.words if places and "0" not in places else ""

    def name_currency(self) -> None:
        """
        Look for a currency among the words around the digits.
        """
        codes = [code for word in self.words.split() if (code := _currency(word.strip("-()")))]
        self.currency = self.currency or (codes[0] if codes else "")


def sections_of(code: str) -> list[Section]:
    """
    Return the sections of a format for numbers; the fourth is for texts.
    """
    sections = [Section()]
    for token in _TOKEN.finditer(code):
        if token["end"]:
            sections.append(Section())
        else:
            _take(sections[-1], token)
    for section in sections:
        section.name_currency()
    return sections[:3]


def around_texts(code: str) -> list[str]:
    """
    Return what a format shows before, between and behind the places of a text: "pre "@ has "pre " and "".

    Empty if texts are shown as they are; what would show nothing of a text does not count.
    """
    sections = [""]
    for token in _TOKEN.finditer(code):
        match token.lastgroup:
            case "end":
                sections.append("")
            case "general":
                sections[-1] += _GENERAL
            case "quoted" | "escaped":
                sections[-1] += token[token.lastgroup]
            case "other":
                sections[-1] += _TEXT if token[0] == "@" else token[0]
            case _:
                pass
    about_texts = sections[3].replace(_GENERAL, _TEXT) if len(sections) > 3 else sections[-1]
    if len(sections) <= 3 and _TEXT not in about_texts:
        return []
    return about_texts.split(_TEXT) if about_texts.replace(_TEXT, "").strip() else []


def _currency(sign: str) -> str:
    """
    Return the code of a currency; of a sign that several have, none of which comes first, the sign.
    """
    return currency_of(sign) or (sign if sign.lower().rstrip(".") in SHARED else "")


def _take(section: Section, token: re.Match[str]) -> None:
    kind, text = token.lastgroup, token[token.lastgroup] if token.lastgroup else ""
    match kind:
        case "digit":
            section.parts.append((text, True))
            section.thousands = 0
        case "quoted" | "escaped":
            section.parts += [(char, False) for char in text]
        case "bracket":
            _take_bracket(section, text)
        case "exponent":
            section.measured = True
        case "general":
            section.general = True
        case "moment":
            section.letters.add(text.lower())
        case "other" if text == "%":
            section.percent = True
        case "other" if text == "@":
            section.as_text = True
        case "other" if text in ".,/":
            # Between places of digits these are the marks of a quantity; elsewhere a comma divides by a thousand.
            section.measured = section.measured or any(digit for _, digit in section.parts)
            section.thousands += text == ","
        case "other":
            section.parts.append((text, False))
        case _:
            pass


def _take_bracket(section: Section, text: str) -> None:
    if condition := _CONDITION.fullmatch(text):
        compare, bound = _COMPARED[condition[1]], float(condition[2])
        section.condition = lambda value: compare(value, bound)
    elif text.startswith("$"):
        sign, _, country = text[1:].partition("-")
        shared = sign.lower().rstrip(".") in _SHARED_SIGNS
        section.currency = (_BY_COUNTRY.get(country.lower(), "") if shared else "") or _currency(sign)
    elif text and set(text.lower()) in ({"h"}, {"m"}, {"s"}):
        section.elapsed = section.elapsed or text[0].lower()
        section.letters.add(text[0].lower())


def section_for(sections: Sequence[Section], value: float) -> Section:
    """
    Return the section by which *value* is shown.
    """
    if any(section.condition for section in sections):
        return next((one for one in sections if one.condition is None or one.condition(value)), sections[-1])
    if len(sections) == 1 or (len(sections) == 2 and value >= 0) or value > 0:
        return sections[0]
    return sections[1] if value < 0 or len(sections) == 2 else sections[2]
