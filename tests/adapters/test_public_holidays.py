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
        ("DE", "BY", (2026, 10**9), "years_unknown"),
        ("DE", "BY", (-(10**9), 2026), "years_unknown"),
    ],
)
def test_what_is_not_known_is_refused(country: str, region: str | None, years: tuple[int, int], code: str) -> None:
    """
    A list that would be silently empty or short is refused by name.
    """
    with pytest.raises(InvalidInput) as refused:
        public_holidays(country, region=region, first_year=years[0], last_year=years[1])
    assert [one.code for one in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("country", "region", "message"),
    [
        (
            "DE",
            "Bayer",
            "public_holidays(region): 'Bayer' is not a region of DE; did you mean 'Bayern'? [region_unknown]",
        ),
        (
            "de",
            None,
            "public_holidays(country): 'de' is not the code of a country that the package knows; did you mean 'DE'? [country_unknown]",
        ),
        (
            "Germany",
            "BY",
            "public_holidays(country): 'Germany' is not the code of a country that the package knows; did you mean 'DE'? [country_unknown]",
        ),
        (
            "",
            None,
            "public_holidays(country): '' is not the code of a country that the package knows; use its two letters, such as 'DE' [country_unknown]",
        ),
        (
            "DE",
            "",
            "public_holidays(region): '' is not a region of DE; use one such as 'BB', 'BE', 'BW' or 'BY' [region_unknown]",
        ),
    ],
)
def test_unknown_place_is_told_with_near_ones(country: str, region: str | None, message: str) -> None:
    """
    The message names the parameter as every other function does, and what was probably meant.
    """
    with pytest.raises(InvalidInput) as refused:
        public_holidays(country, region=region, first_year=2026, last_year=2026)

    assert str(refused.value) == message


def test_wrong_types_speak_of_nothing_that_is_written() -> None:
    """
    A function that only computes does not say that nothing was written.
    """
    with pytest.raises(TypeError) as refused:
        public_holidays(49, first_year=2026, last_year=2026)  # type: ignore[arg-type]  # as is refused

    assert str(refused.value) == "public_holidays(country): takes a text, not a whole number; give str(...) of it"
