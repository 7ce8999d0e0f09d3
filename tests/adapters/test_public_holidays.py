"""
Public holidays as a list of dates.
"""

from __future__ import annotations

from datetime import date

import pytest

from leadflow.adapters.public_holidays import public_holidays
from leadflow.errors import InvalidInput


def test_a_region_has_its_own() -> None:
    """
    Epiphany is a holiday in Bavaria and not in all of Germany.
    """
    bavaria = public_holidays("DE", region="BY", first_year=2026, last_year=2027)
    germany = public_holidays("DE", nationwide=True, first_year=2026, last_year=2027)
    assert bavaria.dates - germany.dates >= {date(2026, 1, 6), date(2027, 1, 6)}
    assert germany.dates < bavaria.dates
    assert bavaria.known_until == date(2027, 12, 31)
    assert bavaria.source.startswith("holidays ")


def test_a_day_observed_in_the_year_before_belongs_to_that_year() -> None:
    """
    New Year's Day of 2028 is a Saturday, and in the United States the Friday before is free.
    """
    assert date(2027, 12, 31) in public_holidays("US", nationwide=True, first_year=2027, last_year=2027).dates


@pytest.mark.parametrize(
    ("country", "region", "years", "code"),
    [
        ("Germany", None, (2026, 2026), "country_unknown"),
        ("DE", None, (2026, 2026), "region_missing"),
        ("DE", "by", (2026, 2026), "region_unknown"),
        ("DE", "BY", (1980, 2026), "years_unknown"),
        ("DE", "BY", (2026, 2200), "years_unknown"),
        ("DE", "BY", (2027, 2026), "years_unknown"),
    ],
)
def test_what_is_not_known_is_refused(country: str, region: str | None, years: tuple[int, int], code: str) -> None:
    """
    A list that would be silently empty or short is refused by name.
    """
    with pytest.raises(InvalidInput) as refused:
        public_holidays(country, region=region, first_year=years[0], last_year=years[1])
    assert [one.code for one in refused.value.problems] == [code]


def test_a_region_is_suggested() -> None:
    """
    A misspelt region gets the near one.
    """
    with pytest.raises(InvalidInput) as refused:
        public_holidays("DE", region="Bayer", first_year=2026, last_year=2026)
    assert "Bayern" in refused.value.problems[0].suggestions
