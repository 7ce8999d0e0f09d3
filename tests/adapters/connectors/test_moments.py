"""
Moments of other systems.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from leadflow.adapters.connectors.moments import http_date, moment_of, moment_text

NINE = datetime(2026, 4, 5, 9, tzinfo=UTC)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """
    A zone of the machine.
    """
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-05T09:00:00",
        "2026-04-05T09:00:00.000",
        "2026-04-05 09:00",
        "2026-04-05T09:00:00Z",
        "2026-04-05T09:00:00Z+0000",
        "2026-04-05T09:00:00.000+0000",
        "2026-04-05T11:00:00+02:00",
        "2026-04-05T01:00:00-0800",
    ],
)
def test_moment_without_zone_is_utc(zone: str, text: str) -> None:
    """
    The zone of the machine never counts: a moment without a zone is in UTC.
    """
    assert moment_of(text) == NINE


@pytest.mark.parametrize("text", ["", None, "soon", "2026-13-05T09:00:00Z", "9999-12-31T23:00:00-08:00"])
def test_what_is_no_moment_is_none(text: object) -> None:
    """
    What cannot be read as a moment, or has none in UTC, is None.
    """
    assert moment_of(text) is None


@pytest.mark.parametrize("text", ["Sun, 05 Apr 2026 09:00:00 GMT", "Sun, 05 Apr 2026 09:00:00 -0000"])
def test_date_of_an_answer_is_utc(zone: str, text: str) -> None:
    """
    The date of an answer is in UTC, also if it says that its zone is not known.
    """
    assert http_date(text) == NINE
    assert http_date("") is None


def test_moment_text_has_milliseconds(zone: str) -> None:
    """
    Moments are written in UTC with milliseconds.
    """
    assert moment_text(NINE.replace(microsecond=7_999)) == "2026-04-05T09:00:00.007Z"
