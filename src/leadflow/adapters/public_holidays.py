"""
Resolves public holidays to a list of dates; needs the extra ``holidays``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.kinds.countries import country_code
from leadflow.core.problems import near, or_list
from leadflow.errors import InvalidInput, MissingExtra

try:
    import holidays
    from holidays.version import __version__ as version
except ImportError as error:
    raise MissingExtra("holidays", "holidays") from error

__all__ = ["PublicHolidays", "public_holidays"]

_PUBLIC: Final = "public"
_FEW: Final = 4


def _dates(given: Iterable[date]) -> frozenset[date]:
    return frozenset(given)


@checked
@frozen(kw_only=True)
class PublicHolidays:
    """
    The public holidays of a country or a region, resolved once.

    Store them: the list changes with the package, and a deadline that was announced to somebody must not.

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
        message = f"'{country}' is not the code of a country that the package knows"
        close = _code_of(country, countries) or near(country, countries)
        raise _unknown("country_unknown", "country", message, close, "use its two letters, such as 'DE'")
    names = _region_names(country)
    if region is not None and region not in names:
        message, close = f"'{region}' is not a region of {country}", near(region, names)
        use = f"use one such as {or_list(countries[country][:_FEW])}" if names else "leave it out"
        raise _unknown("region_unknown", "region", message, close, use)
    if countries[country] and region is None and not nationwide:
        message = f"is missing, and regions of {country} have holidays of their own; name it, or pass nationwide=True"
        raise wrong_value("region_missing", message, "public_holidays(region)")
    known = holidays.country_holidays(country, subdiv=region, categories=(_PUBLIC,))
    earliest, latest = max(known.start_year, date.min.year + 1), min(known.end_year, date.max.year - 1)
    for name, year, least in (("first_year", first_year, earliest), ("last_year", last_year, first_year)):
        if not least <= year <= latest:
            message = f"is {year}, and must be from {least} to {latest}; give a year that the package knows"
            raise wrong_value("years_unknown", message, f"public_holidays({name})")
    # A holiday may be observed in the year before or after its own.
    found = holidays.country_holidays(
        country, subdiv=region, years=range(first_year - 1, last_year + 2), categories=(_PUBLIC,)
    )
    return PublicHolidays(
        dates=frozenset(day for day in found if first_year <= day.year <= last_year),
        known_until=date(last_year, 12, 31),
        source=f"holidays {version}",
    )


def _region_names(country: str) -> list[str]:
    made = holidays.country_holidays(country)
    return [*made.subdivisions, *made.subdivisions_aliases]


def _code_of(country: str, countries: Collection[str]) -> tuple[str, ...]:
    """
    Return the code of the country that *country* names in words; empty if it names none.
    """
    code = country_code(country)
    return (code,) if code is not None and code in countries else ()


def _unknown(code: str, name: str, message: str, close: tuple[str, ...], otherwise: str) -> InvalidInput:
    hint = f"did you mean {or_list(close)}?" if close else otherwise
    return wrong_value(code, f"{message}; {hint}", f"public_holidays({name})", close)
