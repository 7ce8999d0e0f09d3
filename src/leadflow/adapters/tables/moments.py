"""
Days and times of a workbook as text.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from leadflow.adapters.tables.format_codes import Section
from leadflow.adapters.tables.shown_numbers import plain_number

__all__ = ["MomentReader", "iso_moment"]

_REMEMBERED: Final = 4096


class MomentReader:
    """
    Makes text of the number of days since 1900 or 1904: ``2024-05-03``, ``2024-05-03 14:30:00``, ``14:30:00``.

    Only ``[h]``, ``[m]`` and ``[s]`` count beyond a day: ``36:00:00``.
    """

    def __init__(self, section: Section, *, from_1904: bool) -> None:
        time = bool(section.letters & set("hs"))
        self._elapsed = bool(section.elapsed)
        self._time = time or self._elapsed
        self._day = not self._elapsed and (bool(section.letters & set("ydg")) or not time)
        self._from_1904 = from_1904
        # Days come again and again.
        self._read = lru_cache(maxsize=_REMEMBERED)(self._text)

    def __call__(self, text: str) -> str:
        return self._read(text)

    def _text(self, text: str) -> str:
        try:
            serial = float(text)
            moment = self._start(serial) + timedelta(seconds=round(serial * 86400))
        except (ValueError, OverflowError):
            return text
        if serial < 0:
            return plain_number(text)
        return self._shown(moment, round(serial * 86400))

    def _start(self, serial: float) -> datetime:
        if self._from_1904:
            return datetime(1904, 1, 1, tzinfo=UTC)
        # 1900 was no leap year, but the first spreadsheets thought so.
        return datetime(1899, 12, 30 if serial >= 60 else 31, tzinfo=UTC)

    def _shown(self, moment: datetime, seconds: int) -> str:
        if self._elapsed:
            return f"{seconds // 3600:02}:{moment:%M:%S}"
        if not self._day or (self._time and seconds < 86400):
            return f"{moment:%H:%M:%S}"
        return _day_and_time(moment)

    def of_iso(self, text: str) -> str:
        """
        Return the same of a moment that is written as ISO 8601; *text* as it is if it is none.
        """
        moment = _parsed(text)
        if moment is None:
            return text
        return _day_and_time(moment) if self._day else f"{moment:%H:%M:%S}"


def iso_moment(text: str) -> str:
    """
    Return a moment that is written as ISO 8601 as other moments are written; *text* as it is if it is none.
    """
    moment = _parsed(text)
    return text if moment is None else _day_and_time(moment)


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _day_and_time(moment: datetime) -> str:
    date = f"{moment.year:04}-{moment:%m-%d}"
    return f"{date} {moment:%H:%M:%S}" if moment.hour or moment.minute or moment.second else date
