"""
Integers, decimals and money.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from attrs import field, frozen

from leadflow.core.kinds.kind import Family, JsonScalar, Key, Kind, ReadOptions
from leadflow.core.kinds.texts import json_text
from leadflow.core.problems import Unreadable

__all__ = ["DECIMAL", "INTEGER", "MONEY", "Money", "number_key", "read_decimal"]

_MAX: Final = Decimal("1e300")
_SYMBOLS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "zł": "PLN"}
# ISO 4217, without funds, metals and codes for testing.
_CODES: Final = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL
    """.split()  # noqa: SIM905  # a list would be a line each
)
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,'\u2019]\d+)*([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
# What may come before the decimal mark if it holds marks at all: groups of three digits, or as India writes them.
_GROUPED: Final = re.compile(r"[+-]?(\d{1,3}([.,])\d{3}(\2\d{3})*|\d{1,2}(,\d{2})+,\d{3})")
_CURRENCY_AROUND: Final = re.compile(
    r"^([A-Za-z]{3}|[^\d\s.,+-]{1,2})?\s*([+-]?[\d.,'\u2019\s]+)\s*([A-Za-z]{3}|\D{1,2})?$"
)
# In a whole number a mark before exactly three digits is between thousands, whatever the decimal mark.
_THOUSANDS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_BLANKS: Final = str.maketrans("", "", " \u00a0\u202f\u2009_")


def _converted(amount: object) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(str(amount))


@frozen
class Money:
    """
    An amount in a currency.

    Attributes:
        amount: In units of the currency, not in cents.
        currency: ISO 4217 code; empty where nothing said which.
    """

    amount: Decimal = field(converter=_converted)
    currency: str = ""

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:f}".strip()


def _unreadable(text: str) -> Unreadable:
    return Unreadable("number_unreadable", "this is not a number; write it as 1234.5")


def _plain(text: str, mark: str) -> str:
    """
    Drop marks between thousands and make the decimal mark a dot.
    """
    text = text.translate(_BLANKS).replace("'", "").replace("\u2019", "")
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        mark = "." if text.rindex(".") > text.rindex(",") else ","
    elif dots + commas > 1:
        mark = ""
    elif dots + commas == 1 and not re.search(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$", text):
        mark = "." if dots else ","
    whole = text.rpartition(mark)[0] if mark and mark in text else text
    if ("." in whole or "," in whole) and not _GROUPED.fullmatch(whole):
        raise _unreadable(text)
    return "".join("." if char == mark else "" if char in ".," else char for char in text)


def read_decimal(text: str, mark: str = ".") -> Decimal:
    """
    Read a number as people write it: blanks, apostrophes, dots and commas between thousands are dropped.

    Of two different marks the last is the decimal one. A single mark before exactly three digits (``1,234``) follows
    *mark*.

    Raises:
        Unreadable: It is not a number, or larger than 1e300.
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


def number_key(value: int | Decimal) -> float:
    """
    Return *value* rounded to 15 significant digits, which every engine compares alike.
    """
    if type(value) is int and -(10**15) < value < 10**15:
        return float(value)
    return float(f"{Decimal(value):.15g}") + 0.0


def _read_decimal(text: str, options: ReadOptions) -> Decimal:
    return read_decimal(text, options.decimal_mark)


def _read_integer(text: str, options: ReadOptions) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 300:
        return int(text)
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(".", "").replace(",", ""))
    number = read_decimal(text, options.decimal_mark)
    if number != number.to_integral_value():
        raise Unreadable("number_not_whole", "this is not a whole number; remove the fraction")
    return int(number)


def _currency(sign: str) -> str | None:
    """
    Return the ISO 4217 code that *sign* means: empty where there is none, None where it is no currency ("5 mio").
    """
    return (_SYMBOLS.get(sign) or (sign.upper() if sign.upper() in _CODES else None)) if sign else ""


def _read_money(text: str, options: ReadOptions) -> Money:
    parts = _CURRENCY_AROUND.match(text.strip())
    if not parts:
        return Money(read_decimal(text, options.decimal_mark), options.currency)
    before, amount, after = (part.strip() if part else "" for part in parts.groups())
    currency = _currency(before or after)
    if currency is None or (before and after and _currency(after) != currency):
        raise Unreadable("currency_unknown", "the currency is not known; write its three letters, as in EUR 1200")
    return Money(read_decimal(amount, options.decimal_mark), currency or options.currency)


def _write_decimal(value: Decimal) -> str:
    return f"{value:f}"


def _money_key(value: Money) -> Key:
    return value.currency, number_key(value.amount)


def _money_to_json(value: Money) -> JsonScalar:
    return {"amount": str(value.amount), "currency": value.currency}


def _money_from_json(data: JsonScalar) -> Money:
    if isinstance(data, dict):
        return Money(_decimal_from_json(data["amount"]), data.get("currency", ""))
    raise TypeError("this must be an amount with a currency")


def _decimal_from_json(data: JsonScalar) -> Decimal:
    number = Decimal(json_text(data))
    if number.is_finite():
        return number
    raise ValueError("this must be a number")


def _int_from_json(data: JsonScalar) -> int:
    if data.__class__ is int:
        return data
    raise TypeError("this must be a whole number")


INTEGER: Kind[int] = Kind("integer", Family.NUMBER, _read_integer, number_key, str, int, _int_from_json)
DECIMAL: Kind[Decimal] = Kind(
    "decimal", Family.NUMBER, _read_decimal, number_key, _write_decimal, str, _decimal_from_json
)
MONEY: Kind[Money] = Kind("money", Family.NUMBER, _read_money, _money_key, str, _money_to_json, _money_from_json)
