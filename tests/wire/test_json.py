"""
JSON is written the same whichever library is installed.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples

from leadflow.wire.json import from_json, to_json

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@examples(300)
@given(value=plain)
def test_every_value_comes_back(value: Any) -> None:
    """
    Whole numbers of any length, fractions and texts of any letters.
    """
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize("value", [2**64, -(2**70), 10**400, "\ud800", "\x00", "\u2028", {"a": 2**64, "b": ["\udfff"]}])
def test_what_the_quick_library_refuses_is_written_by_the_other(value: Any) -> None:
    """
    Long numbers and halves of surrogate pairs are kept as they are.
    """
    assert from_json(to_json(value)) == value
    assert to_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
