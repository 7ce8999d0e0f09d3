"""
Times as they are stored: whole microseconds since 1970, in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

__all__ = ["micros", "micros_or_none", "moment", "moment_or_none", "read_moment"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@lru_cache(maxsize=256)
def micros(at: datetime) -> int:
    """
    Return *at* as it is stored.
    """
    return (at - _EPOCH) // _MICROSECOND


def read_moment(stored: int) -> datetime:
    """
    Return the moment that is stored so, where each is another one.
    """
    # Half the time of timedelta(microseconds=stored).
    return _EPOCH + stored * _MICROSECOND


moment = lru_cache(maxsize=256)(read_moment)
"""
Returns the moment that is stored so, where many are the same.
"""


def micros_or_none(at: datetime | None) -> int | None:
    """
    Return *at* as it is stored; None stays None.
    """
    return None if at is None else micros(at)


def moment_or_none(stored: int | None) -> datetime | None:
    """
    Return the moment that is stored so; None stays None.
    """
    return None if stored is None else moment(stored)
