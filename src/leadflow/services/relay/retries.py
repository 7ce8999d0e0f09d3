"""
When a mail that was not sent is tried again, and when no more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from leadflow.core.notifications import Settled, Settlement
from leadflow.ports import Claim
from leadflow.services.relay.delivery_state import ended

__all__ = ["next_try", "try_again", "try_later"]

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)
_FEWEST_TRIES: Final = 10
_OLDEST: Final = timedelta(hours=72)


def next_try(now: datetime, attempt: int, dice: Callable[[], float]) -> datetime:
    """
    Return when to try again after *attempt* tries: within 30 s x 2^n, at most six hours, by full jitter.

    Relays that failed together so do not come back together.
    """
    longest = min(_FIRST_WAIT * (1 << min(attempt - 1, 20)), _LONGEST_WAIT)
    return now + longest * dice()


def try_again(claim: Claim, reason: str, *, now: datetime, dice: Callable[[], float]) -> Settlement:
    """
    Return the settlement of a mail that was deferred: due later, or dead after ten tries and three days.
    """
    # A relay that did not run for days has not tried for days.
    if claim.attempt >= _FEWEST_TRIES and now - (claim.since or claim.message.created_at) >= _OLDEST:
        return ended(claim, Settled.DEAD, "too_old")
    return try_later(claim, reason, now=now, dice=dice)


def try_later(claim: Claim, reason: str, *, now: datetime, dice: Callable[[], float]) -> Settlement:
    """
    Return the settlement of a mail that is due later, however often it was tried.
    """
    return Settlement(lease=claim.lease, state=Settled.RETRY, reason=reason, due_at=next_try(now, claim.attempt, dice))
