"""
Texts that can be stored, one by one and many at once.
"""

from __future__ import annotations

import pytest

from leadflow.core.lengths import all_storable, is_storable


@pytest.mark.parametrize("odd", ["", "a\x1fb", "a\x00b", "\ud800", "\udc00x", "ä\n"])
def test_many_texts_are_judged_as_each_is(odd: str) -> None:
    """
    Those that no database takes are left out, and the others stay in their order.
    """
    texts = ["b", odd, "a", ""]

    assert all_storable(texts) == [text for text in texts if is_storable(text)]
    assert is_storable(odd) == ("\x00" not in odd and odd[:1] not in ("\ud800", "\udc00"))
