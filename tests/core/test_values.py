"""
Values: a frozen mapping that shows names and never what was said.
"""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from tests.core.builders import SCHEMA, a_lead

from leadflow.core.fields import Field
from leadflow.core.kinds import INTEGER
from leadflow.core.values import Columns, Layout, Values

SEATS = Field("an_integer", INTEGER)


def said(**given: Any) -> Values:
    """
    Return values of the test schema.
    """
    return SCHEMA.leads.fill(**given)


def test_absent_is_absent() -> None:
    """
    An absent value has neither a key nor None.
    """
    values = said(email="a@b.co", city=None)

    assert list(values) == ["email"]
    assert len(values) == 1
    assert "city" not in values
    assert values.key("city") is None
    with pytest.raises(KeyError):
        values["city"]


def test_a_cell_that_says_nothing_is_absent() -> None:
    """
    Rows of a file share a layout with columns that they leave empty.
    """
    layout = SCHEMA.leads.layout_of(("email", "city"))

    assert dict(Values(layout, (None, "Oslo"))) == {"city": "Oslo"}
    assert Values(layout, (None, "Oslo")) == said(city="Oslo")


def test_get_is_typed_and_takes_a_default() -> None:
    """
    `get` returns the type of the field or the default.
    """
    assert said(an_integer="5").get(SEATS) == 5
    assert said().get(SEATS) is None
    assert said().get(SEATS, 7) == 7
    assert a_lead(an_integer=0).get(SEATS) == 0


def test_the_key_is_the_comparison_form() -> None:
    """
    The value stays as it was written.
    """
    values = said(company=" ACME  Ltd ", country="Schweden")

    assert values["company"] == "ACME  Ltd"
    assert (values.key("company"), values.key("country")) == ("acme ltd", "SE")
    assert values.key("company") == "acme ltd"


def test_equal_when_they_say_the_same() -> None:
    """
    Values are equal regardless of their order.
    """
    one, two = said(city="Oslo", email="a@b.co"), said(email="a@b.co", city="Oslo")

    assert one == two
    assert hash(one) == hash(two)
    assert one != said(city="Oslo")
    assert one != "Oslo"


def test_pickle_and_deepcopy_keep_everything() -> None:
    """
    Pickle and deepcopy preserve values and cached keys.
    """
    values = said(city="Oslo", a_money="EUR 5", a_multi_choice="a;b", a_date="2026-01-31")
    values.key("city")

    assert pickle.loads(pickle.dumps(values)) == values == copy.deepcopy(values)
    assert pickle.loads(pickle.dumps(values)).key("city") == "oslo"


def test_the_repr_shows_names_only() -> None:
    """
    Logs and tracebacks hold no personal data.
    """
    lead = a_lead(email="secret@b.co", last_name="Geheim")

    assert repr(lead.values) == "<Values of email, last_name>"
    assert "secret" not in repr(lead)
    assert "Geheim" not in repr(lead)


def test_changes_make_new_values() -> None:
    """
    None takes a value away.
    """
    before = said(city="Oslo", email="a@b.co")
    after = before.but({"city": None, "an_integer": 5}, SCHEMA.leads)

    assert dict(after) == {"email": "a@b.co", "an_integer": 5}
    assert dict(before) == {"city": "Oslo", "email": "a@b.co"}


def test_columns_that_are_turned_hold_the_same_records() -> None:
    """
    Wherever somebody looks first, and from the end too.
    """
    columns = Columns.of(
        [said(email=f"a{number}@b.co", city="Oslo" if number % 2 else "Bergen") for number in range(600)]
    )
    before = list(columns)
    columns.turn()

    assert [columns[at] for at in (599, 0, 255, 256, 300, -1)] == [before[at] for at in (599, 0, 255, 256, 300, -1)]
    assert list(columns) == before
    with pytest.raises(IndexError):
        columns[600]


def test_columns_of_no_fields_are_turned() -> None:
    """
    Their records say nothing.
    """
    columns = Columns(Layout(()), (), 2)
    columns.turn()
    assert [dict(one) for one in (columns[0], columns[1])] == [{}, {}]
