"""
Moments as other systems write them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["http_date", "moment_of", "moment_text"]


def moment_of(text: object) -> datetime | None:
    """
    Return a moment of ISO 8601 in UTC; None if it is none.

    One without a zone is in UTC, as all of these systems store it, and never in the zone of this machine.
    """
    try:
        written = str(text)
        # One system writes the zone twice.
        return _in_utc(datetime.fromisoformat(written.removesuffix("+0000") if "Z+" in written else written))
    except (ValueError, OverflowError):
        return None


def http_date(text: str) -> datetime | None:
    """
    Return the moment of a header of HTTP, such as ``Sun, 01 Mar 2026 12:00:00 GMT``, in UTC; None if it is none.
    """
    try:
        return _in_utc(parsedate_to_datetime(text))
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def moment_text(moment: datetime) -> str:
    """
    Return a moment in UTC with milliseconds, as ``2026-04-05T07:14:00.000Z``.
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
