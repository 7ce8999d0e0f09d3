"""
What stands for nothing is absent in every kind but text.
"""

from __future__ import annotations

import re

import pytest

from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import BOOLEAN, CODE, COUNTRY, DATE, INTEGER, MONEY, MULTI_CHOICE, PHONE, STATE, TEXT, URL
from leadflow.core.kinds.stand_ins import SAYS_SOMETHING, STAND_INS
from leadflow.core.problems import Unreadable
from leadflow.core.schema import STANDARD_SCHEMA

KINDS = (BOOLEAN, CODE, COUNTRY, DATE, INTEGER, MULTI_CHOICE, PHONE, STATE, URL)


@pytest.mark.parametrize("text", ["n/a", "N/A", "-", "null", "NaN", "k. A.", "unknown", "n.v.t.", "undefined"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_stand_in_is_absent(kind: object, text: str) -> None:
    """
    A country, a link or a number that says n/a says nothing.
    """
    field: AnyField = Field("x", kind)  # type: ignore[arg-type]  # kinds of every type

    assert field.read(text) is None


@pytest.mark.parametrize("name", ["language", "rating", "industry", "salutation", "department"])
def test_standard_field_that_is_no_name_has_no_stand_ins(name: str) -> None:
    """
    Language and rating are texts, and nobody is called so.
    """
    assert STANDARD_SCHEMA.leads[name].read("N/A") is None


@pytest.mark.parametrize(("name", "text"), [("first_name", "Null"), ("company", "N/A"), ("city", "Y"), ("notes", "-")])
def test_name_stays_as_it_is(name: str, text: str) -> None:
    """
    People are called Null, and a text field keeps what it is given.
    """
    assert STANDARD_SCHEMA.leads[name].read(text) == text


@pytest.mark.parametrize(("name", "text"), [("country", "NA"), ("state", "ND"), ("state", "N.D.")])
def test_code_of_a_place_is_no_stand_in(name: str, text: str) -> None:
    """
    Namibia and North Dakota have codes that elsewhere say nothing.
    """
    assert STANDARD_SCHEMA.leads[name].read(text) == text


def test_choice_that_is_declared_is_a_choice() -> None:
    """
    Only texts that are no choice stand for nothing.
    """
    assert Field("x", MULTI_CHOICE, choices=("unknown", "known")).read("Unknown") == ("unknown",)


def test_text_may_declare_stand_ins() -> None:
    """
    A field of one's own says with *stand_ins* that it is no name.
    """
    assert Field("size", TEXT, stand_ins=True).read("n/a") is None
    assert Field("size", TEXT).read("n/a") == "n/a"


@pytest.mark.parametrize("text", sorted(STAND_INS))
def test_plain_lines_are_never_stand_ins(text: str) -> None:
    """
    What is told at once of whole columns leaves every stand-in to be looked at, in any case.
    """
    assert not re.fullmatch(SAYS_SOMETHING, text)
    assert not re.fullmatch(SAYS_SOMETHING, text.upper())
    assert re.fullmatch(SAYS_SOMETHING, f"{text} something more")


@pytest.mark.parametrize("text", ["- €", "€ -", "-   €", "$ -", "CHF -", "n/a EUR", "R$ –"])
def test_stand_in_beside_a_currency_is_absent(text: str) -> None:
    """
    Workbooks show a zero so under formats of accounting.
    """
    assert Field("budget", MONEY).read(text) is None


@pytest.mark.parametrize("text", ["€", "EUR", "€ soon"])
def test_currency_without_a_stand_in_is_no_absent_value(text: str) -> None:
    """
    Somebody wrote something, which nobody can read.
    """
    with pytest.raises(Unreadable):
        Field("budget", MONEY).read(text)
