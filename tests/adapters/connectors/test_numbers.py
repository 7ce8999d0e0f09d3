"""
Numbers and days as other systems write them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from leadflow.adapters.connectors.dynamics.values import from_json as dataverse
from leadflow.adapters.connectors.hubspot.values import from_text
from leadflow.adapters.connectors.marketo.values import from_marketo
from leadflow.adapters.connectors.salesforce.values import from_csv, from_json
from leadflow.core.connectors import RemoteValue

Read = Callable[[str], object]
NUMBERS: dict[str, Read] = {
    "hubspot": lambda text: from_text(text, "number"),
    "salesforce jobs": lambda text: from_csv(text, "currency"),
    "salesforce jobs, whole": lambda text: from_csv(text, "int"),
    "marketo": lambda text: from_marketo(text, "currency"),
    "dynamics": lambda text: dataverse(text, "Money"),
    "dynamics, whole": lambda text: dataverse(text, "Integer"),
}
DAYS: dict[str, Callable[[str], RemoteValue]] = {
    "salesforce": lambda text: from_json(text, "date"),
    "marketo": lambda text: from_marketo(text, "date"),
    "dynamics": lambda text: dataverse(text, "DateTime"),
    "hubspot": lambda text: from_text(text, "date"),
}


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-inf", "1,5", "12 %", "١٢x", "1e9999", "1e-9999"])
@pytest.mark.parametrize("read", NUMBERS.values(), ids=NUMBERS)
def test_what_is_no_number_stays_a_text(read: Read, text: str) -> None:
    """
    What no amount can be is shown as it is written, and is refused by the field that it is for; nothing else is held up.
    """
    assert read(text) == text


@pytest.mark.parametrize("text", ["0", "-12.50", "1E+3", "12345678901234567890.12"])
@pytest.mark.parametrize("read", NUMBERS.values(), ids=NUMBERS)
def test_number_keeps_its_digits(read: Read, text: str) -> None:
    """
    An amount is Decimal or whole by every way, and never a float.
    """
    found = read(text)
    assert isinstance(found, int | Decimal)
    assert found == Decimal(text)


@pytest.mark.parametrize("text", ["2026-13-45", "2026-02-30", "5 April", "x"])
@pytest.mark.parametrize("read", DAYS.values(), ids=DAYS)
def test_what_is_no_day_stays_a_text(read: Callable[[str], RemoteValue], text: str) -> None:
    """
    A day that the calendar does not have holds up no other record.
    """
    assert read(text) == text
    assert read("2026-04-05") == date(2026, 4, 5)
