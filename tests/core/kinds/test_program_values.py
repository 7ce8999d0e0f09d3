"""
What programs give is taken as what it is, and never read again as people write.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leadflow.core.fields import Field
from leadflow.core.kinds import (
    DATE,
    DECIMAL,
    INTEGER,
    MONEY,
    MULTI_CHOICE,
    PHONE,
    TEXT,
    DecimalMark,
    Money,
    ReadOptions,
)
from leadflow.core.kinds.program_values import plain_object
from leadflow.core.problems import Unreadable


@pytest.mark.parametrize("given", [Decimal("12.000"), 12.0, 12, Decimal("1.2E+1")])
@pytest.mark.parametrize("mark", [*DecimalMark, None])
def test_numbers_are_what_they_are(given: object, mark: DecimalMark | None) -> None:
    """
    Zeros after the mark are no thousands, whatever mark people use.
    """
    options = ReadOptions(decimal_mark=mark, asks=True)

    assert Field("n", INTEGER).take(given, options) == 12
    assert Field("n", DECIMAL).take(given, options) == 12
    assert Field("n", MONEY).take(given, options) == Money(Decimal(12))


@pytest.mark.parametrize("given", [1.234, Decimal("1.234"), 0.5])
def test_a_fraction_is_no_whole_number(given: object) -> None:
    """
    It is refused, not multiplied by a thousand.
    """
    with pytest.raises(Unreadable) as caught:
        Field("n", INTEGER).take(given)

    assert caught.value.code == "number_not_whole"


@pytest.mark.parametrize(
    "given", [491512345678, 491512345678.0, Decimal("491512345678.0"), Decimal("4.91512345678E+11")]
)
def test_phones_and_codes_have_no_fraction(given: object) -> None:
    """
    A program that kept them as floats adds nothing to them.
    """
    assert Field("n", PHONE).take(given) == "491512345678"
    assert Field("n", TEXT).take(given) == "491512345678"


@pytest.mark.parametrize("given", [None, float("nan"), Decimal("NaN")])
def test_what_stands_for_nothing_is_absent(given: object) -> None:
    """
    Alone and inside a list.
    """
    assert Field("n", INTEGER).take(given) is None
    assert Field("n", TEXT).take(given) is None
    assert Field("n", MULTI_CHOICE).take(["a", given, "b"]) == ("a", "b")


def test_scalars_of_other_libraries_are_their_python_values() -> None:
    """
    numpy and pandas are asked where they are installed.
    """
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")

    assert Field("n", INTEGER).take(numpy.int64(5)) == 5
    assert Field("n", DECIMAL).take(numpy.float32(0.5)) == Decimal("0.5")
    assert Field("n", INTEGER).take(numpy.float64("nan")) is None
    assert plain_object(pandas.NaT) is None
    assert plain_object(pandas.NA) is None
    assert Field("n", DATE).take(pandas.Timestamp("2026-03-04")) == date(2026, 3, 4)


def test_things_of_a_list_are_taken_as_they_are() -> None:
    """
    A separator within one of them is part of it, and arrays and series are lists.
    """
    field = Field("n", MULTI_CHOICE)
    assert field.take(["a;b", "c", None, "a;b"]) == ("a;b", "c")
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")

    assert field.take(numpy.array(["a;b", "c"])) == ("a;b", "c")
    assert field.take(pandas.Series(["a;b", None, "c"])) == ("a;b", "c")


@pytest.mark.parametrize(
    "thing", [("a", 1), ["a"], {"a": 1}, {"a"}, b"a", object()], ids=lambda one: type(one).__name__
)
def test_things_of_a_list_are_no_texts_of_python(thing: object) -> None:
    """
    What is no value by itself is none in a list either, and does not become what Python writes of it.
    """
    with pytest.raises(Unreadable) as raised:
        Field("n", MULTI_CHOICE).take(["a", thing])

    assert raised.value.code == "value_malformed"


def test_numbers_of_a_list_are_taken_as_numbers() -> None:
    """
    Without the fraction that a program gives them.
    """
    assert Field("n", MULTI_CHOICE).take([2024.0, Decimal("7.00"), 3]) == ("2024", "7", "3")
