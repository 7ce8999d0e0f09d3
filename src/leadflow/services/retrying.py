"""
Reading and planning again where somebody else wrote first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from leadflow.errors import Conflict

__all__ = ["ATTEMPTS", "retrying"]

T = TypeVar("T")

ATTEMPTS: Final = 5
"""
How often something is planned before the conflict is handed to the caller.
"""


def retrying(attempt: Callable[[], T]) -> T:
    """
    Call *attempt* until it does not lose against another writer, at most `ATTEMPTS` times.

    Raises:
        Conflict: It lost every time. Nothing was written.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()
