"""
Counts that say whether they are exact.
"""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.views import Count


def test_count_is_its_number() -> None:
    """
    It compares, calculates and is written in JSON as the number.
    """
    some = Count(1200, exact=False)

    assert some == 1200
    assert some + 1 == 1201
    assert json.dumps({"count": some}) == '{"count": 1200}'
    assert f"{some:,}" == "1,200"


@pytest.mark.parametrize(
    ("count", "text"),
    [(Count(1200), "1200"), (Count(1200, exact=False), "~1200")],
)
def test_estimate_says_so(count: Count, text: str) -> None:
    """
    As a text, in a sentence and in a repr.
    """
    assert (str(count), f"{count}", repr(count)) == (text, text, text)


@given(st.floats(0, 1e12))
def test_estimate_has_two_digits(number: float) -> None:
    """
    It is as near as two digits are.
    """
    found = Count.about(number)

    assert not found.exact
    assert len(str(int(found)).rstrip("0")) <= 2
    assert found == pytest.approx(number, rel=0.06, abs=0.5)


@pytest.mark.parametrize("count", [Count(7), Count(7, exact=False), Count()])
def test_count_is_copied_whole(count: Count) -> None:
    """
    Also into another process.
    """
    for copied in (copy.copy(count), copy.deepcopy(count), pickle.loads(pickle.dumps(count))):
        assert (copied, copied.exact) == (count, count.exact)
