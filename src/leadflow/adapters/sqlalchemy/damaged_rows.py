"""
Rows that cannot be read: a newer version wrote them, or they are damaged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from leadflow.errors import ConfigurationError

__all__ = ["DAMAGED", "readable", "skipped"]

T = TypeVar("T")

DAMAGED: Final = (AttributeError, LookupError, OverflowError, TypeError, ValueError)
"""
What reading a damaged row raises.
"""

_log: Final = logging.getLogger("leadflow.store")


def readable(key: str, read: Callable[[], T], what: str = "lead") -> T:
    """
    Read a row, or what it says; errors call it *what* with this *key*.

    Raises:
        ConfigurationError: It cannot be read. Nothing was written.
    """
    try:
        return read()
    except ConfigurationError as error:
        told = f"{what} '{key}' cannot be read: {error}"
    except DAMAGED as error:
        told = (
            f"{what} '{key}' cannot be read ({type(error).__name__}): it is damaged, or leadflow did not write it; "
            "restore it from a backup. Nothing was written"
        )
    raise ConfigurationError(told)


def skipped(key: str, read: Callable[[], T], what: str = "lead") -> T | None:
    """
    Read a row, or what it says; None if it cannot be read, which is logged: reading many goes past it.
    """
    try:
        return readable(key, read, what)
    except ConfigurationError as error:
        _log.warning("passed over: %s", error)
        return None
