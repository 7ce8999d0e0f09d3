"""
Numbers and money are read as people write them, and a guess that could be wrong by a thousand is refused.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leadflow.core.fields import Field
from leadflow.core.kinds import DECIMAL, INTEGER, MONEY, Adjusted, DecimalMark, Money, ReadOptions
from leadflow.core.kinds.amounts import read_amount
from leadflow.core.kinds.numbers import number_key
from leadflow.core.problems import Unreadable
from leadflow.errors import InvalidInput

NUMBER = Field("n", DECIMAL)
WHOLE = Field("n", INTEGER)
PRICE = Field("n", MONEY)


class TestDecimals:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("0", "0"),
            ("-0", "0"),
            ("1234.5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("12,34,567.8", "1234567.8"),
            ("1 234 567,89", "1234567.89"),
            ("1\u00a0234,5", "1234.5"),
            ("1\u202f234,5", "1234.5"),
            ("1'234.50", "1234.50"),
            ("1\u2019234", "1234"),
            ("1,5", "1.5"),
            ("0,123", "0.123"),
            ("1,234", "1234"),
            ("1.234", "1.234"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+7", "7"),
            ("-1.5e3", "-1500"),
            ("1E-3", "0.001"),
            ("1_000", "1000"),
        ],
    )
    def test_numbers_are_read_as_people_write_them(self, text: str, expected: str) -> None:
        """
        Blanks, apostrophes, dots and commas between thousands are dropped.
        """
        assert NUMBER.read(text) == Decimal(expected)

    @pytest.mark.parametrize(("text", "expected"), [("1,234", "1.234"), ("1.234", "1234"), ("1.234,5", "1234.5")])
    def test_the_decimal_mark_decides_where_the_text_does_not(self, text: str, expected: str) -> None:
        """
        A single mark before three digits follows the option.
        """
        assert NUMBER.read(text, ReadOptions(decimal_mark=DecimalMark.COMMA)) == Decimal(expected)

    @pytest.mark.parametrize(
        "text",
        ["abc", "1e", "--1", "2-1", "0x10", "inf", "Infinity", "1.2.3", "12.10.2024", "1,2,3", "12.34.56", "½"],
    )
    def test_what_is_no_number_is_refused(self, text: str) -> None:
        """
        Words, spans, versions and dates are no numbers.
        """
        with pytest.raises(Unreadable) as caught:
            NUMBER.read(text)

        assert caught.value.code == "number_unreadable"

    @pytest.mark.parametrize("text", ["1e301", "9" * 302, "-1e999"])
    def test_numbers_end_at_1e300(self, text: str) -> None:
        """
        Larger ones would be infinite in some engine.
        """
        with pytest.raises(Unreadable) as caught:
            NUMBER.read(text)

        assert caught.value.code == "number_too_large"

    def test_writing_and_reading_gives_the_number_back(self) -> None:
        """
        Numbers are read back, also with an exponent.
        """
        assert NUMBER.read(DECIMAL.write(Decimal("1E+20"))) == Decimal("1E+20")

    def test_keys_have_fifteen_significant_digits(self) -> None:
        """
        Engines that count in binary floats agree up to there.
        """
        assert number_key(Decimal("0.1") + Decimal("0.2")) == number_key(Decimal("0.3"))
        assert number_key(Decimal("1234567890123456")) == number_key(Decimal("1234567890123457"))
        assert number_key(Decimal("123456789012345")) != number_key(Decimal("123456789012346"))

    def test_negative_zero_has_the_key_of_zero(self) -> None:
        """
        They are the same number.
        """
        assert str(number_key(Decimal("-0.0"))) == "0.0"


class TestIntegers:
    @pytest.mark.parametrize(("text", "expected"), [("7", 7), ("007", 7), ("1,000", 1000), ("5.0", 5), ("-3", -3)])
    def test_whole_numbers_are_read(self, text: str, expected: int) -> None:
        """
        A number is whole by its value.
        """
        assert WHOLE.read(text) == expected

    def test_a_fraction_is_refused(self) -> None:
        """
        Nothing is rounded away.
        """
        with pytest.raises(Unreadable) as caught:
            WHOLE.read("1.5")

        assert caught.value.code == "number_not_whole"

    @pytest.mark.parametrize("given", [float("inf"), True, 10**5000], ids=["inf", "true", "huge"])
    def test_python_objects_that_are_no_such_number_are_refused(self, given: object) -> None:
        """
        Flags and numbers beyond floats are refused.
        """
        with pytest.raises(Unreadable):
            WHOLE.take(given)

    def test_large_whole_numbers_keep_every_digit(self) -> None:
        """
        Only keys are rounded, values never.
        """
        assert WHOLE.take(10**30 + 1) == 10**30 + 1


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "amount", "currency"),
        [
            ("EUR 1200", "1200", "EUR"),
            ("1200 EUR", "1200", "EUR"),
            ("1.200,50 €", "1200.50", "EUR"),
            ("€1,200.50", "1200.50", "EUR"),
            ("$ 5", "5", "USD"),
            ("usd 5", "5", "USD"),
            ("5 zł", "5", "PLN"),
            ("-5 EUR", "-5", "EUR"),
            ("1 200 kr", "", "currency_unknown"),
            ("5M", "5000000", ""),
            ("USD 5k", "5000", "USD"),
            ("$5M", "5000000", "USD"),
            ("5X", "", "currency_unknown"),
            ("€ 1.500,-", "1500", "EUR"),
            ("1.500,- €", "1500", "EUR"),
            ("1.500,—", "1500", ""),
            ("−500 €", "-500", "EUR"),
            ("-$5", "-5", "USD"),
            ("$-5", "-5", "USD"),
            ("(1,200) EUR", "-1200", "EUR"),
            ("$(1,200)", "-1200", "USD"),
            ("(EUR) 1,200.00", "1200.00", "EUR"),
            ("($) 5", "5", "USD"),
            ("-(EUR) 500", "-500", "EUR"),
            ("€ (1.200,50)", "-1200.50", "EUR"),
            ("2,5 Mio. €", "2500000", "EUR"),
            ("R$ 5", "5", "BRL"),
            ("500円", "500", "JPY"),
            ("Fr. 20", "20", "CHF"),
            ("$ 5 EUR", "", "currency_unknown"),
            ("EUR", "", "number_unreadable"),
            ("12,10.2024,1 EUR", "", "number_unreadable"),
        ],
    )
    def test_amount_and_currency_are_found(self, text: str, amount: str, currency: str) -> None:
        """
        A sign or a code stands before or after, a magnitude after; a letter that is neither is refused.
        """
        if not amount:
            with pytest.raises(Unreadable) as caught:
                PRICE.read(text)

            assert caught.value.code == currency
        else:
            assert PRICE.read(text) == Money(Decimal(amount), currency)

    def test_the_field_names_the_currency_where_the_text_does_not(self) -> None:
        """
        A text that names one stands.
        """
        field = Field("n", MONEY, currency="CHF")

        assert field.read("5") == Money(Decimal(5), "CHF")
        assert field.read("EUR 5") == Money(Decimal(5), "EUR")

    def test_without_any_currency_it_stays_open(self) -> None:
        """
        Nothing is guessed.
        """
        assert PRICE.read("5") == Money(Decimal(5), "")

    def test_floats_become_the_amount_that_they_show(self) -> None:
        """
        A float becomes the decimal that Python shows.
        """
        assert Money(0.1, "EUR").amount == Decimal("0.1")

    def test_money_is_written_with_its_currency(self) -> None:
        """
        Money is written with its currency and read back.
        """
        money = Money(Decimal("1E+3"), "EUR")

        assert str(money) == "EUR 1000"
        assert PRICE.read(str(money)) == money

    @pytest.mark.parametrize(
        ("amount", "code"),
        [
            ("NaN", "number_unreadable"),
            (Decimal("NaN"), "number_unreadable"),
            (Decimal("-Infinity"), "number_unreadable"),
            (float("inf"), "number_unreadable"),
            ("12 EUR", "number_unreadable"),
            (Decimal("1e400"), "number_too_large"),
            (Decimal("1e-400"), "number_too_large"),
            pytest.param(10**5_000, "number_too_large", id="10**5000"),
        ],
    )
    def test_amount_that_no_database_gives_back_is_refused(self, amount: Any, code: str) -> None:
        """
        When the value is made, by the name of its parameter; any other amount is read again as it was written.
        """
        with pytest.raises(InvalidInput, match=rf"Money\.amount: .* \[{code}\]"):
            Money(amount, "EUR")


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "lowest"),
        [
            ("51-200", 51),
            ("51 \u2013 200", 51),
            ("1.000 - 5.000", 1000),
            ("11 to 50", 11),
            ("11 bis 50", 11),
            ("201-500 employees", 201),
            ("1,000+", 1000),
            ("10.001+", 10001),
            ("10k+", 10000),
            ("1-5k", 1000),
            (">500", 500),
            ("More than 100", 100),
            ("<10", 0),
        ],
    )
    def test_of_a_range_the_lower_bound_is_taken(self, text: str, lowest: int) -> None:
        """
        A note says that something was left out.
        """
        read = INTEGER.read(text, ReadOptions())

        assert isinstance(read, Adjusted)
        assert (read.value, read.code) == (lowest, "number_range")

    @pytest.mark.parametrize(
        ("text", "whole"), [("10k", 10_000), ("2.5M", 2_500_000), ("3 Mio.", 3_000_000), ("~500", 500), ("12 %", 12)]
    )
    def test_magnitudes_multiply(self, text: str, whole: int) -> None:
        """
        Letters and words for thousands, millions and billions, in any of the languages.
        """
        assert WHOLE.read(text) == whole

    @pytest.mark.parametrize("text", ["030-1234567", "500-100", "1-2-3", "10k m x", "$5-€9"])
    def test_what_only_looks_like_a_range_is_refused(self, text: str) -> None:
        """
        Phones, codes and ranges that go down are none.
        """
        with pytest.raises(Unreadable):
            PRICE.read(text)


@pytest.mark.parametrize("text", ["CAD 12.50", "CAD12.50", "12.50 CAD", "ca. CAD 12.50", "over CAD 12.50"])
def test_words_before_an_amount_end_where_they_end(text: str) -> None:
    """
    The money of Canada does not begin with "ca.", which is "about".
    """
    assert read_amount(text, ".").currency == "CAD"
    assert read_amount(text, ".").number == Decimal("12.50")
