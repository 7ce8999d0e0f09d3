"""
Reports what happened to the log and to the host's hook.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath
from traceback import walk_tb
from typing import Final

from attrs import asdict

from leadflow.core.observations import Observation
from leadflow.errors import ConfigurationError
from leadflow.ports.log_lines import HOOK_RAISED, LogLine, line_of

__all__ = ["Observe", "describe", "locate", "report"]

_logger: Final = lru_cache(maxsize=32)(logging.getLogger)

Observe = Callable[[Observation], object]
"""
Is called with what happened, after it happened, in the thread in which it happened; it should be fast.

It may be called from several threads at once, and while a transaction is open, so it calls nothing of leadflow. What it
raises is logged by its class, and the operation continues.
"""


def report(observation: Observation, observe: Observe | None) -> None:
    """
    Log *observation*, and call the hook if there is one; an exception of the hook is only logged.
    """
    _log(line_of(observation), observation)
    if observe is None:
        return
    try:
        observe(observation)
    except Exception as error:
        told = {"error": locate(error), "observation": type(observation).__name__}
        logging.getLogger(HOOK_RAISED.logger).log(HOOK_RAISED.level, HOOK_RAISED.text, told)


def describe(error: Exception) -> str:
    """
    Return the class of *error* and what is safe to say of it.

    That is the text of a `ConfigurationError`, which is leadflow's own, and the class of another one's cause: texts of
    hosts and drivers may be personal.
    """
    name = type(error).__name__
    if isinstance(error, ConfigurationError):
        return f"{name}: {error}"
    return f"{name} from {type(error.__cause__).__name__}" if error.__cause__ else name


def locate(error: Exception) -> str:
    """
    Return the class of *error*, and the file and line where it was raised: its text may be personal.
    """
    *_, (frame, line) = walk_tb(error.__traceback__)
    return f"{type(error).__name__} at {PurePath(frame.f_code.co_filename).name}:{line}"


def _log(line: LogLine, observation: Observation) -> None:
    logger = _logger(line.logger)
    if logger.isEnabledFor(line.level):
        logger.log(line.level, line.text, asdict(observation, recurse=False))
