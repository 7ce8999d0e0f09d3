"""
Leads that cannot be read: a newer version wrote them, or they are damaged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from leadflow.errors import ConfigurationError

__all__ = ["readable", "skipped"]

T = TypeVar("T")

_DAMAGED: Final = (AttributeError, KeyError, OverflowError, TypeError, ValueError)
_log: Final = logging.getLogger("leadflow.store")


def readable(lead_id: str, read: Callable[[], T]) -> T:
    """
    Read a lead, or what it says.

    Raises:
        ConfigurationError: It cannot be read. Nothing was written.
    """
    try:
        return read()
    except ConfigurationError as error:
        told = f"lead '{lead_id}' cannot be read: {error}"
    except _DAMAGED as error:
        told = (
            f"lead '{lead_id}' cannot be read ({type(error).__name__}): it is damaged, or leadflow did not write it; "
            "restore it from a backup. Nothing was written"
        )
    raise ConfigurationError(told)


def skipped(lead_id: str, read: Callable[[], T]) -> T | None:
    """
    Read a lead, or what it says; None if it cannot be read, which the log tells: it stops nobody who asks for many.
    """
    try:
        return readable(lead_id, read)
    except ConfigurationError as error:
        _log.warning("passed over: %s", error)
        return None
