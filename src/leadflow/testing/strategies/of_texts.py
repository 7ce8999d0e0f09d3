"""
Texts of every kind of field, ids and moments.
"""

from __future__ import annotations

import string
from collections.abc import Hashable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from hypothesis import strategies as st

from leadflow.core.fields import AnyField
from leadflow.core.text import clean_text

__all__ = [
    "ADDRESSES",
    "AMOUNTS",
    "COUNTRIES",
    "DAYS",
    "UP_TO_FOUR",
    "UP_TO_TWO",
    "ids",
    "moments",
    "nasty_texts",
    "one_of",
    "several",
    "text_of",
    "written",
]

_T = TypeVar("_T", bound=Hashable)


@lru_cache(maxsize=1_024, typed=True)
def one_of(*options: _T) -> st.SearchStrategy[_T]:
    """
    One of *options*.
    """
    # Making a strategy for each value takes several times as long as drawing from one.
    return st.sampled_from(options)


_NASTY: Final = (
    "'; SELECT 1; --",
    '"quoted" \\ back\\slash',
    "%s %(name)s {0} {name} ${x} #{x}",
    "=1+1",
    "null",
    "None",
    "\u202eright to left",
    "e\u0301 and é",
    "ﬁ ﬂ Ⅷ İ ı ß ẞ",
    "\u00a0\u2003blank\u3000",
    "zero\u200bwidth",
    "日本語 العربية עברית 🎉👩‍👩‍👧",
    "a" * 1_000,
    "\U0010ffff\ufdd0\ufffe",
    "line\u2028separator",
)

_WORDS: Final = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)

AMOUNTS: Final = st.decimals(
    min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=4, allow_nan=False, allow_infinity=False
)

_CURRENCIES: Final = st.sampled_from(["EUR", "USD", "NOK", "JPY"])

_LETTERS_AND_DIGITS: Final = string.ascii_letters + string.digits


def written(alphabet: str, fewest: int, most: int) -> st.SearchStrategy[str]:
    """
    Texts of *fewest* to *most* characters of *alphabet*, both inclusive.
    """
    # A text is drawn at once, but what a regular expression describes is drawn character by character.
    return st.text(alphabet, min_size=fewest, max_size=most)


_PHONES: Final = st.builds(
    "+{} (0){} {}".format,
    st.integers(1, 999),
    written(string.digits, 2, 4),
    written(string.digits, 3, 8),
)

ADDRESSES: Final = st.builds(
    "{}{}@{}.{}".format,
    written(_LETTERS_AND_DIGITS, 1, 12),
    st.just("") | st.builds("{}{}".format, st.sampled_from(".+_-"), written(_LETTERS_AND_DIGITS, 1, 8)),
    written(string.ascii_lowercase + string.digits, 1, 12),
    st.sampled_from(["com", "de", "co.uk"]),
)

_URLS: Final = st.builds(
    "{}www.{}.com{}".format,
    st.sampled_from(["", "https://"]),
    written(string.ascii_lowercase, 1, 12),
    st.just("") | written(string.ascii_lowercase + string.digits + "?&=%#-", 0, 20).map("/{}".format),
)

COUNTRIES: Final = st.sampled_from(["DE", "Germany", "Österreich", "USA", "Côte d'Ivoire", "日本", "Atlantis"])

_NASTY_TEXTS: Final = (st.sampled_from(_NASTY) | _WORDS).filter(lambda text: bool(clean_text(text).strip()))

_FIRST, _LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

_MOMENTS: Final = st.datetimes(_FIRST.replace(tzinfo=None), _LAST.replace(tzinfo=None), timezones=st.just(UTC))

_IDS: Final = (
    st.uuids().map(str)
    | st.integers(1, 10**9).map(str)
    | st.builds("{}{}".format, st.sampled_from(_LETTERS_AND_DIGITS), written(_LETTERS_AND_DIGITS + "_:.-", 0, 30))
)

DAYS: Final = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)


def nasty_texts() -> st.SearchStrategy[str]:
    """
    Texts that break what handles text carelessly; never blank or invisible, and without control characters.
    """
    return _NASTY_TEXTS


def moments() -> st.SearchStrategy[datetime]:
    """
    Moments in UTC, to the microsecond.
    """
    return _MOMENTS


def ids() -> st.SearchStrategy[str]:
    """
    Ids as hosts have them: numbers, UUIDs, slugs.
    """
    return _IDS


_TEXTS: Final[dict[str, st.SearchStrategy[str]]] = {
    "text": nasty_texts(),
    "long_text": st.lists(nasty_texts(), min_size=1, max_size=3).map("\n".join),
    "email": ADDRESSES,
    "phone": _PHONES,
    "url": _URLS,
    "code": st.sampled_from(["01067", "sw1a 1aa", "SW1A 1AA", "12-3"]),
    "id": st.sampled_from(["P1", "p1", "00Q1", "a-1", "a b"]),
    "integer": st.integers(-(10**18), 10**18).map(str),
    "decimal": AMOUNTS.map(lambda amount: f"{amount:f}"),
    "money": st.tuples(_CURRENCIES, AMOUNTS).map(lambda pair: f"{pair[0]} {pair[1]:f}"),
    "boolean": st.sampled_from(["yes", "no"]),
    "date": DAYS,
    "datetime": moments().map(datetime.isoformat),
    "multi_choice": st.lists(st.sampled_from(["a", "B", "c d", "ä"]), min_size=1, max_size=3).map(";".join),
    "country": COUNTRIES,
    "state": st.sampled_from(["CA", "California", "calif", "NRW", "Québec", "quebec", "WA", "BE", "Atlantis"]),
}


def text_of(field: AnyField) -> st.SearchStrategy[str]:
    """
    Texts that a field reads, and none that says nothing of it.
    """
    if field.choices:
        return one_of(*[choice.name for choice in field.choices])
    texts = _TEXTS[field.kind.name]
    return texts.filter(lambda text: not field.says_nothing(text)) if field.stand_ins else texts


UP_TO_TWO: Final = st.integers(0, 2)

UP_TO_FOUR: Final = st.integers(0, 4)


@lru_cache(maxsize=256)
def several(options: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    """
    Up to *most* different ones of *options*, in any order; none is possible.
    """
    return st.lists(st.sampled_from(options), max_size=most, unique=True)
