"""
Caches what routing needs between calls.
"""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Final

from leadflow.core.assessment import Assessor
from leadflow.services.operations.routing_inputs import RoutingInputs

__all__ = ["RoutingCache"]

_MOST_KEYS: Final = 8
_MOST_IDLE: Final = 16


class RoutingCache:
    """
    Keeps what leads are routed by for the next lead; each is taken by one caller at a time. Safe for threads.

    It is held against the store whenever it is used again, so nothing here can be out of date. It is kept by the module
    that routes and by the day, since criteria may ask how many days ago something was.

    Attributes:
        assessor: What assesses leads by the model in force when it was last asked for; None before.
        loads_counted: Loads are known to be counted by the closing stages of the programme.
    """

    def __init__(self) -> None:
        self.loads_counted = False
        self.assessor: Assessor | None = None
        self._lock = Lock()
        self._idle: dict[tuple[str | None, date], list[RoutingInputs]] = {}

    def take(self, module: str | None, day: date) -> RoutingInputs | None:
        """
        Take what leads are routed by under *module*, None for none; None if nobody has put it here.
        """
        with self._lock:
            idle = self._idle.get((module, day))
            return idle.pop() if idle else None

    def keep(self, inputs: RoutingInputs, day: date, module: str | None) -> None:
        """
        Keep what a lead was routed by, once it is written or refused; others like it may be kept beside it.
        """
        if inputs.turns is not None:
            inputs.turns.settle()
        with self._lock:
            idle = self._idle.pop((module, day), [])
            self._idle[module, day] = [*idle[-_MOST_IDLE + 1 :], inputs]
            for oldest in list(self._idle)[:-_MOST_KEYS]:
                del self._idle[oldest]
