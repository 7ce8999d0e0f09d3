"""
What is made on demand: as a tuple to whoever looks at it, and not there before.
"""

from __future__ import annotations

import pytest

from leadflow.core.on_demand import OnDemand


def test_values_are_made_when_somebody_looks() -> None:
    """
    Each only then, and anew each time.
    """
    asked: list[int] = []

    def make(at: int) -> str:
        asked.append(at)
        return f"value {at}"

    values = OnDemand(3, make)
    assert (len(values), asked) == (3, [])
    assert list(values) == list(values) == ["value 0", "value 1", "value 2"]
    assert asked == [0, 1, 2] * 2


def test_places_and_parts_are_those_of_a_tuple() -> None:
    """
    Also from the end, and in parts.
    """
    values = OnDemand(4, str)
    assert (values[1], values[-1], values[1:3], values[::-2]) == ("1", "3", ("1", "2"), ("3", "1"))
    assert values[9:] == ()


def test_no_place_is_an_error() -> None:
    """
    As in a tuple.
    """
    with pytest.raises(IndexError):
        OnDemand(2, str)[2]


def test_of_none_nothing_is_made() -> None:
    """
    It counts as empty.
    """
    values = OnDemand(0, str)
    assert not values
    assert tuple(values) == ()


def test_repr_says_how_many() -> None:
    """
    And makes none of them.
    """
    assert repr(OnDemand(2, lambda at: [][at])) == "<2 on demand>"
