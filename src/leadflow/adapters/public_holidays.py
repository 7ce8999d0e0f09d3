"""
Resolves public holidays to a list of dates; needs the extra ``holidays``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.problems import Problem, near
from leadflow.errors import InvalidInput, MissingExtra

try:
    import holidays
    from holidays.version import __version__ as version
except ImportError as error:
    raise MissingExtra("holidays", "holidays") from error

__all__ = ["PublicHolidays", "public_holidays"]

_PUBLIC: Final = "public"


def _dates(given: Iterable[date]) -> frozenset[date]:
    return frozenset(given)


@checked
@frozen(kw_only=True)
class PublicHolidays:
    """
    The public holidays of a country or a region, resolved once.

    Store them: the list changes with the package, and a deadline that has been told to somebody must not.

    Attributes:
        dates: The days on which nobody works; for ``closed`` of a `BusinessCalendar`.
        known_until: The last date for which they are complete; for ``known_until`` of the calendar.
        source: The package and its version.
    """

    dates: frozenset[date] = field(converter=_dates)
    known_until: date
    source: str


@checked
def public_holidays(
    country: str,
    *,
    region: str | None = None,
    first_year: int,
    last_year: int,
    nationwide: bool = False,
) -> PublicHolidays:
    """
    Return the public holidays of the years from *first_year* to *last_year*, both inclusive.

    Days observed in another year than their own are among them. Half days and days on which only banks or schools are
    closed are not.

    Args:
        country: Its code of two letters, such as ``DE``.
        region: The state or province, such as ``BY``; None where a country has none.
        first_year: At least the first that the package knows for this country.
        last_year: At most the last that the package knows for this country.
        nationwide: Take what a whole country shares although its regions have holidays of their own.

    Raises:
        InvalidInput: The country or region is unknown (``country_unknown``, ``region_unknown``), the region is missing
            (``region_missing``), or the package does not know a year (``years_unknown``).
    """
    countries = holidays.list_supported_countries()
    if country not in countries:
        raise _refused("country_unknown", "country", "is not a country that the package knows", country, countries)
    regions = countries[country]
    if region is not None and region not in _region_names(country):
        raise _refused("region_unknown", "region", f"is not a region of {country}", region, _region_names(country))
    if regions and region is None and not nationwide:
        message = f"is missing: regions of {country} have holidays of their own; name it, or say nationwide=True"
        raise _refused("region_missing", "region", message, None, regions)
    # A holiday may be observed in the year before or after its own.
    known = holidays.country_holidays(
        country, subdiv=region, years=range(first_year - 1, last_year + 2), categories=(_PUBLIC,)
    )
    if first_year < known.start_year or last_year > known.end_year or last_year < first_year:
        message = f"are known from {known.start_year} to {known.end_year}; ask for years within"
        raise _refused("years_unknown", "last_year", message, f"{first_year}-{last_year}", ())
    return PublicHolidays(
        dates=frozenset(day for day in known if first_year <= day.year <= last_year),
        known_until=date(last_year, 12, 31),
        source=f"holidays {version}",
    )


def _region_names(country: str) -> list[str]:
    made = holidays.country_holidays(country)
    return [*made.subdivisions, *made.subdivisions_aliases]


def _refused(code: str, path: str, message: str, value: str | None, known: object) -> InvalidInput:
    suggestions = tuple(near(value, list(known))) if value is not None and isinstance(known, (list, dict)) else ()
    return InvalidInput((Problem(code=code, path=path, message=message, value=value, suggestions=suggestions),))
