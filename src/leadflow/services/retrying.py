"""
Reading and planning again where somebody else wrote first.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from leadflow.errors import Conflict

__all__ = ["ATTEMPTS", "pause", "retrying"]

T = TypeVar("T")

ATTEMPTS: Final = 12
"""
How often something is planned before the conflict is handed to the caller.
"""

_FIRST_PAUSE: Final = 0.004
_LONGEST_PAUSE: Final = 0.25


def retrying(attempt: Callable[[], T], *, final: type[Conflict] | tuple[()] = ()) -> T:
    """
    Call *attempt* until it does not lose against another writer, at most `ATTEMPTS` times.

    Args:
        attempt: Reads, plans and commits, from the beginning each time.
        final: A conflict that trying again cannot mend.

    Raises:
        Conflict: It lost every time, or the conflict was final. Nothing was written.
    """
    for number in range(1, ATTEMPTS):
        try:
            return attempt()
        except Conflict as conflict:
            if isinstance(conflict, final):
                raise
            pause(number)
    return attempt()


def pause(lost: int) -> None:
    """
    Wait a moment after the *lost*-th loss: a random time that grows, so that losers do not meet again at once.

    The first loss waits for nothing: most conflicts are over by then.
    """
    if lost > 1:
        time.sleep(random.uniform(0, min(_FIRST_PAUSE * 2**lost, _LONGEST_PAUSE)))
