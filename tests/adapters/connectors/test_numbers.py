"""
Numbers as other systems write them.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadflow.adapters.connectors.hubspot.values import from_text
from leadflow.adapters.connectors.salesforce.values import from_csv


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-inf", "1,5", "12 %", "١٢x"])
def test_what_is_no_number_stays_a_text(text: str) -> None:
    """
    What no amount can be is shown as it is written, and is refused by the field that it is for.
    """
    assert from_text(text, "number") == text
    assert from_csv(text, "currency") == text
    assert from_csv(text, "int") == text


@pytest.mark.parametrize("text", ["0", "-12.50", "1E+3", "12345678901234567890.12"])
def test_number_keeps_its_digits(text: str) -> None:
    """
    An amount is Decimal by either way, and never a float.
    """
    assert from_text(text, "number") == from_csv(text, "double") == Decimal(text)
