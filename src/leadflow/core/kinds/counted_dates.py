"""
Dates as bare numbers: the days that workbooks count from 1900, and the seconds that programs count from 1970.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from leadflow.core.kinds.kind import Adjusted

__all__ = ["read_counted"]

_NUMBER: Final = re.compile(r"([0-9]{5}|[0-9]{9,10}|[0-9]{12,13})(?:[.,]([0-9]{1,16}))?")
_DAYS: Final = 5
_SECONDS: Final = (9, 10)
# Days of workbooks are those of a place, and seconds those of the world.
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001
_YEARS_OF_DAYS: Final = range(1930, 2100)
_FIRST_SECOND: Final = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS_OF_SECONDS: Final = range(1990, 2100)


def read_counted(text: str) -> Adjusted[datetime] | None:
    """
    Read the number of a day from 1930 to 2099, with its time as a fraction, or of the seconds or milliseconds of a
    moment from 1990 to 2099; None if *text* is neither.

    A day has no zone, and a moment is in UTC.
    """
    # Few dates begin so.
    found = _NUMBER.fullmatch(text) if text[:5].isdecimal() else None
    if found is None:
        return None
    whole, fraction = found[1], float(f"0.{found[2] or 0}")
    if len(whole) == _DAYS:
        moment = _FIRST_DAY + timedelta(days=int(whole), seconds=round(fraction * 86_400))
        message = "this number was read as the days that workbooks count from 1900; format the column as a date"
        return _adjusted(moment, message) if moment.year in _YEARS_OF_DAYS else None
    seconds = int(whole) if len(whole) in _SECONDS else int(whole) // 1000
    moment = _FIRST_SECOND + timedelta(seconds=seconds)
    message = "this number was read as the seconds or milliseconds that programs count from 1970"
    return _adjusted(moment, message) if moment.year in _YEARS_OF_SECONDS else None


def _adjusted(moment: datetime, message: str) -> Adjusted[datetime]:
    return Adjusted(moment, "date_counted", message)
