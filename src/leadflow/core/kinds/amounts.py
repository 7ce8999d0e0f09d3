"""
Amounts as people write them: with currencies, magnitudes, bounds and ranges around the figures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from leadflow.core.kinds.currencies import CODES, SHARED, currency_of
from leadflow.core.kinds.figures import read_figures
from leadflow.core.problems import Unreadable

__all__ = ["MAGNITUDES", "PEOPLE", "Amount", "names_magnitude", "read_amount"]

MAGNITUDES: Final[dict[str, int]] = {
    **dict.fromkeys(["k", "tsd", "tausend", "thousand", "mille", "duizend", "tys", "千"], 10**3),
    "万": 10**4,
    **dict.fromkeys(["lakh", "lakhs", "lac", "lacs"], 10**5),
    **dict.fromkeys(["m", "mm", "mn", "mio", "mln", "mill", "million", "millions", "millionen"], 10**6),
    **dict.fromkeys(["millón", "millones", "milione", "milioni", "miljoen", "milhão", "milhões"], 10**6),
    **dict.fromkeys(["crore", "crores", "cr"], 10**7),
    "億": 10**8,
    **dict.fromkeys(["b", "bn", "mrd", "md", "mds", "mld", "billion", "milliarde", "milliarden"], 10**9),
    **dict.fromkeys(["milliard", "milliards", "miliardo", "miliardi", "miljard", "bilhão", "bilhões"], 10**9),
}
"""
What a word after the figures multiplies them by. German and Spanish billions are a thousand times the English ones
and are written in other words, which are left out, and so is ``mil``: a thousand in Portuguese and Spanish, a million
in Dutch. Brazilian money says which.
"""

_BRAZILIAN: Final = {"mil": 10**3, "mi": 10**6, "bi": 10**9}

PEOPLE: Final = frozenset(
    [
        *(
            "employee",
            "employees",
            "people",
            "mitarbeiter",
            "mitarbeitende",
            "mitarbeitern",
            "ma",
            "employés",
            "salariés",
        ),
        *("empleados", "trabajadores", "dipendenti", "addetti", "medewerkers", "werknemers", "funcionários"),
        *("colaboradores", "名", "人", "%", "de", "d", "di", "'", "’"),
    ]
)
"""
Words after the figures that change nothing.
"""

_ABOVE: Final = (
    "+",
    "or more",
    "and more",
    "und mehr",
    "et plus",
    "y más",
    "o más",
    "o più",
    "en meer",
    "ou mais",
    "以上",
    "oder mehr",
    "ou plus",
    "of meer",
    "e oltre",
    "ed oltre",
    "and above",
    "and over",
    "or above",
    "or over",
    "und darüber",
    "人超",
    "名超",
)
_OVER: Final = re.compile(
    r"(?:>=?|≥|\+\s?d[ei](?![^\W\d_])|(?:over|more than|at least|über|mehr als|ab|plus de|más de|oltre|più di|meer dan|mais de|"
    r"above|acima de|superior a|supérieur à|au-delà de|größer als|mayor de|mayor que|superiore a|groter dan|maior que)(?![^\W\d_]))\s*",
    re.IGNORECASE,
)
_UNDER: Final = re.compile(
    r"(?:<=?|≤|(?:under|less than|fewer than|up to|tot|unter|weniger als|bis|moins de|menos de|hasta|meno di|fino a|minder dan|até|"
    r"below|abaixo de|inferior a|inférieur à|jusqu'à|kleiner als|menor de|menor que|inferiore a|kleiner dan)"
    r"(?![^\W\d_]))\s*",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"(?:~|≈|約|およそ|(?:approx|approximately|about|around|roughly|ca|circa|etwa|rund|ungefähr|environ|aprox|unos|"
    r"aproximadamente|alrededor de|ongeveer|cerca de)(?![^\W\d_]|\$)\.?)\s*",
    re.IGNORECASE,
)
# Ends of a range that come behind the figures.
_UNDER_BEHIND: Final = re.compile(
    r"\s*(?:(?<=[\d人名円])(?:未満|以下)|or (?:less|fewer)|und weniger|oder weniger|et moins|ou moins|o menos|o meno|of minder|"
    r"ou menos)$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"(?:between|entre|zwischen|tra|fra|tussen)\s+(.+?)\s+(?:and|et|und|y|e|en)\s+(.+)", re.IGNORECASE
)
_FROM: Final = re.compile(r"(?:from|von|de|da|van)\s+(?=\W?\d)", re.IGNORECASE)
_SPAN: Final = re.compile(r"\s*[-–—~〜]\s*|\s+(?:to|bis|à|a|tot|até)\s+", re.IGNORECASE)
_PART: Final = re.compile(r"(\D*?)([+-]?\s*(?:\d[\d.,'\u2019\s]*|(?<![^\W\d_])[.,]\d+)(?:[eE][+-]?\d{1,3})?)(\D*)")
_PLAIN: Final = str.maketrans("−－，．～０１２３４５６７８９", "--,.~0123456789")
# In "50+ employees" the word says nothing more.
_PLUS: Final = re.compile(rf"(\d)\s*\+\s*(?:{'|'.join(map(re.escape, sorted(PEOPLE, reverse=True)))})$", re.IGNORECASE)
# €500,- in Europe, 500:- or 500 :- in Sweden, 500/- in India.
_NO_CENTS: Final = re.compile(r"(?<=\d)(?:[.,:/]| :)(?:-{1,2}|[–—])(?!\d)")
# TEUR and M€ are thousands and millions of euros, MSEK are millions of kronor.
_THOUSANDS_OF: Final = re.compile(rf"(?i:([tkm])(EUR|CHF|USD|GBP|€))|([TKM])({'|'.join(sorted(CODES))})")
_TIMES: Final = {"t": "k", "k": "k", "m": "m"}
# As SAP writes debts: 1.234,50-.
_MINUS_BEHIND: Final = re.compile(r"(\d[\d.,'\u2019\s]*[.,]\d{2}|\d[.,]\d{2})-(?=\D*$)")
_BRACKETED_RANGE: Final = re.compile(r"\(([^()]*\d\s*[-–—~〜]\s*\D{0,3}\d[^()]*)\)")
_MYRIADS: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)億(\d[\d,]*(?:\.\d+)?)万")
_BRACKET: Final = re.compile(r"[^\d()]{0,5}\(([^()]*)\)")
_LONGEST: Final = 80
_LONGEST_CODE: Final = 3


@frozen
class Amount:
    """
    An amount.

    Attributes:
        number: Of a range, its lower bound.
        currency: ISO 4217 code; empty if none is named.
        note: What was left out, for a warning; empty if nothing was.
    """

    number: Decimal
    currency: str = ""
    note: str = ""


def read_amount(text: str, mark: str | None, usual: str = "") -> Amount:
    """
    Read an amount.

    Args:
        mark: The decimal mark where the figures do not show it, as `read_figures` takes it.
        usual: The currency that a sign means which several countries have, such as ``$`` and ``kr``, if it has that
            sign.

    Raises:
        Unreadable: It is none, or its currency is not known.
    """
    if len(text) > _LONGEST:
        raise _unreadable()
    bare = text.translate(_PLAIN).strip()
    if bracketed := _BRACKETED_RANGE.fullmatch(bare):
        bare = bracketed[1].strip()
    bare = _added(bare)
    if cents := _NO_CENTS.search(bare):
        bare = _NO_CENTS.sub("", bare).strip()
        mark = sign if (sign := cents.group()[0]) in ".," else mark
    bare = _MINUS_BEHIND.sub(r"-\1", bare[_end(_ABOUT, bare) :])
    bare = _PLUS.sub(r"\1+", bare)
    if bare.lower().endswith(_ABOVE):
        above = next(word for word in _ABOVE if bare.lower().endswith(word))
        return _bounded(_single(bare[: -len(above)], mark, usual))
    if start := _end(_OVER, bare):
        return _bounded(_single(bare[start:], mark, usual))
    if start := _end(_UNDER, bare):
        return _bounded(Amount(Decimal(0), _single(bare[start:], mark, usual).currency))
    if behind := _UNDER_BEHIND.search(bare):
        return _bounded(Amount(Decimal(0), _single(bare[: behind.start()], mark, usual).currency))
    if between := _BETWEEN.fullmatch(bare):
        return _range(between[1], between[2], mark, usual)
    span = _SPAN.search(bare, 1)
    if span and any(map(str.isdigit, bare[: span.start()])):
        return _range(bare[_end(_FROM, bare) : span.start()], bare[span.end() :], mark, usual)
    return _single(bare, mark, usual)


def _added(text: str) -> str:
    """
    Return *text* with the parts of a Japanese number added up: 3億5000万 is 35000万.
    """
    found = _MYRIADS.search(text)
    if not found:
        return text
    great, small = (Decimal(part.replace(",", "")) for part in (found[1], found[2]))
    return f"{text[: found.start()]}{great * 10**4 + small:f}万{text[found.end() :]}"


def _end(begins: re.Pattern[str], text: str) -> int:
    match = begins.match(text)
    return match.end() if match else 0


def _bounded(amount: Amount) -> Amount:
    return Amount(amount.number, amount.currency, "the lower bound of a range is used")


def _range(low: str, high: str, mark: str | None, usual: str) -> Amount:
    """
    Read both ends; a currency or a magnitude may be at one of them alone.
    """
    least, most = _parts(low, mark, usual), _parts(high, mark, usual)
    if least.times == 1 and least.number * most.times <= most.number * most.times:
        least = _Parts(least.number, most.times, least.currency)
    if least.number * least.times > most.number * most.times or re.match(r"0\d", low):
        raise _unreadable()
    currency = _one_currency([least.currency, most.currency])
    return _bounded(Amount(least.number * least.times, currency))


def _single(text: str, mark: str | None, usual: str) -> Amount:
    # As in accounts: (1,200) EUR or $(1,200). A currency in brackets says nothing of the sign: (EUR) 1,200.
    bracket = _BRACKET.match(text)
    negative = bracket is not None and any(map(str.isdigit, bracket[1]))
    if bracket:
        text = text.replace("(", "", 1).replace(")", "", 1)
    parts = _parts(text, mark, usual)
    number = parts.number * parts.times
    return Amount(-number if negative else number, parts.currency)


@frozen
class _Parts:
    number: Decimal
    times: int
    currency: str


def _parts(text: str, mark: str | None, usual: str) -> _Parts:
    found = _PART.fullmatch(text.strip())
    if not found:
        raise _unreadable()
    before, figures, after = (part.strip() for part in found.groups())
    times, currencies = 1, []
    local = _BRAZILIAN if "R$" in text.upper() or "BRL" in text.upper() else {}
    if "-" in before and figures[0].isdigit():
        before, figures = before.replace("-", "", 1), f"-{figures}"
    for word in (*_words(before), *_words(after)):
        key = word.lower().rstrip(".")
        if key in MAGNITUDES and (word in _words(after) or _THOUSANDS_OF.fullmatch(before)):
            times *= MAGNITUDES[key]
        elif key in local and word in _words(after):
            times *= local[key]
        elif key not in PEOPLE:
            currencies.append(word)
    return _Parts(read_figures(figures.replace(" ", ""), mark), times, _named(currencies, usual))


def _words(text: str) -> list[str]:
    """
    Split what is around figures: 2,5Mio.€ has a magnitude and a currency.
    """
    found = re.findall(r"[A-Za-z]{1,3}\$|T€|[^\W\d_]+\.?|[^\w\s]", text)
    return [part for word in found for part in _parted(word)]


def names_magnitude(text: str) -> bool:
    """
    Return whether what is around figures multiplies them: "Mio. €", "TEUR", "k".
    """
    return any(word.lower().rstrip(".") in MAGNITUDES for word in _words(text))


def _parted(word: str) -> list[str]:
    """
    Part magnitudes from each other and from the sign that they touch: 10K$, TEUR, 万円.
    """
    if word[-1] == "$" and word[:-1].lower() in MAGNITUDES:
        return [word[:-1], "$"]
    if found := _THOUSANDS_OF.fullmatch(word):
        return [_TIMES[(found[1] or found[3]).lower()], found[2] or found[4]]
    counted = len(word) - len(word.lstrip("千万億"))
    return [*word[:counted], *([word[counted:]] if word[counted:] else [])]


def _named(signs: Sequence[str], usual: str) -> str:
    """
    Return the currency that all of *signs* mean; a sign of several countries says the one that is named beside it.
    """
    shared = [sign for sign in signs if sign.lower().rstrip(".") in SHARED]
    codes = [_known_currency(sign) for sign in signs if sign not in shared]
    others = codes or [usual]
    for sign in shared:
        countries = SHARED[sign.lower().rstrip(".")]
        codes.append(others[0] if others[0] in countries else _shared_currency(sign, countries))
    return _one_currency(codes)


def _shared_currency(sign: str, countries: Collection[str]) -> str:
    """
    Return which of *countries* a sign means where nothing else says it.
    """
    code = currency_of(sign)
    if code is None:
        several = ", ".join(sorted(countries))
        message = (
            f"several currencies are written so ({several}); write its three letters, or set the currency of the field"
        )
        raise Unreadable("currency_unknown", message)
    return code


def _known_currency(sign: str) -> str:
    code = currency_of(sign)
    if code is None and len(sign) > _LONGEST_CODE:
        raise _unreadable()
    if code is None:
        raise Unreadable("currency_unknown", "the currency is not known; write its three letters, as in EUR 1200")
    return code


def _one_currency(currencies: Iterable[str]) -> str:
    named = {one for one in currencies if one}
    if len(named) > 1:
        raise Unreadable("currency_unknown", "two currencies are named; write one, as in EUR 1200")
    return named.pop() if named else ""


def _unreadable() -> Unreadable:
    return Unreadable("number_unreadable", "this is not a number; write it as 1234.5")
