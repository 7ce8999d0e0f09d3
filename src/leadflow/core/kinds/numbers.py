"""
Integers, decimals and money.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_type, wrong_value
from leadflow.core.kinds.amounts import Amount, read_amount
from leadflow.core.kinds.figures import THOUSANDS, is_figures, read_figures
from leadflow.core.kinds.kind import Adjusted, Family, FieldKind, JsonScalar, Key, ReadOptions
from leadflow.core.kinds.texts import json_text
from leadflow.core.problems import Unreadable
from leadflow.errors import InvalidInput

__all__ = ["DECIMAL", "INTEGER", "MONEY", "Money", "number_key"]

T = TypeVar("T")

_MOST_FIGURES: Final = 300

# In a whole number a mark before exactly three digits is between thousands, with either decimal mark.
_THOUSANDS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")


def _converted(amount: object) -> Decimal:
    """
    Take an amount; one that is stored has to be read again, so it is a number, and one of a length that people write.
    """
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int | float | str):
        raise wrong_type(amount, "Money.amount", "a number, such as Decimal('9.90')")
    try:
        number = amount if isinstance(amount, Decimal) else Decimal(str(amount))
    except InvalidOperation:
        number = None
    except ValueError:  # Python writes no integer of more than 4,300 digits
        raise _too_large() from None
    if number is None or not number.is_finite():
        raise wrong_value("number_unreadable", "the amount is not a number; write it as 1234.5", "Money.amount")
    if abs(number.adjusted()) > _MOST_FIGURES:
        raise _too_large()
    return number


def _too_large() -> InvalidInput:
    message = "the amount is too large, or has too many figures after the mark; the limit is 1e300"
    return wrong_value("number_too_large", message, "Money.amount")


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


def number_key(value: int | Decimal) -> float:
    """
    Return *value* rounded to 15 significant digits, which every engine compares alike.
    """
    if type(value) is int and -(10**15) < value < 10**15:
        return float(value)
    return float(f"{Decimal(value):.15g}") + 0.0


def _read_decimal(text: str, options: ReadOptions) -> Decimal | Adjusted[Decimal]:
    if is_figures(text):
        return read_figures(text, _mark(options, "."))
    amount = _unnamed(text, _mark(options, "."))
    return _noted(amount.number, amount.note)


def _mark(options: ReadOptions, usual: str) -> str | None:
    """
    Return the decimal mark that is given, else the *usual* one; None where an unclear number is refused.
    """
    if options.decimal_mark is not None:
        return options.decimal_mark.sign
    return None if options.asks else usual


def _unnamed(text: str, mark: str | None) -> Amount:
    """
    Read an amount without a currency.
    """
    try:
        amount = read_amount(text, mark)
    except Unreadable as error:
        if error.code in ("number_too_large", "number_ambiguous"):
            raise
        raise Unreadable("number_unreadable", "this is not a number; write it as 1234.5") from None
    if amount.currency:
        raise Unreadable("number_unreadable", "this is an amount of money, not a number; write it as 1234.5")
    return amount


def _read_integer(text: str, options: ReadOptions) -> int | Adjusted[int]:
    if text.isascii() and text.isdigit() and len(text) <= 300:
        return int(text)
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(".", "").replace(",", ""))
    if is_figures(text):
        return _whole(read_figures(text, THOUSANDS))
    amount = _unnamed(text, THOUSANDS)
    return _noted(_whole(amount.number), amount.note)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise Unreadable("number_not_whole", "this is not a whole number; remove the fraction")
    return int(number)


def _read_money(text: str, options: ReadOptions) -> Money | Adjusted[Money]:
    # No amount has three decimals.
    mark = _mark(options, THOUSANDS)
    if is_figures(text):
        return Money(read_figures(text, mark), options.currency)
    amount = read_amount(text, mark, options.currency)
    return _noted(Money(amount.number, amount.currency or options.currency), amount.note)


def _noted(value: T, note: str) -> T | Adjusted[T]:
    return Adjusted(value, "number_range", note) if note else value


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


INTEGER: FieldKind[int] = FieldKind("integer", Family.NUMBER, _read_integer, number_key, str, int, _int_from_json)
DECIMAL: FieldKind[Decimal] = FieldKind(
    "decimal", Family.NUMBER, _read_decimal, number_key, _write_decimal, str, _decimal_from_json
)
MONEY: FieldKind[Money] = FieldKind(
    "money", Family.NUMBER, _read_money, _money_key, str, _money_to_json, _money_from_json
)
